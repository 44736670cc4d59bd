import typing
from typing import *
print(List[int], Dict[str, Any], Optional[int], Union[int, str], Tuple[int, ...], Callable[[int], str], Callable[..., None], Set[int], Type[int], Any, ClassVar[int], Final[int], Literal["a", 1], Iterable[str], Generator[int, None, str], Annotated[int, "meta"], NoReturn, Sequence[List[int]])
print(list[int], dict[str, int], tuple[int, ...], int | str, int | None, list[int] | None, type[int], list[int].__origin__, list[int].__args__, get_origin(List[int]), get_args(Dict[str, int]), get_origin(Optional[int]), get_args(Union[int, None]), get_args(Callable[[int], str]), Union[int, int], Union[int, Union[str, int]], Optional[None])
T = TypeVar("T"); K = TypeVar("K", int, str); B = TypeVar("B", bound=int); P = ParamSpec("P")
print(T, K.__constraints__, B.__bound__, P, List[T][int], Dict[T, K][str, int], T.__name__, list[T].__parameters__)
class Box(Generic[T]):
    def __init__(self, item: T) -> None: self.item = item
    def get(self) -> T: return self.item
print(Box[int], Box[int](5).get(), Box.__parameters__, Box[int].__args__, Box("a").item, Box.__mro__[1].__name__, Box[int].__origin__ is Box)
class Sized2(Protocol):
    def size(self) -> int: ...
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], HasLen), isinstance(5, HasLen), issubclass(list, HasLen))
class Point(NamedTuple):
    x: int
    y: int = 5
    def total(self): return self.x + self.y
print(Point(1), Point(1, 2).total(), Point._fields, Point.__annotations__, Point._field_defaults)
class Movie(TypedDict, total=False):
    name: str
    year: Required[int]
print(Movie(name="x", year=1), Movie.__annotations__ == {"name": str, "year": Required[int]}, Movie.__total__, sorted(Movie.__required_keys__), sorted(Movie.__optional_keys__))
UserId = NewType("UserId", int); print(UserId(5), UserId.__name__, UserId.__supertype__)
def f(a: int, b: "str" = "", *, c: Optional[List[int]] = None) -> Dict[str, "Box"]: ...
print(get_type_hints(f) == {"a": int, "b": str, "c": Optional[List[int]], "return": Dict[str, Box]}, f.__annotations__["b"], cast(int, "x"), TYPE_CHECKING, get_type_hints(Point))
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x
@final
class F: pass
@no_type_check
def h(x: "nonsense that is not evaluated"): return x
print(g(5), F.__final__, h(1), assert_type(5, int), reveal_type.__name__, len(get_overloads(g)), is_typeddict(Movie), Self, LiteralString, Never, ForwardRef("X"), Hashable, Text is str, AnyStr, IO, Mapping[str, int], Counter, DefaultDict[str, int], Deque[int], Awaitable[int], SupportsInt, ContextManager[int])
print(isinstance([], typing.Sequence), isinstance({}, typing.Mapping), isinstance(5, typing.SupportsInt), issubclass(list, typing.List), isinstance(5, int | str), isinstance("a", Union[int, str]), List[int] == List[int], hash(List[int]) == hash(List[int]), List[int] != List[str], repr(Union[int, None]), Literal[1] == Literal[1], Concatenate[int, P])
for source in ("List[int]()", "List[1]", "isinstance([], List[int])", "isinstance([], list[int])", "Union[()]", "Optional[int, str]", "Generic[int]", "TypeVar('X', int)", "TypeVar('X', bound=int, covariant=True, contravariant=True)", "Box[int, str]", "Dict[int]", "Callable[int]", "Literal[[]]", "Point()", "Point(1, 2, 3)", "Any()", "NoReturn()", "Sized2()", "isinstance(5, Sized2)", "assert_never(5)", "cast(int)", "typing.Nothing", "class_", "list[int].nope", "int[str]", "ClassVar[ClassVar[int]]", "get_type_hints(5)", "NewType('X', int)()", "Tuple[...]", "Movie(1)", "Annotated[int]"):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
