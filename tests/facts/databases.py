"""Claims of the topic databases."""

import pathlib
import queue
import sqlite3
import tempfile
import threading


db = sqlite3.connect(":memory:")
db.executescript(
    """
    create table author (id integer primary key, name text);
    create table book (id integer primary key, title text, author_id integer references author);
    insert into author values (1, 'Ada'), (2, 'Ben'), (3, 'Cleo');
    insert into book values (1, 'A', 1), (2, 'B', 2), (3, 'C', 3);
    """
)

# A with block of a sqlite3 connection ends the transaction, rolls it back after an exception, and doesn't close.
try:
    with db:
        db.execute("insert into author values (4, 'Dan')")
        assert db.in_transaction
        raise KeyError
except KeyError:
    assert not db.in_transaction
assert db.execute("select count(*) from author").fetchone() == (3,)

# A connection belongs to one thread, unless that check is switched off.
failed = []
thread = threading.Thread(target=lambda: failed.append(raised(db.execute, "select 1")))
thread.start()
thread.join()
assert failed == [sqlite3.ProgrammingError]

# One connection carries one transaction at a time: who shares it sees and ends the other's work.
db.execute("insert into author values (5, 'mine')")
db.rollback()
assert db.execute("select count(*) from author where id = 5").fetchone() == (0,)


# A pool lends connections, waits when all are out, and fails after a timeout; a returned one is used again.
class Pool:
    def __init__(self, size):
        self.free, self.opened = queue.Queue(), 0
        for _ in range(size):
            self.free.put(sqlite3.connect(":memory:"))
            self.opened += 1

    def borrow(self, timeout):
        return self.free.get(timeout=timeout)


pool = Pool(1)
connection = pool.borrow(timeout=0.001)
assert raised(pool.borrow, timeout=0.001) is queue.Empty
pool.free.put(connection)
assert pool.borrow(timeout=0.001) is connection and pool.opened == 1
connection.close()
# A connection that has been closed for good is of no use to the next one.
assert raised(connection.execute, "select 1") is sqlite3.ProgrammingError

# N plus one: a query for the list and one more for each row; a join needs one, a second query for all needs two.
sent = []
db.set_trace_callback(sent.append)
looped = []
for title, author in db.execute("select title, author_id from book order by id").fetchall():
    looped.append((title, *db.execute("select name from author where id = ?", (author,)).fetchone()))
assert len(sent) == 3 + 1
sent.clear()
assert db.execute("select title, name from book join author on author.id = author_id order by book.id").fetchall() == looped
assert len(sent) == 1
sent.clear()
books = db.execute("select title, author_id from book order by id").fetchall()
names = dict(db.execute("select id, name from author where id in (?, ?, ?)", [author for _, author in books]))
assert [(title, names[author]) for title, author in books] == looped and len(sent) == 2
db.set_trace_callback(None)

# Values are bound as parameters; a table's name can't be.
assert db.execute("select name from author where name = ?", ("x' or 1=1 --",)).fetchall() == []
assert raised(db.execute, "select * from ?", ("author",)) is sqlite3.OperationalError


# An index turns the scan of a table into a search; without one on the column there is a scan.
def plan(sql):
    return db.execute("explain query plan " + sql).fetchone()[-1]


by_title = "select * from book where title = 'A'"
assert plan(by_title).startswith("SCAN")
db.execute("create index by_title on book (title)")
assert plan(by_title).startswith("SEARCH") and "by_title" in plan(by_title)
# A primary key is indexed already.
assert plan("select * from book where id = 1").startswith("SEARCH")

# Normalized: a fact stored once is changed once. Copies drift apart, and the database keeps none of them in step.
db.executescript(
    """
    create table customer (id integer primary key, address text);
    create table orders (id integer primary key, customer_id integer, address_copy text);
    insert into customer values (1, 'old');
    insert into orders values (1, 1, 'old'), (2, 1, 'old');
    """
)
db.execute("update customer set address = 'new'")
joined = "select distinct address from orders join customer on customer.id = customer_id"
assert db.execute(joined).fetchall() == [("new",)]
assert db.execute("select distinct address_copy from orders").fetchall() == [("old",)]
# A trigger has to be built for it.
db.execute(
    "create trigger copies after update on customer begin"
    " update orders set address_copy = new.address where customer_id = new.id; end"
)
db.execute("update customer set address = 'newer'")
assert db.execute("select distinct address_copy from orders").fetchall() == [("newer",)]
db.commit()
db.close()

# What isn't committed isn't seen by another connection; closing without a commit loses it.
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "shop.db"
    one, two = sqlite3.connect(path), sqlite3.connect(path)
    one.execute("create table t (n integer)")
    one.commit()
    one.execute("insert into t values (1)")
    assert two.execute("select count(*) from t").fetchone() == (0,)
    one.close()
    assert two.execute("select count(*) from t").fetchone() == (0,)
    two.close()
