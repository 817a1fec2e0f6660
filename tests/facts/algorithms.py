"""Claims of the topic algorithms: costs are counted in comparisons and calls, not in time."""

import functools
import math
from bisect import bisect_left


class Counted(int):
    """A number that counts how often it is compared."""

    comparisons = 0

    def __eq__(self, other):
        Counted.comparisons += 1
        return int(self) == int(other)

    def __lt__(self, other):
        Counted.comparisons += 1
        return int(self) < int(other)

    __hash__ = int.__hash__


def comparisons(work):
    """How many comparisons a piece of work makes."""
    Counted.comparisons = 0
    work()
    return Counted.comparisons


numbers = [Counted(n) for n in range(1000)]

# `in` on a list is a linear search; on a set it is a look-up by hash.
assert comparisons(lambda: Counted(-5) in numbers) >= 1000
held = set(numbers)
assert comparisons(lambda: Counted(999) in held) <= 20


# The given common_items keeps the order and the repeats of the first list; so does the set version, an intersection not.
def common_items(a, b):
    result = []
    for item in a:
        if item in b:
            result.append(item)
    return result


def common_items_faster(a, b):
    members = set(b)
    return [item for item in a if item in members]


a, b = ["y", "x", "y", "z"], ["x", "y"]
assert common_items(a, b) == common_items_faster(a, b) == ["y", "x", "y"] and len(set(a) & set(b)) == 2

# With items that can't be hashed only the slow version works.
assert common_items([[1]], [[1]]) == [[1]]
try:
    common_items_faster([[1]], [[1]])
    refused = False
except TypeError:
    refused = True
assert refused

# The naive Fibonacci makes well over a million calls for 30: 2·fib(31) - 1, growing by about 1.6 with each n.
calls = 0
deepest = 0


def fib(n, depth=1):
    global calls, deepest
    calls, deepest = calls + 1, max(deepest, depth)
    if n < 2:
        return n
    return fib(n - 1, depth + 1) + fib(n - 2, depth + 1)


