# ruff: noqa: FBT001 - hypothesis gives cases by name
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain import code
from aspara_desk.scanning.keys import Key, KeyKind
from aspara_desk.scanning.trial import Layout, Trial, learn
from aspara_desk.scanning.wedge import WEDGE, Scan, Wedge
from tests.scanning.keyboards import LAYOUTS, strokes

KEY = bytes(range(32))
CODE = code.derive(KEY, UUID(int=7)).reveal()
codes = st.uuids().map(lambda ticket_id: code.derive(KEY, ticket_id).reveal())
prefixes = st.text("QRTICKETqr:*#/%ABZ", max_size=8)


def keys(text: str, layout: str = "us", *, every: int = 8, positions: bool = True, caps: bool = False) -> list[Key]:
    return [
        Key(KeyKind.TYPED, 1000 + n * every, one.text, one.position if positions and one.position else None, one.shift)
        for n, one in enumerate(strokes(text, layout, caps=caps))
    ]


@given(codes, prefixes, st.sampled_from(LAYOUTS), st.booleans(), st.integers(0, 100))
def test_what_was_learnt_makes_the_scanner_heard(digits: str, prefix: str, layout: str, caps: bool, every: int) -> None:
    pressed = keys(prefix + digits, layout, every=every, caps=caps)
    trial = learn(pressed)
    assert trial is not None
    assert trial.prefix == prefix
    wedge = Wedge(gap=trial.gap or 0, prefix=trial.prefix)
    left = [one for key in pressed for one in wedge.feed(key)] + wedge.settle()
    assert left == [Scan(digits, WEDGE, pressed[-1].at)]


@pytest.mark.parametrize(("layout", "found"), [("us", Layout.ANY), ("ru", Layout.RUSSIAN), ("kz", Layout.KAZAKH)])
@pytest.mark.parametrize("positions", [True, False])
def test_the_layout_is_found(layout: str, positions: bool, found: Layout) -> None:
    assert learn(keys(f"QR{CODE}", layout, positions=positions)) == Trial("QR", 50, 8, found)


@pytest.mark.parametrize(("layout", "found"), [("us", Layout.ANY), ("ru", Layout.ANY), ("kz", Layout.KAZAKH)])
@pytest.mark.parametrize("positions", [True, False])
def test_digits_alone_tell_only_of_the_kazakh_layout(layout: str, positions: bool, found: Layout) -> None:
    trial = learn(keys(CODE, layout, positions=positions))
    assert trial is not None
    assert trial.layout is found


@pytest.mark.parametrize("around", ["\x02", "]Q1", " ", "]Q3\\000026", "\x02]Q1"])
def test_what_sets_a_code_off_is_no_prefix(around: str) -> None:
    assert learn(keys(around + CODE + "\x03")) == Trial("", 50, 8, Layout.ANY)
    assert learn(keys(f"T:{around}{CODE} ")) == Trial("T:", 50, 8, Layout.ANY)


@pytest.mark.parametrize(("every", "gap"), [(0, 50), (50, 50), (51, 100), (100, 100), (101, None)])
def test_the_pace_decides_the_setting(every: int, gap: int | None) -> None:
    assert learn(keys(CODE, every=every)) == Trial("", gap, every, Layout.ANY)


def test_a_hiccup_makes_no_scanner_slow() -> None:
    late = [Key(key.kind, key.at + 140, key.text, key.position, key.shift) for key in keys(CODE)[20:]]
    assert learn(keys(CODE)[:20] + late) == Trial("", 50, 8, Layout.ANY)


@pytest.mark.parametrize("text", ["", "A-000123", CODE[:-1], CODE + "7", "https://example.org", "x" * 33 + CODE])
def test_nothing_is_learnt_from_what_is_no_code(text: str) -> None:
    assert learn(keys(text)) is None


def test_a_trial_does_not_show_what_was_before_the_code() -> None:
    assert "secret" not in repr(learn(keys(f"secret{CODE}")))
