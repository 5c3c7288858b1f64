from typing import Annotated

import pytest
import typer
from typer.exceptions import TyperException

from aspara_desk.domain.errors import Misused
from aspara_desk.i18n.errors import sentence
from aspara_desk.i18n.translator import Translator
from aspara_desk.i18n.usage import complaint


def do(
    what: str,
    times: Annotated[int, typer.Option(min=1, max=9)],
    how: Annotated[str, typer.Option()] = "well",
    loud: Annotated[bool, typer.Option("--loud")] = False,  # noqa: FBT002
) -> None:
    raise AssertionError((what, times, how, loud))


def complained(arguments: str) -> str:
    """What the library itself says of a call."""
    app = typer.Typer()
    app.command("do")(do)
    app.command("other")(lambda: None)
    with pytest.raises(TyperException) as caught:
        typer.main.get_command(app).main(arguments.split(), standalone_mode=False)
    return caught.value.format_message()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("do", "«what» жетіспейді."),
        ("do it", "«--times» жетіспейді."),
        ("--loud", "--loud параметрі жоқ."),
        ("do it --time 1", "--time параметрі жоқ. Мүмкін, мыналардың бірі: --times."),
        ("undo", "«undo» бұйрығы жоқ."),
        ("do it --times", "--times параметріне мән керек."),
        ("do it --loud=yes --times 1", "--loud параметріне мән керек емес."),
        ("do it again --times 1", "мынау артық: again"),
        ("do it --times many", "--times параметріне бүтін сан керек."),
        ("do it --times 0", "--times мәні 1 мен 9 арасында болуы керек."),
    ],
)
def test_the_library_s_complaints_are_said_in_the_reader_s_language(arguments: str, said: str, translators) -> None:
    complaints = complained(arguments)
    assert complaint(complaints, translators["kk"]) == said
    problem = Misused("usage", message=complaints).problem
    assert sentence(problem, translators["kk"]) == f"Бұйрық түсініксіз: {said}"


def test_a_choice_is_given_without_quotation_marks(t: Translator) -> None:
    said = complaint("Invalid value for '--pay': 'gold' is not one of 'cash', 'card'.", t)
    assert "gold" in said
    assert said.endswith("cash, card.")


def test_what_is_not_known_is_passed_on(t: Translator) -> None:
    assert complaint("The library has learnt to complain of {this}.", t) == (
        "The library has learnt to complain of {this}."
    )
