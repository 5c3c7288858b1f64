"""The sentence for every kind of error: what is wrong, where, and what to do."""

import re
import string
from collections.abc import Mapping
from datetime import time

from aspara_desk.domain.errors import Place, Problem
from aspara_desk.domain.layouts import typed_for_us
from aspara_desk.domain.money import Money
from aspara_desk.domain.names import clean
from aspara_desk.i18n import formats, season_errors, store_errors, vocabulary
from aspara_desk.i18n.translator import Message, Translator, mark
from aspara_desk.i18n.usage import complaint

_LONGEST_FACT = 200
_LONGEST_LIST = 1000
_END_KEPT = 60  # of a fact that is cut: the end of a path says more than its middle

_FILES: dict[str, Message] = {
    "file_binary": mark("This is not a text file. Save it as text in UTF-8."),
    "file_empty": mark("The file is empty."),
    "file_encoding": mark("The file is in {encoding}. Save it in UTF-8 and try again."),
    "file_forbidden": mark("You are not permitted to read this file. Ask its owner, or choose a copy of it."),
    "file_is_folder": mark("This is a folder. Name a file in it."),
    "file_missing": mark("There is no such file. Check its name and its folder."),
    "file_not_regular": mark("This is not an ordinary file. Copy what it holds into one."),
    "file_too_large": mark("The file is too large: the most is {limit} MB."),
    "file_unreadable": mark("The file cannot be read."),
    "pdf_damaged": mark("This PDF is damaged."),
    "pdf_encrypted": mark("This PDF asks for a password. Save it without one."),
    "pdf_page_damaged": mark("Page {page} of this PDF is damaged."),
    "pdf_page_too_large": mark("Page {page} of this PDF is too large for paper."),
    "pdf_too_many_pages": mark("This PDF has {pages} pages; the most is {limit}."),
    "picture_damaged": mark("This picture is damaged. Take or save it again."),
    "picture_too_large": mark("This picture is too large: the most is {limit} megapixels."),
    "picture_unknown": mark("This is neither a PDF nor a picture (PNG, JPEG, WebP, GIF, BMP, TIFF)."),
}
_DESK: dict[str, Message] = {
    "argument_not_text": mark("This is not text: “{text}”. Rename the file, or write the argument in UTF-8."),
    "demo_folder_taken": mark("{path} holds something else: {found}. Choose a new or empty folder for the demo."),
    "demo_folder_unwritable": mark("{path} cannot be written. Choose another folder for the demo."),
    "desk_letter_bad": mark("“{letter}” cannot be a desk's letter. Use one or two letters from A to Z."),
    "desk_letter_taken": mark("This desk cannot use the letter {letter}: it was used elsewhere. {free} is free."),
    "desk_letters_used_up": mark("All letters of desks are used up in this store. Load the season into a new store."),
    "installation_damaged": mark(
        "The file {path} is damaged; it says which desk this is. Delete it, and the desk takes a new letter."
    ),
    "installation_not_saved": mark("The folder {path} cannot be written, so this desk would forget its letter."),
    "installation_unreadable": mark("The file {path} cannot be read; it says which desk this is."),
    "language_unknown": mark("There is no language “{language}” here."),
    "not_allowed": mark("{actor} ({role}) may not do this: {right}. Ask a supervisor or the manager."),
    "reason_missing": mark("Say why: the reason is kept with the record."),
    "reason_too_long": mark("The reason is longer than {most} characters. Shorten it."),
    "usage": mark("This call cannot be understood: {message}"),
    "window_missing": mark(
        "There is no display here to open a window on. These commands need none: demo, programme, guests, tickets, "
        "door, report, store, self-test."
    ),
    "window_libraries_missing": mark(
        "The window cannot be opened: the system lacks a library it draws with ({reason}). The README names the "
        "packages to install."
    ),
}
_GUESTS: dict[str, Message] = {
    "guest_category_unknown": mark(
        "“{value}” is no category. Write public, VIP, press, buyer, designer, artisan, delegation or staff."
    ),
    "guest_cell_of_rows": mark(
        "A cell here is {lines} lines long. If these are guests, a quotation mark is not closed: close it there, and "
        "import the list again."
    ),
    "guest_changed": mark("{name} was changed meanwhile. Look at the card again, then change it."),
    "guest_column_ignored": mark("This column is not used."),
    "guest_column_repeated": mark("This column is not used: another one gives “{field}” already."),
    "guest_column_unknown": mark("There is no column “{column}”. The list has these: {columns}."),
    "guest_country_unknown": mark("“{value}” is no country. Write its name, or two letters such as KZ."),
    "guest_details_wrong": mark("Something in the guest's details is wrong; it is marked there."),
    "guest_differs": mark(
        "This guest is known already, with something else written here, and was left as it is. If the list is right, "
        "write it into the guest's card."
    ),
    "guest_email_malformed": mark("“{value}” is no e-mail address."),
    "guest_field_unknown": mark("There is no field “{field}”."),
    "guest_language_unknown": mark("“{value}” is no language of tickets. Write kk, ru or en."),
    "guest_list_damaged": mark("This workbook is damaged. Open it and save it again."),
    "guest_list_encoding": mark("The letters of this list cannot be recognised. Save it as CSV in UTF-8, or as XLSX."),
    "guest_list_line_too_long": mark("This is not a guest list: a line is longer than {limit} characters."),
    "guest_list_headings_found": mark("The titles of the columns are in this row; what stands above it is left out."),
    "guest_list_old_excel": mark("This is an old or locked Excel file. Save it as XLSX without a password."),
    "guest_list_no_name": mark(
        "No column is known to hold the names. Say which one it is. The list has these: {columns}."
    ),
    "guest_list_no_rows": mark("The list has a header but no guests."),
    "guest_list_not_workbook": mark("This is not an Excel workbook. Save it as XLSX or CSV."),
    "guest_list_changed": mark("The columns of this list are not those that were looked at. Choose the file again."),
    "guest_list_quote_open": mark(
        "A quotation mark that opens in this row is never closed: the rest of the list would be taken for one cell. "
        "Close it there, or take it out. Nothing was imported."
    ),
    "guest_list_row": mark("A cell here is far too long. Perhaps a quotation mark is not closed."),
    "guest_list_too_big_inside": mark("This workbook is far too large inside. Copy the guests into a new one."),
    "guest_name_missing": mark("The guest's name is missing."),
    "guest_phone_malformed": mark("“{value}” is no telephone number."),
    "guest_row_too_wide": mark("This row has {cells} cells, but the header only {columns}."),
    "guest_value_too_long": mark("This is {length} characters long; the most is {most}."),
    "mapping_bad": mark("“{mapping}” is not COLUMN=FIELD, for example: --map Аты=name"),
    "rejected_file_unwritable": mark("The rejected rows cannot be written to the folder {folder}."),
}
_SALES: dict[str, Message] = {
    "cash_too_little": mark("{given} is too little for {total}: {missing} more."),
    "cash_unreadable": mark("This is no amount. Type it in digits: 20000."),
    "count_out_of_range": mark("One sale takes 1 to {most} tickets, not {count}."),
    "guest_has_ticket": mark("{name} has a ticket of this type already: {ticket}."),
    "guest_unknown": mark("This guest is not in the list any more. Search again."),
    "name_empty": mark("The name is empty. Give one, or leave it out."),
    "name_too_long": mark("The name is longer than {most} characters. Shorten it."),
    "no_seats_left": mark("There are not enough seats for “{type}”: {wanted} wanted, {left} free."),
    "not_a_payment": mark("“{method}” is not a payment. Choose cash, card, kaspi or transfer."),
    "not_on_sale": mark("“{type}” is not on sale."),
    "price_changed": mark("The price has changed: the order costs {total} now, not {told}. Tell the guest first."),
    "order_differs": mark("Order {order} was sold in this sale already, with other tickets. Look at it first."),
    "order_empty": mark("No ticket of order {order} is left to be made void."),
    "order_not_pending": mark("Order {order} is paid already."),
    "order_unknown": mark("There is no order {order}."),
    "sold_already": mark(
        "The sale before this one was recorded after all, as {order}. What stands here is not sold yet."
    ),
    "sold_out": mark("“{type}” is sold out: {wanted} wanted, {left} left."),
    "ticket_named": mark("Ticket {ticket} is {name}'s already. Give it to another guest instead."),
    "ticket_used": mark("Somebody has come in with ticket {ticket}: it stays with its guest."),
    "ticket_state": mark("Ticket {ticket} is {state} already."),
    "ticket_type_unknown": mark("There is no ticket type “{key}”."),
    "ticket_code_misread": mark("This code was cut short or misread. Scan it again."),
    "ticket_code_unknown": mark("This code is of no ticket that was issued here."),
    "ticket_number_ambiguous": mark("Several desks have a ticket {number}: give it with its letter."),
    "ticket_unknown": mark("There is no ticket {ticket}."),
}
_PRINTING: dict[str, Message] = {
    "font_missing": mark("The font {path} is missing or damaged. Install the program again."),
    "glyph_missing": mark("“{text}” cannot be printed: no font has the character {character}. Write it differently."),
    "layout_unknown": mark("There is no layout “{layout}”."),
    "nothing_to_print": mark("There is nothing to print."),
    "output_disk_full": mark("The disk is full: {path} was not written. Free some space and try again."),
    "output_folder_missing": mark("There is no folder for {path}. Make it first, or choose another."),
    "scan_id_taken": mark("The scan {scan_id} was made with another ticket. Give every scan an id of its own."),
    "output_is_other_file": mark("{path} is a file of another kind, which would be lost. Choose another name."),
    "code_in_text": mark("This is a ticket's code, which is written down nowhere. Type the words instead."),
    "output_is_folder": mark("{path} is a folder. Name a file in it."),
    "output_no_permission": mark("You are not permitted to write {path}. Choose another folder."),
    "output_unwritable": mark("{path} cannot be written."),
    "ticket_not_printable": mark("Ticket {ticket} is void, and void tickets are not printed."),
}
_DOOR: dict[str, Message] = {
    "already_undone": mark("This scan was undone before."),
    "control_unknown": mark("“{control}” cannot be done to an event."),
    "count_below_zero": mark("{people} cannot be counted: only {counted} people without tickets are inside."),
    "count_too_large": mark("At most {most} people can be counted at once."),
    "count_zero": mark("Give a number of people: +2 came in, -2 went out."),
    "count_unreadable": mark("“{text}” is not a number of people. Examples: +2 came in, -2 went out."),
    "delay_needs_minutes": mark("Give the minutes with delay, and only with delay: delay 20."),
    "delay_out_of_range": mark("A delay is 0 to {most} minutes, not {minutes}."),
    "door_missing": mark("The season has no entrance. Add a door to its file and load it again."),
    "door_unknown": mark("There is no door “{key}”."),
    "door_without_event": mark("The door “{door}” has no event at this time, so nobody can be counted there."),
    "event_not_at_door": mark("The door “{door}” does not open “{key}”."),
    "event_unknown": mark("There is no event “{key}”."),
    "not_the_latest": mark("This ticket has been scanned again since. Undo its latest scan first."),
    "nothing_to_undo": mark("This scan let nobody in or out: there is nothing to undo."),
    "scan_key_unknown": mark("A scan has no “{key}”."),
    "scan_line_not_json": mark("This line begins with a brace but is not JSON."),
    "scan_unknown": mark("There is no scan {scan_id}."),
    "scan_value_wrong": mark("The value of “{key}” cannot be used."),
    "time_out_of_range": mark("“{text}” is no time for a scan. Write a year from {first} to {last}."),
    "time_unreadable": mark("“{text}” is not a time. Write it as 2026-10-02T18:15."),
}
SENTENCES: Mapping[str, Message] = {
    **_FILES, **_DESK, **_GUESTS, **_SALES, **_PRINTING, **_DOOR, **season_errors.SENTENCES, **store_errors.SENTENCES,
}  # fmt: skip

