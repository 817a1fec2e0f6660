#!/usr/bin/env bash
# The program against servers of language models that nobody here wrote: llama-cpp-python, built from source, and LiteLLM's proxy,
# each in a fresh virtual environment, on loopback alone. VIVA names the program, REAL where the environments stand.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
VIVA=$(realpath "${VIVA:-$root/target/release/viva}")
REAL=${REAL:-$root/target/real}
mkdir -p "$REAL"
REAL=$(realpath "$REAL")
cd "$root/tests/real"

# Kept after a run: pip keeps what it built as well, so that only the first time takes its ten minutes.
install() {
  python3 -m venv --clear "$REAL/$1"
  "$REAL/$1/bin/pip" install --quiet --disable-pip-version-check "${@:2}"
}
if [ "${1:-}" != --again ]; then
  CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-2} install llama 'llama-cpp-python[server]' gguf pytest pexpect
  install litellm 'litellm[proxy]'
fi
"$REAL/llama/bin/pip" list 2> /dev/null | grep -E '^(llama_cpp_python|gguf|uvicorn|sse-starlette) '
"$REAL/litellm/bin/pip" list 2> /dev/null | grep -E '^litellm '

export VIVA LITELLM=$REAL/litellm/bin/litellm
exec "$REAL/llama/bin/python" -B -m pytest -q -p no:cacheprovider --durations=5 .
