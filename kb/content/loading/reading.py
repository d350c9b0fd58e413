"""YAML with line numbers: whatever is wrong in a file is reported with its file and line.

Nothing here touches the database. A file is parsed to plain data together with the line of every key and item;
pydantic then checks the data, and its complaints are given the line of the value they are about.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from kb.content.loading.known import Known

M = TypeVar("M", bound=BaseModel)
M_co = TypeVar("M_co", bound=BaseModel, covariant=True)
Location = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same grammar, ten times faster where it is built


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that keeps the sample from being loaded."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class SampleError(Exception):
    """The sample cannot be loaded; ``problems`` holds all that was found, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Source:
    """Data of one file and the line on which each of its values begins."""

    file: str
    data: Any
    lines: dict[Location, int]

    def line_of(self, location: Location) -> int:
        """Line of the value, or of the nearest value around it that the file has."""
        for length in range(len(location), -1, -1):
            line = self.lines.get(location[:length])
            if line is not None:
                return line
        return 1

    def problem(self, location: Location, message: str) -> Problem:
        return Problem(self.file, self.line_of(location), message)


@dataclass(frozen=True)
class Entry(Generic[M_co]):
    """One checked entry: what it says, where it stands, and the digest by which a change of the file is seen."""

    kind: str
    key: str
    data: M_co
    digest: str
    source: Source
    location: Location = ()

    @property
    def name(self) -> str:
        return f"{self.kind} {self.key}"

    def problem(self, message: str, location: Location = ()) -> Problem:
        return self.source.problem((*self.location, *location), message)


@dataclass
class _Builder:
    """Turns the nodes of one file into data; remembers lines and problems."""

    file: str
    loader: Any
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: Lists and mappings that are being built: an alias of one of them would never end.
    open: list[yaml.Node] = field(default_factory=list)

    def build(self, node: yaml.Node, location: Location) -> Any:
        if any(node is around for around in self.open):
            line = self.lines.get(location) or self.lines[location[:-1]]  # the node itself begins at its anchor
            self.problems.append(Problem(self.file, line, "an alias (*) stands inside what it repeats"))
            return None
        self.lines.setdefault(location, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        self.open.append(node)
        try:
            return self._mapping(node, location) if isinstance(node, yaml.MappingNode) else self._list(node, location)
        finally:
            self.open.pop()

    def _list(self, node: yaml.Node, location: Location) -> list[Any]:
        return [self.build(item, (*location, number)) for number, item in enumerate(node.value)]

    def _mapping(self, node: yaml.MappingNode, location: Location) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(Problem(self.file, line, "a key must be plain text"))
                continue
            key = str(key_node.value)
            if key in result:
                self.problems.append(Problem(self.file, line, f"the key “{key}” stands twice"))
            self.lines[(*location, key)] = line
            result[key] = self.build(value_node, (*location, key))
        return result

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            return self.loader.construct_object(node)
        except (ValueError, yaml.YAMLError) as error:  # an impossible date, an unknown tag
            self.problems.append(Problem(self.file, node.start_mark.line + 1, f"unreadable value: {error}"))
            return None


def parse(path: Path, folder: Path) -> Source:
    """Read one file. Raises SampleError where it is missing, not UTF-8, not YAML, or says a key twice."""
    file = path.relative_to(folder).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SampleError([Problem(file, 1, "the file is missing")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SampleError([Problem(file, line, "the file is not UTF-8")]) from error
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise SampleError([Problem(file, 1, "the file is empty")])
        builder = _Builder(file, loader)
        data = builder.build(node, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise SampleError([Problem(file, line, f"not YAML: {error.problem or error.context}")]) from error
    except yaml.YAMLError as error:
        raise SampleError([Problem(file, 1, f"not YAML: {error}")]) from error
    finally:
        loader.dispose()
    if builder.problems:
        raise SampleError(builder.problems)
    return Source(file, data, builder.lines)


def checked(source: Source, model: type[M], known: Known | None, location: Location = ()) -> M:
    """The value at ``location`` as ``model``. Raises SampleError with the line of everything that does not fit.

    ``known`` is what references are checked against; without it they are not checked (a second reading).
    """
    value = source.data
    for step in location:
        value = value[step]
    try:
        return model.model_validate(value, context=known)
    except ValidationError as error:
        raise SampleError(
            source.problem((*location, *detail["loc"]), _message(detail)) for detail in error.errors()
        ) from error


def digest_of(value: Any) -> str:
    """Digest of plain data: equal where the file says the same."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def _message(detail: Any) -> str:
    """pydantic's complaint as one line that names the key."""
    path = ".".join(str(step) for step in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return f"unknown key “{path}”"
    if detail["type"] == "missing":
        return f"the key “{path}” is missing"
    message = str(detail["msg"]).removeprefix("Value error, ")
    return f"{path}: {message}" if path else message
