"""Claims of the topic security."""

import base64
import hashlib
import hmac
import html
import json
import os
import pathlib
import pickle
import py_compile
import secrets
import sqlite3
import subprocess
import sys
import tempfile


# RSA: public and private key undo each other, for encrypting and for signing; who can factor n has the private key.
p, q, e = 1000003, 1000033, 65537
n = p * q
d = pow(e, -1, (p - 1) * (q - 1))
message = 123456789
assert pow(pow(message, e, n), d, n) == message == pow(pow(message, d, n), e, n)
factor = next(number for number in range(999_983, n, 2) if n % number == 0)
assert pow(e, -1, (factor - 1) * (n // factor - 1)) == d


# Elliptic curve: both sides reach the same point, each from its own secret number and the other's public point.
def add(one, other, a=2, m=97):
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % m == 0:
        return None
    slope = (3 * x1 * x1 + a) * pow(2 * y1, -1, m) if one == other else (y2 - y1) * pow(x2 - x1, -1, m)
    x3 = (slope * slope - x1 - x2) % m
    return x3, (slope * (x1 - x3) - y1) % m


def times(count, point):
    total = None
    for _ in range(count):
        total = add(total, point)
    return total


start = (0, 10)  # on the curve y² = x³ + 2x + 3 modulo 97
assert times(3, times(4, start)) == times(4, times(3, start)) == times(12, start) is not None

# SQL built from strings is read as SQL; a bound parameter never is, and O'Brien keeps the quote.
table = sqlite3.connect(":memory:")
table.execute("create table users (name text)")
table.executemany("insert into users values (?)", [("Ada",), ("O'Brien",)])
attack = "x' or '1'='1"
assert len(table.execute(f"select * from users where name = '{attack}'").fetchall()) == 2
assert table.execute("select * from users where name = ?", (attack,)).fetchall() == []
assert table.execute("select * from users where name = ?", ("O'Brien",)).fetchone() == ("O'Brien",)
# Escaping HTML is no remedy against SQL injection.
number = "0 or 1=1"
assert html.escape(number) == number
assert len(table.execute(f"select * from users where rowid = {html.escape(number)}").fetchall()) == 2
table.close()

# Escaping on the way in and again on output mangles good data.
assert html.escape(html.escape("O'Brien")) == "O&amp;#x27;Brien"
# A blocklist is never complete.
assert "<scr<script>ipt>".replace("<script>", "") == "<script>"

# pickle runs what the sender wants; JSON only gives data; eval runs it too.
happened = []


class Evil:
    def __reduce__(self):
        return exec, ("import __main__; __main__.happened.append('run')",)


pickle.loads(pickle.dumps(Evil()))
assert happened == ["run"]
eval("happened.append('evaluated')")
assert happened[-1] == "evaluated" and raised(json.loads, "happened.append('no')") is json.JSONDecodeError

# A list of arguments without a shell: the user's text stays one argument.
show = [sys.executable, "-I", "-S", "-c", "import sys; print(sys.argv[1:])", "a; echo hacked"]
assert subprocess.run(show, capture_output=True, text=True).stdout.strip() == "['a; echo hacked']"

# A file name of the sender's leads out of the folder.
folder = pathlib.PurePosixPath("/srv/uploads")
assert str(folder / "/etc/passwd") == "/etc/passwd"
assert os.path.normpath("/srv/uploads/../../etc/passwd").replace(os.sep, "/").endswith("/etc/passwd")
assert pathlib.PurePosixPath("../../etc/passwd").name == "passwd"

# Base64 is read back without any key, and so is a string in compiled bytecode.
assert base64.b64decode(base64.b64encode(b"secret")) == b"secret"
with tempfile.TemporaryDirectory() as place:
    source = pathlib.Path(place) / "settings.py"
    source.write_text("KEY = 'hunter-two-secret'\n", encoding="utf-8")
    compiled = pathlib.Path(py_compile.compile(str(source), cfile=str(source) + "c"))
    assert b"hunter-two-secret" in compiled.read_bytes()

# A plain hash is the same for equal passwords; with a salt for each user it differs, and can still be checked.
assert hashlib.sha256(b"password").digest() == hashlib.sha256(b"password").digest()


def slow(password, salt):
    return hashlib.pbkdf2_hmac("sha256", password, salt, 1000)


salts = secrets.token_bytes(16), secrets.token_bytes(16)
stored = [slow(b"password", salt) for salt in salts]
assert stored[0] != stored[1]
assert hmac.compare_digest(stored[0], slow(b"password", salts[0]))
assert not hmac.compare_digest(stored[0], slow(b"guess", salts[0]))

# Environment variables are plain text to the process and its children.
child = [sys.executable, "-I", "-S", "-c", "import os; print(os.environ['VIVA_SECRET'])"]
environment = {**os.environ, "VIVA_SECRET": "open"}
assert subprocess.run(child, capture_output=True, text=True, env=environment).stdout.strip() == "open"