def fib_loop(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


assert fib(15) == fib_loop(15) == 610 and calls == 2 * fib_loop(16) - 1
assert 2 * fib_loop(31) - 1 > 1_000_000 and 1.6 < fib_loop(31) / fib_loop(30) < 1.63

# Its memory is only the call stack, as deep as n.
assert deepest == 15


# With a cache each value is computed once.
@functools.cache
def cached(n):
    global calls
    calls += 1
    return n if n < 2 else cached(n - 1) + cached(n - 2)


calls = 0
assert cached(80) == fib_loop(80) and calls == 81 and cached.cache_info().currsize == 81

# A large n still hits the recursion limit with the cache; the loop doesn't care.
try:
    cached(200_000)
    limited = False
except RecursionError:
    limited = True
assert limited and fib_loop(20_000) > 0

# The closed formula with floats goes wrong soon after 70.
golden = (1 + math.sqrt(5)) / 2
first_wrong = next(n for n in range(200) if round(golden**n / math.sqrt(5)) != fib_loop(n))
assert 70 <= first_wrong <= 80


# Fast doubling needs only about log2(n) steps.
def doubling(n):
    """fib(n) and fib(n + 1), and the steps taken."""
    if n == 0:
        return 0, 1, 0
    a, b, steps = doubling(n // 2)
    c, d = a * (2 * b - a), a * a + b * b
    return (d, c + d, steps + 1) if n % 2 else (c, d, steps + 1)


assert doubling(1000)[0] == fib_loop(1000) and doubling(1000)[2] == 10

# The nested loops over pairs make n(n - 1)/2 steps, which quadruple (nearly) when n doubles.
steps = [sum(1 for i in range(n) for j in range(i + 1, n)) for n in (10, 20, 40)]
assert steps == [45, 190, 780] == [n * (n - 1) // 2 for n in (10, 20, 40)]


# A set of the numbers seen, checked before adding, finds the pairs that the loops find and pairs none with itself.
def has_pair(numbers, target):
    for i in range(len(numbers)):
        for j in range(i + 1, len(numbers)):
            if numbers[i] + numbers[j] == target:
                return True
    return False


def has_pair_faster(numbers, target):
    seen = set()
    for number in numbers:
        if target - number in seen:
            return True
        seen.add(number)
    return False


def has_pair_sorted(numbers, target):
    numbers = sorted(numbers)
    low, high = 0, len(numbers) - 1
    while low < high:
        total = numbers[low] + numbers[high]
        if total == target:
            return True
        low, high = (low + 1, high) if total < target else (low, high - 1)
    return False


for some in ([], [5], [5, 5], [3, 1, 4, 1, 5], [-2, 7, 0]):
    for target in range(-5, 12):
        assert has_pair(some, target) == has_pair_faster(some, target) == has_pair_sorted(some, target)
assert not has_pair_faster([5], 10) and has_pair_faster([5, 5], 10)


# Sliding the window gives what summing each anew gives, with 2 additions a step; all numbers may be negative.
def best_window(numbers, k):
    best = None
    for i in range(len(numbers) - k + 1):
        total = sum(numbers[i:i + k])
        if best is None or total > best:
            best = total
    return best


def best_sliding(numbers, k):
    total = best = sum(numbers[:k])
    for i in range(k, len(numbers)):
        total += numbers[i] - numbers[i - k]
        best = max(best, total)
    return best


for some in ([3, 1, 4, 1, 5, 9, 2, 6], [-3, -1, -2], [0, 0, 1]):
    for k in range(1, len(some) + 1):
        assert best_window(some, k) == best_sliding(some, k)
assert best_window([-3, -1, -2], 2) == -3 and best_window([1], 2) is None

# The k largest numbers aren't the best window: the window's numbers must be neighbours.
assert best_window([9, 0, 9], 2) == 9 != sum(sorted([9, 0, 9])[-2:])

# log3 n is 0.63·log2 n, so two comparisons a round make 1.26·log2 n.
assert round(math.log(2) / math.log(3), 2) == 0.63 and round(2 * math.log(2) / math.log(3), 2) == 1.26


# Ternary search takes fewer rounds than binary search but more comparisons, in the worst case.
def searched(n, parts):
    """Rounds and comparisons at the worst until one place of n is left: always the largest part, told by all dividers."""
    rounds = 0
    while n > 1:
        n = math.ceil(n / parts)
        rounds += 1
    return rounds, rounds * (parts - 1)


(two_rounds, two), (three_rounds, three), (_, ten) = (searched(10**6, parts) for parts in (2, 3, 10))
assert three_rounds < two_rounds and two < three < ten

# bisect on a million sorted numbers needs about 20 comparisons.
assert comparisons(lambda: bisect_left(range(10**6), Counted(123_456), key=Counted)) <= 21


# Ternary search finds the peak of a function that rises and then falls.
def peak(function, low, high):
    while high - low > 2:
        left, right = low + (high - low) // 3, high - (high - low) // 3
        if function(left) < function(right):
            low = left
        else:
            high = right
    return max(range(low, high + 1), key=function)


assert peak(lambda x: -((x - 37) ** 2), 0, 1000) == 37

# A comprehension makes as many steps as the loop: the complexity stays; any() with a generator may stop early.
visited = []
assert [visited.append(n) for n in range(10)] and len(visited) == 10
visited.clear()
assert any(visited.append(n) or n == 3 for n in range(10)) and visited == [0, 1, 2, 3]

# The variable of a comprehension doesn't leak, that of a for loop does.
[inner for inner in range(3)]
for outer in range(3):
    pass
assert "inner" not in globals() and outer == 2

# Sorting sorted data takes n - 1 comparisons, shuffled data about n·log2 n at most.
shuffled = [Counted(n * 617 % 1000) for n in range(1000)]
assert comparisons(lambda: sorted(numbers)) == 999
assert 999 < comparisons(lambda: sorted(shuffled)) <= 1000 * math.log2(1000)

# Halving a million takes about 20 steps.
assert math.ceil(math.log2(10**6)) == 20
