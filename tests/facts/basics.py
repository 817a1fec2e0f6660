"""Claims of the topic basics."""

import io
import keyword
import math
import sys
from contextlib import redirect_stdout


def printed(program):
    """What a program prints, as a list of words."""
    with redirect_stdout(io.StringIO()) as out:
        exec(compile(program, "claim", "exec"), {})
    return out.getvalue().split()


# break leaves the loop, continue only the round, pass does nothing.
loop = "for i in range(1, 6):\n  if i == 3:\n    {}\n  print(i)"
assert printed(loop.format("break")) == ["1", "2"]
assert printed(loop.format("continue")) == ["1", "2", "4", "5"]
assert printed(loop.format("pass")) == ["1", "2", "3", "4", "5"]

# break leaves only the innermost loop.
assert printed("for a in 'xy':\n  for b in 'pq':\n    break\n  print(a)") == ["x", "y"]

# The else of a loop runs without a break, also over nothing and after a continue, and not after a break.
assert printed("for i in []: pass\nelse: print('else')") == ["else"]
assert printed("for i in [1]: continue\nelse: print('else')") == ["else"]
assert printed("for i in [1]: break\nelse: print('else')") == []

# break and continue outside of a loop are syntax errors; pass may stand anywhere.
assert raised("break") is raised("if True: continue") is SyntaxError
assert raised("pass\nclass A: pass\nif A: pass") is None

# A comment doesn't fill a body, a docstring or three dots do; what is missing is an IndentationError, a SyntaxError.
assert raised("def f():\n  # nothing\nx = 1") is IndentationError
assert raised("def f():\n  'text'\ndef g():\n  ...") is None
assert issubclass(IndentationError, SyntaxError) and issubclass(TabError, IndentationError)

# Wrong indentation is found before the first line runs; an ambiguous mix of tabs and spaces is a TabError.
seen = []
assert raised("seen.append(1)\nif True:\nseen.append(2)", seen=seen) is IndentationError and seen == []
assert raised("if True:\n        a = 1\n\tb = 2") is TabError

# Any width of indentation will do as long as the block is consistent; tabs alone are fine too.
assert raised("if True:\n a = 1\n b = 2\nif True:\n\ta = 1\n\tb = 2") is None

# An if or a loop opens no scope: what is assigned there stays; the variable of a comprehension doesn't.
assert raised("if True:\n  a = 1\nfor b in [2]: pass\na + b") is None
assert raised("[c for c in 'xy']\nc") is NameError

# Exactly one block of an elif chain runs, that of the first true condition.
assert printed("if 1 > 2: print('a')\nelif 1: print('b')\nelif 2: print('c')\nelse: print('d')") == ["b"]

# match is a soft keyword: there is no switch, and match may still be a name.
assert "match" in keyword.softkwlist and "switch" not in keyword.kwlist
assert raised("match = 1\nmatch match:\n  case 1: pass") is None


# A docstring is the first statement of the body, kept as __doc__; a comment isn't, and an f-string doesn't count.
def documented():
    """Return nothing."""


def commented():
    # Return nothing.
    pass


def formatted():
    f"""Return {None}."""


assert documented.__doc__ == "Return nothing."
assert commented.__doc__ is formatted.__doc__ is None

# Since 3.13 the compiler strips the common indentation of a docstring.
if sys.version_info >= (3, 13):
    space = {}
    exec('def f():\n    """One.\n\n    Two.\n    """', space)
    assert space["f"].__doc__ == "One.\n\nTwo.\n"

# Precedence goes before associativity; powers group from the right and bind tighter than the sign on their left.
assert 1 + 2 * 3 == 7 and 10 - 4 - 3 == 3
assert 2**3**2 == 512 and -(2**2) == -2**2 == -4

# 0! is 1; the product must start at 1, and its range must go to n + 1.
assert math.factorial(0) == 1 == math.prod([])
assert math.prod(range(1, 5 + 1)) == math.factorial(5) == 120 != math.prod(range(1, 5))
assert raised("math.factorial(-1)", math=math) is ValueError

# A recursion without a base case ends in RecursionError.
assert raised("def f(n): return n * f(n - 1)\nf(5)") is RecursionError

# range leaves its stop out, starts at 0, counts down only with a negative step, and refuses floats.
assert list(range(5)) == [0, 1, 2, 3, 4] and list(range(2, 10, 2)) == [2, 4, 6, 8]
assert list(range(10, 0)) == [] and list(range(3, 0, -1)) == [3, 2, 1]
assert raised("range(0, 1, 0.5)") is TypeError

