"""A season: one edition of the festival, its days and its local time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

LANGUAGES = ("kk", "ru", "en")
# Whoever reads Kazakh reads Russian before English, and the other way about.
_FALLBACKS = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}
DEFAULT_DAY_TURN = time(4, 0)


@dataclass(frozen=True, slots=True)
class Titles:
    """One text in several languages, with a fixed order of fallback: never empty where one is known."""

    by_language: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_language", MappingProxyType(dict(self.by_language)))

    def to(self, language: str) -> str:
        for candidate in _FALLBACKS[language]:
            if text := self.by_language.get(candidate):
                return text
        return ""

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_language.items())))

    def __reduce__(self) -> tuple[type["Titles"], tuple[dict[str, str]]]:
        return Titles, (dict(self.by_language),)


def utc(moment: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError for a naive time: nobody knows which moment that is."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone names no moment")
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Season:
    """`day_turn` is the local time at which one programme day ends and the next begins."""

    id: UUID
    key: str
    titles: Titles
    motto: Titles
    place: Titles
    zone: str
    currency: str
    first_day: date
    last_day: date
    day_turn: time = DEFAULT_DAY_TURN
    sample: bool = False

    def local(self, moment: datetime) -> datetime:
        return utc(moment).astimezone(ZoneInfo(self.zone))

    def programme_day(self, moment: datetime) -> date:
        """The day a moment belongs to: before the day turns, the evening before still lasts."""
        local = self.local(moment)
        return local.date() - timedelta(days=1) if local.timetz().replace(tzinfo=None) < self.day_turn else local.date()

    def day_bounds(self, day: date) -> tuple[datetime, datetime]:
        """The moments, in UTC, between which a programme day lasts; the second belongs to the next day."""
        zone = ZoneInfo(self.zone)
        return (
            datetime.combine(day, self.day_turn, zone).astimezone(UTC),
            datetime.combine(day + timedelta(days=1), self.day_turn, zone).astimezone(UTC),
        )

    def moment(self, day: date, at: time) -> datetime:
        """The moment, in UTC, of a local time on a programme day: before the day turns it is the next date's."""
        date_of_it = day if at >= self.day_turn else day + timedelta(days=1)
        return datetime.combine(date_of_it, at, ZoneInfo(self.zone)).astimezone(UTC)

    def lasts_at(self, moment: datetime) -> bool:
        return self.first_day <= self.programme_day(moment) <= self.last_day

    def nearest_day(self, moment: datetime) -> date:
        """The day of the season a moment belongs to, or else the one that is nearest to it."""
        return min(max(self.programme_day(moment), self.first_day), self.last_day)

    def days(self) -> Iterator[date]:
        for offset in range((self.last_day - self.first_day).days + 1):
            yield self.first_day + timedelta(days=offset)

    def day_number(self, day: date) -> int:
        """1 for the first programme day; days outside the season count on below and above."""
        return (day - self.first_day).days + 1
