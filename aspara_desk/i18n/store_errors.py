"""The sentences for what stands between the program and its store, and what a check of it finds. See `i18n.errors`."""

from collections.abc import Mapping

from aspara_desk.i18n.translator import Message, mark

_STORE: dict[str, Message] = {
    "disk_full": mark("The disk is full: nothing more can be recorded in {store}. Free some space and try again."),
    "passphrase_missing": mark("The season's keys are locked. Set ASPARA_PASSPHRASE and try again."),
    "passphrase_wrong": mark("The passphrase is wrong. Check ASPARA_PASSPHRASE and try again."),
    "season_missing": mark(
        "No season is loaded yet. Open a season file on the first page of the window, or call: "
        "aspara-desk programme load FILE.toml"
    ),
    "store_cannot_open": mark("The store {store} cannot be opened. Check its folder and its permissions."),
    "store_damaged": mark("The store {store} is damaged. Stop here, and restore the latest backup."),
    "store_failed": mark(
        "The store {store} failed. Look whether the last thing was recorded, then check the season: in the settings "
        "of the window, or with aspara-desk store check"
    ),
    "store_folder_missing": mark("There is no folder {folder}. Make it first, or choose another."),
    "store_foreign": mark("{store} is not a store of this program. It was left as it is; choose another."),
    "store_in_use": mark("The store {store} is open at a desk. Close the program everywhere, then try again."),
    "store_gone": mark(
        "The file {store} was moved, deleted or exchanged while it was in use. Nothing is recorded any more: put it "
        "back, or close the program and open it again."
    ),
    "store_io_error": mark(
        "The disk failed while {store} was in use. Check the disk, and look whether the last thing was recorded."
    ),
    "store_is_folder": mark("{store} is a folder. Name the store's file in it."),
    "store_locked": mark("The store {store} is locked by another program. Close it there, or try again in a moment."),
    "store_login_refused": mark("The server of {store} refuses the login. Check the user's name and password."),
    "store_missing": mark(
        "There is no store {store} yet. Open a season file on the first page of the window to make it, or call: "
        "aspara-desk programme load FILE.toml"
    ),
    "store_missing_database": mark("The server has no such database: {store}. Create it first."),
    "store_newer": mark("The store {store} was made by a newer version. Install that version here."),
    "store_not_permitted": mark("You are not permitted to use the store {store}. Check its permissions."),
    "store_older": mark("The store {store} is of an older version. Upgrade it: aspara-desk store upgrade"),
    "store_on_network_share": mark(
        "{path} is on a network share ({share}), where sales could be lost. "
        "Put the store on this computer; several desks share a PostgreSQL server."
    ),
    "store_read_only": mark("The store {store} is read-only, so nothing can be recorded. Check its permissions."),
    "store_server_away": mark("The server of {store} does not answer. Check the network, then try again."),
    "store_setting_refused": mark(
        "The database refuses the setting {setting}, which keeps records safe. Put the store on another disk."
    ),
    "store_too_many_desks": mark("The server of {store} takes no more desks. Close the program at one that is idle."),
    "store_url_unknown": mark("The store must be a path or a URL such as postgresql://user@server/database."),
}
_BACKUPS: dict[str, Message] = {
    "backup_damaged": mark("The backup {path} is damaged. Use another one."),
    "backup_disk_full": mark("The disk is full: {path} was not written. Free some space, or choose another disk."),
    "backup_exists": mark("{path} is there already, and is not overwritten. Choose another name."),
    "backup_failed": mark("The backup {path} of {store} failed. Try again, or choose another disk."),
    "backup_foreign": mark("{path} is not a backup of a store of this program. Choose another file."),
    "backup_folder_missing": mark("There is no folder {folder}. Make it first, or choose another."),
    "backup_folder_unusable": mark("The folder {folder} cannot be written: there are no automatic backups."),
    "backup_goes_on": mark("The backup {path} of {store} takes long. It goes on by itself."),
    "backup_is_folder": mark("{path} is a folder. Name a file in it."),
    "backup_missing": mark("There is no backup {path}. Check its name and its folder."),
    "backup_newer": mark("The backup {path} was made by a newer version. Install that version first."),
    "backup_no_space": mark(
        "{path} needs {needed_mb} MB, and {free_mb} MB are free. Make room, or choose another disk."
    ),
    "backup_not_permitted": mark("You are not permitted to write {path}. Choose another folder."),
    "backup_program_missing": mark("{program} is not installed. Install PostgreSQL's programs on this computer."),
    "backup_program_too_old": mark("{program} is older than the server. Install PostgreSQL's newer programs."),
    "backup_too_slow": mark("The backup {path} of {store} took too long and was stopped. Try again later."),
    "restore_from_itself": mark("{path} is the store itself. Name one of its backups."),
    "restore_not_empty": mark("The database {store} is not empty. Restore into an empty one."),
}
_FINDINGS: dict[str, Message] = {
    "check_code": mark(
        "The code of ticket {ticket} does not fit its key, so doors do not know it. Replace the ticket."
    ),
    "check_counter": mark("The counter {counter} is {found}, but the records give {expected}."),
    "check_counter_missing": mark("The counter {counter} is missing."),
    "check_damaged": mark("The store's file is damaged ({detail}). Restore the latest backup."),
    "check_movement_differs": mark("Scan {scan} and the movement that it made differ."),
    "check_movement_missing": mark("Scan {scan} let somebody pass, but its movement is missing."),
    "check_number": mark("The letter {letter} could give number {serial} a second time ({kind})."),
    "check_number_damaged": mark("The number “{number}” of a ticket or an order is damaged."),
    "check_order_rights": mark("Order {order} has more or fewer tickets than were ordered."),
    "check_order_state": mark("Order {order} is “{state}”, which does not fit its payments and tickets."),
    "check_order_total": mark("The lines of order {order} do not add up to its total."),
    "check_ordinal": mark("The entry of scan {scan} is not numbered from 1."),
    "check_orphan": mark("Rows of “{table}” belong to rows of “{parent}” that are not there."),
    "check_quota": mark("The counter of “{type}” stops at {found}, but its quota is {expected}."),
    "check_replacement": mark("The replacements of ticket {ticket} lead to no ticket that counts."),
    "check_seat_idle": mark("Seat {seat} at “{event}” is held, but no ticket that counts has it."),
    "check_seat_not_held": mark("Seat {seat} of ticket {ticket} is not held at “{event}”: it could be sold again."),
    "check_serial": mark("The printed number of ticket {ticket} is not its serial number."),
    "check_tickets_of_right": mark(
        "A seat or place of order {order} has {tickets} tickets that count, instead of one."
    ),
    "check_undo": mark("Scan {scan} counts although it was undone, or was undone without having counted."),
}
SENTENCES: Mapping[str, Message] = {**_STORE, **_BACKUPS, **_FINDINGS}
