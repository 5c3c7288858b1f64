# ruff: noqa: FBT001 - hypothesis and pytest give cases by name
import itertools
from collections.abc import Iterable, Sequence
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain import code
from aspara_desk.domain.code import TicketNumber, Unreadable
from aspara_desk.scanning.keys import Key, KeyKind
from aspara_desk.scanning.wedge import WEDGE, Scan, Wedge
from tests.scanning.keyboards import LAYOUTS, Stroke, strokes, strokes_for

KEY = bytes(range(32))
layouts = st.sampled_from(LAYOUTS)
codes = st.uuids().map(lambda ticket_id: code.derive(KEY, ticket_id).reveal())
CODE = code.specimen().reveal()
OTHER = code.derive(KEY, UUID(int=7)).reveal()


def keys(
    typed: Iterable[Stroke], *, start: int = 1000, every: int = 8, positions: bool = True, written: bool = False
) -> list[Key]:
    return [
        Key(
            KeyKind.TYPED, start + n * every, one.text, one.position if positions and one.position else None,
            one.shift, written=written,
        )
        for n, one in enumerate(typed)
    ]  # fmt: skip


def ending(at: int) -> Key:
    return Key(KeyKind.ENDING, at, "\r", 28)


def command(at: int) -> Key:
    return Key(KeyKind.COMMAND, at)


def run(wedge: Wedge, pressed: Iterable[Key]) -> list[Key | Scan]:
    left = [one for key in pressed for one in wedge.feed(key)]
    return left + wedge.settle()


def shown(left: Iterable[Key | Scan]) -> list[object]:
    """Scans as their text, keys as they are."""
    return [one.text if isinstance(one, Scan) else one for one in left]


# A scanner


@given(codes, layouts, st.booleans(), st.booleans(), st.booleans(), st.integers(0, 50), st.sampled_from(["", "\r"]))
def test_a_code_is_one_scan_on_every_layout(
    digits: str,
    layout: str,
    caps: bool,
    keypad: bool,
    positions: bool,
    every: int,
    end: str,
) -> None:
    pressed = keys(strokes(digits, layout, caps=caps, keypad=keypad), every=every, positions=positions)
    last = pressed[-1].at
    if end:
        pressed.append(ending(last + every))
    assert run(Wedge(), pressed) == [Scan(digits, WEDGE, last)]


@given(
    codes,
    layouts,
    st.booleans(),
    st.sampled_from(["]Q1", "]Q3\\000026", "\x02", "\x02]Q1"]),
    st.sampled_from(["", "\x03", " "]),
)
def test_what_a_scanner_sends_around_a_code_is_left_out(
    digits: str,
    layout: str,
    positions: bool,
    before: str,
    after: str,
) -> None:
    pressed = keys(strokes(before + digits + after, layout), positions=positions)
    assert shown(run(Wedge(), pressed)) == [digits]


# Where there are only texts, Caps Lock and the Kazakh row of digits leave some signs in doubt.
@pytest.mark.parametrize(
    ("caps", "positions", "prefix"),
    [(False, False, "QR:"), (False, False, "12"), (False, True, "*TICKET*"), (True, True, "qr:")],
)
@given(codes, layouts)
def test_a_chosen_prefix_is_left_out(caps: bool, positions: bool, prefix: str, digits: str, layout: str) -> None:
    pressed = keys(strokes(prefix + digits, layout, caps=caps), positions=positions)
    assert shown(run(Wedge(prefix=prefix), pressed)) == [digits]
    number = keys(strokes(f"{prefix}A-000123", layout, caps=caps), positions=positions)
    (scan,) = run(Wedge(prefix=prefix), number)
    assert isinstance(scan, Scan)
    assert code.read(scan.text) in {TicketNumber((letter,), 123) for letter in "AАФ"}


@given(st.lists(codes, min_size=2, max_size=3), layouts, st.booleans(), st.sampled_from(["", "]Q1"]))
def test_codes_without_a_pause_are_as_many_scans(
    several: list[str],
    layout: str,
    positions: bool,
    identifier: str,
) -> None:
    text = "".join(identifier + digits for digits in several)
    assert shown(run(Wedge(), keys(strokes(text, layout), positions=positions))) == several


def test_codes_with_an_ending_each_are_as_many_scans() -> None:
    first = [*keys(strokes(CODE)), ending(1300)]
    second = [*keys(strokes(OTHER), start=1310), ending(1600)]
    assert shown(run(Wedge(), first + second)) == [CODE, OTHER]


