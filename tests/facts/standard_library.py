"""Claims of the topic standard library."""

import datetime
import decimal
import io
import itertools
import json
import pathlib
import re
import sys
import tempfile
import time


# The microsecond is the precision of a datetime; the wall clock may be adjusted, perf_counter is monotonic.
assert datetime.datetime.resolution == datetime.timedelta(microseconds=1)
assert time.get_clock_info("time").adjustable and not time.get_clock_info("time").monotonic
assert time.get_clock_info("perf_counter").monotonic and time.get_clock_info("monotonic").monotonic

# At one moment it's the thirty-first of March in New York and the first of April in Tokyo.
moment = datetime.datetime(2025, 4, 1, 3, 30, tzinfo=datetime.timezone.utc)
new_york, tokyo = (datetime.timezone(datetime.timedelta(hours=h)) for h in (-4, 9))
assert moment.astimezone(new_york).date() == datetime.date(2025, 3, 31)
assert moment.astimezone(tokyo).date() == datetime.date(2025, 4, 1)
# now() and today() are naive unless a timezone is given; a date carries none at all.
assert datetime.datetime.now().tzinfo is None is datetime.datetime.today().tzinfo
assert datetime.datetime.now(datetime.timezone.utc).tzinfo is datetime.timezone.utc
assert not hasattr(datetime.date.today(), "tzinfo") and raised(datetime.date.today, datetime.timezone.utc) is TypeError

# Plus makes a third list and shares the elements; chain is an iterator: no length, no index, empty after one pass.
first, second = [[1], [2]], [[3]]
joined, chained = first + second, itertools.chain(first, second)
assert joined[0] is first[0] and len(first) == 2
assert raised(len, chained) is TypeError and raised(lambda: chained[0]) is TypeError
assert list(chained) == joined and list(chained) == []
# The size of a chain object doesn't depend on its inputs; it takes any iterables.
assert sys.getsizeof(itertools.chain([0] * 10**5)) == sys.getsizeof(itertools.chain([]))
assert list(itertools.chain("ab", (n for n in range(2)))) == ["a", "b", 0, 1]
assert list(itertools.chain.from_iterable([[1], [2, 3]])) == [1, 2, 3]

# Lazy: an endless input does no harm, and nothing is made before it is asked for.
asked = []
stream = itertools.islice((asked.append(n) or n for n in itertools.count()), 2)
assert asked == [] and list(stream) == [0, 1] and asked == [0, 1]
# groupby only groups neighbours.
assert [key for key, _ in itertools.groupby("aabba")] == ["a", "b", "a"]
# Combinations ignore order, permutations don't; product replaces nested loops.
assert len(list(itertools.combinations("abc", 2))) == 3 and len(list(itertools.permutations("abc", 2))) == 6
assert list(itertools.product("ab", "c")) == [("a", "c"), ("b", "c")]
assert list(itertools.pairwise("abc")) == [("a", "b"), ("b", "c")]
if sys.version_info >= (3, 12):
    assert list(itertools.batched("abc", 2)) == [("a", "b"), ("c",)]


# json.load reads the whole file in one go and doesn't stream; loads takes one complete document, str or bytes.
class Watched(io.StringIO):
    reads = []

    def read(self, *size):
        self.reads.append(size)
        return super().read(*size)


assert json.load(Watched('{"a": 1}')) == {"a": 1} and Watched.reads == [()]
assert json.loads(b"[1]") == [1]
assert raised(json.loads, '{"a": 1}\n{"a": 2}') is json.JSONDecodeError is raised(json.loads, '{"a": ')
assert [json.loads(line) for line in io.StringIO('{"a": 1}\n{"a": 2}\n')] == [{"a": 1}, {"a": 2}]
assert issubclass(json.JSONDecodeError, ValueError) and raised(json.load, "[1]") is AttributeError
# parse_float keeps amounts exact; tuples come back as lists, and there are no dates; eval doesn't know true and null.
assert json.loads("0.1", parse_float=decimal.Decimal) == decimal.Decimal("0.1")
assert json.loads(json.dumps((1, 2))) == [1, 2] and raised(json.dumps, datetime.date(2025, 1, 1)) is TypeError
assert raised(eval, "[true, null]") is NameError

