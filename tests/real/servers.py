"""Servers of language models as their makers ship them, on loopback and ports that the system picks."""

import os
import re
import signal
import subprocess
import sys
import threading

# A server of Python imports for some seconds; under load for many.
PATIENCE = 180


class Server:
    """A running server. All of it ends with `stop`."""

    def __init__(self, command, log):
        self.log = log
        self.url = None
        self._ready = threading.Event()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            # Nothing but what is named: no key of whoever runs this, no proxy, no price list from elsewhere.
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(log.parent),
                "LITELLM_LOCAL_MODEL_COST_MAP": "True",
                "PYTHONUNBUFFERED": "1",
            },
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self._ready.wait(PATIENCE)
        except BaseException:
            # Ended while it waits.
            self.stop()
            raise
        if self.url is None:
            self.stop()
            raise RuntimeError(f"no server: {command}\n{log.read_text()[-4000:]}")

    def _read(self):
        with self.log.open("w") as log:
            for line in self._process.stdout:
                log.write(line)
                log.flush()
                found = re.search(r"Uvicorn running on (http://\S+)", line)
                if found:
                    self.url = found[1]
                    self._ready.set()
        self._ready.set()

    def freeze(self):
        """From now on it says nothing, and keeps its connections."""
        self._signal(signal.SIGSTOP)

    def thaw(self):
        self._signal(signal.SIGCONT)

    def kill(self):
        """It is gone, in the middle of whatever it was doing."""
        self._signal(signal.SIGKILL)
        self._process.wait()

    def stop(self):
        if self._process.poll() is None:
            self.thaw()
            self._signal(signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        # What it started itself.
        self._signal(signal.SIGKILL)
        self._reader.join(10)

    def _signal(self, number):
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            pass


def llama_cpp_python(model, log, *options):
    """llama-cpp-python's server with this model, called `tiny`."""
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(model), "--model_alias", "tiny"]
    settings = ["--host", "127.0.0.1", "--port", "0", "--n_threads", "1", "--n_threads_batch", "1", "--verbose", "False"]
    return Server([*command, *settings, *options], log)


def litellm(program, config, log):
    """LiteLLM's proxy with this configuration."""
    return Server([program, "--config", str(config), "--host", "127.0.0.1", "--port", "0", "--telemetry", "False"], log)