# What is said behind the sentence where the fact is known.
_TAILS = {
    "known": mark("Known: {known}."),
    "meant": mark("Did you mean “{meant}”?"),
    "lost": mark("It would no longer open: {lost}."),
    "reason": mark("The system says: {reason}."),
}
# These say themselves what the system says.
_CLEAR = frozenset({"output_disk_full", "output_folder_missing", "output_is_folder", "output_no_permission"})
# Summaries: the problems that follow have places of their own.
_SUMMARIES = frozenset({"season_file", "season_change"})
_WITHOUT_SENTENCE = mark("Something went wrong: {kind}.")
_MISSING = "–"

_WORDS: Mapping[str, Mapping[str, str]] = {
    "state": {**vocabulary.TICKET_STATES, **vocabulary.ORDER_STATES},
    "role": vocabulary.ROLES,
    "right": vocabulary.RIGHTS,
    "method": vocabulary.METHODS,
}
_WORDS_OF_KIND: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("check_number", "kind"): {"order": mark("order"), "ticket": mark("ticket")},
    ("crew_changed", "before"): vocabulary.CATEGORIES,
}
# What there is to choose from: cut short, it would not help.
_LISTS = frozenset({"allowed", "columns", "known"})
# Numbers that are read as a name, not as a quantity.
_NAMES = frozenset({"first", "first_row", "grant", "last", "number", "page", "revision", "serial"})


