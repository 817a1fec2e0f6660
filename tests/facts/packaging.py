"""Claims of the topic packaging."""

import importlib
import os
import pathlib
import platform
import re
import subprocess
import sys
import sysconfig
import tempfile
import types
import venv


folder = tempfile.TemporaryDirectory()
root = pathlib.Path(folder.name).resolve()
sys.path.insert(0, str(root))
sys.dont_write_bytecode = True
ran = sys.ran = []


def write(path, text):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


# A module's code runs on the first import only; all importers share one object, also under an alias.
write("viva_one.py", "import sys\nsys.ran.append(__name__)\nstate = 1\nother = 2\n")
import viva_one
import viva_one as alias
from viva_one import state

viva_one.state = 5
assert ran == ["viva_one"] and alias is viva_one is sys.modules["viva_one"] and alias.state == 5
# from-import binds the value as it was and runs the whole module all the same.
assert state == 1 and viva_one.other == 2

# A change in the file isn't seen by a further import, only by reload.
write("viva_one.py", "state = 'changed in the file'\n")
import viva_one

assert viva_one.state == 5
importlib.invalidate_caches()
assert importlib.reload(viva_one) is alias and alias.state == "changed in the file"

# Deleting a name leaves the module in sys.modules; without its entry the module is executed anew, as another object.
del viva_one
assert "viva_one" in sys.modules
del sys.modules["viva_one"]
import viva_one

assert viva_one is not alias

# The entry is made before the code is executed: a circular import finds a half-finished module and doesn't loop.
write("viva_a.py", "import sys\nassert 'viva_a' in sys.modules\nimport viva_b\nlate = 1\n")
write("viva_b.py", "import viva_a\nsaw = hasattr(viva_a, 'late')\n")
import viva_a

assert viva_a.viva_b.saw is False
# A module whose code fails doesn't stay in sys.modules.
write("viva_fails.py", "1 / 0\n")
assert raised(importlib.import_module, "viva_fails") is ZeroDivisionError and "viva_fails" not in sys.modules

# import math binds only math; a name from a module that isn't there: ModuleNotFoundError; and .py isn't written.
space = {}
exec("import math", space)
assert "math" in space and "sqrt" not in space
assert raised(importlib.import_module, "viva_absent") is ModuleNotFoundError
assert raised(importlib.import_module, "viva_one.py") is ModuleNotFoundError

# Importing a package runs its __init__.py, not its modules; a package is a module with a __path__.
write("viva_shop/__init__.py", "")
write("viva_shop/orders.py", "total = 3\n")
import viva_shop

assert isinstance(viva_shop, types.ModuleType) and hasattr(viva_shop, "__path__") and not hasattr(viva_one, "__path__")
assert not hasattr(viva_shop, "orders")
from viva_shop.orders import total

assert total == 3 and viva_shop.orders.total == 3

# A directory without __init__.py can be imported, as a namespace package.
write("viva_space/page.py", "")
import viva_space.page

assert getattr(viva_space, "__file__", None) is None and hasattr(viva_space, "__path__")

# A script called json.py shadows the standard module and finds itself, half finished: AttributeError.
environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run(name, *options):
    command = [sys.executable, "-S", *options, str(root / "shadow" / name)]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


SCRIPT = "import json\nprint(json.loads('{\"name\": \"Ada\"}')['name'])\n"
write("shadow/json.py", SCRIPT)
error = run("json.py").stderr
assert "AttributeError" in error and "has no attribute 'loads'" in error
assert ("consider renaming" if sys.version_info >= (3, 13) else "circular import") in error
# With -P the folder isn't put on the path; a neighbour under another name is hit as well, until the file is gone.
assert run("json.py", "-P").stdout == "Ada\n"
write("shadow/parse_users.py", SCRIPT)
assert run("parse_users.py").returncode == 1
(root / "shadow" / "json.py").unlink()
assert run("parse_users.py").stdout == "Ada\n"
# The script's folder is first on the path.
write("shadow/first.py", "import sys\nprint(sys.path[0])\n")
assert pathlib.Path(run("first.py").stdout.strip()).resolve() == root / "shadow"

# Scripts and Lib\site-packages on Windows; bin and lib/python3.x/site-packages, with the version, elsewhere.
place = {"base": "env", "platbase": "env", "installed_base": "env", "installed_platbase": "env"}
paths = {
    (kind, name): sysconfig.get_path(name, kind, place).replace("\\", "/")
    for kind in ("nt_venv", "posix_venv")
    for name in ("scripts", "purelib")
}
assert paths["nt_venv", "scripts"] == "env/Scripts" and paths["nt_venv", "purelib"] == "env/Lib/site-packages"
assert paths["posix_venv", "scripts"] == "env/bin"
assert re.fullmatch(r"env/lib/python3\.\d+t?/site-packages", paths["posix_venv", "purelib"])

# A virtual environment has pyvenv.cfg in its root, and its own absolute path is written into the activate script.
venv.create(root / "env", with_pip=False, symlinks=os.name != "nt")
scripts = root / "env" / ("Scripts" if os.name == "nt" else "bin")
assert "home = " in (root / "env" / "pyvenv.cfg").read_text(encoding="utf-8")
assert (root / "env").name in (scripts / "activate").read_text(encoding="utf-8")
if os.name != "nt":
    assert str(root / "env") in (scripts / "activate").read_text(encoding="utf-8")
    # On POSIX python is a symbolic link; without activation it works as well, and after a move the packages are still found.
    assert (scripts / "python").is_symlink()
    show = [scripts / "python", "-I", "-c", "import sys; print(sys.prefix != sys.base_prefix, sys.prefix)"]
    assert subprocess.run(show, capture_output=True, text=True).stdout.split() == ["True", str(root / "env")]
    (root / "env").rename(root / "moved")
    show[0] = root / "moved" / "bin" / "python"
    assert subprocess.run(show, capture_output=True, text=True).stdout.split() == ["True", str(root / "moved")]

# The value of sys_platform is win32, linux or darwin; 'Windows' is one of platform_system, 'nt' one of os_name.
assert (sys.platform == "win32") == (platform.system() == "Windows") == (os.name == "nt")
assert sys.platform != "linux" or platform.system() == "Linux"

folder.cleanup()
