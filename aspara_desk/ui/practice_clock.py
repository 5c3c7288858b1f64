"""The clock of a sample season, by which its doors can be tried on any day of the year."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from aspara_desk.domain.season import Season
from aspara_desk.ui.preferences import Preferences

_FIRST = time(18, 40)  # of the second day: an evening with events behind, now and ahead


class PracticeClock:
    """Goes as the computer's clock does, `ahead` of it. The windows of this computer have one: whichever sets it, the
    others follow.

    A sample season seldom lies in the present. Unless a time within it was set, the clock starts on its second evening.
    """

    def __init__(self, computer: Callable[[], datetime], preferences: Preferences, season: Season) -> None:
        self._computer = computer
        self._preferences = preferences
        self._season = season.key
        kept = self._kept()
        now = computer()
        self.ahead = timedelta()
        if kept is not None and season.lasts_at(now + kept):
            self.ahead = kept
        elif not season.lasts_at(now):
            self.set(season.moment(min(season.first_day + timedelta(days=1), season.last_day), _FIRST))

    def now(self) -> datetime:
        """In UTC."""
        return self._computer() + self.ahead

    def set(self, moment: datetime) -> None:
        seconds = round((moment - self._computer()).total_seconds())
        self.ahead = timedelta(seconds=seconds)
        self._preferences.set_practice_seconds(self._season, seconds)

    def follow(self) -> bool:
        """Takes over the time that another window has set. Whether one has."""
        self._preferences.look_again()
        kept = self._kept()
        if kept is None or kept == self.ahead:
            return False
        self.ahead = kept
        return True

    def _kept(self) -> timedelta | None:
        seconds = self._preferences.practice_seconds(self._season)
        return None if seconds is None else timedelta(seconds=seconds)
