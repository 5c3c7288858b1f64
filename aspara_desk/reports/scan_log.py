"""The log of scans: every reading, accepted or not, and what was taken back."""

from collections.abc import Callable

from aspara_desk.domain.programme import Programme
from aspara_desk.domain.rights import Right
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.reports import ScanLine
from aspara_desk.store.unit import Reading


def each_scan(here: Workplace, tell: Callable[[Programme, ScanLine], None]) -> int:
    """Tells every scan in the order of the scans' own time; gives their number. Any number fits in memory."""
    here.require(Right.REPORT)

    def work(unit: Reading) -> int:
        count = 0
        for line in unit.reports.scans():
            tell(unit.programme, line)
            count += 1
        return count

    return here.read(work)
