"""What every test needs: the program with nothing of whoever runs it, and servers that end with the tests."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pexpect
import pytest

import model
import servers

VIVA = os.environ["VIVA"]
LITELLM = os.environ["LITELLM"]
KEY = "sk-real-0123456789abcdef"
QUESTION = "python/data-model/list-vs-tuple"
ANSWER = "a list can be changed after you made it, a tuple cant, so a tuple works as a dictionary key. both keep order"

# What the proxy serves: texts of its own, failures of its own, and the two servers behind it.
PROXY = """
model_list:
  - {model_name: mock, litellm_params: {model: openai/mock, api_key: none, mock_response: 'You said "a tuple cant". **Good**: say when you take one.'}}
  - {model_name: judge, litellm_params: {model: openai/judge, api_key: none, mock_response: '{"key_points": [{"id": "tuple-immutable", "quote": "a tuple cant", "reason": "said in so many words", "verdict": "met"}, {"id": "list-mutable", "quote": "never said", "reason": "", "verdict": "met"}], "misconceptions": []}'}}
  - {model_name: limited, litellm_params: {model: openai/limited, api_key: none, mock_response: litellm.RateLimitError}}
  - {model_name: narrow, litellm_params: {model: openai/narrow, api_key: none, mock_response: litellm.ContextWindowExceededError}}
  - {model_name: broken, litellm_params: {model: openai/broken, api_key: none, mock_response: litellm.InternalServerError}}
  - {model_name: tiny, litellm_params: {model: openai/tiny, api_key: none, api_base: TINY/v1}}
  - {model_name: small, litellm_params: {model: openai/small, api_key: none, api_base: SMALL/v1}}
litellm_settings: {num_retries: 0}
router_settings: {num_retries: 0}
general_settings: {master_key: KEY}
"""


@pytest.fixture(scope="session")
def logs(tmp_path_factory):
    return tmp_path_factory.mktemp("servers")


@pytest.fixture(scope="session")
def weights(logs):
    path = logs / "tiny.gguf"
    model.write(path)
    return path


def served(start):
    server = start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def tiny(logs, weights):
    """llama-cpp-python with room for every prompt."""
    yield from served(lambda: servers.llama_cpp_python(weights, logs / "tiny.log", "--n_ctx", "16384"))


@pytest.fixture(scope="session")
def small(logs, weights):
    """llama-cpp-python with a context that no prompt fits into."""
    yield from served(lambda: servers.llama_cpp_python(weights, logs / "small.log", "--n_ctx", "512"))


@pytest.fixture(scope="session")
def locked(logs, weights):
    """llama-cpp-python that wants a key."""
    options = ("--n_ctx", "16384", "--api_key", KEY)
    yield from served(lambda: servers.llama_cpp_python(weights, logs / "locked.log", *options))


@pytest.fixture
def mortal(logs, weights):
    """llama-cpp-python for one test, which may kill it."""
    yield from served(lambda: servers.llama_cpp_python(weights, logs / "mortal.log", "--n_ctx", "16384"))


@pytest.fixture(scope="session")
def proxy(logs, tiny, small):
    """LiteLLM's proxy."""
    config = logs / "litellm.yaml"
    config.write_text(PROXY.replace("TINY", tiny.url).replace("SMALL", small.url).replace("KEY", KEY))
    yield from served(lambda: servers.litellm(LITELLM, config, logs / "litellm.log"))


class Viva:
    """The program in a home of its own."""

    def __init__(self, home):
        self.home = home
        self.terminals = []
        (home / "answer.txt").write_text(ANSWER)

    def environment(self, server, model, key):
        said = {"VIVA_BASE_URL": server.url if server else "", "VIVA_MODEL": model, "VIVA_API_KEY": key or ""}
        fixed = {"PATH": os.environ["PATH"], "HOME": str(self.home), "VIVA_DATA_DIR": str(self.home / "data"), "TERM": "xterm"}
        return fixed | {name: value for name, value in said.items() if value}

    def configured(self, arguments, config):
        path = self.home / "config.toml"
        path.write_text("[llm]\n" + config)
        return [*arguments, "--config", str(path)]

    def run(self, *arguments, server=None, model="tiny", key=None, config="", said=""):
        """Runs it to its end; `said` is what it reads."""
        done = subprocess.run(
            [VIVA, *self.configured(arguments, config)],
            env=self.environment(server, model, key),
            input=said.encode(),
            capture_output=True,
            timeout=300,
        )
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        for stream in done.stdout, done.stderr:
            assert KEY not in stream
            # Nothing of what a model says reaches the terminal but text.
            assert not [character for character in stream if ord(character) < 32 and character not in "\n\t" or ord(character) == 127]
        return done

    def grade(self, server, **options):
        """Grades with and without a model, by the same standard: the same grade, the same exit code. What the model added, and
        the lines on what went wrong."""
        grade = ("grade", QUESTION, "--answer", str(self.home / "answer.txt"), "--json", "--fail-under", "99")
        alone = self.run(*grade)
        assert (alone.returncode, alone.stderr) == (1, "")
        with_model = self.run(*grade, "--llm", server=server, **options)
        assert with_model.returncode == alone.returncode
        grade = json.loads(with_model.stdout)
        added = {name: grade.pop(name) for name in ("narrative", "second_opinion") if name in grade}
        assert grade == json.loads(alone.stdout)
        introduction, *complaints = with_model.stderr.splitlines()
        assert introduction.startswith(f"note: {options.get('model', 'tiny')} is told each question")
        return added, complaints

    def practice(self, server, *arguments, model="tiny", config="", key=None):
        """A round at a terminal."""
        command = ["practice", "--question", QUESTION, "--probes", "0", *arguments, "--llm"]
        terminal = pexpect.spawn(
            VIVA,
            self.configured(command, config),
            env=self.environment(server, model, key),
            dimensions=(50, 80),
            encoding="utf-8",
            codec_errors="replace",
            timeout=120,
        )
        terminal.delaybeforesend = None
        self.terminals.append(terminal)
        return terminal


@pytest.fixture
def viva(tmp_path):
    program = Viva(Path(tmp_path))
    yield program
    for terminal in program.terminals:
        terminal.close(force=True)


def pytest_configure():
    # Who ends the tests ends the servers as well.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
