"""Claims of the topic data model."""

# A tuple is hashable as long as what it holds is; a list never is.
assert {(1, 2): "place"}[(1, 2)] == "place"
for unhashable in ([1], (1, [2])):
    try:
        hash(unhashable)
    except TypeError:
        pass
    else:
        raise AssertionError(unhashable)
