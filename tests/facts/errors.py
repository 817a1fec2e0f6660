"""Claims of the topic errors."""

import pickle
import sys
import warnings
from contextlib import AsyncExitStack, ExitStack, contextmanager


def trace(program, **names):
    """What a program notes with say(), and the type of the exception it ends in."""
    said = []
    return said, raised(program, say=said.append, **names)


# The rest of the try block is skipped, the handler runs, and the program goes on after the whole statement.
assert trace("try:\n  say(1)\n  1 / 0\n  say(2)\nexcept ZeroDivisionError:\n  say(3)\nsay(4)") == ([1, 3, 4], None)

# else runs only if nothing was raised, finally always, in this order.
whole = "try:\n  {}\nexcept ZeroDivisionError:\n  say('except')\nelse:\n  say('else')\nfinally:\n  say('finally')"
assert trace(whole.format("pass")) == (["else", "finally"], None)
assert trace(whole.format("1 / 0")) == (["except", "finally"], None)

# finally doesn't handle: an exception that no clause names goes on after it.
assert trace(whole.format("{}[0]")) == (["finally"], KeyError)

# What else raises isn't caught by the except clauses of the same try.
assert raised("try: pass\nexcept ZeroDivisionError: pass\nelse: 1 / 0") is ZeroDivisionError

# Only the first clause that fits runs, and a base class catches what is derived from it, not the other way round.
order = "try: {{}}[0]\nexcept {}: say(1)\nexcept {}: say(2)"
assert trace(order.format("LookupError", "KeyError"))[0] == [1] == trace(order.format("KeyError", "LookupError"))[0]
assert trace(order.format("IndexError", "LookupError"))[0] == [2]
assert raised("try: raise LookupError\nexcept KeyError: pass") is LookupError

# A tuple of types catches any of them, also from a variable.
assert all(raised(f"try: {bad}\nexcept (ValueError, TypeError) as e: pass") is None for bad in ("int('a')", "int([])"))
assert raised("try: int('a')\nexcept BOTH: pass", BOTH=(ValueError, TypeError)) is None

# A list of types is a TypeError when it's compared, and nothing is noticed before.
assert raised("try: 1 / 0\nexcept [ValueError]: pass") is TypeError
assert raised("try: pass\nexcept [ValueError]: pass") is None

# except A or B is just except A.
assert raised("try: int([])\nexcept ValueError or TypeError: pass") is TypeError

# With as the parentheses are required; without it they may be left out since 3.14, before it's a syntax error.
assert raised("try: pass\nexcept ValueError, TypeError as e: pass") is SyntaxError
bare = raised("try: int([])\nexcept ValueError, TypeError: pass")
assert bare is (None if sys.version_info >= (3, 14) else SyntaxError)

# OSError covers FileNotFoundError and PermissionError, LookupError covers KeyError and IndexError.
assert issubclass(FileNotFoundError, OSError) and issubclass(PermissionError, OSError)
assert issubclass(KeyError, LookupError) and issubclass(IndexError, LookupError)

# except Exception lets Ctrl-C and sys.exit through, a bare except doesn't.
assert not issubclass(KeyboardInterrupt, Exception) and not issubclass(SystemExit, Exception)
assert raised("try: raise KeyboardInterrupt\nexcept Exception: pass") is KeyboardInterrupt
assert raised("try: raise KeyboardInterrupt\nexcept: pass") is None

# finally runs at sys.exit.
assert trace("import sys\ntry: sys.exit()\nfinally: say(1)") == ([1], SystemExit)

# The name after as is gone after the except block.
assert raised("try: 1 / 0\nexcept ZeroDivisionError as e: pass\ne") is NameError

# A try needs an except or a finally; else needs an except; a try with finally alone is fine.
assert raised("try: pass") is raised("try: pass\nelse: pass\nfinally: pass") is SyntaxError
assert raised("try: pass\nfinally: pass") is None

# A syntax error is found before the program runs, so a try around it in the same file is no help.
assert trace("say(1)\ntry:\n  1 +\nexcept SyntaxError: pass") == ([], SyntaxError)


# finally runs after a return too, before the caller goes on; also after break and continue.
def leave(said):
    try:
        return said.append("try")
    finally:
        said.append("finally")


said = []
assert leave(said) is None and said == ["try", "finally"]
assert trace("for n in (1, 2):\n  try: continue\n  finally: say(n)") == ([1, 2], None)

# A return in finally overrides the result and swallows the exception; 3.14 warns about it.
swallow = "def f():\n  try: {}\n  finally: return 2\nassert f() == 2"
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    assert raised(swallow.format("return 1")) is raised(swallow.format("1 / 0")) is None
assert bool(caught) == (sys.version_info >= (3, 14))

# Only what derives from BaseException can be raised; anything else is a TypeError.
assert raised("raise 'text'") is raised("raise 5") is raised("raise object()") is TypeError


