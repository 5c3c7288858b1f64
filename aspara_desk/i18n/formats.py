"""Dates, times and money as people here write them. Times are shown in the season's zone."""

from collections.abc import Sequence
from datetime import date, datetime

from aspara_desk.domain.money import Money, exponent
from aspara_desk.domain.season import Season

_NARROW_SPACE = "\u00a0"  # no-break: an amount stays on one line
_SYMBOLS = {"KZT": "₸", "USD": "$", "EUR": "€", "RUB": "₽", "GBP": "£"}
# Festivals here price in whole tenge: tiyn are shown only where there are any.
_DAY = {"kk": "d MMMM", "ru": "d MMMM", "en": "d MMMM"}


def money(amount: Money) -> str:
    """12 500 ₸: groups of three, the symbol behind; decimals only where they are not zero."""
    digits = exponent(amount.currency)
    whole, rest = divmod(abs(amount.minor), 10**digits)
    text = f"{whole:,}".replace(",", _NARROW_SPACE)
    if rest:
        text += f",{rest:0{digits}d}"
    sign = "−" if amount.minor < 0 else ""
    return f"{sign}{text}{_NARROW_SPACE}{_SYMBOLS.get(amount.currency, amount.currency)}"


def number(value: int) -> str:
    return f"{value:,}".replace(",", _NARROW_SPACE).replace("-", "−")


def seats(names: Sequence[str]) -> str:
    """A 1–7, B 2: seats of a row that follow each other are shortened. Each is its row and its number: A 1."""
    runs: list[tuple[str, int, int]] = []
    for row, place in sorted((row, int(place)) for row, _, place in (name.rpartition(" ") for name in names)):
        if runs and runs[-1][0] == row and runs[-1][2] == place - 1:
            runs[-1] = (row, runs[-1][1], place)
        else:
            runs.append((row, place, place))
    return ", ".join(f"{row}{_NARROW_SPACE}{first}" + (f"–{last}" if last > first else "") for row, first, last in runs)


def clock(season: Season, moment: datetime) -> str:
    """19:00, in the season's zone."""
    return f"{season.local(moment):%H:%M}"


def clock_with_seconds(season: Season, moment: datetime) -> str:
    return f"{season.local(moment):%H:%M:%S}"


def day(value: date, language: str) -> str:
    """2 қазан · 2 октября · 2 October."""
    from babel.dates import format_date  # noqa: PLC0415 - slow to load; the command line must be ready at once

    return format_date(value, _DAY[language], locale=language)


def weekday(value: date, language: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - slow to load; the command line must be ready at once

    return format_date(value, "EEEE", locale=language)


def days(values: Sequence[date], language: str) -> str:
    """One day, or a run of days shortened: 1–4 қазан; days that do not follow each other are listed."""
    ordered = sorted(set(values))
    if not ordered:
        return ""
    first, last = ordered[0], ordered[-1]
    unbroken = (last - first).days == len(ordered) - 1
    if len(ordered) == 1:
        return day(first, language)
    if unbroken and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, language)}"
    if unbroken:
        return f"{day(first, language)} – {day(last, language)}"
    return ", ".join(day(one, language) for one in ordered)


def when(season: Season, moment: datetime, now: datetime, language: str) -> str:
    """The time of day; with the day before it unless it is the programme day of `now`."""
    shown = clock(season, moment)
    the_day = season.programme_day(moment)
    return shown if the_day == season.programme_day(now) else f"{day(the_day, language)}, {shown}"
