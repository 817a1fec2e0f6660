"""Claims of the topic functions."""

import asyncio
import functools
import inspect
import operator
import sys
import time


# Arguments are evaluated before the function starts, and bound by position or by name.
def area(width, height=1):
    return width - height


assert area(5, 3) == area(height=3, width=5) == area(5, height=3) == 2

# A missing argument, one too many, an unknown name, and a parameter given both ways are TypeErrors.
for call in ("f()", "f(1, 2, 3)", "f(1, depth=2)", "f(1, width=2)"):
    assert raised(call, f=area) is TypeError

# A positional argument after a keyword argument, and the same keyword twice, are syntax errors.
assert raised("f(height=1, 2)") is raised("f(height=1, height=2)") is SyntaxError

# Parameters with a default come last, except behind the star.
assert raised("def f(a=1, b): pass") is SyntaxError and raised("def f(*, a=1, b): pass") is None


# A default is evaluated once, at the def; a mutable one is shared.
def collect(item, items=[]):  # noqa: B006
    items.append(item)
    return items


assert collect(1) is collect(2) and collect(3) == [1, 2, 3]


# *args is a tuple, **kwargs a dictionary; both may be empty; the names are free.
def gather(*values, **options):
    return values, options


assert gather(1, 2, a=3) == ((1, 2), {"a": 3}) and gather() == ((), {})

# In a call the stars unpack, also a dictionary with one star: its keys.
assert gather(*[1, 2], **{"a": 3}) == ((1, 2), {"a": 3}) and gather(*{"k": "v"}) == (("k",), {})


# Parameters behind *args can be given by keyword only.
def only(*args, last):
    return last


assert raised("f(1, 2)", f=only) is TypeError and only(1, last=2) == 2


# Without a return, or with a bare one, a call gives None; print, sort and append do as well.
def silent(flag):
    if flag:
        return
    len("")


assert silent(True) is silent(False) is None and [2, 1].sort() is None and [].append(1) is None

# The body runs at the call and not at the def; the name alone doesn't call.
seen = []
assert raised("def f(): seen.append(1)\nf", seen=seen) is None and seen == []

# A lambda has one expression and returns it; return, statements and annotations inside it are syntax errors.
assert (lambda a, b=2, *rest: a + b)(1) == 3
for program in ("lambda x: return x", "lambda x: x = 1", "lambda x: int: x", "lambda x -> int: x"):
    assert raised(program) is SyntaxError

# lambda x: int is valid but no hint: it returns the type.
assert (lambda x: int)(5) is int

# A lambda is an ordinary function, called <lambda>.
assert type(lambda: 0) is type(area) and (lambda: 0).__name__ == "<lambda>"

# Hints aren't enforced at run time.
assert raised("def f(a: int) -> str: return a\nf('text')") is None

# map and filter are lazy; reduce is no built-in; a key function works for sorted, min and max.
assert raised("reduce") is NameError and functools.reduce(lambda a, b: a * b, [2, 3, 4]) == 24
assert iter(m := map(len, ["a"])) is m and list(filter(lambda n: n > 1, [1, 2])) == [2]
assert sorted([("a", 2), ("b", 1)], key=lambda p: p[1]) == sorted([("a", 2), ("b", 1)], key=operator.itemgetter(1))
assert max(["a", "ccc", "bb"], key=len) == "ccc"


# A closure keeps the variable alive in a cell; each call of the outer function makes a new one.
def multiplier(n):
    return lambda x: x * n


double, triple = multiplier(2), multiplier(3)
assert double(5) == 10 and triple(5) == 15
assert double.__closure__[0].cell_contents == 2 and double.__code__.co_freevars == ("n",)

# The variable is captured, not its value: lambdas made in a loop all see the last one; a default binds it.
assert [f() for f in [lambda: i for i in range(3)]] == [2, 2, 2]
assert [f() for f in [lambda i=i: i for i in range(3)]] == [0, 1, 2]

# Changing an outer object needs no nonlocal; assigning does, and so does +=, even for a list.
inner = "def outer():\n  items = [0]\n  def inner():\n    {}\n  inner()\n  return items\nresult.append(outer())"
result = []
for line in ("items.append(1)", "items[0] = 5", "items = [7]", "nonlocal items; items = [7]"):
    assert raised(inner.format(line), result=result) is None
