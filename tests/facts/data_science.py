"""Claims of the topic data science."""

import array
import itertools
import math
import statistics


# A correlation is symmetric: it can't tell which of the two acts on the other; its sign only tells the direction of movement.
heat = [10, 15, 20, 25, 30, 35]
ice = [degrees * 3 + noise for degrees, noise in zip(heat, (5, -1, -4, -4, -1, 5))]
drowned = [degrees / 5 + noise / 60 for degrees, noise in zip(heat, (-5, 7, 4, -4, -7, 5))]
assert math.isclose(statistics.correlation(ice, drowned), statistics.correlation(drowned, ice))
assert math.isclose(statistics.correlation(ice, [-n for n in drowned]), -statistics.correlation(ice, drowned))

# A confounder makes two things move together; with its part taken out, nothing is left of the relation.
assert statistics.correlation(ice, drowned) > 0.98


def without(values):
    line = statistics.linear_regression(heat, values)
    return [value - line.slope * degrees - line.intercept for value, degrees in zip(values, heat)]


assert abs(statistics.correlation(without(ice), without(drowned))) < 1e-9

# A correlation of 1 may come from a common cause just as well.
assert math.isclose(statistics.correlation([2 * n for n in heat], [5 * n + 1 for n in heat]), 1)

# There can be an effect without any linear correlation.
cause = [-2, -1, 0, 1, 2]
assert statistics.correlation(cause, [n * n for n in cause]) == 0

# Compare many pairs and some go together by chance: of all orders of five values, one fits perfectly.
perfect = [order for order in itertools.permutations(range(5)) if statistics.correlation(range(5), order) > 0.99]
assert perfect == [(0, 1, 2, 3, 4)]

# NaN isn't equal to anything, not even to itself, so == finds no gaps.
gap = float("nan")
assert gap != gap and [n for n in (1.0, gap) if n == gap] == [] and math.isnan(gap)
# NaN is a float: there is none among the integers.
assert isinstance(gap, float) and raised(int, gap) is ValueError
# A gap isn't skipped by itself: it spreads through plain arithmetic.
assert math.isnan(sum([1.0, gap, 3.0]))

# Outliers pull the mean, the median hardly moves.
incomes = [20, 22, 25, 27, 30]
assert statistics.mean([*incomes, 5000]) > 800 and statistics.median([*incomes, 5000]) == 26
# Filling with the mean shrinks the spread; filling with zero pulls the average down.
assert statistics.stdev([*incomes, 24.8, 24.8]) < statistics.stdev(incomes)
assert statistics.mean([*incomes, 0]) < statistics.mean(incomes)
# Dropping biases what is left, if the gaps aren't random: here the rich didn't answer.
assert statistics.mean(incomes) < statistics.mean([*incomes, 90, 95])
# The most frequent value suits categories.
assert statistics.mode(["red", "blue", "red"]) == "red"


# Forward fill carries the last known value on, backward fill takes the next one.
def forward(values):
    return list(itertools.accumulate(values, lambda last, value: last if value is None else value))


series = [1, None, None, 4]
assert forward(series) == [1, 1, 1, 4] and forward(series[::-1])[::-1] == [1, 4, 4, 4]

# A typed array holds values of one type; plus on lists concatenates.
assert raised(array.array("d", [1.0]).append, "x") is TypeError and [1, 2] + [3] == [1, 2, 3]

# Preprocessing fitted anew in production means something else than in training.
train, production = [10, 20, 30], [110, 120, 130]


def scaled(values, by):
    return [(value - statistics.mean(by)) / statistics.stdev(by) for value in values]


assert scaled(production, production) == scaled(train, train) != scaled(production, train)
