"""Claims of the topic testing."""

import asyncio
import io
import types
import unittest
from unittest import mock


# A Mock accepts any attribute and call, records them, and returns another mock until return_value is set.
fake = mock.Mock()
assert isinstance(fake.anything(1, key=2), mock.Mock)
fake.anything.assert_called_once_with(1, key=2)
assert fake.anything.call_count == 1 and fake.anything.call_args == mock.call(1, key=2)
fake.anything.return_value = 3
assert fake.anything() == 3
# A wrong expectation fails only when it is asserted.
assert raised(fake.anything.assert_called_once) is AssertionError

# side_effect raises an exception, steps through an iterable, or runs a function.
assert raised(mock.Mock(side_effect=TimeoutError)) is TimeoutError
series = mock.Mock(side_effect=[1, 2])
assert (series(), series()) == (1, 2) and raised(series) is StopIteration
assert mock.Mock(side_effect=lambda n: n * 2)(4) == 8

# MagicMock supports the magic methods, Mock doesn't; coroutines have AsyncMock; wraps runs the real code.
assert len(mock.MagicMock()) == 0 and raised(len, mock.Mock()) is TypeError
assert asyncio.run(mock.AsyncMock(return_value=5)()) == 5
assert mock.Mock(wraps=len)("abc") == 3

# Patch the name where it is looked up: from client import fetch copies it into the importing module.
client = types.ModuleType("client")
client.fetch = lambda: "real"
app = types.ModuleType("app")
app.fetch = client.fetch
app.client = client
exec("def by_name(): return fetch()\ndef by_module(): return client.fetch()", vars(app))
with mock.patch.object(client, "fetch", return_value="fake"):
    assert app.by_name() == "real" and app.by_module() == "fake"
with mock.patch.object(app, "fetch", return_value="fake"):
    assert app.by_name() == "fake" and app.by_module() == "real"
# patch puts the original back at the end, even after an exception; it takes only names that exist.
try:
    with mock.patch.object(app, "fetch"):
        1 / 0
except ZeroDivisionError:
    assert app.by_name() == "real"
assert raised(mock.patch.object(app, "fecth").start) is AttributeError


# Stacked patch decorators hand over their mocks from the bottom up.
@mock.patch.object(app, "by_name")
@mock.patch.object(app, "fetch")
def stacked(lower, upper):
    return lower is app.fetch and upper is app.by_name


assert stacked()


# A bare mock swallows misspelt methods and wrong arguments; autospec makes them fail.
class Service:
    def send(self, text):
        raise AssertionError("the real code never runs")


bare, strict = mock.Mock(), mock.create_autospec(Service, instance=True)
assert raised(bare.sned, 1, 2, 3) is None
assert raised(getattr, strict, "sned") is AttributeError and raised(strict.send) is TypeError
assert raised(strict.send, "hello") is None
# Misspelt assertions are noticed by a bare mock too.
assert raised(getattr, bare, "assert_called_onec_with") is AttributeError

# setUp runs before each test method, setUpClass once; a failure marks that test and the others still run.
ran = []


class Cases(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        ran.append("class")

    def setUp(self):
        ran.append("setUp")

    def tearDown(self):
        ran.append("tearDown")

    def test_b_fails(self):
        ran.append("b")
        self.assertEqual(1, 2)

    def test_c(self):
        ran.append("c")
        with self.assertRaises(ValueError):
            int("x")

    def test_a(self):
        ran.append("a")
        self.state = 1

    def test_d_fresh(self):
        # Each test has an object of its own.
        self.assertFalse(hasattr(self, "state"))

    def not_collected(self):
        raise AssertionError


suite = unittest.defaultTestLoader.loadTestsFromTestCase(Cases)
result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
# Only what is named test is collected; the order is that of the names, not that of the file.
assert result.testsRun == 4 and len(result.failures) == 1 and not result.errors
assert ran[0] == "class" and ran.count("class") == 1 and ran.count("setUp") == ran.count("tearDown") == 4
assert [each for each in ran if len(each) == 1] == ["a", "b", "c"]

# unittest takes methods of TestCase classes; it doesn't collect plain functions.
plain = types.ModuleType("plain")
plain.test_function = lambda: None
assert unittest.defaultTestLoader.loadTestsFromModule(plain).countTestCases() == 0

# assertRaises fails if nothing is raised.
assert raised(Cases().assertRaises, ValueError, int, "1") is AssertionError