assert result == [[0, 1], [5], [0], [7]]
assert raised(inner.format("items += [1]"), result=result) is UnboundLocalError
assert raised(inner.format("items.append(1); items = [2]"), result=result) is UnboundLocalError

# nonlocal reaches enclosing functions only, never the module; global doesn't reach an enclosing function.
assert raised("x = 1\ndef f():\n  nonlocal x") is SyntaxError
assert raised("def f():\n  x = 1\n  def g():\n    global x\n    return x\n  return g()\nf()") is NameError

# Two inner functions share the outer variable.
def counter():
    n = 0

    def up():
        nonlocal n
        n += 1

    return up, lambda: n


up, value = counter()
up()
assert value() == 1

# A list comprehension runs at once; a generator expression only when asked, and once.
asked = []
generator = (asked.append(n) or n for n in (1, 2))
assert asked == [] and next(generator) == 1 and asked == [1]
assert list(generator) == [2] and list(generator) == []
assert raised("len(g)", g=generator) is raised("g[0]", g=generator) is TypeError

# The iterable of the first for is evaluated at once, even in a generator expression; the rest isn't.
assert raised("(n for n in missing)") is NameError and raised("(n for a in [1] for n in missing)") is None

# The parentheses may be left out where it is the only argument; a generator takes little room however long.
assert sum(n * n for n in (1, 2)) == 5
assert sys.getsizeof(n for n in range(10**6)) == sys.getsizeof(n for n in range(1)) < sys.getsizeof([0] * 1000)


# Calling a generator function runs nothing; yield pauses and keeps the locals; at the end comes StopIteration.
def steps():
    asked.append("start")
    got = yield 1
    yield got
    return "end"


asked.clear()
g = steps()
assert asked == [] and next(g) == 1 and asked == ["start"]
assert g.send("sent") == "sent" and raised("next(g)", g=g) is StopIteration


# yield from hands on the values and gives the return value of the inner generator.
def outer():
    asked.append((yield from steps()))


asked.clear()
assert list(outer()) == [1, None] and asked == ["start", "end"]


# @deco above a def means f = deco(f), once; a over b means a(b(f)).
def mark(letter):
    def decorate(function):
        asked.append(letter)

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return letter + function(*args, **kwargs)

        return wrapper

    return decorate


asked.clear()


@mark("a")
@mark("b")
def name():
    """Docstring."""
    return "f"


assert asked == ["b", "a"] and name() == name() == "abf" and asked == ["b", "a"]

# functools.wraps keeps name and docstring and leaves the original in __wrapped__; without it the wrapper's show.
assert name.__name__ == "name" and name.__doc__ == "Docstring." and name.__wrapped__.__wrapped__() == "f"
assert (lambda f: lambda: f())(name).__name__ == "<lambda>"

# A wrapper without a return loses the result; a class and a callable object can be decorators too.
assert (lambda f: lambda: (f(), None)[1])(name)() is None
assert raised("@repr\nclass A: pass\nassert type(A) is str") is None and raised("@functools.cache\ndef f(): pass\nf()", functools=functools) is None


# Calling an async function only makes a coroutine, so a synchronous wrapper measures nothing of its work.
async def work():
    asked.append("worked")


asked.clear()
coroutine = work()
assert inspect.iscoroutine(coroutine) and asked == []
asyncio.run(coroutine)
assert asked == ["worked"]

# perf_counter is monotonic and can't be set; time.time can.
assert time.get_clock_info("perf_counter").monotonic and not time.get_clock_info("perf_counter").adjustable
assert not time.get_clock_info("time").monotonic and time.get_clock_info("time").adjustable

# finally in a wrapper measures a failing call and lets the exception go on.
assert raised("try: 1 / 0\nfinally: asked.append('measured')", asked=asked) is ZeroDivisionError and asked[-1] == "measured"

# Each call of a recursion has its own variables; a call in the last place isn't optimised away.
assert raised("def f(n): return f(n - 1) if n else 0\nf(10 ** 5)") is RecursionError
assert raised("def f(n): return n * f(n - 1) if n else 1\nassert f(5) == 120") is None
