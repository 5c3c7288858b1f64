import re
import unicodedata
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspara_desk.domain.names import (
    AS_TYPED,
    FOLDED,
    GUESSED,
    ONE_TYPO,
    clean,
    latin,
    prefix_keys,
    queries,
    rank,
    skeleton,
    skeletons,
)

# One name a line, as different people write it: Kazakh, Russian, passport, the 2021 alphabet, and as it comes.
SPELLINGS = [
    line.split()
    for line in """
    Қалиев Калиев Kaliyev Qaliev Qaliyev KALIEV Kaliev
    Айгүл Айгуль Aigul Aygül AIGUL Aygul Aigul'
    Жұмабаев Жумабаев Zhumabayev Jumabaev Jūmabaev Zhumabaev
    Нұрлыбек Нурлыбек Nurlybek Nūrlybek Nurlibek
    Юлия Yulia Iuliia Yuliya Iulia
    Хасен Khasen Hasen
    Цой Tsoy Tsoi
    Müller Muller Мюллер MÜLLER
    Артём Артем Artyom Artem Artiom
    Соловьёв Соловьев Solovyov Solovyev Soloviev
    Васильев Vasiliev Vasilyev Vasil'ev
    Евгений Yevgeniy Evgenii Evgeny Yevgeny
    Сергей Sergey Sergei
    Әуезов Ауэзов Auezov Auyezov Äuezov
    Щербаков Shcherbakov Scherbakov
    Шыңғыс Шынгыс Shyngys Şyñğys Shynghys
    Майя Мая Maya Maiya Maia
    Мәриям Мариям Mariyam Mariam Maryam Märiam
    Татьяна Tatyana Tatiana Tat'yana
    Мария Марья Mariya Maria Mariia
    Жәмила Джамила Jamila Dzhamila Zhamila Djamila
    Қуаныш Куаныш Kuanysh Quanyş Quanysh Kuanish
    Бақытхан Бакытхан Bakytkhan Baqythan
    Асхат Askhat
    Мұхтар Мухтар Mukhtar Muhtar Mūhtar
    Ғалым Галым Galym Ghalym Ğalym
    Айша Aisha Aysha Aişa Аиша
    Ерлан Yerlan Erlan YERLAN
    Әлия Алия Aliya Aliia Alia Älia
    Құсайынов Кусаинов Kusainov Kussainov Qusaiynov
    Сейітқали Сейткали Seitkali Seytqali Seiıtqali
    Андреев Andreev Andreyev
    Майоров Mayorov Maiorov
    Дьяков Dyakov Diakov
    Ильюшин Ilyushin Iliushin Il'yushin
    Цветков Tsvetkov
    Чайковский Chaikovsky Chaykovskiy
    Өмірзақ Омирзак Omirzak Ömırzaq
    Гүлжан Гульжан Gulzhan Güljan Gul'zhan
    Үміт Умит Umit Ümıt
    Максим Maksim Maxim
    София Sofia Sophia Sofiya
    Томас Thomas
    Сесилия Cecilia
    Абдразақов Абдразаков Abdrazakov Abdrazaqov
    Әбдіжәми Абдижами Abdizhami Abdijami Abdidzhami
    Шмидт Schmidt Shmidt
    Łukasz Lukasz
    Жүнісбек Жунисбек Zhunisbek Jünisbek Zhunysbek
    Қайрат Кайрат Kairat Qairat Kayrat
    Данияр Daniyar Daniar
    Қанат Канат Kanat Qanat
    Яна Yana Iana
    Елена Yelena Elena
    Шолпан Sholpan Şolpan
    Филипп Philipp Filip
    Бекхан Bekkhan Bekhan
    Бүркіт Burkit
    Ерғали Ергали Yergali Ergali Yerghali
    Мадина Madina
    Сәуле Сауле Saule Säule
    Нұржан Нуржан Nurzhan Nurjan
    """.splitlines()
    if line.strip()
]
DIFFERENT = re.findall(
    r"\w+",
    """
    Айгүл Айнұр Айнұра Айша Алина Алла Алия Аян Асан Асел Асыл Асхат Дана Диана Данияр Денис Жеңіс Ержан Ерлан
    Арлан Жан Жанар Жанна Зара Сара Шара Қасым Хасым Құсайын Марат Мурат Мирас Марина Мария Мира Нұрлан
    Нұржан Омар Умар Өмір Самал Самат Сабит Сауле Тимур Темір Томас Ұлан Хан Цой Чой Шолпан Юнус Юрий Яна Иван
    Калиев Галиев Валиев Алиев Халиев Жалиев Зейнеп Лаура Дәурен Мақсат Максим Қанат Самат Тохтар Мұхтар
    """,
)


