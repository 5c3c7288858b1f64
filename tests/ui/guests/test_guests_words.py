from dataclasses import replace
from uuid import UUID

from aspara_desk.box_office.batch import BatchPlan
from aspara_desk.domain.errors import Place, Problem
from aspara_desk.domain.guests import GuestDetails
from aspara_desk.domain.ticket_types import Category
from aspara_desk.guests.importing import ImportReport
from aspara_desk.i18n.translator import Translator
from aspara_desk.ui.desks.guests import batch_words, import_words
from aspara_desk.ui.desks.guests.card_words import country
from aspara_desk.ui.desks.guests.form_fields import details_of, rebased, values_of

T = Translator("en")
REPORT = ImportReport("/lists/guests.xlsx", "xlsx", 412, 400, 10, 2, (), None, None)
DETAILS = GuestDetails(
    "Айгүл Қалиева", "Aigul Kaliyeva", "Media", "KZ", "+7 701", "a@b.kz", Category.PRESS, "kk", "note", "look"
)


def test_an_import_says_what_it_would_do_before_it_does_it() -> None:
    assert import_words.heading(REPORT) == "guests.xlsx · Excel"
    assert import_words.counts(REPORT, T) == "412 rows: 400 new guests, 10 known already, 2 rejected."
    assert import_words.proposal(REPORT, T) == "Import 400 guests"


def test_a_list_that_is_known_may_be_imported_and_one_without_a_usable_row_may_not() -> None:
    assert import_words.proposal(replace(REPORT, new=0), T) == "Import all the same"
    assert import_words.proposal(replace(REPORT, rows=2, new=0, same=0), T) is None


def test_problems_are_told_by_row_and_column_and_not_without_end() -> None:
    wrong = Problem("guest_email_malformed", {"value": "x"}, Place("/lists/guests.csv", 12, "E-mail"))
    unused = Problem("guest_column_ignored", {"column": "Size"}, Place("/lists/guests.csv", 1, "Size"))
    lines = import_words.problem_lines([unused, *[wrong] * 150], T)
    assert lines[0] == "The column “Size” is not used."
    assert lines[1] == "row 12, column “E-mail”: “x” is no e-mail address."
    assert lines[-1] == "and 51 more"
    assert len(lines) == import_words.MOST_PROBLEMS + 1


def test_what_was_rejected_is_said_with_its_file() -> None:
    kind, title, rest = import_words.outcome(replace(REPORT, rejected_file="/lists/guests.rejected.csv"), T)
    assert (kind, title) == ("warning", "400 guests imported.")
    assert "/lists/guests.rejected.csv" in rest
    assert import_words.outcome(replace(REPORT, rejected=0), T)[0] == "ok"


def test_a_batch_says_who_gets_a_ticket() -> None:
    everyone = BatchPlan((UUID(int=1), UUID(int=2)), (), ())
    assert batch_words.plan_text(everyone, T) == "2 guests get a ticket."
    assert batch_words.proposal(everyone, T) == "Give 2 tickets, save as…"
    assert batch_words.proposal(BatchPlan((), (), ()), T) is None
    assert batch_words.kept(0, T) == "No ticket was given."


def test_the_form_gives_back_what_it_was_given() -> None:
    values = values_of(DETAILS, "en")
    assert values["country"] == "Kazakhstan"
    assert details_of(values) == replace(DETAILS, country="Kazakhstan")


def test_what_was_typed_wins_over_what_somebody_else_changed() -> None:
    began = {"name": "A", "note": "", "phone": "1"}
    typed = {"name": "A", "note": "mine", "phone": "1"}
    theirs = {"name": "B", "note": "theirs", "phone": "2"}
    assert rebased(typed, began, theirs) == {"name": "B", "note": "mine", "phone": "2"}


def test_a_country_is_named_in_the_language_of_the_window() -> None:
    assert [country("KZ", one) for one in ("kk", "ru", "en")] == ["Қазақстан", "Казахстан", "Kazakhstan"]
    assert country("", "en") == ""
    assert country("QQ", "en") == "QQ"
