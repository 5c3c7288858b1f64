"""What has been read of a season file so far."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo

from aspara_desk.domain.errors import Place
from aspara_desk.programme.plan import DoorPlan, EventPlan, SeasonHead, Spot, StaffPlan, TypePlan, VenuePlan
from aspara_desk.programme.tables import Table

Item = TypeVar("Item", VenuePlan, EventPlan, TypePlan, DoorPlan, StaffPlan)


@dataclass(slots=True)
class Sections:
    """`keys` are known from the start, so that sections may come in any order.

    `unsound` holds (section, key) of what has a mistake: no conclusions are drawn from that.
    """

    head: SeasonHead
    keys: Mapping[str, tuple[str, ...]]
    zone: ZoneInfo | None
    venues: dict[str, VenuePlan] = field(default_factory=dict)
    events: dict[str, EventPlan] = field(default_factory=dict)
    ticket_types: dict[str, TypePlan] = field(default_factory=dict)
    doors: dict[str, DoorPlan] = field(default_factory=dict)
    staff: dict[str, StaffPlan] = field(default_factory=dict)
    spots: dict[Spot, Place] = field(default_factory=dict)
    unsound: set[tuple[str, str]] = field(default_factory=set)

    def sound(self, section: str) -> bool:
        return all(one != section for one, _key in self.unsound)

    def seats_for(self, item: TypePlan) -> int:
        """How many seats of its venue a type may take: those of its own rows, else of the rows that no type has."""
        kept = {row for other in self.ticket_types.values() if other.seated_in == item.seated_in for row in other.rows}
        seats = self.venues[item.seated_in].seats if item.seated_in else ()
        return sum(seat.row in item.rows if item.rows else seat.row not in kept for seat in seats)

    def add(self, section: str, into: dict[str, Item], tables: Iterable[Table], read: Callable[[Table], Item]) -> None:
        """Reads the items of a section, each with a key of its own."""
        for table in tables:
            known = len(table.findings.problems)
            item = read(table)
            table.done()
            if table.sound("key") and item.key in into:
                first = self.spots[section, item.key, "key"].row
                table.wrong("duplicate_key", "key", value=item.key, first_row=first)
            if len(table.findings.problems) > known:
                self.unsound.add((section, item.key))
            if item.key not in into:
                self.spots[section, item.key, ""] = table.place
                self.spots.update({(section, item.key, name): table.value_place(name) for name in table.values})
                into[item.key] = item