def found(typed: str, name: str) -> bool:
    return skeleton(name).startswith(prefix_keys(typed))


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[0])
def test_spellings_share_a_skeleton(spellings):
    assert {skeleton(spelling) for spelling in spellings} == {skeleton(spellings[0])}


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[0])
def test_every_beginning_finds_every_spelling(spellings):
    missed = {
        (typed, name)
        for spelling in spellings
        for typed in (spelling[:length] for length in range(2, len(spelling) + 1))
        for name in spellings
        if not found(typed, name)
    }
    assert missed == set()


def test_different_names_stay_different():
    keys = {name: skeleton(name) for name in set(DIFFERENT)}
    same = [(one, two) for one, two in combinations(sorted(keys), 2) if keys[one] == keys[two]]
    assert same == []


@pytest.mark.parametrize(("typed", "name"), [("Julia", "Юлия"), ("Юл", "Julia"), ("Jan", "Яна"), ("jel", "Елена")])
def test_a_western_j_is_found_though_kazakh_j_is_zh(typed, name):
    assert found(typed, name)


def test_skeletons_of_a_full_name():
    assert skeletons("Қалиева-Смит  Айгүл, О'Нил") == ("kaleva", "smit", "aigul", "onil")
    assert skeletons(" - ") == ()
    assert skeletons("ь Гость 11") == ("gost", "11")


def test_other_scripts_keep_their_letters():
    assert skeleton("李小龍") == "李小龍"
    assert skeleton("ΓΙΏΡΓΟΣ") == skeleton("Γιώργοσ")


def test_marks_written_apart_fold_like_whole_letters():
    for name in ("Şyñğys", "Сергей", "Артём", "Äuezov"):
        assert skeleton(unicodedata.normalize("NFD", name)) == skeleton(name)


@given(st.text(st.sampled_from("абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүі"), min_size=1, max_size=12))
def test_a_latin_spelling_has_the_skeleton_of_the_name(name):
    assert skeleton(latin(name)) == skeleton(name)


@given(st.text(max_size=12))
def test_a_skeleton_is_its_own_beginning_and_ignores_case(text):
    key = skeleton(text)
    assert key == "" or key.startswith(prefix_keys(text))
    assert " " not in key


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Қалиева Айгүл", "Kaliyeva Aigul"),
        ("ЖҰМАБАЕВ Ержан", "ZHUMABAYEV Yerzhan"),
        ("Цой Юлия", "Tsoi Yuliya"),
        ("Щукин Евгений", "Shchukin Yevgeniy"),
        ("Майя Әуезова-Соловьёва", "Mayya Auyezova-Solovyova"),
        ("Smith Жан", "Smith Zhan"),
        ("Ж. Ж.", "Zh. Zh."),
        ("François Müller", "François Müller"),
        ("Һауа  Хан", "Haua  Khan"),
        ("Ѳ", "Ѳ"),
    ],
)
def test_latin(name, spelled):
    assert latin(name) == spelled


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("  Қалиева \t Айгүл\n", "Қалиева Айгүл"),
        ("Али\u202eев\u200b", "Алиев"),
        ("A\x00\x1b[31mB", "A[31mB"),
        ("\u00a0\u2028A\u3000B", "A B"),
        ("И\u0306", "Й"),
        ("a\ud800b", "ab"),
        ("", ""),
    ],
)
def test_clean(typed, plain):
    assert clean(typed) == plain


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "typed",
    ["Қалиев", "kaliev", "rfkbtd", "йфдшум", "0fkbtd", "КАЛИЕ", "ка"],
)
def test_a_query_finds_the_surname_in_any_layout(typed):
    heads = {meaning[0] for meaning in queries(typed)}
    assert skeleton("Қалиев").startswith(tuple(heads))


