"""The log of scans: every reading, accepted or not, and what was taken back."""

from collections.abc import Callable
from functools import partial

from aspara_desk.domain.programme import Programme
from aspara_desk.domain.rights import Right
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.reports import ScanLine
from aspara_desk.store.unit import Reading

AT_ONCE = 1000  # lines read in one transaction: doors go on, and any number fits in memory


def each_scan(here: Workplace, tell: Callable[[Programme, ScanLine], None]) -> int:
    """Tells every scan in the order of the scans' own time; gives their number.

    Nothing is told within a transaction: whoever listens may be slow. A scan that arrives meanwhile is told unless
    its own time has been passed already.
    """
    here.require(Right.REPORT)
    count = 0
    last: ScanLine | None = None
    while True:
        programme, page = here.read(partial(_page, last=last))
        for line in page:
            tell(programme, line)
        count += len(page)
        if len(page) < AT_ONCE:
            return count
        last = page[-1]


def _page(unit: Reading, last: ScanLine | None) -> tuple[Programme, tuple[ScanLine, ...]]:
    return unit.programme, unit.reports.scans(last, AT_ONCE)
