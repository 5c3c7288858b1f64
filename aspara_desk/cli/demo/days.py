"""The four days of the festival: what happens at the doors, and every reason for a refusal once."""

from aspara_desk.box_office.tickets import unblock
from aspara_desk.cli.demo.box_office import pay, replace, void
from aspara_desk.cli.demo.doors import Doors, Due
from aspara_desk.cli.demo.routine import (
    Show,
    concert,
    guests_of_honour,
    invited,
    morning,
    part,
    passes,
    plain,
    show,
    theatre,
)
from aspara_desk.cli.demo.stage import NotHeld, Post, Stage
from aspara_desk.domain import code, layouts
from aspara_desk.domain.admission import Notice, Reason, VerdictKind
from aspara_desk.domain.programme import Control
from aspara_desk.domain.sales import Method
from aspara_desk.door.check_in import Answer
from aspara_desk.door.corrections import control_event, count_people, everyone_out, undo
from aspara_desk.door.gates import door_by_key
from aspara_desk.i18n.translator import mark

_FOREIGN_KEY = bytes(code.SEASON_KEY_BYTES)  # of no season: whoever forges a ticket has no better one


def first_day(stage: Stage) -> str:
    doors = Doors(stage, 1)
    before = stage.ledger.scans
    _opening_hours(doors)
    morning(doors)
    _tour_is_full(doors)
    _house_of_friendship(doors)
    _opening(doors)
    not_a_ticket(doors)
    theatre(doors, "16:30")
    _digital_runway(doors)
    _beeps_and_walks(doors)
    _corrected_papers(doors)
    _delayed_concert(doors)
    return _told(stage, before)


def second_day(stage: Stage) -> str:
    doors = Doors(stage, 2)
    before = stage.ledger.scans
    morning(doors)
    _paid_at_last(doors)
    doors.crowd("tours", stage.papers["tour-d2"], "10:50", "d2-tour")
    doors.crowd("friendship-main", stage.papers["workshop"][:4], "10:50", "d2-workshop")
    _young_designers(doors)
    _other_ways_to_read(doors)
    _rain(doors)
    _central_asia(doors)
    _papers_that_change_inside(doors)
    concert(doors, "20:20")
    used = part(stage.papers["concert"], 1)[0]
    doors.refuse("amphitheatre-main", used, "20:50", Reason.ALREADY_IN, "d2-concert")
    return _told(stage, before)


def third_day(stage: Stage) -> str:
    doors = Doors(stage, 3)
    before, papers = stage.ledger.scans, stage.papers
    morning(doors)
    doors.crowd("fair-north", papers["vip-front-row"][:10], "10:40", "d3-commission")
    doors.crowd("friendship-main", papers["workshop"][4:], "10:50", "d3-workshop")
    show(doors, Show("d3-show-day", "hall-main", "14:02", "show-d3-day", seats_of_three=True))
    theatre(doors, "16:30")
    show(doors, Show("d3-show-evening", "hall-main", "18:02", "show-d3-evening", known=1))
    guests_of_honour(doors, "d3-show-evening", "18:15")
    doors.refuse("hall-main", papers["show-any-3"][0], "18:30", Reason.ENTRIES_USED, "d3-show-evening")
    _supervisor(doors)
    _wrong_guest(doors)
    concert(doors, "20:20")
    control(doors, "d3-concert", Control.CLOSE, "21:50")
    doors.refuse("amphitheatre-main", papers["pass-4day"][0], "21:52", Reason.TOO_LATE, "d3-concert")
    return _told(stage, before)


def fourth_day(stage: Stage) -> str:
    doors = Doors(stage, 4)
    before = stage.ledger.scans
    morning(doors)
    theatre(doors, "13:40")
    show(doors, Show("d4-show-gala", "hall-main", "16:02", "show-d4-gala"))
    guests_of_honour(doors, "d4-show-gala", "16:15")
    doors.refuse("hall-main", stage.aside["pass-day4, unpaid"], "16:40", Reason.UNPAID)
    doors.leave("hall-exit", stage.papers["show-d4-gala"], "18:30")
    doors.crowd("amphitheatre-main", [*passes(doors), *invited(doors)[::2]], "19:02", "d4-closing")
    concert(doors, "20:45")
    _party(doors)
    stage.codes.clear()
    return _told(stage, before)


def _told(stage: Stage, before: int) -> str:
    return stage.say(mark("Scans: {scans}"), scans=stage.ledger.scans - before)


def _opening_hours(doors: Doors) -> None:
    """One second before the doors open it is too early, and on the wrong day it is not granted."""
    early = doors.stage.papers["fair"][1]
    doors.refuse("fair-north", early, "09:59:59", Reason.TOO_EARLY)
    doors.enter("fair-north", early, "10:00", "d1-fair")
    doors.refuse("fair-north", doors.stage.papers["pass-day2"][0], "10:01", Reason.NOT_GRANTED)