def test_wrong_layout_with_letters_on_punctuation_keys():
    assert ("abaev",) in queries("f,ftd")  # Абаев: б is on the comma
    assert ("zhuma",) in queries(";evf")  # Жума
    assert ("ala",) in queries("2kkf")  # Әлла: ә is on the Kazakh 2


def test_a_query_begins_at_the_second_letter():
    assert queries("") == queries(" ") == queries("q") == queries("Қ") == ()
    assert queries("қа")[0] == ("ka",)
    assert queries("Қ А")[0] == ("k", "a")


def test_the_query_as_it_stands_comes_first():
    assert queries("Кали Айг")[0] == ("kali", "aig")
    assert ("kale", "aig") in queries("Кали Айг")


def test_a_patronymic_may_be_left_out_of_a_query():
    assert ("kaleva", "aigul") in queries("Қалиева Айгүл Серікқызы")
    assert ("ivan",) not in queries("Иван Петрович")


def test_the_number_of_meanings_is_bounded():
    assert len(queries(" ".join(["Julc"] * 8))) <= 3 * 2 * 16


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("Қали", "Қалиева Айгүл", AS_TYPED),
        ("АЙГ қал", "Қалиева Айгүл", AS_TYPED),
        ("oneil", "Shaquille O’Neil", AS_TYPED),
        ("Kaliyeva", "Қалиева Айгүл", FOLDED),
        ("Кал Aig", "Қалиева Айгүл", FOLDED),
        ("rfkbtdf", "Қалиева Айгүл", GUESSED),
        ("Қалиева Айгүл Серікқызы", "Қалиева Айгүл", GUESSED),
        ("Қалиева", "Қалиева Айгүл Серікқызы", AS_TYPED),
        ("Калеивв", "Қалиева Айгүл", ONE_TYPO),
        ("Галиева", "Қалиева Айгүл", ONE_TYPO),
        ("Жумабева", "Жұмабаева Әлия", ONE_TYPO),
        ("Жмуабаева", "Жұмабаева Әлия", ONE_TYPO),
        ("Жумаббаева Алия", "Жұмабаева Әлия", FOLDED),
        ("Дан", "Жан", None),
        ("Қалиева Айгүл Серікқызы", "Қалиева Айгүл Болатқызы", None),
        ("Айгүл Айгүл", "Қалиева Айгүл", None),
        ("Ай Айгүл", "Айгүл Айдарова", AS_TYPED),
        ("Болат", "Қалиева Айгүл", None),
        ("Каелвив", "Қалиева Айгүл", None),
        ("а а а а а а а ж", "аа аб ав аг ад ае аж аз аи ак ал", None),
        ("", "Қалиева Айгүл", None),
        ("ю", "Қалиева Айгүл", None),
        ("Қал", "", None),
        ("zzzzz", "Жұмабаева Зәуре", None),
        ("qqqq", "Қалиева Айгүл", None),
        ("aabb", "Филипп", None),
        ("Аа", "Аарон Кляйн", AS_TYPED),
        ("zz", "ZZ Top", AS_TYPED),
        ("анн", "Hannah Anna", FOLDED),
        ("izabela", "Изабелла Аллаи", FOLDED),
    ],
)
def test_rank(query, name, expected):
    assert rank(query, name) == expected


def test_whatever_a_meaning_finds_has_a_rank():
    names = [" ".join(pair) for pair in pairwise(DIFFERENT)]
    for name in names:
        first, second = name.split()
        for query in (name, f"{second} {first}", latin(name), f"{first[:2]} {latin(second)[:3]}"):
            assert rank(query, name) in {AS_TYPED, FOLDED}, (query, name)