# range builds no list: a billion numbers take no more room than ten, and it can be indexed and asked at once.
assert sys.getsizeof(range(10**9)) == sys.getsizeof(range(10))
assert 999_999_999 in range(10**9) and range(10**9)[-1] == 999_999_999

# What is assigned to the variable in the body doesn't steer the for loop.
assert printed("for i in range(3):\n  print(i)\n  i = 10") == ["0", "1", "2"]

# Assigning makes a name local in the whole function: the global stays, and reading it first is UnboundLocalError.
assert printed("x = 1\ndef f():\n  x = 5\nf()\nprint(x)") == ["1"]
assert raised("x = 1\ndef f():\n  x += 1\nf()") is UnboundLocalError

# Reading a global and changing its object need no keyword; assigning needs global.
assert printed("x = []\ndef f(): x.append(1)\nf()\nprint(x)") == ["[1]"]
assert printed("x = 1\ndef f():\n  global x\n  x += 1\nf()\nprint(x)") == ["2"]

# An empty pair of braces is a dictionary; the comma makes the tuple; 2j is complex; True and None are keywords.
assert type({}) is dict and type({1}) is set and type((1,)) is tuple and type((1)) is int
assert type(2j) is complex and type(1e6) is float and 0xFF == 0b11111111 == 255
assert {"True", "False", "None"} <= set(keyword.kwlist)

# / gives a float even for integers, // rounds down also below zero, % has the sign of the divisor.
assert 6 / 3 == 2 and type(6 / 3) is float
assert 7 // 2 == 3 and -7 // 2 == -4 and 7 % 3 == 1 and -7 % 3 == 2

# and and or give back one of their operands and stop early; not gives a Boolean.
assert (0 or 10) == 10 and ("a" and "b") == "b" and (not "a") is False
assert raised("False and 1 / 0\nTrue or 1 / 0") is None

# ^ is the bitwise exclusive or; ++x is two plus signs and x++ a syntax error; comparisons chain.
assert 5 ^ 1 == 4 and 5**1 == 5
assert raised("x = 1\n++x") is None and raised("x++", x=1) is SyntaxError
assert 0 < 5 < 10 and not 0 < 15 < 10

# in looks among the keys of a dictionary.
assert "a" in {"a": 1} and 1 not in {"a": 1}

# Text and bytes are apart in Python 3: joining them is a TypeError, and so is ordering a number and a text.
assert raised("'a' + b'a'") is TypeError
assert raised("1 < 'a'") is TypeError

# map, filter and zip are iterators, keys a view; has_key, xrange, raw_input and unicode are gone.
assert iter(map(str, [])) is not None and not isinstance(map(str, []), list)
assert not isinstance({}.keys(), list) and not hasattr({}, "has_key")
assert all(raised(name) is NameError for name in ("xrange", "raw_input", "unicode", "long"))

# print is a function: the old statement is a syntax error.
assert raised("print 'a'") is SyntaxError

# 2to3 left the standard library in 3.13.
if sys.version_info >= (3, 13):
    assert raised("import lib2to3") is ModuleNotFoundError

# len is a function, not a method, and counts code points, not bytes.
assert len("hello") == 5 and len(" ") == 1 and len("") == 0 and not hasattr("", "len") and not hasattr("", "length")
assert len("ü") == 1 and len("ü".encode()) == 2 and len("\U0001f468\u200d\U0001f469") == 3

# sum takes any iterable and a start, gives 0 for nothing and refuses strings; fsum is exact.
assert sum([]) == 0 and sum(n for n in (1, 2)) == 3 and sum([1, 2], 10) == 13
assert raised("sum(['a'], '')") is TypeError
assert not hasattr([], "sum") and math.fsum([0.1] * 10) == 1

# Since 3.12 sum adds floats with a compensation.
if sys.version_info >= (3, 12):
    assert sum([0.1] * 10) == 1

# A name may be bound to another type; a hint isn't enforced; an unknown name is a NameError; case counts.
assert raised("a: int = 'text'\na = 1.5") is None
assert raised("unknown") is NameError and raised("Name = 1\nname") is NameError and raised("1a = 2") is SyntaxError

# Integers have any size; a single character is a string; strong typing: '1' + 1 is a TypeError.
assert 2**200 > 10**60 and type("ab"[0]) is str
assert raised("'1' + 1") is TypeError

# None is an object of its own: not 0, not False, not ''.
assert None != 0 and None != False and None != "" and not None  # noqa: E711, E712
