"""What is drawn: a sheet with columns and the blocks in them, in pixels; and which block lies next to which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from aspara_desk.domain.programme import Event


class Way(Enum):
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Block:
    """One event. A `ribbon` is a slim one, written along its length: set-up and backstage last all day."""

    event: Event
    column: int
    box: Box
    ribbon: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A venue of one day, or a day with everything; the other one is None."""

    left: float
    width: float
    venue_id: UUID | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Hour:
    """A full hour of the season's zone; `moment` is UTC."""

    top: float
    moment: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """Blocks by column, and down each column. `begins` and `ends` are what the hours at the left go from and to (UTC);
    None where the sheet has no hours.
    """

    width: float
    height: float
    columns: tuple[Column, ...] = ()
    blocks: tuple[Block, ...] = ()
    hours: tuple[Hour, ...] = ()
    begins: datetime | None = None
    ends: datetime | None = None

    def top_of(self, moment: datetime) -> float | None:
        """How far down a moment is; None where it is not on the sheet."""
        if self.begins is None or self.ends is None or not self.begins <= moment <= self.ends:
            return None
        return self.height * ((moment - self.begins) / (self.ends - self.begins))

    def place_of(self, event_id: UUID | None) -> int | None:
        return next((place for place, block in enumerate(self.blocks) if block.event.id == event_id), None)

    def block_at(self, x: float, y: float) -> int | None:
        return next((place for place, block in enumerate(self.blocks) if block.box.holds(x, y)), None)

    def next_to(self, place: int, way: Way) -> int | None:
        """The block to go to from one: down and up its column, or level with it in the next column that has any."""
        block = self.blocks[place]
        if way in {Way.UP, Way.DOWN}:
            step = place + (1 if way is Way.DOWN else -1)
            inside = 0 <= step < len(self.blocks) and self.blocks[step].column == block.column
            return step if inside else None
        beside = self._beside(block.column, way)
        return min(beside, key=lambda one: self._away(block, self.blocks[one]), default=None)

    def _beside(self, column: int, way: Way) -> Sequence[int]:
        columns = {block.column for block in self.blocks}
        wanted = (
            min((one for one in columns if one > column), default=None)
            if way is Way.RIGHT
            else max((one for one in columns if one < column), default=None)
        )
        return [place for place, block in enumerate(self.blocks) if block.column == wanted]

    @staticmethod
    def _away(block: Block, other: Block) -> tuple[float, float, float]:
        """What lasts at the same time is near, however long it lasts; of several, what begins at about the same time.

        A ribbon lasts all day and would always be nearest: it comes last.
        """
        apart = max(other.box.top - block.box.bottom, block.box.top - other.box.bottom, 0.0)
        return (other.ribbon and not block.ribbon, apart, abs(other.box.top - block.box.top))


def in_order(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """By column, and down each; ribbons before what takes place beside them."""
    return tuple(sorted(blocks, key=lambda one: (one.column, not one.ribbon, one.box.top, one.box.left)))
