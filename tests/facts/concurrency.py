"""Claims of the topic concurrency."""

import asyncio
import concurrent.futures
import dis
import pickle
import queue
import sys
import sysconfig
import threading


log = []


async def step(name, turns=1, fail=False):
    log.append(f"{name} begins")
    for _ in range(turns):
        await asyncio.sleep(0)
    if fail:
        raise ValueError(name)
    log.append(f"{name} ends")
    return name


# Calling an async function runs nothing; it returns a coroutine object.
coroutine = step("a")
assert asyncio.iscoroutine(coroutine) and log == []
coroutine.close()


# A coroutine is driven with send; its result comes out as StopIteration; an await without waiting doesn't give way.
async def inner():
    return 42


async def outer():
    return await inner()


try:
    outer().send(None)
    raise AssertionError
except StopIteration as stop:
    assert stop.value == 42


# await hands what the innermost awaitable yields up to the driver, like yield from.
class Awaitable:
    def __await__(self):
        got = yield "up"
        return got


async def waits():
    return await Awaitable()


driven = waits()
assert driven.send(None) == "up"
try:
    driven.send("down")
    raise AssertionError
except StopIteration as stop:
    assert stop.value == "down"


# await stands only inside async def.
assert raised(compile, "def f():\n    await g()", "code", "exec") is SyntaxError


# Two awaits in a row run one after the other; gather overlaps them and keeps the order of its arguments.
async def in_a_row():
    await step("a")
    await step("b")


async def gathered():
    return await asyncio.gather(step("a", 3), step("b"))


asyncio.run(in_a_row())
assert log == ["a begins", "a ends", "b begins", "b ends"]
log.clear()
assert asyncio.run(gathered()) == ["a", "b"]
assert log == ["a begins", "b begins", "b ends", "a ends"]


# A task doesn't begin before its creator gives way: nobody interrupts a running coroutine.
async def cooperative():
    log.clear()
    task = asyncio.create_task(step("t"))
    log.append("still me")
    await task
    assert log[0] == "still me"


asyncio.run(cooperative())


# gather raises the first exception while the others run on; return_exceptions hands exceptions back as results.
async def gather_fails():
    other = asyncio.create_task(step("other", 5))
    try:
        await asyncio.gather(step("bad", fail=True), other)
        raise AssertionError
    except ValueError:
        assert not other.done()
    assert await other == "other"
    first, second = await asyncio.gather(step("bad", fail=True), step("good"), return_exceptions=True)
    assert isinstance(first, ValueError) and second == "good"


asyncio.run(gather_fails())


# A TaskGroup cancels the siblings and waits for them; the errors come as an ExceptionGroup.
async def group_fails():
    try:
        async with asyncio.TaskGroup() as group:
            other = group.create_task(step("other", 1000))
            group.create_task(step("bad", fail=True))
        raise AssertionError
    except ExceptionGroup as errors:
        assert other.cancelled() and isinstance(errors.exceptions[0], ValueError)


asyncio.run(group_fails())


# asyncio.wait gives two sets, cancels nothing, raises no task's exception and takes no bare coroutine; by default it waits for all.
async def first_completed():
    quick, slow = asyncio.create_task(step("quick", fail=True)), asyncio.create_task(step("slow", 9))
    done, pending = await asyncio.wait({quick, slow}, return_when=asyncio.FIRST_COMPLETED)
    assert done == {quick} and pending == {slow} and not slow.cancelled()
    assert raised(quick.result) is ValueError
    done, pending = await asyncio.wait({quick, slow})
    assert len(done) == 2 and not pending and slow.result() == "slow"
    bare = step("bare")
    try:
        await asyncio.wait([bare])
        raise AssertionError
    except TypeError:
        bare.close()


asyncio.run(first_completed())


# as_completed yields in the order of finishing.
async def by_finish():
    return [await each for each in asyncio.as_completed([step("late", 9), step("soon")])]


