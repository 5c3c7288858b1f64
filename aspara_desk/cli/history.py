"""A ticket's history, as JSON and as lines for a person."""

from aspara_desk.box_office.tickets import TicketHistory
from aspara_desk.cli import shapes
from aspara_desk.domain.programme import Programme
from aspara_desk.domain.sales import Medium
from aspara_desk.i18n import formats, verdicts, vocabulary
from aspara_desk.i18n.translator import Translator, mark

_COPIES = {
    Medium.PAPER: mark("printed by {actor}, copy {copy}"),
    Medium.FILE: mark("saved as PDF by {actor}, copy {copy}"),
}


def as_data(history: TicketHistory, programme: Programme) -> dict[str, object]:
    season, ticket = programme.season, history.ticket
    undone = {one.scan_id: one for one in history.undos}
    return {
        **shapes.ticket(ticket, programme),
        "price": shapes.money(ticket.price),
        "order": history.order.number,
        "order_state": history.order.state.value,
        "created_at": shapes.moment(season, ticket.created_at),
        "why": ticket.why,
        "replaced_by": ticket.replaced_by,
        "scans": [
            {
                "scan_id": str(one.id),
                "at": shapes.moment(season, one.at),
                "door": shapes.key(programme.find_door(one.door_id)),
                "event": shapes.key(programme.find_event(one.verdict.event_id)),
                "direction": one.direction.value,
                "verdict": one.verdict.kind.value,
                "reason": one.verdict.reason.value,
                "confirmed": one.verdict.confirmed,
                "override": one.verdict.override,
                "actor": one.actor,
                "undone_at": shapes.moment(season, undone[one.id].at) if one.id in undone else None,
                "undone_why": undone[one.id].why if one.id in undone else None,
            }
            for one in history.scans
        ],
        "prints": [
            {
                "copy": one.copy,
                "layout": one.layout,
                "medium": one.medium.value,
                "at": shapes.moment(season, one.at),
                "actor": one.actor,
            }
            for one in history.prints
        ],
    }


def as_lines(history: TicketHistory, programme: Programme, t: Translator) -> list[str]:
    season, ticket = programme.season, history.ticket
    title = programme.ticket_type(ticket.type_id).titles.to(t.language)
    state = t(vocabulary.TICKET_STATES[ticket.state])
    lines = [" · ".join(filter(None, [ticket.number, state, title, ticket.guest_name, ticket.seat]))]
    if ticket.replaced_by:
        lines.append(t(mark("Replaced by {number}"), number=ticket.replaced_by))
    if ticket.why:
        lines.append(t(mark("Reason: {why}"), why=ticket.why))
    order_state = t(vocabulary.ORDER_STATES[history.order.state])
    lines.append(t(mark("Order {order}, {state}: {total}"), order=history.order.number, state=order_state,
                   total=formats.money(history.order.total)))  # fmt: skip
    undone = {one.scan_id: one for one in history.undos}
    for scan in history.scans:
        door = verdicts.title(programme.find_door(scan.door_id), t)
        text = verdicts.text(scan.verdict, programme, scan.at, t, scan.direction)
        lines.append(f"  {formats.day(season.local(scan.at).date(), t.language)} "
                     f"{formats.clock_with_seconds(season, scan.at)}  {door}: {text}  [{scan.id}]")  # fmt: skip
        if scan.id in undone:
            undo = undone[scan.id]
            who = vocabulary.actor(undo.actor, t)
            lines.append("    " + t(mark("taken back by {actor}: {why}"), actor=who, why=undo.why))
    return lines + ["  " + t(_COPIES[one.medium], actor=vocabulary.actor(one.actor, t), copy=one.copy)
                    for one in history.prints]  # fmt: skip