_LONG_NUMBER = re.compile(r"[0-9]{20,}")
_HIDDEN = re.compile("\0+")


_TOO_FEW_LEFT = mark("“{type}”: only {left} left, {wanted} wanted.")
_OF_STATE: Mapping[tuple[str, str], str] = {
    ("order_not_pending", "cancelled"): mark("Order {order} is cancelled: all its tickets are void."),
    ("ticket_state", "void"): mark("Ticket {ticket} is void for good. Sell a new one instead."),
    ("ticket_state", "replaced"): mark("Ticket {ticket} was replaced. Look for the new ticket instead."),
    ("ticket_not_printable", "replaced"): mark("Ticket {ticket} was replaced. Print the new ticket instead."),
}
"""What is said instead where the state says more: by kind and state."""


def sentence(problem: Problem, t: Translator) -> str:
    """What is wrong, for people: one line of plain text. The place is put in front where it is known.

    Facts may come from a file: control and direction characters are taken out, and long ones are cut.
    """
    shown = {name: _shown(problem, name, value, t) for name, value in problem.facts.items() if value is not None}
    facts = {name: text for name, text in shown.items() if text}
    said = _said(problem, facts, t)
    for name, tail in _TAILS.items():
        if name in facts and not (name == "reason" and problem.kind in _CLEAR):
            said += " " + t(tail, **{name: facts[name]})
    place = "" if problem.kind in _SUMMARIES else _place(problem.place, t)
    return f"{place}: {said}" if place else said


