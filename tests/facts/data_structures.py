"""Claims of the topic data-structures."""

import heapq
import sys
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple
from itertools import count, islice, zip_longest


# A Counter gives 0 for what it hasn't seen, without storing it, and sorts only in most_common.
seen = Counter("banana")
assert seen["x"] == 0 and "x" not in seen and list(seen) == ["b", "a", "n"]
assert seen.most_common(1) == [("a", 3)]

# A defaultdict takes a callable, calls it on reading with brackets, and stores the result; get doesn't.
groups = defaultdict(list)
groups["a"].append(1)
assert groups == {"a": [1]} and groups.get("b") is None and "b" not in groups
assert groups["b"] == [] and "b" in groups
assert raised("defaultdict(0)", defaultdict=defaultdict) is TypeError

# A deque works at both ends, drops at the other end when maxlen is reached, can be indexed but not sliced.
line = deque([1, 2, 3], maxlen=3)
line.append(4)
assert list(line) == [2, 3, 4] and line.popleft() == 2 and line[0] == 3
assert raised("line[0:1]", line=line) is TypeError

# pop and popleft on something empty raise IndexError; None isn't returned, nothing waits.
assert raised("[].pop()") is raised("deque().popleft()", deque=deque) is raised("[][-1]") is IndexError

# A list has no push; append and pop make it a stack, append and popleft make a deque a queue.
stack, queue = [], deque()
for item in "abc":
    stack.append(item)
    queue.append(item)
assert stack.pop() == "c" and queue.popleft() == "a" and not hasattr(stack, "push")

# A namedtuple is immutable, can be indexed and unpacked, and is as small as a tuple.
Point = namedtuple("Point", "x y")
x, y = p = Point(1, 2)
assert p[0] == p.x == x == 1 and not isinstance(p, dict)
assert raised("p.x = 3", p=p) is AttributeError and sys.getsizeof(p) == sys.getsizeof((1, 2))

# An OrderedDict keeps the order of insertion, sorts nothing, and alone has move_to_end and popitem(last=False).
order = OrderedDict(b=1, a=2, c=3)
assert list(order) == ["b", "a", "c"]
order.move_to_end("b")
assert order.popitem(last=False) == ("a", 2) and not hasattr({}, "move_to_end")
assert raised("{1: 2}.popitem(last=False)") is TypeError

# The order counts when two OrderedDicts are compared, not between plain dictionaries.
assert OrderedDict(a=1, b=2) != OrderedDict(b=2, a=1) and dict(a=1, b=2) == dict(b=2, a=1)

# In a ChainMap the first dictionary wins, and only the first is written to; the others are not copied.
own, default = {}, {"colour": "red"}
settings = ChainMap(own, default)
default["size"] = 1
assert settings["size"] == 1
settings["colour"] = "blue"
assert own == {"colour": "blue"} and default["colour"] == "red" and settings["colour"] == "blue"

# Keys must be hashable and are unique; values may be anything; d[0] looks for the key 0.
assert raised("{[1]: 2}") is raised("{{}: 2}") is TypeError and {"a": 1, "a": 2} == {"a": 2}  # noqa: F601
assert raised("d = {'a': 1}\nd[0]") is KeyError and {"a": 1}.get("b") is None and {}.get("b", 5) == 5


# An instance of one's own class, though mutable, is hashable by identity.
class Thing:
    pass


assert {Thing(): 1} and raised("hash(thing)", thing=Thing()) is None

# Reading or overwriting a key of a dict doesn't move it; only taking it out and putting it in again does.
uses = {"a": 1, "b": 2}
uses["a"], _ = 3, uses["a"]
assert list(uses) == ["a", "b"]
uses["a"] = uses.pop("a")
assert list(uses) == ["b", "a"]

# a | b makes a new dictionary in which the right one wins and the key keeps its place; so does {**a, **b}.
a, b = {"x": 1, "y": 2}, {"x": 3, "z": 4}
assert a | b == {**a, **b} == {"x": 3, "y": 2, "z": 4} and list(a | b) == ["x", "y", "z"] and a["x"] == 1

# Dictionaries can't be added; update returns None; the merge is shallow; one star unpacks only the keys.
assert raised("{} + {}") is TypeError and {}.update({}) is None
assert {"n": {"p": 1}} | {"n": {"q": 2}} == {"n": {"q": 2}} and {*a} == {"x", "y"}

# zip and its like are iterators: lazy, used up after one pass, without length or index.
pairs = zip("ab", [1, 2])
assert iter(pairs) is pairs and list(pairs) == [("a", 1), ("b", 2)] and list(pairs) == []
assert raised("len(z)", z=zip()) is raised("z[0]", z=zip()) is TypeError

# zip takes endless inputs and makes each tuple only when asked.
asked = []
lazy = zip(count(), (asked.append(n) or n for n in count()))
assert asked == [] and next(lazy) == (0, 0) and asked == [0]

# By default zip stops quietly at the shortest, with strict it raises ValueError, zip_longest pads.
assert list(zip([1, 2, 3], "ab")) == [(1, "a"), (2, "b")]
assert raised("list(zip([1], [], strict=True))") is ValueError
assert list(zip_longest([1, 2], "a")) == [(1, "a"), (2, None)]

