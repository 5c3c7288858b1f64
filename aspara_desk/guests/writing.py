"""Writing down a guest by hand, and correcting what is written."""

from dataclasses import asdict, replace
from uuid import UUID

from aspara_desk.domain import names
from aspara_desk.domain.errors import Misused, Refused
from aspara_desk.domain.guests import Guest, GuestDetails
from aspara_desk.domain.rights import Right
from aspara_desk.guests.details import checked
from aspara_desk.staff.workplace import Workplace
from aspara_desk.store.guests import new_guest
from aspara_desk.store.unit import Writing


def add_guest(here: Workplace, details: GuestDetails) -> Guest:
    """A new guest, also where another one is written just the same: two people may be.

    Without a Latin spelling it is made from the name. Raises Refused without the right to sell (whoever sells writes
    guests down), and BadInput as `checked` does.
    """
    here.require(Right.SELL)
    kept = checked(details)

    def work(unit: Writing) -> Guest:
        guest = new_guest(unit.new_id(), kept)
        unit.guests.add([guest], unit.now)
        unit.record("guest_added", guest.id)
        return Guest(guest.id, guest.written)

    return here.write(work)


def change_guest(here: Workplace, guest_id: UUID, details: GuestDetails, revision: int) -> Guest:
    """Writes other details of a guest whose `revision` is still this one; the guest is found by them at once.

    Their tickets, and the codes of these, stay as they are. A Latin spelling that was made from the old name and is
    left as it was, or empty, is made from the new one. Raises Refused without the right to sell, and where somebody
    else has changed the guest meanwhile (`guest_changed`); Misused for a guest who is not there (`guest_unknown`);
    BadInput as `checked` does.
    """
    here.require(Right.SELL)
    kept = checked(details)

    def work(unit: Writing) -> Guest:
        found = unit.guests.locked(guest_id)
        if found is None:
            raise Misused("guest_unknown")
        if found.revision != revision:
            raise Refused("guest_changed", name=found.details.name)
        before, after = new_guest(guest_id, found.details), new_guest(guest_id, _respelled(found.details, kept))
        changed = _differing(before.written, after.written)
        if not changed:
            return found
        unit.guests.change(before, after)
        unit.record("guest_changed", guest_id, fields=changed)
        return Guest(guest_id, after.written, revision + 1)

    return here.write(work)


def _respelled(before: GuestDetails, after: GuestDetails) -> GuestDetails:
    made = before.latin == names.latin(before.name)
    return replace(after, latin="") if made and after.latin == before.latin else after


def _differing(before: GuestDetails, after: GuestDetails) -> list[str]:
    """The names of the fields that differ: what was written in them is nobody else's business."""
    old = asdict(before)
    return sorted(field for field, value in asdict(after).items() if value != old[field])
