"""The programme as it is now, for whoever shows it and wants to know when it has changed."""

from aspara_desk.domain.programme import Programme
from aspara_desk.staff.workplace import Workplace


def current(here: Workplace) -> Programme:
    """The same object again as long as nothing of the programme has changed: one small query tells.

    A load, a supervisor's control and "everyone out" all give another one, with another `stamp`. Counters and sales
    do not belong to it.
    """
    return here.read(lambda unit: unit.programme)