def _tour_is_full(doors: Doors) -> None:
    """Thirty at the meeting point: 24 guests and six children. The 25th guest waits until one child has left."""
    stage = doors.stage
    *guests, last = stage.papers["tour-d1"]
    doors.crowd("tours", guests, "10:50", "d1-tour", every=20)
    count(doors, "tours", +6, "11:05")
    doors.refuse("tours", last, "11:10", Reason.FULL, "d1-tour")
    text = stage.codes[last].reveal()
    doors.scan("tours", text, doors.moment("11:11"), Due(Reason.FULL, "d1-tour"), override="One more fits")
    count(doors, "tours", -1, "11:12")
    doors.enter("tours", last, "11:13", "d1-tour")
    doors.refuse("tours", stage.papers["tour-d2"][0], "11:14", Reason.NOT_GRANTED)


def count(doors: Doors, door: str, people: int, clock: str) -> None:
    """People without a ticket."""
    stage, at = doors.stage, doors.moment(clock)
    stage.clock.now = at
    counted = count_people(doors.steward(door), door_by_key(doors.programme, door), people, "Children in arms", at)
    if people > 0:
        day = doors.programme.season.programme_day(at).isoformat()
        stage.ledger.without_ticket[doors.programme.venue(counted.venue_id).key, day] += people


def control(doors: Doors, event: str, what: Control, clock: str, delay: int | None = None) -> None:
    """What a supervisor decides holds at every door from the next scan on."""
    doors.stage.clock.now = doors.moment(clock)
    control_event(doors.stage.at(Post.SUPERVISOR), event, what, delay)


def _house_of_friendship(doors: Doors) -> None:
    """The memorandum and the meeting with the akim. Of the delegation one has not paid, and is trusted."""
    papers = doors.stage.papers
    doors.crowd("friendship-main", [*papers["vip-front-row"][:12], *papers["press"]], "10:05", "d1-memorandum")
    trusted, *paid = papers["delegation"]  # the first one was sold, the others were given
    doors.crowd("friendship-main", paid, "10:12", "d1-memorandum", every=6)
    require_notice(doors, doors.enter("friendship-main", trusted, "10:30", "d1-memorandum"), Notice.ON_TRUST)
    doors.crowd("friendship-main", papers["vip-front-row"][:12], "12:05", "d1-akim", every=6)


def require_notice(doors: Doors, answer: Answer, notice: Notice) -> None:
    if notice not in answer.verdict.notices:
        raise NotHeld(
            doors.stage.say(mark("{ticket}: the steward was not told “{notice}”"), ticket=answer.ticket, notice=notice)
        )


def _opening(doors: Doors) -> None:
    papers = doors.stage.papers
    doors.refuse("amphitheatre-main", papers["pass-4day"][0], "13:55", Reason.TOO_EARLY, "d1-opening")
    doors.crowd("amphitheatre-main", passes(doors), "14:00", "d1-opening")
    doors.crowd("amphitheatre-main", [*invited(doors), *papers["artisan"][:20]], "14:05", "d1-opening")
    doors.leave("amphitheatre-exit", invited(doors)[:30], "15:40")


def not_a_ticket(doors: Doors) -> None:
    """What scanners hand over on a bad day, and a ticket that somebody has made at home."""
    genuine = doors.stage.codes[doors.stage.papers["theatre"][0]].reveal()
    forged = code.derive(_FOREIGN_KEY, doors.stage.at(Post.CLERK).new_id(doors.moment("12:00"))).reveal()
    wrong_digit = genuine[:-1] + str((int(genuine[-1]) + 1) % 10)
    readings = (
        (genuine[:-1], Reason.MISREAD),
        (wrong_digit, Reason.MISREAD),
        ("https://example.org/t/418", Reason.NOT_A_TICKET),
        ("4870001234567", Reason.NOT_A_TICKET),
        ("", Reason.NOT_A_TICKET),
        (forged, Reason.UNKNOWN),
    )
    for second, (text, reason) in enumerate(readings):
        doors.scan("amphitheatre-main", text, doors.moment(f"16:25:{second:02d}"), Due(reason))
    doors.scan("amphitheatre-main", forged, doors.moment("16:26"), Due(Reason.UNKNOWN), override="He says he paid")