# What zip has already taken from a longer iterator, when a later one runs out, is lost.
longer = iter([1, 2, 3])
assert list(zip(longer, "a")) == [(1, "a")] and list(longer) == [3]

# zip with a star undoes a zip.
assert list(zip(*[(1, "a"), (2, "b")])) == [(1, 2), ("a", "b")]

# A list comprehension makes a complete new list from any iterable; round brackets give a generator.
numbers = [-1, 2, 3]
assert [n * n for n in numbers if n > 0] == [4, 9] and numbers == [-1, 2, 3]
assert [c for c in "ab"] == ["a", "b"] and [k for k in {"a": 1}] == ["a"]
assert type(n for n in numbers).__name__ == "generator"

# The for parts of a comprehension run in the order in which they are written.
assert [n for row in [[1, 2], [3]] for n in row] == [1, 2, 3]

# An if at the end filters; to replace elements the conditional expression stands in front.
assert [n if n > 0 else 0 for n in numbers] == [0, 2, 3]

# set() of a list drops repeats; a list has no such method; {*names} does the same; elements must be hashable.
assert set([1, 2, 1]) == {*[1, 2, 1]} == {1, 2} and not hasattr([], "toset")
assert raised("set([[1]])") is raised("set([{}])") is TypeError

# dict.fromkeys drops repeats and keeps the order.
assert list(dict.fromkeys(["b", "a", "b"])) == ["b", "a"]

# What counts as a repeat is equality; adding what's there does nothing; a set has no positions.
assert len({1, 1.0, True}) == 1
once = {1}
assert once.add(1) is None and once == {1} and raised("s[0]", s=once) is TypeError

# heapq keeps a plain list, smallest first, the rest only partly ordered: parent (i - 1) // 2 isn't larger.
heap = [5, 4, 3, 2, 1, 0]
heapq.heapify(heap)
assert heap[0] == 0 and heap != sorted(heap)
assert all(heap[(i - 1) // 2] <= heap[i] for i in range(1, len(heap)))
assert [heapq.heappop(heap) for _ in range(6)] == [0, 1, 2, 3, 4, 5] and raised("heappop([])", heappop=heapq.heappop) is IndexError

# Ties in a heap of tuples compare the next field, so a counter keeps apart what can't be compared.
assert raised("heappush([(1, {})], (1, {2: 3}))", heappush=heapq.heappush) is TypeError
assert raised("heappush([(1, 0, {})], (1, 1, {2: 3}))", heappush=heapq.heappush) is None

# heapq offers a max-heap of its own since 3.14.
if sys.version_info >= (3, 14):
    top = []
    for number in (1, 3, 2):
        heapq.heappush_max(top, number)
    assert heapq.heappop_max(top) == 3

# A hash may be negative; modulo a positive number of buckets it never is.
assert hash(-5) < 0 <= hash(-5) % 8 < 8


# Without a tombstone, emptying a slot under open addressing hides the later keys of its chain.
def probe(table, key):
    """The slot in which linear probing finds a key, or the first empty one."""
    slot = key % len(table)
    while table[slot] is not None and table[slot] != key:
        slot = (slot + 1) % len(table)
    return slot


table = [None] * 4
for key in (1, 5):
    table[probe(table, key)] = key
assert table[probe(table, 5)] == 5
table[probe(table, 1)] = None
assert table[probe(table, 5)] is None


# In a linked list the new node's next must be set before head is moved: otherwise it points at itself.
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next


head, node = Node("old"), Node("new")
head = node
node.next = head
assert node.next is node


# A search tree visited in order is sorted, whatever the order of insertion; sorted keys make it a chain.
def insert(tree, key):
    """A tree of (left, key, right) with one more key."""
    if tree is None:
        return (None, key, None)
    left, root, right = tree
    return (insert(left, key), root, right) if key < root else (left, root, insert(right, key))


def in_order(tree):
    return [] if tree is None else [*in_order(tree[0]), tree[1], *in_order(tree[2])]


def height(tree):
    return 0 if tree is None else 1 + max(height(tree[0]), height(tree[2]))


def tree_of(keys):
    tree = None
    for key in keys:
        tree = insert(tree, key)
    return tree


assert in_order(tree_of([4, 2, 6, 1, 3, 5, 7])) == [1, 2, 3, 4, 5, 6, 7] == in_order(tree_of(range(1, 8)))
assert height(tree_of([4, 2, 6, 1, 3, 5, 7])) == 3 and height(tree_of(range(1, 8))) == 7

# A trie without an end flag can't tell a stored word from a prefix.
trie = {}
for word in ("car", "card"):
    level = trie
    for letter in word:
        level = level.setdefault(letter, {})
assert "r" in trie["c"]["a"] and trie["c"]["a"]["r"] == {"d": {}}

# An OrderedDict makes an LRU cache: what was read moves to the end, what leaves is at the front.
cache = OrderedDict(a=1, b=2)
cache.move_to_end("a")
cache["c"] = 3
assert cache.popitem(last=False) == ("b", 2) and list(islice(cache, 2)) == ["a", "c"]
