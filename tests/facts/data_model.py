"""Claims of the topic data-model."""

import copy
import sys
import warnings
from collections import namedtuple
from dataclasses import dataclass


def hashable(value):
    """Whether a value can be hashed."""
    return raised("hash(value)", value=value) is None


# A tuple is hashable as long as what it holds is; a list never is.
assert {(1, 2): "place"}[(1, 2)] == "place"
assert hashable((1, 2)) and not hashable([1]) and not hashable((1, [2]))

# == compares values, is asks for the same object.
a = [1, 2, 3]
b = [1, 2, 3]
c = a
assert a == b and a is not b and c is a and id(c) == id(a)

# x is x doesn't entail x == x: not-a-number isn't equal to itself.
nan = float("nan")
assert nan is nan and not nan == nan


# == asks __eq__, which a class may define as it likes, against None too; is can't be overridden.
class Agreeable:
    def __eq__(self, other):
        return True


assert Agreeable() == None and Agreeable() is not None  # noqa: E711


# Without an __eq__ of its own, == of a class goes by identity.
class Plain:
    pass


assert Plain() != Plain()

# is with a literal number or string gives a SyntaxWarning.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    compile("count is 1000", "claim", "eval")
assert [w.category for w in caught] == [SyntaxWarning]

# Equal may be of several types: 1, 1.0 and True are one key.
assert 1 == 1.0 == True and len({1, 1.0, True}) == 1  # noqa: E712

# int drops the fraction towards zero, refuses '12.5' and 'abc', and takes blanks round the digits.
assert int(3.9) == 3 and int(-3.9) == -3 and int(" 42\n") == 42
assert raised("int('abc')") is raised("int('12.5')") is ValueError and int(float("12.5")) == 12

# Any text that isn't empty is true, 'False' as well.
assert bool("False") is True and bool("") is False and bool("0") is True

# bin, oct and hex give strings; int with a base goes back; chr and ord go between character and code.
assert hex(255) == "0xff" and bin(5) == "0b101" and oct(8) == "0o10" and int("0xff", 16) == 255
assert chr(97) == "a" and ord("a") == 97

# Numbers are mixed implicitly, text and numbers never.
assert type(1 + 2.5) is float and True + 1 == 2
assert raised("'5' + 3") is TypeError and raised("5 + '3'") is TypeError and "5" * 3 == "555"

# A conversion gives another object and leaves the old one alone.
letters = list("abc")
assert set(letters) == {"a", "b", "c"} and letters == ["a", "b", "c"]

# A list can be changed in place and stays the same object; a tuple can't be.
before = id(a)
a.append(4)
a[0] = 0
assert id(a) == before and c == [0, 2, 3, 4]
assert raised("t = (1, 2)\nt[0] = 5") is TypeError and not hasattr((), "append")

# A list inside a tuple can still be changed.
pair = (1, [])
pair[1].append(2)
assert pair == (1, [2])

# The comma makes a tuple: one element needs it, the parentheses don't matter.
assert (1,) == tuple([1]) and type(("a")) is str
t = 1, 2
assert type(t) is tuple

# A tuple is smaller than a list of the same elements.
assert sys.getsizeof((1, 2, 3)) < sys.getsizeof([1, 2, 3])

# Both take mixed types and repeats, and can be indexed and sliced.
assert [1, "a", 1][1:] == ["a", 1] and (1, "a", 1)[1:] == ("a", 1)

# += on a string or number makes another object and rebinds the name; on a list it changes the object.
s = t = "a"
s += "b"
assert t == "a"
x = y = [1]
x += [2]
assert y == [1, 2] and y is x
assert "abc".upper() == "ABC" and raised("s = 'abc'\ns[0] = 'A'") is TypeError

# The built-in mutable types can't be hashed, their frozen relatives can.
assert not any(map(hashable, ([], {}, set(), bytearray())))
assert all(map(hashable, (1, 1.5, "a", b"a", (), frozenset(), None, True, range(3))))


# A mutable default argument is shared between calls.
def collect(item, items=[]):  # noqa: B006
    items.append(item)
    return items


assert collect(1) == [1] and collect(2) == [1, 2]

# A namedtuple is a tuple: it can be a key, and an equal one finds the entry; so does the plain tuple.
Point = namedtuple("Point", "x y")
Size = namedtuple("Size", "width height")
found = {Point(1, 2): "here"}
assert found[Point(1, 2)] == found[(1, 2)] == found[Size(1, 2)] == "here"
assert hash(Point(1, 2)) == hash((1, 2)) and Point.__hash__ is tuple.__hash__

# A field of a namedtuple can't be assigned (AttributeError); _replace makes a new one.
assert raised("p.x = 5", p=Point(1, 2)) is AttributeError and Point(1, 2)._replace(x=5) == (5, 2)

# A namedtuple with a list in a field can't be hashed.
assert not hashable(Point(1, [2]))


# Defining __eq__ alone takes the hash away, in a subclass of a namedtuple as well.
class Place(Point):
    def __eq__(self, other):
        return True


assert Place.__hash__ is None and not hashable(Place(1, 2))


# A frozen dataclass is hashable, and differs from others with the same values.
@dataclass(frozen=True)
class Spot:
    x: int
    y: int


@dataclass(frozen=True)
class Other:
    x: int
    y: int


assert hash(Spot(1, 2)) == hash(Spot(1, 2)) and Spot(1, 2) != (1, 2) and Spot(1, 2) != Other(1, 2)

# Equal hashes don't mean equal objects.
assert hash(-1) == hash(-2) and -1 != -2

# A shallow copy is a new outer object with the same inner ones; a deep copy shares nothing that can change.
rows = [[1], [2]]
shallow, deep = copy.copy(rows), copy.deepcopy(rows)
rows[0].append(9)
assert shallow is not rows and shallow[0] is rows[0] and shallow[0] == [1, 9]
assert deep == [[1], [2]]
shallow.append([3])
assert len(rows) == 2

# Slices, list() and the copy methods are all shallow.
assert rows[:][0] is list(rows)[0] is rows.copy()[0] is rows[0]
d = {"a": []}
assert d.copy()["a"] is dict(d)["a"] is d["a"]

# deepcopy copes with cycles, keeps sharing, and reuses what can't change.
loop = []
loop.append(loop)
again = copy.deepcopy(loop)
assert again is not loop and again[0] is again
inner = [1]
twice = copy.deepcopy([inner, inner])
assert twice[0] is twice[1] is not inner
text = "some text"
assert copy.deepcopy([text])[0] is text and copy.copy((1, 2)) == (1, 2)

# bool is a kind of int; None's type is NoneType; a function and a class are objects with a type.
assert issubclass(bool, int) and type(None).__name__ == "NoneType" and type(len) and type(int) is type

# Floats are approximate.
assert 0.1 + 0.2 != 0.3

# A dict keeps the order of insertion, and a replaced value doesn't move its key.
order = {"b": 1, "a": 2}
order["b"] = 3
assert list(order) == ["b", "a"]

# A set holds each element once and has no positions.
assert len({1, 1, 2}) == 2 and raised("s = {1, 2}\ns[0]") is TypeError