def _said(problem: Problem, facts: Mapping[str, str], t: Translator) -> str:
    message = _OF_STATE.get((problem.kind, str(problem.facts.get("state")))) or SENTENCES.get(problem.kind)
    if problem.kind == "sold_out" and problem.facts.get("left"):
        message = _TOO_FEW_LEFT
    if message is None:
        return t(_WITHOUT_SENTENCE, kind=_plain(problem.kind))
    if isinstance(message, str):
        return t(message, **_complete(message, facts))
    count = problem.facts.get("count")
    return t.plural(*message, count if isinstance(count, int) else 0, **_complete(message[1], facts))


def _complete(message: str, facts: Mapping[str, str]) -> dict[str, str]:
    """The facts, with a dash for those that the message names and nobody knows."""
    names = {name for _, name, _, _ in string.Formatter().parse(message) if name}
    return dict.fromkeys(names, _MISSING) | dict(facts)


def _place(place: Place, t: Translator) -> str:
    """guests.csv, row 12, column “Phone”. A file as a whole is given with its folder."""
    parts = []
    if place.file:
        parts.append(_plain(place.file if place.row is None else place.file.replace("\\", "/").rpartition("/")[2]))
    if place.row is not None:
        parts.append(t(mark("row {row}"), row=place.row))
    if isinstance(place.column, int):
        parts.append(t(mark("column {column}"), column=place.column))
    elif place.column:
        parts.append(t(mark("column “{column}”"), column=_plain(place.column)))
    return ", ".join(parts)


def _shown(problem: Problem, name: str, value: object, t: Translator) -> str:
    words = _WORDS_OF_KIND.get((problem.kind, name)) or _WORDS.get(name)
    if words is not None and isinstance(value, str) and value in words:
        return t(words[value])
    match value:
        case Money():
            return formats.money(value)
        case int() if name not in _NAMES:
            return formats.number(value)
        case str() if (problem.kind, name) == ("usage", "message"):
            return _plain(complaint(value, t))
        case time():
            return f"{value:%H:%M}"
        case list() | tuple() | set() | frozenset():
            return _plain(", ".join(str(one) for one in value))
        case _:  # a date is written as in a season file
            return _plain(str(value), _LONGEST_LIST if name in _LISTS else _LONGEST_FACT)


def masked(text: str) -> str:
    """Without what may be a ticket's code, or most of one, whatever keyboard layout was on: nobody else should read it.

    The layouts change letter by letter, so that what is hidden stands at the same place in each.
    """
    hidden = {
        place
        for variant in (text, *typed_for_us(text))
        for run in _LONG_NUMBER.finditer(variant)
        for place in range(run.start(), run.end())
    }
    shown = "".join("\0" if place in hidden else letter for place, letter in enumerate(text))
    return _HIDDEN.sub("…", shown) if hidden else text


def _plain(text: str, longest: int = _LONGEST_FACT) -> str:
    text = masked(clean(text))
    if len(text) <= longest:
        return text
    return f"{text[: longest - _END_KEPT]}…{text[-_END_KEPT:]}"