@given(st.integers(1, 999_999_999), layouts, st.booleans())
def test_a_number_on_a_barcode_is_a_scan(serial: int, layout: str, positions: bool) -> None:
    (scan,) = run(Wedge(), keys(strokes(f"A-{serial:06d}", layout), positions=positions))
    assert isinstance(scan, Scan)
    reading = code.read(scan.text)
    assert isinstance(reading, TicketNumber)
    assert reading.serial == serial
    assert "A" in reading.letters or layout != "us"


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (CODE[:-1], Unreadable.MISREAD),
        (CODE[:20], Unreadable.MISREAD),
        (CODE[:10], Unreadable.NOT_A_TICKET),
        (CODE[:-2] + "11", Unreadable.MISREAD),
        (CODE + CODE[:-1], Unreadable.MISREAD),
        ("4006381333931", Unreadable.NOT_A_TICKET),
        ("https://example.org/menu", Unreadable.NOT_A_TICKET),
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("positions", [True, False])
def test_what_cannot_be_read_is_a_scan_all_the_same(
    text: str, reading: Unreadable, layout: str, positions: bool
) -> None:
    (scan,) = run(Wedge(), keys(strokes(text, layout), positions=positions))
    assert isinstance(scan, Scan)
    assert code.read(scan.text) is reading


def test_a_scanner_set_to_the_layout_of_its_computer_is_read_by_text() -> None:
    french = [Stroke(2 + (int(digit) - 1) % 10, digit, shift=True) for digit in CODE]
    assert shown(run(Wedge(), keys(french))) == [CODE]


def test_a_slow_scanner_may_hiccup_and_has_a_gap_of_its_own() -> None:
    pressed = keys(strokes(CODE), every=20)
    hiccup = pressed[:10] + keys(strokes(CODE[10:]), start=pressed[9].at + 150, every=20)
    assert shown(run(Wedge(), hiccup)) == [CODE]
    slow = keys(strokes(CODE), every=90)
    assert shown(run(Wedge(gap=100), slow)) == [CODE]
    assert run(Wedge(), slow) == slow


def test_the_same_key_twice_in_a_millisecond_is_no_repetition() -> None:
    pressed = [
        Key(key.kind, 1000, key.text, key.position, repeated=before.text == key.text)
        for before, key in itertools.pairwise([command(900), *keys(strokes(CODE))])
    ]
    assert shown(run(Wedge(), pressed)) == [CODE]


def test_shift_and_caps_lock_alone_end_nothing() -> None:
    shift = [Key(KeyKind.MODIFIER, at) for at in (990, 1035, 1270)]
    pressed = keys(strokes(CODE))
    left = run(Wedge(), [shift[0], *pressed[:5], shift[1], *pressed[5:], shift[2]])
    assert left == [*shift, Scan(CODE, WEDGE, pressed[-1].at)]


# The end of a scan


@pytest.mark.parametrize("after", [1, 50, 200, 449])
def test_a_late_enter_belongs_to_the_scan(after: int) -> None:
    wedge = Wedge()
    pressed = keys(strokes(CODE))
    assert shown(run(wedge, pressed)) == [CODE]
    at = pressed[-1].at + after
    assert wedge.awaits_ending(at)
    assert wedge.feed(ending(at)) == []
    assert wedge.feed(ending(at + 5)) == []
    assert not wedge.awaits_ending(at + 56)
    answer = ending(at + 56)
    assert wedge.feed(answer) == [answer]


def test_an_enter_after_that_is_a_person_s() -> None:
    wedge = Wedge()
    pressed = keys(strokes(CODE))
    answer = ending(pressed[-1].at + 451)
    assert shown(run(wedge, [*pressed, answer])) == [CODE, answer]


@pytest.mark.parametrize("between", [KeyKind.TYPED, KeyKind.COMMAND])
def test_an_enter_after_another_key_is_a_person_s(between: KeyKind) -> None:
    wedge = Wedge()
    pressed = keys(strokes(CODE))
    last = pressed[-1].at
    other = Key(between, last + 100, "5", 6)
    answer = ending(last + 120)
    assert shown(run(wedge, [*pressed, other, answer])) == [CODE, other, answer]


def test_carriage_return_and_line_feed_are_one_ending() -> None:
    pressed = keys(strokes(CODE))
    last = pressed[-1].at
    assert shown(run(Wedge(), [*pressed, ending(last + 5), ending(last + 10)])) == [CODE]
    answer = ending(last + 56)
    assert shown(run(Wedge(), [*pressed, ending(last + 5), answer])) == [CODE, answer]


def test_a_whole_code_waits_for_no_more_than_the_gap() -> None:
    wedge = Wedge()
    pressed = keys(strokes(CODE))
    patience = []
    for key in pressed:
        assert wedge.feed(key) == []
        patience.append(wedge.patience)
    assert patience == [50] * 5 + [150] * 28 + [50]


def test_a_command_ends_a_scan_and_comes_after_it() -> None:
    pressed = [*keys(strokes(CODE)), command(1275)]
    assert shown(run(Wedge(), pressed)) == [CODE, pressed[-1]]


