from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.desks.door.prompts import Draft, Number, count_prompt, signed, undo_prompt

PEOPLE = Number(1, -100_000, 100_000, signed=True)
MINUTES = Number(10, 0, 1440, 5)
EN = Translator("en")


def test_every_press_of_plus_counts_one_more() -> None:
    draft = Draft(PEOPLE, 1)
    draft.step(1)
    draft.step(1)
    assert draft.value == 3


def test_nobody_counts_nobody() -> None:
    draft = Draft(PEOPLE, 1)
    draft.step(-1)
    assert draft.value == -1
    draft.step(1)
    assert draft.value == 1
    draft.digit(0)
    assert draft.value == 1


def test_digits_write_the_number_and_keep_its_sign() -> None:
    draft = Draft(Number(-1, -100_000, 100_000, signed=True), 1)
    for digit in (2, 5):
        draft.digit(digit)
    assert draft.value == -25
    draft.erase()
    assert draft.value == -2
    draft.erase()
    assert draft.value == -1


def test_a_number_stays_within_its_ends() -> None:
    draft = Draft(MINUTES, 0)
    for digit in (9, 9, 9, 9):
        draft.digit(digit)
    assert draft.value == 1440
    for _ in range(4):
        draft.erase()
    assert draft.value == 0
    draft.step(-1)
    assert draft.value == 0
    draft.step(1)
    assert draft.value == 5


def test_without_a_number_digits_and_arrows_pick_a_reason() -> None:
    draft = Draft(None, 4)
    draft.digit(3)
    assert draft.chosen == 2
    draft.digit(5)
    assert draft.chosen == 2
    draft.move(5)
    assert draft.chosen == 3
    draft.move(-9)
    assert draft.chosen == 0
    draft.step(1)
    draft.erase()
    assert draft.value == 0


def test_the_usual_reason_comes_first() -> None:
    assert undo_prompt(lambda _t: "Saule", "18:42:00").say(EN, 0).reasons[0] == "scanned by mistake"


def test_a_count_says_which_way() -> None:
    prompt = count_prompt(1, lambda _t: "Main door")
    assert prompt.say(EN, 3).number == "+3"
    assert prompt.say(EN, -2).heading == "People without a ticket, out"
    assert signed(-1200) == "−1\u00a0200"


def test_what_is_to_be_chosen_is_not_proposed() -> None:
    draft = Draft(None, 4, chosen=-1)
    draft.digit(9)
    assert draft.chosen == -1
    draft.move(1)
    assert draft.chosen == 0
