"""Claims of the topic classes."""

import abc
import collections.abc
import copy
import dataclasses
import pickle
import weakref


class Plugin(abc.ABC):
    @abc.abstractmethod
    def load(self):
        return "from the base"


# A class that misses an abstract method can be defined; the TypeError comes when it is instantiated.
class Incomplete(Plugin):
    pass


assert raised(Incomplete) is TypeError


# Only the name is checked, not the signature; and an abstract method may have a body, reached by super.
class OtherSignature(Plugin):
    def load(self, one="", two=""):
        return super().load()


assert OtherSignature().load() == "from the base"

# register checks nothing and lets nothing be inherited.
Plugin.register(int)
assert isinstance(3, Plugin) and not hasattr(3, "load")
assert issubclass(list, collections.abc.MutableSequence) and list.__mro__ == (list, object)


# The methods alone satisfy a simple ABC with __subclasshook__, such as Iterable, but no Sequence.
class Shelf:
    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __getitem__(self, index):
        raise IndexError


assert isinstance(Shelf(), collections.abc.Iterable) and isinstance(Shelf(), collections.abc.Collection) is False
assert not isinstance(Shelf(), collections.abc.Sequence)


# The fields of a base dataclass come first, and a redefined field keeps its place.
@dataclasses.dataclass
class Base:
    a: int
    b: int = 1


@dataclasses.dataclass
class Child(Base):
    c: int = 2
    a: str = "new"


assert [field.name for field in dataclasses.fields(Child)] == ["a", "b", "c"]


# A field without default after an inherited one with a default: TypeError when the class is made; kw_only cures it.
def without_default(**options):
    return dataclasses.make_dataclass("Bad", [("d", int)], bases=(Base,), **options)


assert raised(without_default) is TypeError
assert without_default(kw_only=True)(1, d=4).d == 4


# Frozen and non-frozen dataclasses don't inherit from each other.
assert raised(dataclasses.make_dataclass, "F", [], bases=(Base,), frozen=True) is TypeError


# The generated __init__ doesn't call the parent's.
class Ordinary:
    def __init__(self):
        self.ran = True


@dataclasses.dataclass
class Generated(Ordinary):
    x: int


assert not hasattr(Generated(1), "ran")


# A data descriptor comes before the instance's dictionary, a non-data descriptor after it.
class NonData:
    def __get__(self, instance, owner=None):
        return "non-data", instance


class Data(NonData):
    def __set__(self, instance, value):
        raise AttributeError


class Owner:
    data, non_data = Data(), NonData()


owner = Owner()
owner.__dict__.update(data="own", non_data="own")
assert owner.data == ("data", owner) or owner.data[1] is owner
assert owner.non_data == "own"
# On the class itself __get__ is called too, with None as the instance.
assert Owner.non_data == ("non-data", None)
# A descriptor in an instance's dictionary is returned like any other object.
owner.stored = NonData()
assert isinstance(owner.stored, NonData)
# A property without a setter still isn't shadowed by the instance's dictionary.
Locked = type("Locked", (), {"x": property(lambda self: "computed")})
locked = Locked()
locked.__dict__["x"] = "own"
assert locked.x == "computed" and raised(setattr, locked, "x", 1) is AttributeError

# __set_name__ is called once, while the class is made, with the owner and the name.
named = []
Field = type("Field", (), {"__set_name__": lambda self, cls, name: named.append((cls.__name__, name))})
type("Form", (), {"title": Field()})
assert named == [("Form", "title")]


# Two leading underscores only change the name; names with underscores on both sides aren't mangled.
class Account:
    def __init__(self):
        self._single, self.__double, self.__both__ = 1, 2, 3


assert vars(Account()) == {"_single": 1, "_Account__double": 2, "__both__": 3}

# Methods aren't copied: a method added to the parent later is found through existing objects of the subclass.
Parent = type("Parent", (), {})
Heir = type("Heir", (Parent,), {})
heir = Heir()
Parent.greet = lambda self: "hello"
assert heir.greet() == "hello" and "greet" not in vars(Heir)


# A subclass's own __init__ replaces the inherited one; the parent's doesn't run by itself.
class Animal:
    def __init__(self, name="?"):
        self.name = name