# A person

people_s_keys = st.builds(
    lambda typed, gaps, kinds: [
        Key(kind, at, one.text, one.position or None, one.shift)
        for one, at, kind in zip(typed, itertools.accumulate(gaps, initial=1000), kinds, strict=False)
    ],
    st.text("Айгүл Қалиева1234567890әіңғ-+ ", max_size=60).flatmap(
        lambda text: layouts.map(lambda layout: strokes_for(text, layout))
    ),
    st.lists(st.integers(51, 3000), min_size=60, max_size=60),
    st.lists(st.sampled_from(KeyKind), min_size=60, max_size=60),
)


@given(people_s_keys)
def test_what_a_person_types_comes_out_unchanged(pressed: list[Key]) -> None:
    assert run(Wedge(), pressed) == pressed


@given(people_s_keys)
def test_a_person_s_key_waits_for_no_more_than_the_gap(pressed: list[Key]) -> None:
    wedge = Wedge()
    for key in pressed:
        wedge.feed(key)
        assert wedge.patience in {None, 50}


@pytest.mark.parametrize("text", ["Айгүл", "Қалиева", "Нұрсұлтан", "Мұхаммед", "Ivanov", "12345", "qwertyuiop"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_name_typed_in_a_rush_is_a_person_s(text: str, layout: str) -> None:
    pressed = [*keys(strokes_for(text, layout), every=45), ending(2000)]
    assert run(Wedge(), pressed) == pressed


def test_a_rush_is_no_burst_once_it_slackens() -> None:
    rush = keys(strokes_for("Қожахмет", "kz"), every=40)
    rest = keys(strokes_for(" Ерлан Бауыржанұлы", "kz"), start=rush[-1].at + 120, every=120)
    assert run(Wedge(), rush + rest) == rush + rest


def test_a_key_that_repeats_from_the_first_moment_is_no_burst() -> None:
    wedge = Wedge()
    pressed = [Key(KeyKind.TYPED, at, "5", 6, repeated=at > 1000) for at in range(1000, 2000, 25)]
    assert run(wedge, pressed) == pressed


def test_a_repeated_key_is_a_person_s_and_keeps_its_place() -> None:
    held = Key(KeyKind.TYPED, 1000, "5", 6)
    repeated = [Key(KeyKind.TYPED, at, "5", 6, repeated=True) for at in range(1250, 1700, 30)]
    wedge = Wedge()
    assert wedge.feed(held) == []
    assert wedge.feed(repeated[0]) == [held, repeated[0]]
    assert [wedge.feed(key) for key in repeated[1:]] == [[key] for key in repeated[1:]]


@pytest.mark.parametrize("kind", [KeyKind.COMMAND, KeyKind.ENDING])
def test_what_is_held_leaves_before_the_key_that_ends_it(kind: KeyKind) -> None:
    pressed = [*keys(strokes("12")), Key(kind, 1010)]
    wedge = Wedge()
    assert [wedge.feed(key) for key in pressed] == [[], [], pressed]
    assert wedge.patience is None


texts = st.text("Айгүл Қалиева Kaliyev1234567890әіңғ@./-+ ", max_size=60) | st.text("0123456789+- ", max_size=60)


@given(
    texts, layouts, st.sampled_from([50, 100]), st.lists(st.integers(0, 300), min_size=61, max_size=61), st.booleans()
)
def test_what_is_written_at_any_human_pace_loses_no_key(
    text: str, layout: str, gap: int, more: list[int], ended: bool
) -> None:
    wedge = Wedge(gap=gap)
    times = itertools.accumulate((wedge.quick + 1 + pause for pause in more), initial=1000)
    typed = [
        Key(KeyKind.TYPED, at, one.text, one.position or None, one.shift, written=True)
        for one, at in zip(strokes_for(text, layout), times, strict=False)
    ]
    pressed = [*typed, *([ending(next(times))] if ended else [])]
    assert run(wedge, pressed) == pressed


@given(st.text("Айгүл Kaliyev@./:?=&", max_size=40), layouts, st.integers(0, 300))
def test_words_in_a_field_lose_no_key_at_any_pace(text: str, layout: str, every: int) -> None:
    pressed = keys(strokes_for(text, layout), every=every, written=True)
    assert run(Wedge(), pressed) == pressed


@given(st.text("0123456789+ ", max_size=19), st.integers(0, 300))
def test_a_telephone_or_a_sum_in_a_field_loses_no_digit_at_any_pace(text: str, every: int) -> None:
    pressed = keys(strokes(text), every=every, written=True)
    assert run(Wedge(), pressed) == pressed


@given(st.text("0123456789 +-Aa", max_size=19), st.lists(st.integers(31, 300), min_size=20, max_size=20))
def test_commands_at_any_human_pace_are_all_carried_out(text: str, pauses: list[int]) -> None:
    times = itertools.accumulate(pauses, initial=1000)
    pressed = [
        Key(KeyKind.TYPED, at, one.text, one.position or None, one.shift)
        for one, at in zip(strokes(text), times, strict=False)
    ]
    assert run(Wedge(), pressed) == pressed


@given(codes, layouts, st.booleans(), st.integers(0, 50), texts)
def test_a_code_in_a_field_is_a_scan_all_the_same(
    digits: str, layout: str, positions: bool, every: int, before: str
) -> None:
    human = keys(strokes_for(before, layout), every=120, written=True)
    pressed = keys(strokes(digits, layout), start=20_000, every=every, positions=positions, written=True)
    assert shown(run(Wedge(), [*human, *pressed])) == [*human, digits]


@pytest.mark.parametrize("text", ["A-000123", "AB-000123", CODE[:-1]])
def test_a_number_and_a_misread_code_in_a_field_are_told_by_their_pace(text: str) -> None:
    assert shown(run(Wedge(), keys(strokes(text), written=True))) == [text]
    human = keys(strokes(text), every=45, written=True)
    assert run(Wedge(), human) == human


def test_a_misread_code_of_a_slow_scanner_is_no_command() -> None:
    pressed = keys(strokes(CODE[:-1]), every=45)
    assert shown(run(Wedge(), pressed)) == [CODE[:-1]]
    assert shown(run(Wedge(), pressed[:9] + keys(strokes(CODE[9:-1]), start=pressed[8].at + 150))) == [CODE[:-1]]


def test_the_enter_of_a_foreign_symbol_in_a_field_goes_with_it() -> None:
    pressed = keys(strokes("https://example.org"), written=True)
    last = pressed[-1].at
    assert run(Wedge(), [*pressed, ending(last + 9)]) == pressed
    answer = ending(last + 10)
    assert run(Wedge(), [*pressed, answer]) == [*pressed, answer]


# Both at once


def test_a_person_s_keys_beside_a_code_are_given_back_in_their_place() -> None:
    before = keys(strokes_for("Ай", "kz"))
    scanned = keys(strokes(CODE, "kz"), start=1030)
    plus = Key(KeyKind.TYPED, scanned[-1].at + 30, "+", 78)
    left = run(Wedge(), [*before, *scanned, plus, ending(plus.at + 3)])
    assert shown(left) == [*before, CODE, plus]


def test_a_misread_code_beside_a_good_one_is_told_too() -> None:
    pressed = keys(strokes(f"{CODE[:-1]} {OTHER}"))
    left = shown(run(Wedge(), pressed))
    assert [str(text).strip() for text in left] == [CODE[:-1], OTHER]


any_keys = st.lists(
    st.tuples(
        st.sampled_from(KeyKind),
        st.one_of(st.integers(0, 60), st.integers(0, 600)),
        st.sampled_from(strokes("1234567890-Aa]Q\x02", "us") + strokes("1234567890-Aa", "kz")),
        st.booleans(),
    ),
    max_size=120,
)


@given(any_keys, st.lists(st.tuples(st.integers(0, 119), codes, layouts), max_size=3))
def test_nothing_is_dropped_without_a_word(
    drawn: list[tuple[KeyKind, int, Stroke, bool]], scanned: Sequence[tuple[int, str, str]]
) -> None:
    for place, digits, layout in scanned:
        drawn[place:place] = [(KeyKind.TYPED, 4, one, False) for one in strokes(digits, layout)]
    clock = itertools.accumulate(gap for _, gap, _, _ in drawn)
    pressed = [
        Key(kind, at, one.text, one.position or None, one.shift, repeated=repeated)
        for (kind, _, one, repeated), at in zip(drawn, clock, strict=True)
    ]
    wedge = Wedge()
    left: list[Key | Scan] = []
    for key in pressed:
        left += wedge.feed(key)
    left += wedge.settle()
    assert wedge.settle() == []
    out = [one for one in left if isinstance(one, Key) and one.kind is not KeyKind.MODIFIER]
    order = {key: place for place, key in enumerate(pressed)}
    places = [order[key] for key in out]
    assert places == sorted(set(places))
    assert [key for key in pressed if key.kind is KeyKind.COMMAND] == [k for k in out if k.kind is KeyKind.COMMAND]
    taken = [key for key in pressed if key not in set(out) and key.kind is KeyKind.TYPED and not key.mute]
    scans = [one for one in left if isinstance(one, Scan)]
    assert sum(len(scan.text) for scan in scans) <= len(taken)
    assert bool(scans) == bool(taken)


def test_neither_keys_nor_scans_show_a_code() -> None:
    assert CODE not in repr(Scan(CODE, WEDGE, 0))
    assert "'1'" not in repr(keys(strokes(CODE))[0])