def _digital_runway(doors: Doors) -> None:
    """Who comes twice to the opening show, and who comes in the very last second."""
    papers = doors.stage.papers
    show(doors, Show("d1-show", "friendship-main", "17:02", "show-d1"))
    doors.refuse("friendship-main", papers["pass-4day"][0], "17:21", Reason.ALREADY_IN, "d1-show")
    doors.enter("friendship-main", papers["buyer"][0], "17:25", "d1-show")  # with a companion: two entries
    doors.refuse("friendship-main", papers["buyer"][0], "17:30", Reason.ENTRIES_USED, "d1-show")
    single = papers["show-d1"][0]
    doors.leave("friendship-exit", [single], "18:20")
    doors.enter("friendship-main", single, "18:45", "d1-show")
    doors.refuse("friendship-main", papers["show-d1"][1], "18:45:01", Reason.TOO_LATE, "d1-show")


def _beeps_and_walks(doors: Doors) -> None:
    """A walk outside and back, two beeps of one scanner, and one scan that was sent twice."""
    stage, walker = doors.stage, doors.stage.papers["pass-4day"][3]
    doors.leave("friendship-exit", [walker], "17:40")
    entered = doors.enter("friendship-main", walker, "17:50", "d1-show")
    text, beep = stage.codes[walker].reveal(), Due(Reason.JUST_ADMITTED, "d1-show")
    doors.scan("friendship-main", text, doors.moment("17:50:02"), beep)
    doors.scan("friendship-main", text, doors.moment("17:50:04"), beep, confirm=True)  # one person only, all the same
    same = doors.scan(
        "friendship-main", text, doors.moment("17:50"), Due(Reason.OK, "d1-show"), scan_id=entered.scan_id
    )
    if same.at != entered.at:
        raise NotHeld(stage.say(mark("The same scan twice gave two answers.")))


def _corrected_papers(doors: Doors) -> None:
    """The old papers of what was corrected at the counter."""
    stage = doors.stage
    doors.refuse("friendship-main", stage.aside["void"], "18:10", Reason.VOID)
    doors.refuse("friendship-main", stage.aside["replaced"], "18:11", Reason.REPLACED)
    doors.refuse("friendship-main", stage.aside["blocked"], "18:12", Reason.BLOCKED)
    doors.refuse("stalls", stage.aside["blocked for good"], "18:14", Reason.BLOCKED)
    stage.clock.now = doors.moment("18:20")
    found = stage.put_back("blocked", "pass-4day")
    unblock(stage.at(Post.CLERK), found)
    doors.enter("friendship-main", found, "18:22", "d1-show")


def _delayed_concert(doors: Doors) -> None:
    """Twenty minutes later than planned; at ten the alarm sends everybody out, and they come back."""
    stage, guest = doors.stage, doors.stage.papers["pass-4day"][6]
    control(doors, "d1-concert", Control.SCHEDULE, "20:05", 20)
    doors.refuse("amphitheatre-main", guest, "20:20", Reason.TOO_EARLY, "d1-concert")
    concert(doors, "20:35")
    doors.refuse("amphitheatre-main", guest, "22:00", Reason.ALREADY_IN, "d1-concert")
    at = doors.moment("22:05")
    stage.clock.now = at
    door = door_by_key(doors.programme, "amphitheatre-main")
    left = everyone_out(stage.at(Post.SUPERVISOR), door, "Fire alarm", at)
    if left.inside:
        raise NotHeld(stage.say(mark("After everyone was out, {inside} were counted inside."), inside=left.inside))
    doors.enter("amphitheatre-main", guest, "22:15", "d1-concert")


def _paid_at_last(doors: Doors) -> None:
    stage = doors.stage
    number = stage.aside["pass-day2, unpaid"]
    doors.refuse("fair-north", number, "10:20", Reason.UNPAID)
    stage.clock.now = doors.moment("10:30")
    pay(stage, number, Method.TRANSFER)
    for purpose in ("unpaid", "unpaid too"):
        stage.put_back(f"pass-day2, {purpose}", "pass-day2")
    doors.enter("fair-north", number, "10:40", "d2-fair")


def _young_designers(doors: Doors) -> None:
    """The doors are held for some minutes."""
    control(doors, "d2-show-young", Control.HOLD, "14:02")
    waiting = doors.stage.papers["show-d2-young"][0]
    doors.refuse("hall-main", waiting, "14:03", Reason.TOO_EARLY, "d2-show-young")
    control(doors, "d2-show-young", Control.SCHEDULE, "14:08", 0)
    show(doors, Show("d2-show-young", "hall-main", "14:10", "show-d2-young", seats_of_three=True))