# match looks only at the start, search anywhere, fullmatch wants the whole; None if there is no match.
assert re.match("b", "ab") is None and re.search("b", "ab").span() == (1, 2)
assert re.fullmatch("a", "ab") is None and re.match("a", "ab").group() == "a"
# findall gives strings, or the groups if there are any; finditer gives Match objects.
assert re.findall(r"\d+", "1 22") == ["1", "22"] and re.findall(r"(\w)=(\d)", "a=1 b=2") == [("a", "1"), ("b", "2")]
assert [match.group() for match in re.finditer(r"\d+", "1 22")] == ["1", "22"]
# Quantifiers are greedy unless a question mark follows; the dot is any character but a newline.
assert re.search("<.*>", "<a><b>").group() == "<a><b>" and re.search("<.*?>", "<a><b>").group() == "<a>"
assert re.search("a.b", "a\nb") is None and re.search("A", "a", re.IGNORECASE)
# sub gives a new string; split a list; compile isn't required; without a raw string \b is a backspace.
assert re.sub(r"\s+", " ", "a  b") == "a b" and re.split("[,;]", "a,b;c") == ["a", "b", "c"]
assert re.compile(r"\d").search("a1").group() == "1" and "\b" == "\x08" != r"\b"

# split without argument cuts at runs of whitespace, with one blank at each blank; maxsplit limits the cuts, not the pieces.
assert " a  b\n".split() == ["a", "b"] and " a  b".split(" ") == ["", "a", "", "b"]
assert "a,b,c".split(",", 1) == ["a", "b,c"] and "a,b,c".rsplit(",", 1) == ["a,b", "c"]
assert "".split() == [] and "".split(",") == [""] and raised("a".split, "") is ValueError
assert "abc".split(",") == ["abc"] and "-".join("a,b".split(",")) == "a-b"

with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "out.txt"
    # A missing file: FileNotFoundError, no None; mode w creates one; write and writelines add no newline.
    assert raised(open, path, encoding="utf-8") is FileNotFoundError
    with open(path, "w", encoding="utf-8") as file:
        assert file.write("ä\n") == 2 and raised(file.write, 3) is TypeError
        file.writelines(["b", "c\n"])
    assert file.closed and path.read_text(encoding="utf-8") == "ä\nbc\n"
    # with closes the file after an exception too, and neither catches it nor undoes what was written.
    try:
        with open(path, "a", encoding="utf-8") as file:
            file.write("d")
            1 / 0
        raise AssertionError
    except ZeroDivisionError:
        assert file.closed and path.read_text(encoding="utf-8") == "ä\nbc\nd"
    # read gives one string, readline one line, readlines a list; lines keep their newline; a second read gives nothing.
    with open(path, encoding="utf-8") as file:
        assert file.readline() == "ä\n" and file.readlines() == ["bc\n", "d"] and file.read() == ""
        file.seek(0)
        assert [line.strip() for line in file] == ["ä", "bc", "d"] and list(file) == []
        # The default mode only reads.
        assert file.mode == "r" and raised(file.write, "e") is io.UnsupportedOperation
    # rb gives bytes; the encoding matters.
    with open(path, "rb") as file:
        assert file.readline().rstrip() == "ä".encode()
    assert path.read_text(encoding="latin-1").startswith("Ã¤")
    # Mode x refuses if there is a file; mode w empties it at once, without any write.
    assert raised(open, path, "x") is FileExistsError
    open(path, "w", encoding="utf-8").close()
    assert path.stat().st_size == 0
    # What is written waits in a buffer until it is flushed or the file is closed.
    with open(path, "w", encoding="utf-8") as file:
        file.write("x")
        assert path.stat().st_size == 0
        file.flush()
        assert path.stat().st_size == 1
    # print adds the newline and converts.
    with open(path, "w", encoding="utf-8") as file:
        print(1, [2], file=file)
    assert path.read_text(encoding="utf-8") == "1 [2]\n"
