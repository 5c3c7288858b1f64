"""A hall whose first row is for VIP guests, and two kinds of show tickets for the rows behind it."""

from dataclasses import dataclass
from pathlib import Path

from aspara_desk.box_office.selling import sell
from aspara_desk.box_office.tickets import void
from aspara_desk.domain.programme import Programme
from aspara_desk.programme.loading import LoadReport, load
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.season_keys import ENTROPY_BYTES, unlock

_TYPE = """\
[[ticket_type]]
key = "{key}"
titles = {{ kk = "Б", ru = "Б", en = "T" }}
category = "{category}"
price = "5000"
colour = "#0B6E6A"
quota = {quota}
seated_in = "hall"
{rows}
[[ticket_type.grant]]
venues = ["hall"]
"""
TOP = """\
format = 1
[season]
key = "rows"
titles = { kk = "Ш", ru = "М", en = "S" }
zone = "Asia/Almaty"
currency = "KZT"
first_day = 2022-10-01
last_day = 2022-10-02

[[venue]]
key = "hall"
titles = { kk = "З", ru = "З", en = "H" }
capacity = 100
rows = [
  { row = "A", seats = "1-4" },
  { row = "B", seats = "1-4" },
  { row = "C", seats = "1-2" },
]
[[venue]]
key = "tent"
titles = { kk = "Ш", ru = "Ш", en = "T" }
capacity = 50
rows = [{ row = "Z", seats = "1-4" }]

[[event]]
key = "show"
kind = "show"
titles = { kk = "К", ru = "П", en = "S" }
venue = "hall"
day = 2022-10-01
start = "19:00"
end = "20:30"
"""
SHOW = _TYPE.format(key="show", category="public", quota=6, rows="")
OTHER = _TYPE.format(key="other", category="public", quota=5, rows="")
VIP = _TYPE.format(key="vip", category="vip", quota=4, rows='seat_rows = ["A"]')
DOOR = """\
[[door]]
key = "main"
titles = { kk = "Е", ru = "Д", en = "M" }
venues = ["hall"]
"""
SEASON = TOP + SHOW + OTHER + VIP + DOOR
NO_ROWS = SEASON.replace('seat_rows = ["A"]', "")


@dataclass
class Hall:
    here: Workplace
    file: Path

    def load(self, text: str = SEASON) -> LoadReport:
        self.file.write_text(text, encoding="utf-8")
        return load(self.here, self.file, key_entropy=bytes(range(ENTROPY_BYTES)))

    def sell(self, type_key: str, count: int = 1) -> dict[str, str]:
        """The numbers of the tickets by their seats."""
        keyring = self.here.read(lambda unit: unlock(unit.identity.keys(), None))
        sold = sell(self.here, keyring, type_key=type_key, count=count)
        return {ticket.seat or "": ticket.number for ticket in sold.tickets}

    def void(self, number: str) -> None:
        void(self.here, number, "by mistake")

    def programme(self) -> Programme:
        return self.here.read(lambda unit: unit.programme)