# An empty body makes an exception type of one's own: the arguments are kept and shown.
class StockError(Exception):
    pass


class OutOfStock(StockError):
    pass


assert str(StockError("none left")) == "none left" and StockError("a", 1).args == ("a", 1)

# The common base class catches all derived ones; making one without raise does nothing.
assert raised("try: raise Out\nexcept Stock: pass", Out=OutOfStock, Stock=StockError) is None
assert raised("Out('text')", Out=OutOfStock) is None


# Extra data goes into attributes.
class Short(Exception):
    def __init__(self, missing, wanted):
        super().__init__(f"{missing} missing")
        self.missing = missing


assert str(Short(3, 5)) == "3 missing" and Short(3, 5).missing == 3

# Such an exception can't be unpickled: it's made anew from args, which holds only the message.
assert raised("loads(data)", loads=pickle.loads, data=pickle.dumps(Short(3, 5))) is TypeError

# raise ... from keeps the cause; in an except block the context is kept without it; from None hides it.
try:
    try:
        {}[0]
    except KeyError as error:
        raise StockError from error
except StockError as error:
    assert type(error.__cause__) is KeyError
try:
    try:
        {}[0]
    except KeyError:
        raise StockError from None
except StockError as error:
    assert error.__cause__ is None and type(error.__context__) is KeyError and error.__suppress_context__

# StopIteration is an exception that isn't an error; an exception carries its traceback.
assert raised("next(iter([]))") is StopIteration and raised("for n in []: pass") is None
try:
    1 / 0
except ZeroDivisionError as error:
    assert error.__traceback__ is not None

# except* takes parts of a group, and several of its clauses may run.
group = "try: raise ExceptionGroup('', [ValueError(), KeyError()])\nexcept* ValueError: say(1)\nexcept* KeyError: say(2)"
assert trace(group) == ([1, 2], None)


class Manager:
    """Notes when it is entered and left."""

    def __init__(self, name, said, suppress=False, fails=False):
        self.name, self.said, self.suppress, self.fails = name, said, suppress, fails

    def __enter__(self):
        if self.fails:
            raise OSError
        self.said.append("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        self.said.append((self.name, kind))
        return self.suppress


# as gets what __enter__ returns; __exit__ gets None three times if all went well.
said = []
with Manager("a", said) as name:
    pass
assert name == "A" and said == ["enter a", ("a", None)]

# __exit__ runs however the block is left; the exception goes on unless __exit__ returns something true.
for suppress, end in ((False, ZeroDivisionError), (None, ZeroDivisionError), (True, None), ("yes", None)):
    said = []
    assert raised("with m: 1 / 0", m=Manager("a", said, suppress)) is end and said[-1] == ("a", ZeroDivisionError)
assert trace("def f():\n  with m: return\nf()\nsay(1)", m=Manager("a", said)) == ([1], None) and said[-1] == ("a", None)

# Several managers are entered from left to right and left in reverse, with one statement as with nested ones.
said = []
with Manager("a", said) as a, Manager(a, said) as b:
    pass
assert said == ["enter a", "enter A", ("A", None), ("a", None)]

# If a later one can't be entered, those before it are left all the same and the body doesn't run.
said = []
assert raised("with a, b: said.append(1)", a=Manager("a", said), b=Manager("b", said, fails=True), said=said) is OSError
assert said == ["enter a", ("a", OSError)]

# An inner exit that suppresses keeps the exception from the outer ones.
said = []
assert raised("with a, b: 1 / 0", a=Manager("a", said), b=Manager("b", said, suppress=True)) is None
assert said[2:] == [("b", ZeroDivisionError), ("a", None)]

# Parentheses round the managers make no tuple; a list of managers is none itself (a TypeError).
assert raised("with (a as x, b as y): pass", a=Manager("a", []), b=Manager("b", [])) is None
assert raised("with [a]: pass", a=Manager("a", [])) is TypeError

# ExitStack enters any number and leaves them in reverse order.
said = []
with ExitStack() as stack:
    names = [stack.enter_context(Manager(name, said)) for name in "abc"]
assert names == ["A", "B", "C"] and [name for name, _ in said[3:]] == ["c", "b", "a"]
assert hasattr(AsyncExitStack, "enter_async_context")


# with opens no scope; contextmanager makes a manager out of a generator, whose clean-up belongs into finally.
@contextmanager
def careless(said):
    said.append("setup")
    yield
    said.append("cleanup")


@contextmanager
def careful(said):
    said.append("setup")
    try:
        yield
    finally:
        said.append("cleanup")


for manager, end in ((careful, ["setup", "cleanup"]), (careless, ["setup"])):
    said = []
    assert raised("with m: 1 / 0", m=manager(said)) is ZeroDivisionError and said == end
assert raised("with m as x: y = 1\nx, y", m=Manager("a", [])) is None
