"""Claims of the topic performance."""

import array
import cProfile
import ctypes
import functools
import gc
import pstats
import struct
import sys
import tracemalloc
import weakref


class Thing:
    pass


# A list over-allocates by about an eighth: capacities of 4, 8, 16, 24, 32, 40.
grown, capacities = [], []
empty, pointer = sys.getsizeof([]), struct.calcsize("P")
for number in range(64):
    grown.append(number)
    capacity = (sys.getsizeof(grown) - empty) // pointer
    if capacity not in capacities:
        capacities.append(capacity)
assert capacities == [4, 8, 16, 24, 32, 40, 52, 64]
# A list holds pointers: the size of what it refers to doesn't count.
assert sys.getsizeof(["x" * 10_000]) == sys.getsizeof([""])

# Reference counting frees an object at once; del only removes a name; a weak reference keeps nothing alive.
gc.disable()
thing = Thing()
second, weak = thing, weakref.ref(thing)
del thing
assert weak() is second
del second
assert weak() is None

# Counting can't free a cycle, the collector can, also with __del__; gc.disable stops only the collector.
ended = []
Dying = type("Dying", (), {"__del__": lambda self: ended.append("end")})
cycle = Dying()
cycle.me, weak = cycle, weakref.ref(cycle)
del cycle
assert weak() is not None and ended == []
gc.collect()
assert weak() is None and ended == ["end"]
gc.enable()

# The collector only tracks containers.
assert gc.is_tracked([]) and gc.is_tracked(Thing()) and not gc.is_tracked(1) and not gc.is_tracked("text")

# Small integers from -5 to 256 are shared, and so are single characters.
assert int("256") is int("256") and int("-5") is int("-5") and int("-6") is not int("-6")
word = "".join(["ban", "ana"])
assert chr(97) is word[1] is word[3]
if sys.version_info < (3, 15):
    assert int("257") is not int("257")

# Literals that look like identifiers are interned, strings made at run time are not; sys.intern does it, for strings only.
assert eval("'two_words'") is eval("'two_words'")
made = ["".join(["two", "_", "words"]) for _ in range(2)]
assert made[0] is not made[1] and sys.intern(made[0]) is sys.intern(made[1])
assert raised(sys.intern, 1) is TypeError and raised(sys.intern, b"bytes") is TypeError

# lru_cache holds 128 entries unless told otherwise; cache is lru_cache with maxsize None and takes no parameter for it.
assert functools.lru_cache(abs).cache_parameters()["maxsize"] == 128
assert functools.cache(abs).cache_parameters()["maxsize"] is None
assert raised(functools.cache, abs, maxsize=3) is TypeError

# A full lru_cache throws out what has gone unused for longest, not what came first.
ran = []
remembered = functools.lru_cache(maxsize=2)(lambda n: ran.append(n))
for argument in (1, 2, 1, 3, 1, 2):
    remembered(argument)
assert ran == [1, 2, 3, 2]
assert remembered.cache_info()[:2] == (2, 4) and remembered.cache_info().currsize == 2

# Arguments must be hashable; every caller gets the very same object; on a hit the body doesn't run.
listing = functools.cache(lambda n: [n])
assert raised(listing, [1]) is TypeError
listing(1).append("changed")
assert listing(1) == [1, "changed"]


# A cache on a method keeps the instances alive.
class Service:
    @functools.cache
    def load(self):
        return 1


service = Service()
service.load()
weak = weakref.ref(service)
del service
gc.collect()
assert weak() is not None
Service.load.cache_clear()
gc.collect()
assert weak() is None

# s += x makes a new string; with lists += changes the list itself.
text = other_text = "a" * 50
text += "b"
items = other_items = [1]
items += [2]
assert other_text == "a" * 50 and other_items is items == [1, 2]
items = items + [3]
assert other_items == [1, 2]

# join takes only strings.
assert raised(",".join, [1, 2]) is TypeError

# Each further reference raises an object's count by one; immortal objects such as None aren't counted.
counted = Thing()
before = sys.getrefcount(counted)
held = [counted] * 10
assert sys.getrefcount(counted) - before == 10
if sys.version_info >= (3, 12):
    before = sys.getrefcount(None)
    held = [None] * 1000
    assert sys.getrefcount(None) == before

# -O removes asserts and code under __debug__, nothing else.
exec(compile("assert False\nif __debug__: 1 / 0", "code", "exec", optimize=1))

# A generator keeps only its own state; an array takes less room than a list of number objects.
assert sys.getsizeof(n for n in range(10**6)) < 1000 < sys.getsizeof([n for n in range(1000)])
floats = [n / 3 for n in range(1000)]
compact = array.array("d", floats)
assert compact.itemsize == 8
assert sys.getsizeof(compact) * 3 < sys.getsizeof(floats) + sum(map(sys.getsizeof, floats))
# An array has one type; plus joins lists.
assert raised(compact.append, "text") is TypeError and [1] + [2] == [1, 2]

# A C int has a fixed width and wraps round silently; Python's int doesn't.
assert ctypes.c_int32(2**31).value == -(2**31) and 2**31 + 1 > 2**31


# Cumulative time includes the called functions, own time doesn't; the profile counts calls by function.
def leaf():
    return sum(range(100))


def root():
    for _ in range(10):
        leaf()


profile = cProfile.Profile()
profile.runcall(root)
stats = {key[2]: value for key, value in pstats.Stats(profile).stats.items()}
assert stats["leaf"][1] == 10 and stats["root"][1] == 1
assert stats["root"][3] >= stats["root"][2] and stats["root"][3] >= stats["leaf"][3]

# tracemalloc snapshots, compared, show the line whose allocations grow.
tracemalloc.start()
old = tracemalloc.take_snapshot()
leak = [bytes(1000) for _ in range(100)]
growth = tracemalloc.take_snapshot().compare_to(old, "lineno")[0]
tracemalloc.stop()
assert growth.size_diff >= 100_000 and growth.count_diff >= 100
