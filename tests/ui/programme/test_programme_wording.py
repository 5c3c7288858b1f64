from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from aspara_desk.domain.programme import Control, Event, EventKind
from aspara_desk.domain.season import Titles
from aspara_desk.i18n.translator import Translator
from aspara_desk.programme.fill import Fill
from aspara_desk.ui.desks.programme.facts import card_facts
from aspara_desk.ui.desks.programme.legend import entries
from aspara_desk.ui.desks.programme.wording import EventWords
from aspara_desk.ui.models.event_notes import Note
from tests.ui.programme.planning import BEGINS, event, programme

FILL = Fill(entitled=90, came=60, inside=45, limit=100)


def words(one: Event, minutes: float, fills: Mapping[UUID, Fill] | None = None) -> EventWords:
    """By a clock that has gone so many minutes of the programme day."""
    known = {one.id: FILL} if fills is None else fills
    return EventWords(Translator("en"), programme(one), known, BEGINS + timedelta(minutes=minutes))


def test_before_the_doors_the_tickets_tell_how_full_it_is() -> None:
    show = event(1, 600, 60)
    fullness = words(show, 500).fullness(show)
    assert fullness is not None
    assert (fullness.text, fullness.short, fullness.sold) == ("90 / 100 tickets", "90 / 100", 0.9)


def test_then_those_inside_and_at_last_those_who_came() -> None:
    show = event(1, 600, 60)
    during, after = words(show, 630).fullness(show), words(show, 700).fullness(show)
    assert during is not None
    assert after is not None
    assert (during.text, during.here) == ("45 / 100 inside", 0.45)
    assert (after.text, after.here) == ("60 / 100 came", 0.6)


def test_more_tickets_than_places_fill_the_bar_and_no_more() -> None:
    show = event(1, 600, 60)
    fullness = words(show, 0, {show.id: Fill(900, 0, 0, 600)}).fullness(show)
    assert fullness is not None
    assert (fullness.text, fullness.sold) == ("900 / 600 tickets", 1.0)


def test_nothing_is_said_of_crew_work_of_the_cancelled_and_of_what_nobody_counted() -> None:
    setup = event(1, 600, 60, kind=EventKind.ACCESS)
    off = replace(event(2, 600, 60), control=Control.CANCEL)
    show = event(3, 600, 60)
    assert words(setup, 0).fullness(setup) is None
    assert words(off, 0).fullness(off) is None
    assert words(show, 0, {}).fullness(show) is None


def test_controls_and_delays_are_noted() -> None:
    held = replace(event(1, 600, 60), control=Control.HOLD, delay=timedelta(minutes=20))
    assert words(held, 0).notes(held) == (Note("on hold", "ask"), Note("delayed 20 min", "ask"))
    off = replace(held, control=Control.CANCEL)
    assert words(off, 0).notes(off) == (Note("event cancelled", "refuse"),)
    assert words(event(1, 600, 60), 0).notes(event(1, 600, 60)) == ()


def test_inside_is_told_once_a_supervisor_has_opened_the_doors() -> None:
    opened = replace(event(1, 600, 60), control=Control.OPEN)
    fullness = words(opened, 500).fullness(opened)
    assert fullness is not None
    assert fullness.text == "45 / 100 inside"


def test_what_is_closed_looks_as_it_does_at_the_door() -> None:
    closed = replace(event(1, 600, 60), control=Control.CLOSE)
    assert words(closed, 0).notes(closed) == (Note("closed", "refuse"),)


def test_what_is_kept_open_is_not_over() -> None:
    late = replace(event(1, 600, 60), control=Control.OPEN)
    assert words(late, 700).is_running(late)
    assert words(event(1, 600, 60), 700).is_over(event(1, 600, 60))


def test_everything_on_the_block_is_said_to_who_cannot_see_it() -> None:
    show = replace(event(1, 360, 60), delay=timedelta(minutes=10))
    said = words(show, 0).spoken(show)
    assert said == "E, show, V0, 10:10–11:10, delayed 10 min, 90 / 100 tickets"


def test_a_card_tells_times_as_delayed_and_titles_in_the_other_languages() -> None:
    show = replace(
        event(1, 360, 60), titles=Titles({"en": "Show", "ru": "Показ", "kk": "Көрсетілім"}), audience_limit=40
    )
    facts = card_facts(replace(show, delay=timedelta(minutes=10)), words(show, 0))
    assert facts.title == "Show"
    assert facts.others == ("Көрсетілім", "Показ")
    assert [fact.value for fact in facts.schedule] == ["V0", "10:10", "10:10", "11:10", "11:10", "40"]
    assert [fact.value for fact in facts.people] == ["90", "60", "45"]
    assert facts.types == ("No ticket opens it.",)


def test_a_card_without_a_limit_says_what_the_venue_holds() -> None:
    show = event(1, 360, 60)
    assert card_facts(show, words(show, 0, {})).schedule[-1].value == "100 (all that the venue holds)"
    assert card_facts(show, words(show, 0, {})).people == ()


def test_the_legend_names_the_kinds_that_are_there() -> None:
    t = Translator("en")
    named = entries([EventKind.FAIR, EventKind.SHOW, EventKind.FAIR], t, bars=True)
    assert [one.word for one in named] == ["show", "fair", "tickets", "inside, or came"]
    assert entries([], t, bars=True) == ()
