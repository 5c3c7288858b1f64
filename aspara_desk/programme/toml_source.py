"""A TOML file with the place of everything in it.

Values come from the standard reader, which knows only the first mistake and no places; places come from a parse
tree of the same text. After a mistake of spelling the line is set aside and reading goes on, so that one look
at the answer is enough.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from aspara_desk.domain.errors import BadInput, Place, Problem

MAX_BYTES = 5_000_000
# A file whose every line is wrong is no season file; the first mistakes say so well enough.
_MOST_MISTAKES = 20
_DEEPEST = 12
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\f\r")  # no text file of today has them
_STATEMENT = re.compile(r"(\s*)([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\s*(?:$|[^\w.])")
_HEADER = re.compile(r"\s*(\[{1,2})\s*([A-Za-z0-9_.-]+)")
_WHERE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)$")
# How the standard reader begins its messages, and what each of them means to the person who wrote the file.
_SYNTAX = (
    ("Cannot ", "toml_twice"),
    ("Duplicate ", "toml_twice"),
    ("Unterminated", "toml_quote_missing"),
    ("Illegal character", "toml_quote_missing"),
    ("Unclosed", "toml_bracket_missing"),
    ("Expected '=' after a key", "toml_equals_missing"),
    ("Expected newline", "toml_text_after_value"),
    ("Invalid value", "toml_value"),
    ("Invalid date", "toml_value"),
    ("Invalid initial character for a key", "toml_key"),
    ("Expected ']", "toml_bracket_missing"),
    ("Unescaped '\\'", "toml_escape"),
    ("Escaped character", "toml_escape"),
    ("Invalid hex value", "toml_escape"),
    ("Invalid statement", "toml_statement"),
    ("Found invalid character", "toml_hidden_character"),
    ('Expected "', "toml_quote_missing"),
)

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item stands: the place of its key, and of its value."""

    key: Place
    value: Place


@dataclass(frozen=True, slots=True)
class Source:
    """`broken` holds the rows that could not be read; a stand-in value is in their place."""

    file: str
    values: Mapping[str, Any]
    spots: Mapping[Path_, Spot]
    mistakes: tuple[Problem, ...] = ()
    broken: frozenset[int] = frozenset()

    def key_place(self, path: Path_) -> Place:
        return self._nearest(path).key

    def value_place(self, path: Path_) -> Place:
        return self._nearest(path).value

    def _nearest(self, path: Path_) -> Spot:
        """The spot of an item, or of what it belongs to; the top of the file where nothing is known."""
        for length in range(len(path), 0, -1):
            if spot := self.spots.get(path[:length]):
                return spot
        top = Place(self.file, 1, 1)
        return Spot(top, top)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with or without a byte order mark. Raises BadInput("season_file")."""
    raw = _read_bytes(path)
    if not raw.strip():
        raise _unusable(path, "file_empty")
    if raw.startswith(_UTF16_MARKS):
        raise _unusable(path, "file_encoding", encoding="UTF-16")
    if _CONTROLS.intersection(raw):
        raise _unusable(path, "file_binary")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        row, line = before.count(b"\n") + 1, before.rpartition(b"\n")[2]
        place = Place(str(path), row, len(line.decode("utf-8-sig", "replace")) + 1)
        if encoding := _guessed_encoding(raw):
            raise _unusable(path, "file_encoding", place, encoding=encoding) from None
        raise _unusable(path, "file_binary", place) from None


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _unusable(path, "file_is_folder")
        if path.exists() and not path.is_file():
            raise _unusable(path, "file_not_regular")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _unusable(path, "file_missing") from None
    except PermissionError:
        raise _unusable(path, "file_forbidden") from None
    except (OSError, ValueError):
        raise _unusable(path, "file_unreadable") from None
    if len(raw) > MAX_BYTES:
        raise _unusable(path, "file_too_large", limit=MAX_BYTES // 1_000_000)
    return raw


def _guessed_encoding(raw: bytes) -> str | None:
    """Windows-1251 if the bytes that are not ASCII are nearly all its Cyrillic letters and quotation marks."""
    high = [byte for byte in raw if byte >= 0x80]
    letters = sum(byte >= 0xC0 or byte in b"\xa8\xb8\xab\xbb\x96\x97\xb9" for byte in high)
    return "Windows-1251" if letters > 0.9 * len(high) else None


def _unusable(path: Path, kind: str, place: Place | None = None, **facts: object) -> BadInput:
    where = place or Place(str(path))
    name = path.name or str(path)
    return BadInput(
        "season_file",
        place=where,
        problems=(Problem(kind, MappingProxyType({"name": name, **facts}), where),),
        name=name,
        count=1,
    )


def parse(text: str, file: str) -> Source:
    """The values and places of a TOML text, its mistakes of spelling among them.

    Where they leave too little to go on with, `values` is empty.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    mending = _Mending(file, lines)
    values = mending.read()
    mended = "\n".join(mending.lines)
    return Source(
        file,
        MappingProxyType(values),
        MappingProxyType(_spots(mended, file) if values else {}),
        tuple(mending.mistakes),
        frozenset(mending.broken),
    )


