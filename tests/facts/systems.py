"""Claims of the topic systems."""

import functools
import pickle
import queue
import sqlite3


# lru_cache notices no change of the data behind it; entries leave by cache_clear; the first call is as slow as before.
database, queries = {"price": 10}, []


@functools.lru_cache
def price(key):
    queries.append(key)
    return database[key]


assert price("price") == 10
database["price"] = 12
assert price("price") == 10 and queries == ["price"]
price.cache_clear()
assert price("price") == 12
# maxsize=None means no limit; maxsize=0 switches the cache off.
endless, off = functools.lru_cache(maxsize=None)(abs), functools.lru_cache(maxsize=0)(abs)
for number in range(1000):
    endless(number), off(number)
assert endless.cache_info().currsize == 1000 and off.cache_info().currsize == 0
# It remembers no exception.
assert raised(price, "absent") is raised(price, "absent") is KeyError and queries[-2:] == ["absent", "absent"]

# A shared cache stores bytes: an object is serialized, and what comes back is another one.
value = {"a": [1]}
assert pickle.loads(pickle.dumps(value)) == value and pickle.loads(pickle.dumps(value)) is not value

# The hit ratio is hits divided by hits plus misses; from 99 to 98 percent the database gets twice the work.
hits, misses = 900, 100
assert hits / (hits + misses) == 0.9 != hits / misses
assert (100 - 98) == 2 * (100 - 99)


# A time to live only counts time: stale until it's over, then fresh; explicit invalidation is fresh at once.
class TimedCache:
    def __init__(self, ttl):
        self.ttl, self.entries, self.now = ttl, {}, 0

    def get(self, key):
        if key not in self.entries or self.entries[key][1] <= self.now:
            self.entries[key] = database[key], self.now + self.ttl
        return self.entries[key][0]


cache = TimedCache(ttl=600)
database["price"] = 1
assert cache.get("price") == 1
database["price"] = 2
cache.now = 599
assert cache.get("price") == 1
cache.now = 600
assert cache.get("price") == 2
database["price"] = 3
del cache.entries["price"]
assert cache.get("price") == 3


# Write-through: both agree when the write is confirmed. Write-back: the database lags, and a crash loses the write.
def write_through(cached, stored, key, value):
    cached[key] = stored[key] = value


def write_back(cached, dirty, key, value):
    cached[key] = value
    dirty.append(key)


cached, stored, dirty = {}, {"n": 0}, []
write_through(cached, stored, "n", 1)
assert cached == stored
write_back(cached, dirty, "n", 2)
assert cached["n"] == 2 and stored["n"] == 1
cached.clear()
assert stored["n"] == 1


# Get, add one, set: two clients read the same old value, and one hit is lost; the count gets too low, not too high.
def record_hit(store):
    hits = store["hits"]
    yield
    store["hits"] = hits + 1


store = {"hits": 100}
first, second = record_hit(store), record_hit(store)
for client in (first, second, first, second):
    next(client, None)
assert store["hits"] == 101

# One statement on the server does it in one step; idempotent: an upsert by key can be repeated without harm.
server = sqlite3.connect(":memory:")
server.execute("create table counter (page text primary key, hits integer)")
server.execute("create table rows (id integer primary key, value text)")
server.execute("create table log (id integer, value text)")
server.execute("insert into counter values ('/', 100)")
for _ in range(2):
    server.execute("update counter set hits = hits + 1 where page = '/'")
    server.execute("insert into rows values (1, 'a') on conflict (id) do update set value = excluded.value")
    server.execute("insert into log values (1, 'a')")
assert server.execute("select hits from counter").fetchone() == (102,)
assert server.execute("select count(*) from rows").fetchone() == (1,)
assert server.execute("select count(*) from log").fetchone() == (2,)
server.close()

# A bounded buffer pushes back on the producer; an unbounded one takes everything.
bounded, unbounded = queue.Queue(maxsize=2), queue.Queue()
bounded.put_nowait(1), bounded.put_nowait(2)
assert raised(bounded.put_nowait, 3) is queue.Full and unbounded.full() is False


# A bad record goes to a dead letter queue and doesn't stop the good ones; nothing is lost silently.
def convert(records):
    good, dead = [], []
    for record in records:
        try:
            good.append(int(record))
        except ValueError as error:
            dead.append((record, str(error)))
    return good, dead


good, dead = convert(["1", "x", "3"])
assert good == [1, 3] and dead[0][0] == "x" and len(good) + len(dead) == 3

# rate takes every fall of a counter for a restart, so a counter that goes down gives nonsense.
samples = [5, 6, 7, 6, 7]
increase = sum(now - before if now >= before else now for before, now in zip(samples, samples[1:]))
assert increase == 9 and samples[-1] - samples[0] == 2

# Spans are joined by trace id and parent id; followed downstream, the deepest failing service is the likely cause.
spans = {"a": ("shop", None, True), "b": ("payment", "a", True), "c": ("database", "b", True), "d": ("mail", "a", False)}
edges = {(spans[parent][0], name) for name, parent, _ in spans.values() if parent}
failing = {name for name, _, failed in spans.values() if failed}
assert edges == {("shop", "payment"), ("payment", "database"), ("shop", "mail")}
assert [name for name in failing if not any(caller == name and callee in failing for caller, callee in edges)] == ["database"]