assert asyncio.run(by_finish()) == ["soon", "late"]


# An async generator isn't concurrent: the next step begins when the consumer asks for it.
async def responses():
    for name in "ab":
        yield await step(name)


async def consume():
    log.clear()
    async for name in responses():
        log.append(f"{name} used")


asyncio.run(consume())
assert log == ["a begins", "a ends", "a used", "b begins", "b ends", "b used"]


# gather sets no limit; a semaphore does.
async def peak(limit):
    running = most = 0
    gate = asyncio.Semaphore(limit)

    async def work():
        nonlocal running, most
        async with gate:
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(work() for _ in range(100)))
    return most


assert asyncio.run(peak(5)) == 5 and asyncio.run(peak(1000)) == 100


# asyncio.run can't be called while a loop is running; all tasks share one thread, to_thread takes another.
async def threads():
    never = step("never")
    assert raised(asyncio.run, never) is RuntimeError
    never.close()

    async def ident():
        return threading.get_ident()

    here = await asyncio.gather(ident(), ident())
    assert set(here) == {threading.get_ident()}
    assert await asyncio.to_thread(threading.get_ident) != threading.get_ident()


asyncio.run(threads())

# executor.map keeps the order of the inputs; result raises the call's exception again.
gate, late = threading.Event(), threading.Event()
with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
    assert list(pool.map(lambda n: (late.wait() if n == 3 else late.set(), n)[1], [3, 1, 2])) == [3, 1, 2]
    assert raised(pool.submit(int, "x").result) is ValueError

# submit returns at once; result waits, or raises TimeoutError; cancel stops what still waits, but no running call.
begun = threading.Event()
with concurrent.futures.ThreadPoolExecutor(max_workers=1) as pool:
    running = pool.submit(lambda: begun.set() or gate.wait())
    waiting = pool.submit(int)
    begun.wait()
    assert not running.done() and raised(running.result, timeout=0) is concurrent.futures.TimeoutError
    assert not running.cancel() and waiting.cancel()
    last = pool.submit(int)
    gate.set()
# Leaving the with block waits for everything submitted.
assert running.result() is True and last.done()

# What goes to another process must be picklable: no lambda.
assert raised(pickle.dumps, lambda: 1) in (pickle.PicklingError, AttributeError)

# run, called directly, starts no thread; start does, and only once.
seen = []
thread = threading.Thread(target=lambda: seen.append(threading.get_ident()))
threading.Thread(target=lambda: seen.append(threading.get_ident())).run()
thread.start()
thread.join()
assert seen[0] == threading.get_ident() != seen[1] and raised(thread.start) is RuntimeError

# Threads share their memory; thread-local data aren't shared.
local = threading.local()
local.value = 1
thread = threading.Thread(target=lambda: seen.append(hasattr(local, "value")))
thread.start()
thread.join()
assert seen[2] is False

# A plain Lock can't be acquired again by its holder, an RLock can.
lock, rlock = threading.Lock(), threading.RLock()
with lock, rlock:
    assert not lock.acquire(blocking=False) and rlock.acquire(blocking=False)
    rlock.release()

# counter += 1 is several steps: load, add, store.
steps = [instruction.opname for instruction in dis.get_instructions("counter += 1")]
assert steps.index("LOAD_NAME") < steps.index("BINARY_OP") < steps.index("STORE_NAME")

# A bounded queue refuses, or makes the producer wait.
small = queue.Queue(maxsize=1)
small.put(1)
assert raised(small.put_nowait, 2) is queue.Full

if sys.version_info >= (3, 13):
    # The GIL is there in the default build, and only a separate build can do without.
    assert sys._is_gil_enabled() or sysconfig.get_config_var("Py_GIL_DISABLED") == 1
if sys.version_info >= (3, 14):
    # A pool of interpreters.
    assert issubclass(concurrent.futures.InterpreterPoolExecutor, concurrent.futures.Executor)