@dataclass(slots=True)
class _Mending:
    file: str
    lines: list[str]
    mistakes: list[Problem] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)

    def read(self) -> dict[str, Any]:
        while True:
            try:
                return tomllib.loads("\n".join(self.lines))
            except RecursionError:
                self.mistakes.append(Problem("toml_too_deep", {}, Place(self.file)))
                return {}
            except ValueError as error:
                if not self._set_aside(str(error)):
                    return {}

    def _set_aside(self, message: str) -> bool:
        """Note the mistake and put a stand-in into its line. Returns whether it is worth reading on."""
        row, column = self._where(message)
        if row in self.broken:
            return False
        kind = next((kind for start, kind in _SYNTAX if message.startswith(start)), "toml_syntax")
        line = self.lines[row - 1]
        if kind == "toml_twice":
            column = len(line) - len(line.lstrip()) + 1
        self.mistakes.append(Problem(kind, {}, Place(self.file, row, column)))
        stand_in = _stand_in(line, kind)
        if stand_in is None or len(self.mistakes) >= _MOST_MISTAKES:
            return False
        self.broken.add(row)
        self.lines[row - 1] = stand_in
        return True

    def _where(self, message: str) -> tuple[int, int]:
        match = _WHERE.search(message)
        if match and match[1]:
            return min(int(match[1]), len(self.lines)), int(match[2])
        last = max((row for row, line in enumerate(self.lines, 1) if line.strip()), default=1)
        return last, len(self.lines[last - 1]) + 1


def _stand_in(line: str, kind: str) -> str | None:
    """What may stand in a broken line's place without spoiling the lines that follow; None where nothing may."""
    statement, header = _STATEMENT.match(line), _HEADER.match(line)
    if statement and kind == "toml_twice":
        return ""
    if statement:
        return f"{statement[1]}{statement[2]} = nan"
    if header and kind != "toml_twice":
        return f"{header[1]}{header[2]}{']' * len(header[1])}"
    return "" if line.lstrip().startswith("{") else None


class _Walk:
    """Goes through the parse tree in the order of the file, which is the order in which list items count."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._lines = text.encode().split(b"\n")
        self._counts: dict[Path_, int] = {}

    def document(self, root: Node) -> Iterator[tuple[Path_, Spot]]:
        for node in root.named_children:
            if node.type == "pair":
                yield from self._pair(node, ())
            elif node.type in {"table", "table_array_element"}:
                yield from self._table(node)

    def _table(self, node: Node) -> Iterator[tuple[Path_, Spot]]:
        header = node.named_children[0]
        names = _names(_text(header))
        place = self._place(node)
        path: Path_ = ()
        for name in names[:-1]:
            path = self._current((*path, name))
            yield path, Spot(place, place)
        path = (*path, names[-1])
        if node.type == "table_array_element":
            yield path, Spot(place, place)
            number = self._counts.get(path, 0)
            self._counts[path] = number + 1
            path = (*path, number)
        yield path, Spot(place, place)
        for child in node.named_children[1:]:
            if child.type == "pair":
                yield from self._pair(child, path)

    def _current(self, path: Path_) -> Path_:
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _pair(self, node: Node, owner: Path_) -> Iterator[tuple[Path_, Spot]]:
        key, value = node.named_children[0], node.named_children[-1]
        names = _names(_text(key))
        for length in range(1, len(names) + 1):
            yield (*owner, *names[:length]), Spot(self._place(key), self._place(value))
        yield from self._value(value, (*owner, *names))

    def _value(self, node: Node, path: Path_) -> Iterator[tuple[Path_, Spot]]:
        if len(path) > _DEEPEST:
            return
        if node.type == "inline_table":
            for child in node.named_children:
                if child.type == "pair":
                    yield from self._pair(child, path)
        elif node.type == "array":
            items = (child for child in node.named_children if child.type != "comment")
            for number, child in enumerate(items):
                place = self._place(child)
                yield (*path, number), Spot(place, place)
                yield from self._value(child, (*path, number))

    def _place(self, node: Node) -> Place:
        """Columns count characters, not bytes."""
        point = node.start_point
        before = self._lines[point.row][: point.column]
        return Place(self._file, point.row + 1, len(before.decode("utf-8", "replace")) + 1)


def _spots(text: str, file: str) -> dict[Path_, Spot]:
    tree = Parser(Language(tree_sitter_toml.language())).parse(text.encode())
    spots: dict[Path_, Spot] = {}
    for path, spot in _Walk(text, file).document(tree.root_node):
        spots.setdefault(path, spot)
    return spots


def _text(node: Node) -> str:
    return (node.text or b"").decode()


def _names(key: str) -> tuple[str, ...]:
    """The parts of a key as it is written, quotes and dots resolved by the reader itself."""
    names: list[str] = []
    value: Any = tomllib.loads(f"{key} = 0")
    while isinstance(value, dict):
        name, value = next(iter(value.items()))
        names.append(name)
    return tuple(names)
