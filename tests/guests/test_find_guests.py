from collections.abc import Callable

import pytest

from aspara_desk.domain import names
from aspara_desk.domain.errors import Refused
from aspara_desk.domain.rights import Right, Role
from aspara_desk.guests.finding import find
from aspara_desk.guests.importing import ImportReport
from aspara_desk.staff.workplace import Workplace

PEOPLE = (
    "Қалиева Айгүл Нұрланқызы",
    "Калиев Абай",
    "Kaliyev Timur",
    "Иванов Сергей Петрович",
    "Иванова Мария Сергеевна",
    "Müller Jürgen",
    "Жұмабаев Мағжан",
    "Петров-Водкин Кузьма",
    "Ли Си Цын",
)


@pytest.fixture
def found(import_names: Callable[..., ImportReport], office: Workplace) -> Callable[..., list[str]]:
    import_names(*PEOPLE)
    return lambda text, limit=20: [one.guest.details.name for one in find(office, text, limit)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Қалиева Айгүл", "Қалиева Айгүл Нұрланқызы"),
        ("айгуль калиева", "Қалиева Айгүл Нұрланқызы"),
        ("Kaliyeva Aigul Nurlankyzy", "Қалиева Айгүл Нұрланқызы"),
        ("QALIEVA", "Қалиева Айгүл Нұрланқызы"),
        ("нур каl", "Қалиева Айгүл Нұрланқызы"),
        ("Rfkbtdf Fqu", "Қалиева Айгүл Нұрланқызы"),
        ("лфдшнум ешьгк", "Kaliyev Timur"),
        ("тимур калиев", "Kaliyev Timur"),
        ("калиев абай нуржанович", "Калиев Абай"),
        ("сергей иванов", "Иванов Сергей Петрович"),
        ("ivanov s", "Иванов Сергей Петрович"),
        ("mueler", "Müller Jürgen"),
        ("мюллер юрген", "Müller Jürgen"),
        ("jumabaev", "Жұмабаев Мағжан"),
        ("жумбаев", "Жұмабаев Мағжан"),
        ("гжумабаев магжан", "Жұмабаев Мағжан"),
        ("жумабаве", "Жұмабаев Мағжан"),
        ("водкин", "Петров-Водкин Кузьма"),
        ("си ли", "Ли Си Цын"),
    ],
)
def test_a_guest_is_found_however_the_name_is_typed(found: Callable[..., list[str]], text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "к",
        "%",
        "__",
        "';--",
        "* ?",
        "xyxy",
        "калиева сергей",
        "си си",
        "\u202e",
        "qqqq",
        "ккк",
        "vv",
        "aaaa",
        "ффии",
    ],
)
def test_nobody_is_found_by_what_is_nobody_s_name(found: Callable[..., list[str]], text: str) -> None:
    assert found(text) == []


def test_every_way_of_typing_as_far_as_any_letter_finds(found: Callable[..., list[str]]) -> None:
    for name in PEOPLE:
        for written in (name, names.latin(name)):
            missing = [written[:end] for end in range(2, len(written) + 1) if name not in found(written[:end])]
            assert missing == []


def test_a_query_of_many_words_and_letters_is_answered(found: Callable[..., list[str]]) -> None:
    assert found("а " * 500) == []
    assert found("xy" * 2000) == []


def test_the_best_come_first(import_names: Callable[..., ImportReport], office: Workplace) -> None:
    import_names("Калиевский", "Kaliev B", "Қалиев В", "Каллиев Г", "Калиев Д", "Галиев")
    answer = find(office, "Калиев")
    shown = [one.guest.details.name for one in answer]
    assert shown[:2] == ["Калиев Д", "Калиевский"]
    assert set(shown[2:5]) == {"Kaliev B", "Қалиев В", "Каллиев Г"}
    assert shown[5:] == ["Галиев"]
    assert [one.rank for one in answer] == sorted(one.rank for one in answer)
    assert answer[-1].rank == names.ONE_TYPO


def test_exact_words_of_a_common_beginning_come_first(
    import_names: Callable[..., ImportReport], office: Workplace
) -> None:
    import_names(*(f"Алиаскаров {number}" for number in range(120)), *(f"Али {number}" for number in range(5)))
    answer = find(office, "Али", 5)
    assert {one.guest.details.name.split()[0] for one in answer} == {"Али"}


def test_a_rare_second_word_is_found_among_many(import_names: Callable[..., ImportReport], office: Workplace) -> None:
    import_names(*(f"Иванов Сергей {number}" for number in range(300)), "Иванов Эраст", "Гончаров Сергей")
    assert [one.guest.details.name for one in find(office, "ив эр")] == ["Иванов Эраст"]
    assert [one.guest.details.name for one in find(office, "сер гонч")] == ["Гончаров Сергей"]


def test_words_that_begin_alike_are_different_words(
    import_names: Callable[..., ImportReport], office: Workplace
) -> None:
    import_names(*(f"Абай {number}" for number in range(100)), "Абай Асан", "Асанова Алия")
    assert {one.guest.details.name for one in find(office, "а ас", 5)} == {"Абай Асан", "Асанова Алия"}
    assert [one.guest.details.name for one in find(office, "асан аб", 5)] == ["Абай Асан"]
    assert {one.guest.details.name for one in find(office, "а а", 5)} == {"Абай Асан", "Асанова Алия"}


def test_one_without_a_patronymic_is_found_among_many_with_another(
    import_names: Callable[..., ImportReport], office: Workplace
) -> None:
    import_names(*(f"Иванов Сергей Олегович {number}" for number in range(100)), "Иванов Сергей", "Иванов Сергей Ильич")
    answer = [one.guest.details.name for one in find(office, "Иванов Сергей Ильич", 5)]
    assert answer == ["Иванов Сергей Ильич", "Иванов Сергей"]


def test_as_many_as_asked_for_though_some_have_two_such_words(
    import_names: Callable[..., ImportReport], office: Workplace
) -> None:
    import_names(*(f"Абай Абай {number}" for number in range(4)), *(f"Абайулы {number}" for number in range(4)))
    assert len(find(office, "аб", 5)) == 5


def test_no_more_than_asked_for(found: Callable[..., list[str]]) -> None:
    assert len(found("ка", 1)) == 1
    assert found("ка", 0) == []
    assert found("ка", -3) == []


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_find_finds(
    import_names: Callable[..., ImportReport], at_desk: Callable[..., Workplace], role: Role
) -> None:
    import_names("Қалиев Абай")
    here = at_desk(role=role)
    if here.actor.may(Right.FIND_GUESTS):
        assert [one.tickets for one in find(here, "абай")] == [()]
    else:
        with pytest.raises(Refused):
            find(here, "абай")


def test_a_steward_may_find(at_desk: Callable[..., Workplace]) -> None:
    assert find(at_desk(role=Role.STEWARD), "абай") == ()