class Dog(Animal):
    def __init__(self):
        self.tail = True


assert not hasattr(Dog(), "name") and type("Cat", (Animal,), {})("Tom").name == "Tom"

# __init__ must return None.
assert raised(type("Returns", (), {"__init__": lambda self: 1})) is TypeError

# A second definition of a method replaces the first: no overloading by signature.
assert raised(type("Once", (), {"f": lambda self: 1, **{"f": lambda self, x: x}})().f) is TypeError


# A metaclass runs once for each class, subclasses included; its methods aren't found on instances.
class Meta(type):
    made = []

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        cls.made.append(name)

    def describe(cls):
        return cls.__name__


class First(metaclass=Meta):
    pass


class Second(First):
    pass


First(), First(), Second()
assert Meta.made == ["First", "Second"] and First.describe() == "First"
assert raised(getattr, First(), "describe") is AttributeError and type(object) is type
# __metaclass__ is ignored; two unrelated metaclasses conflict.
assert type(type("Old", (), {"__metaclass__": Meta})) is type
Other = type("Other", (type,), {})
assert raised(Meta, "Both", (First, Other("Third", (), {})), {}) is TypeError


# cls is the class on which a class method was called; both kinds can be called on an instance too.
class Date:
    @classmethod
    def make(cls):
        return cls()

    @staticmethod
    def valid(text):
        return text


class SubDate(Date):
    pass


assert type(SubDate.make()) is SubDate and type(SubDate().make()) is SubDate and Date().valid(1) == 1

# In a diamond a shared ancestor stands once, after all its children; super goes to the next class, not the parent.
calls = []


class A:
    def run(self):
        calls.append("A")


class B(A):
    def run(self):
        calls.append("B")
        super().run()


class C(A):
    def run(self):
        calls.append("C")
        super().run()


class D(B, C):
    pass


D().run()
assert D.__mro__ == (D, B, C, A, object) and calls == ["B", "C", "A"]
# No consistent order: the class statement raises TypeError.
assert raised(type, "Contradiction", (A, B), {}) is TypeError

# If one __init__ in the chain doesn't call super, the classes after it stay uninitialised, without any error.
Mixin = type("Mixin", (), {"__init__": lambda self: None})
assert not hasattr(type("Final", (Mixin, Animal), {})(), "name")

# object.__init__ refuses extra arguments if __init__ is overridden, or neither is; only with __new__ alone it ignores them.
Takes = type("Takes", (), {"__init__": lambda self, x: super(Takes, self).__init__(x)})
assert raised(Takes, 1) is TypeError and raised(type("Empty", (), {}), 1) is TypeError
Creates = type("Creates", (), {"__new__": lambda cls, x: object.__new__(cls)})
assert raised(Creates, 1) is None


# With a singleton in __new__, __init__ runs again at every call; pickle gets round other ways too.
class Single:
    kept = None
    runs = 0

    def __new__(cls):
        if cls.kept is None:
            cls.kept = super().__new__(cls)
        return cls.kept

    def __init__(self):
        type(self).runs += 1


assert Single() is Single() and Single.runs == 2


class ByCall(type):
    def __call__(cls):
        if "kept" not in vars(cls):
            cls.kept = super().__call__()
        return cls.kept


class Sole(metaclass=ByCall):
    pass


assert Sole() is Sole() and copy.copy(Sole()) is not Sole() and pickle.loads(pickle.dumps(Sole())) is not Sole()


# Slots: no dictionary, no unlisted attribute, no weak reference; values can change; a plain subclass has a dictionary again.
class Point:
    __slots__ = ("x", "y")


point = Point()
assert raised(getattr, point, "x") is AttributeError
point.x = 1
point.x = 2
assert not hasattr(point, "__dict__") and raised(setattr, point, "z", 1) is AttributeError
assert raised(weakref.ref, point) is TypeError and hasattr(type("Sub", (Point,), {})(), "__dict__")
# Two parents with non-empty slots can't be combined; a slot can't have a default in the class body.
Slotted = type("Slotted", (), {"__slots__": ("a",)})
assert raised(type, "Combined", (Point, Slotted), {}) is TypeError
assert raised(type, "Default", (), {"__slots__": ("a",), "a": 1}) is ValueError