def _other_ways_to_read(doors: Doors) -> None:
    """A scanner that says which symbol it read, one that types on a Kazakh keyboard, and a number typed by hand."""
    stage, event = doors.stage, "d2-show-young"
    first, second, third = plain(doors, "vip-front-row")[:3]
    prefixed = "]Q1" + stage.codes[first].reveal()
    doors.scan("hall-main", prefixed, doors.moment("15:00"), Due(Reason.OK, event))
    kazakh = layouts.typed_for_cyrillic(stage.codes[second].reveal())[1]
    doors.scan("hall-main", kazakh, doors.moment("15:01"), Due(Reason.OK, event))
    typed = third.lower()
    doors.scan("hall-main", typed, doors.moment("15:02"), Due(Reason.CHECK_PERSON, event))
    doors.scan("hall-main", typed, doors.moment("15:02:20"), Due(Reason.OK, event), confirm=True)


def _rain(doors: Doors) -> None:
    control(doors, "d2-theatre", Control.CANCEL, "16:00")
    guest = part(doors.stage.papers["theatre"], 2)[0]
    doors.refuse("amphitheatre-main", guest, "16:30", Reason.TOO_LATE, "d2-theatre")


def _central_asia(doors: Doors) -> None:
    """It rains, and the hall is opened early."""
    control(doors, "d2-show-evening", Control.OPEN, "17:40")
    doors.enter("hall-main", doors.stage.papers["show-d2-evening"][0], "17:45", "d2-show-evening")
    control(doors, "d2-show-evening", Control.SCHEDULE, "17:58", 0)
    show(doors, Show("d2-show-evening", "hall-main", "18:02", "show-d2-evening", seats_of_three=True, known=1))
    guests_of_honour(doors, "d2-show-evening", "18:15")


def _papers_that_change_inside(doors: Doors) -> None:
    """A lost pass is replaced while its guest is inside; a ticket is void, and its guest may still leave."""
    stage, event = doors.stage, "d2-show-evening"
    stage.clock.now = doors.moment("18:45")
    lost = stage.papers["pass-4day"][5]
    new = replace(stage, lost, "replaced-inside")
    doors.refuse("hall-main", new, "18:55", Reason.ALREADY_IN, event)
    doors.refuse("hall-main", lost, "18:56", Reason.REPLACED)
    stage.clock.now = doors.moment("19:00")
    refunded = stage.papers["show-d2-evening"][2]
    void(stage, refunded)
    stage.put_aside(refunded, "void inside")
    [answer] = doors.leave("hall-exit", [refunded], "19:10")
    require_notice(doors, answer, Notice.VOID)
    walker = stage.papers["pass-4day"][7]
    doors.leave("hall-exit", [walker], "19:20")
    doors.enter("hall-main", walker, "19:30", event)
    doors.refuse("hall-vip", walker, "19:30:02", Reason.ALREADY_IN, event)  # at another desk it is no second beep


def _supervisor(doors: Doors) -> None:
    """A gala guest has come a day too early, from far away. A supervisor lets him in, and says why."""
    stage, event = doors.stage, "d3-show-evening"
    early = stage.papers["show-d4-gala"][-1]
    doors.refuse("hall-main", early, "18:40", Reason.NOT_GRANTED)
    due = Due(Reason.NOT_GRANTED, event, VerdictKind.ADMIT)
    text = stage.codes[early].reveal()
    doors.scan("hall-main", text, doors.moment("18:41"), due, override="Came from Bishkek a day early")


def _wrong_guest(doors: Doors) -> None:
    """A scan is taken back, and the entry with it."""
    stage, event = doors.stage, "d3-show-evening"
    number = stage.papers["show-d3-evening"][0]
    entered = doors.enter("hall-main", number, "18:44", event)
    stage.clock.now = doors.moment("18:45")
    undo(doors.steward("hall-main"), entered.scan_id, "The friend stood in front")
    del stage.ledger.entries[entered.scan_id]
    doors.enter("hall-main", number, "18:46", event)


def _party(doors: Doors) -> None:
    """After midnight it is still the fourth day."""
    stage, papers, event = doors.stage, doors.stage.papers, "d4-party"
    *early, first, second, late = papers["party"]
    doors.crowd("friendship-main", [*early, *invited_to_party(doors)[::2]], "22:32", event)
    count(doors, "friendship-main", +5, "23:30")
    doors.crowd("friendship-main", [first, second], "24:10", event)
    doors.leave("friendship-exit", [first, second], "24:25")
    doors.enter("friendship-main", first, "24:40", event)
    doors.enter("friendship-main", second, "24:45", event)
    doors.refuse("friendship-main", late, "24:45:01", Reason.TOO_LATE, event)
    count(doors, "friendship-main", -5, "25:00")
    doors.leave("friendship-exit", [*early, first, second], "25:20")
    stage.tell(stage.ledger.scans)


def invited_to_party(doors: Doors) -> list[str]:
    kinds = ("vip-front-row", "delegation", "designer", "press")
    return [number for kind in kinds for number in doors.stage.papers[kind]]
