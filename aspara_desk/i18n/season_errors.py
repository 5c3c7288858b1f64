"""The sentences for what can be wrong with a season file, and with loading it. See `i18n.errors`."""

from collections.abc import Mapping

from aspara_desk.i18n.translator import Message, mark, mark_plural

_FILE: dict[str, Message] = {
    "season_file": mark_plural(
        "{name} cannot be used as a season file. Correct this and load it again:",
        "{name} cannot be used as a season file. Correct these {count} mistakes and load it again:",
    ),
    "season_change": mark_plural(
        "{name} was not loaded, and nothing was changed. This stands in the way:",
        "{name} was not loaded, and nothing was changed. These {count} things stand in the way:",
    ),
}
_SPELLING: dict[str, Message] = {
    "toml_bracket_missing": mark("A bracket is missing or not closed."),
    "toml_equals_missing": mark("A key needs an equals sign and a value behind it."),
    "toml_escape": mark("A backslash stands before a character that it does not go with. Write \\\\ for a backslash."),
    "toml_hidden_character": mark("There is an invisible character here. Type the line again."),
    "toml_key": mark("This cannot be a key. Use letters a–z, digits, _ and -."),
    "toml_quote_missing": mark("A quotation mark is missing."),
    "toml_statement": mark("This line is neither a section in brackets nor a key with its value."),
    "toml_syntax": mark("This line cannot be understood. See FORMAT.md beside the sample season."),
    "toml_text_after_value": mark("There is something behind the value. Each key has a line of its own."),
    "toml_too_deep": mark("There are too many brackets inside each other."),
    "toml_twice": mark("This is given twice."),
    "toml_value": mark("This value cannot be understood. Texts stand in quotation marks."),
}
_VALUES: dict[str, Message] = {
    "bad_colour": mark("“{value}” is not a colour. Write it as #RRGGBB, for example #B08D57."),
    "bad_currency": mark("“{key}” must be a currency in three letters, for example KZT."),
    "bad_entries": mark('“{key}” must be a whole number or "unlimited".'),
    "bad_key": mark("“{value}” cannot be a key. Use a–z, 0–9, _ and -, 40 characters at most."),
    "bad_price": mark('“{key}” must be an amount in {currency}, for example "24000".'),
    "bad_seats": mark('“{key}” must list seats such as "1-40" or "1-18, 20-38", none above 999.'),
    "bad_window": mark('“{key}” must be "event", "any_time", or minutes: {{ before = 60, after = 30 }}.'),
    "date_out_of_range": mark("“{key}” must be a date from {first} to {last}."),
    "empty_text": mark("“{key}” must not be empty."),
    "expected_date": mark("“{key}” must be a date without quotation marks, for example 2026-10-02."),
    "expected_flag": mark("“{key}” must be true or false, without quotation marks."),
    "expected_list": mark('“{key}” must be a list in square brackets, for example ["a", "b"].'),
    "expected_table": mark("“{key}” must be a section, or keys and values in braces."),
    "expected_tables": mark("“{key}” must be a list of sections, each with its heading in double square brackets."),
    "expected_text": mark("“{key}” must be a text in quotation marks."),
    "expected_time": mark('“{key}” must be a time of day, for example "18:15".'),
    "expected_whole_number": mark("“{key}” must be a whole number, without quotation marks."),
    "format_unknown": mark("This version of the program does not know this format of season files."),
    "hidden_character": mark("“{key}” contains an invisible character ({character}). Type the text again."),
    "missing_key": mark("“{key}” is missing here."),
    "not_one_of": mark("“{value}” is not possible for “{key}”. Choose from: {allowed}."),
    "number_out_of_range": mark("“{key}” must be from {least} to {most}."),
    "price_not_text": mark('“{key}” must be in quotation marks, for example "24000".'),
    "text_too_long": mark("“{key}” is longer than {most} characters. Shorten it."),
    "titles_empty": mark("“{key}” needs a text in at least one language: kk, ru or en."),
    "unknown_key": mark("There is no key “{key}” here."),
    "unknown_reference": mark("“{value}” is nowhere in this file, but “{key}” names it."),
    "unknown_zone": mark("There is no time zone “{value}”. An example: Asia/Almaty."),
}
_TOGETHER: dict[str, Message] = {
    "day_outside_season": mark("This day is outside the season, which lasts from {first} to {last}."),
    "door_without_events": mark("This door opens no event."),
    "duplicate_key": mark("The key “{value}” is given twice, first in row {first_row}. Choose another."),
    "duplicate_name": mark("“{value}” is on the staff twice, first in row {first_row}. Make the names differ."),
    "duplicate_row": mark("The seats of row “{value}” are given twice, first in row {first_row} of the file."),
    "duplicate_seat": mark("Seat {number} is given twice in this row."),
    "last_day_before_first": mark("The last day is before the first one, {first}."),
    "late_day_turn": mark("The day must turn at {latest} at the latest."),
    "listed_twice": mark("“{value}” is listed twice. Remove one."),
    "not_with_events": mark("“{key}” goes with venues or programme, not with events, which name each event."),
    "opens_how": mark("Say in exactly one way what this opens: {ways}."),
    "opens_nothing": mark("This opens no event at all."),
    "quota_above_seats": mark("The quota of {quota} is more than the seats that this ticket type may take: {seats}."),
    "row_claimed_twice": mark(
        "The seats of row “{value}” are for “{owner}” alone already, in row {first_row} of the file. "
        "Choose another row."
    ),
    "row_unknown": mark("“{venue}” has no row “{value}”."),
    "rows_without_venue": mark("“{key}” needs “seated_in” as well: the place whose rows these are."),
    "season_too_long": mark("A season lasts at most {most} days."),
    "seated_elsewhere": mark("The seats are in “{venue}”, but this ticket type opens nothing there."),
    "seated_without_quota": mark("A ticket type with seats needs a quota; the place has {seats} seats."),
    "times_out_of_order": mark("“{second}” must not be earlier than “{first}”."),
    "venue_without_seats": mark("“{venue}” has no seats. List its rows, or leave out seated_in."),
}
_WARNINGS: dict[str, Message] = {
    "capacity_lowered": mark("The capacity of “{key}” goes down from {before} to {now}. Compare it with what is sold."),
    "event_changed": mark(
        "The event was changed at another desk meanwhile. See above how it is now, then decide again."
    ),
    "event_moved": mark("“{key}” moves to another day or place, and tickets for it are sold. Tell the guests."),
    "language_missing": mark("“{key}” has no text in these languages: {languages}. Another language is shown instead."),
    "limit_above_capacity": mark("“{key}” admits {limit} people, but its place holds only {capacity}."),
    "quota_missing": mark("“{key}” has room for {room}, but these ticket types have no quota: {types}."),
    "quotas_above_room": mark("“{key}” has room for {room}, but {total} tickets may be sold: {types}."),
    "quotas_above_seats": mark(
        "“{key}” has {seats} seats for these ticket types, but {total} tickets may be sold: {types}."
    ),
    "seats_above_capacity": mark("“{key}” has more seats ({seats}) than its capacity ({capacity})."),
}
_CHANGES: dict[str, Message] = {
    "crew_changed": mark(
        "“{key}” stays in its category ({before}): {sold} sold, and crew are counted differently from guests. "
        "Make a new ticket type."
    ),
    "currency_changed": mark("The currency stays {before}: there are orders already. {now} needs a new store."),
    "day_turn_changed": mark("The day keeps turning at {before}: tickets have been scanned already."),
    "door_in_use": mark("The door “{key}” must stay in the file: tickets have been scanned there."),
    "event_day_fixed": mark("“{key}” stays on {before}: it has scans or taken seats already."),
    "event_in_use": mark("The event “{key}” must stay in the file: it has scans or taken seats already."),
    "event_venue_fixed": mark("“{key}” stays at “{before}”: it has scans or taken seats already."),
    "grant_narrowed": mark("Grant {grant} of “{key}” must not allow less than before: {sold} sold already."),
    "quota_below_sold": mark("The quota of “{key}” cannot be {quota}: {sold} sold already."),
    "real_made_sample": mark(
        "The guests and tickets in this store are real, and would become a sample. To practise, start the program "
        "with another store: --store FILE"
    ),
    "rows_taken": mark("These rows cannot be for “{key}” alone: other tickets have seats there already: {seats}."),
    "sample_made_real": mark(
        "The guests and tickets in this store are for practice, and would become real. Start the program with a new "
        "store for the real season, and open this file there: --store FILE"
    ),
    "season_other": mark(
        "This store holds the season “{held}”, and a store holds one season. For “{key}” start the program with "
        "another store: --store FILE"
    ),
    "seating_changed": mark("The seats of “{key}” cannot be changed: {sold} sold already. Make a new ticket type."),
    "seats_held_there": mark(
        "“{key}” cannot open “{event}” now: its tickets are for seats that other tickets hold there already: {seats}."
    ),
    "seats_outside_rows": mark("“{key}” has tickets for seats in other rows: {seats}. Name these rows as well."),
    "seats_taken": mark("These seats of “{key}” are taken and must stay: {seats}."),
    "staff_name_taken": mark("The name “{value}” belongs to “{owner}” on the staff. Choose another."),
    "trust_withdrawn": mark("“{key}” must stay on_trust: {sold} sold already, perhaps not all of them paid."),
    "type_in_use": mark("The ticket type “{key}” must stay in the file: it is used already. Take it off sale instead."),
    "venue_in_use": mark("The venue “{key}” must stay in the file: it is used already."),
    "zone_changed": mark("The time zone stays {before}: tickets have been scanned already. It cannot become {now}."),
}
SENTENCES: Mapping[str, Message] = {**_FILE, **_SPELLING, **_VALUES, **_TOGETHER, **_WARNINGS, **_CHANGES}
