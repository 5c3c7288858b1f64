"""First."""

import sqlalchemy as sa
from alembic import op

from aspara_desk.store import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counters",
        sa.Column("id", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("ceiling", sa.Integer(), nullable=True),
        sa.CheckConstraint("value >= 0", name=op.f("ck_counters_value_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counters")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "desks",
        sa.Column("letter", sa.String(length=2), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("claimed_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("letter", name=op.f("pk_desks")),
        sa.UniqueConstraint("desk_id", name=op.f("uq_desks_desk_id")),
    )
    op.create_table(
        "doors",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("titles", types.TitlesJson(none_as_null=True), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_doors_direction_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doors")),
        sa.UniqueConstraint("key", name=op.f("uq_doors_key")),
    )
    op.create_table(
        "guests",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("latin", sa.Text(), nullable=False),
        sa.Column("sorted_as", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("attention", sa.Text(), nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("import_id", types.Id(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guests")),
    )
    op.create_index(op.f("ix_guests_identity"), "guests", ["identity"], unique=False)
    op.create_table(
        "imports",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_table(
        "name_words",
        sa.Column("key", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("word", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("key", "word", name=op.f("pk_name_words")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "numbers",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("letter", sa.String(length=2), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "letter", name=op.f("pk_numbers")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_id", types.Id(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_subject_id"), "outbox", ["subject_id"], unique=False)
    op.create_table(
        "season",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("titles", types.TitlesJson(none_as_null=True), nullable=False),
        sa.Column("motto", types.TitlesJson(none_as_null=True), nullable=False),
        sa.Column("place", types.TitlesJson(none_as_null=True), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("day_turn", sa.Time(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season")),
        sa.UniqueConstraint("key", name=op.f("uq_season_key")),
    )
    op.create_table(
        "season_keys",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("wrapping", sa.JSON(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season_keys")),
    )
    op.create_table(
        "staff",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('steward', 'clerk', 'supervisor', 'manager')", name=op.f("ck_staff_role_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("key", name=op.f("uq_staff_key")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
    )
    op.create_table(
        "venues",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("titles", types.TitlesJson(none_as_null=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("exits_counted", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venues")),
        sa.UniqueConstraint("key", name=op.f("uq_venues_key")),
    )
    op.create_table(
        "clearances",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("venue_id", types.Id(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"], name=op.f("fk_clearances_venue_id_venues")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearances")),
    )
    op.create_index(op.f("ix_clearances_venue_id"), "clearances", ["venue_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("titles", types.TitlesJson(none_as_null=True), nullable=False),
        sa.Column("venue_id", types.Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("doors_open", types.Moment(), nullable=False),
        sa.Column("start", types.Moment(), nullable=False),
        sa.Column("last_entry", types.Moment(), nullable=False),
        sa.Column("end", types.Moment(), nullable=False),
        sa.Column("audience_limit", sa.Integer(), nullable=True),
        sa.Column("control", sa.Text(), nullable=False),
        sa.Column("delay_minutes", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "control IN ('schedule', 'open', 'hold', 'close', 'cancel')", name=op.f("ck_events_control_known")
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"], name=op.f("fk_events_venue_id_venues")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("key", name=op.f("uq_events_key")),
    )
    op.create_table(
        "guest_words",
        sa.Column("word", sa.Text(collation="C").with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("guest_id", types.Id(), nullable=False),
        sa.Column("beside", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_guest_words_guest_id_guests")),
        sa.PrimaryKeyConstraint("word", "guest_id", name=op.f("pk_guest_words")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "headcounts",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("venue_id", types.Id(), nullable=False),
        sa.Column("door_id", types.Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["doors.id"], name=op.f("fk_headcounts_door_id_doors")),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"], name=op.f("fk_headcounts_venue_id_venues")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headcounts")),
    )
    op.create_index(op.f("ix_headcounts_venue_id"), "headcounts", ["venue_id"], unique=False)
    op.create_table(
        "orders",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("total_minor", types.Minor(), nullable=False),
        sa.Column("guest_id", types.Id(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('pending', 'paid', 'cancelled')", name=op.f("ck_orders_state_known")),
        sa.CheckConstraint("total_minor = CAST(total_minor AS BIGINT)", name=op.f("ck_orders_total_minor_whole")),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_orders_guest_id_guests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
    )
    op.create_table(
        "seats",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("venue_id", types.Id(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"], name=op.f("fk_seats_venue_id_venues")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint("venue_id", "row", "number", name=op.f("uq_seats_venue_id_row_number")),
    )
    op.create_table(
        "ticket_types",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("titles", types.TitlesJson(none_as_null=True), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("price_minor", types.Minor(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("personal", sa.Boolean(), nullable=False),
        sa.Column("concession", sa.Boolean(), nullable=False),
        sa.Column("on_trust", sa.Boolean(), nullable=False),
        sa.Column("seated_in", types.Id(), nullable=True),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("on_sale", sa.Boolean(), nullable=False),
        sa.Column("notice", types.TitlesJson(none_as_null=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("price_minor = CAST(price_minor AS BIGINT)", name=op.f("ck_ticket_types_price_minor_whole")),
        sa.CheckConstraint("price_minor >= 0", name=op.f("ck_ticket_types_price_not_negative")),
        sa.ForeignKeyConstraint(["seated_in"], ["venues.id"], name=op.f("fk_ticket_types_seated_in_venues")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_types")),
        sa.UniqueConstraint("key", name=op.f("uq_ticket_types_key")),
    )
    op.create_table(
        "door_events",
        sa.Column("door_id", types.Id(), nullable=False),
        sa.Column("event_id", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["doors.id"], name=op.f("fk_door_events_door_id_doors")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_door_events_event_id_events")),
        sa.PrimaryKeyConstraint("door_id", "event_id", name=op.f("pk_door_events")),
    )
    op.create_table(
        "grant_events",
        sa.Column("type_id", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event_id", types.Id(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_grant_events_event_id_events")),
        sa.PrimaryKeyConstraint("type_id", "position", "event_id", name=op.f("pk_grant_events")),
    )
    op.create_table(
        "grants",
        sa.Column("type_id", types.Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("window_kind", sa.Text(), nullable=False),
        sa.Column("window_before", sa.Integer(), nullable=False),
        sa.Column("window_after", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=True),
        sa.Column("per", sa.Text(), nullable=False),
        sa.Column("reentry", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("per IN ('event', 'day', 'season')", name=op.f("ck_grants_per_known")),
        sa.CheckConstraint("reentry IN ('never', 'after_exit', 'free')", name=op.f("ck_grants_reentry_known")),
        sa.CheckConstraint("window_kind IN ('event', 'minutes', 'any_time')", name=op.f("ck_grants_window_kind_known")),
        sa.ForeignKeyConstraint(["type_id"], ["ticket_types.id"], name=op.f("fk_grants_type_id_ticket_types")),
        sa.PrimaryKeyConstraint("type_id", "position", name=op.f("pk_grants")),
    )
    op.create_table(
        "order_lines",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("type_id", types.Id(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("price_minor", types.Minor(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_order_lines_count_positive")),
        sa.CheckConstraint("price_minor = CAST(price_minor AS BIGINT)", name=op.f("ck_order_lines_price_minor_whole")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id_orders")),
        sa.ForeignKeyConstraint(["type_id"], ["ticket_types.id"], name=op.f("fk_order_lines_type_id_ticket_types")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
    )
    op.create_index(op.f("ix_order_lines_order_id"), "order_lines", ["order_id"], unique=False)
    op.create_table(
        "payments",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("amount_minor", types.Minor(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.CheckConstraint("method IN ('cash', 'card', 'kaspi', 'transfer')", name=op.f("ck_payments_method_known")),
        sa.CheckConstraint("amount_minor = CAST(amount_minor AS BIGINT)", name=op.f("ck_payments_amount_minor_whole")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payments_order_id_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    op.create_index(op.f("ix_payments_order_id"), "payments", ["order_id"], unique=False)
    op.create_table(
        "entitlements",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("line_id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("type_id", types.Id(), nullable=False),
        sa.Column("guest_id", types.Id(), nullable=True),
        sa.Column("seat_id", types.Id(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_entitlements_guest_id_guests")),
        sa.ForeignKeyConstraint(["line_id"], ["order_lines.id"], name=op.f("fk_entitlements_line_id_order_lines")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_entitlements_order_id_orders")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_entitlements_seat_id_seats")),
        sa.ForeignKeyConstraint(["type_id"], ["ticket_types.id"], name=op.f("fk_entitlements_type_id_ticket_types")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entitlements")),
    )
    op.create_index(op.f("ix_entitlements_guest_id"), "entitlements", ["guest_id"], unique=False)
    op.create_index(op.f("ix_entitlements_line_id"), "entitlements", ["line_id"], unique=False)
    op.create_index(op.f("ix_entitlements_order_id"), "entitlements", ["order_id"], unique=False)
    op.create_table(
        "seat_holdings",
        sa.Column("event_id", types.Id(), nullable=False),
        sa.Column("seat_id", types.Id(), nullable=False),
        sa.Column("entitlement_id", types.Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entitlement_id"], ["entitlements.id"], name=op.f("fk_seat_holdings_entitlement_id_entitlements")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_seat_holdings_event_id_events")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_seat_holdings_seat_id_seats")),
        sa.PrimaryKeyConstraint("event_id", "seat_id", name=op.f("pk_seat_holdings")),
    )
    op.create_index(op.f("ix_seat_holdings_entitlement_id"), "seat_holdings", ["entitlement_id"], unique=False)
    op.create_table(
        "tickets",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("entitlement_id", types.Id(), nullable=False),
        sa.Column("key_id", types.Id(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("replaced_by", types.Id(), nullable=True),
        sa.Column("created_at", types.Moment(), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('valid', 'blocked', 'void', 'replaced')", name=op.f("ck_tickets_state_known")),
        sa.ForeignKeyConstraint(
            ["entitlement_id"], ["entitlements.id"], name=op.f("fk_tickets_entitlement_id_entitlements")
        ),
        sa.ForeignKeyConstraint(["key_id"], ["season_keys.id"], name=op.f("fk_tickets_key_id_season_keys")),
        sa.ForeignKeyConstraint(["replaced_by"], ["tickets.id"], name=op.f("fk_tickets_replaced_by_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_tickets_code_hash")),
        sa.UniqueConstraint("number", name=op.f("uq_tickets_number")),
    )
    op.create_index(op.f("ix_tickets_entitlement_id"), "tickets", ["entitlement_id"], unique=False)
    op.create_index(op.f("ix_tickets_serial"), "tickets", ["serial"], unique=False)
    op.create_table(
        "prints",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("ticket_id", types.Id(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.CheckConstraint("medium IN ('paper', 'file')", name=op.f("ck_prints_medium_known")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_prints_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prints")),
        sa.UniqueConstraint("ticket_id", "copy", name=op.f("uq_prints_ticket_id_copy")),
    )
    op.create_table(
        "scans",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("door_id", types.Id(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("ticket_id", types.Id(), nullable=True),
        sa.Column("entitlement_id", types.Id(), nullable=True),
        sa.Column("event_id", types.Id(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("override", sa.Text(), nullable=True),
        sa.Column("answers", types.Id(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_scans_direction_known")),
        sa.CheckConstraint("verdict IN ('admit', 'refuse', 'ask')", name=op.f("ck_scans_verdict_known")),
        sa.ForeignKeyConstraint(["door_id"], ["doors.id"], name=op.f("fk_scans_door_id_doors")),
        sa.ForeignKeyConstraint(
            ["entitlement_id"], ["entitlements.id"], name=op.f("fk_scans_entitlement_id_entitlements")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_scans_event_id_events")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_scans_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scans")),
    )
    op.create_index(op.f("ix_scans_at"), "scans", ["at"], unique=False)
    op.create_index("ix_scans_door_id", "scans", ["door_id", "at", "verdict", "direction"], unique=False)
    op.create_index("ix_scans_ticket_id", "scans", ["ticket_id", "at"], unique=False)
    op.create_table(
        "movements",
        sa.Column("scan_id", types.Id(), nullable=False),
        sa.Column("entitlement_id", types.Id(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("event_id", types.Id(), nullable=True),
        sa.Column("venue_id", types.Id(), nullable=True),
        sa.Column("door_id", types.Id(), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("uses_entry", sa.Boolean(), nullable=False),
        sa.Column("stands", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entitlement_id"], ["entitlements.id"], name=op.f("fk_movements_entitlement_id_entitlements")
        ),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name=op.f("fk_movements_scan_id_scans")),
        sa.PrimaryKeyConstraint("scan_id", name=op.f("pk_movements")),
        sa.UniqueConstraint("entitlement_id", "slot", "ordinal", name=op.f("uq_movements_entitlement_id_slot_ordinal")),
    )
    op.create_index(
        "ix_movements_undone",
        "movements",
        ["door_id", "at"],
        unique=False,
        sqlite_where=sa.text("NOT stands"),
        postgresql_where=sa.text("NOT stands"),
    )
    op.create_index("ix_movements_venue_id_at", "movements", ["venue_id", "at"], unique=False)
    op.create_table(
        "undos",
        sa.Column("scan_id", types.Id(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("desk_id", types.Id(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name=op.f("fk_undos_scan_id_scans")),
        sa.PrimaryKeyConstraint("scan_id", name=op.f("pk_undos")),
    )


def downgrade() -> None:
    op.drop_table("undos")
    op.drop_index("ix_movements_venue_id_at", table_name="movements")
    op.drop_index(
        "ix_movements_undone",
        table_name="movements",
        sqlite_where=sa.text("NOT stands"),
        postgresql_where=sa.text("NOT stands"),
    )
    op.drop_table("movements")
    op.drop_index("ix_scans_ticket_id", table_name="scans")
    op.drop_index("ix_scans_door_id", table_name="scans")
    op.drop_index(op.f("ix_scans_at"), table_name="scans")
    op.drop_table("scans")
    op.drop_table("prints")
    op.drop_index(op.f("ix_tickets_serial"), table_name="tickets")
    op.drop_index(op.f("ix_tickets_entitlement_id"), table_name="tickets")
    op.drop_table("tickets")
    op.drop_index(op.f("ix_seat_holdings_entitlement_id"), table_name="seat_holdings")
    op.drop_table("seat_holdings")
    op.drop_index(op.f("ix_entitlements_order_id"), table_name="entitlements")
    op.drop_index(op.f("ix_entitlements_line_id"), table_name="entitlements")
    op.drop_index(op.f("ix_entitlements_guest_id"), table_name="entitlements")
    op.drop_table("entitlements")
    op.drop_index(op.f("ix_payments_order_id"), table_name="payments")
    op.drop_table("payments")
    op.drop_index(op.f("ix_order_lines_order_id"), table_name="order_lines")
    op.drop_table("order_lines")
    op.drop_table("grants")
    op.drop_table("grant_events")
    op.drop_table("door_events")
    op.drop_table("ticket_types")
    op.drop_table("seats")
    op.drop_table("orders")
    op.drop_index(op.f("ix_headcounts_venue_id"), table_name="headcounts")
    op.drop_table("headcounts")
    op.drop_table("guest_words")
    op.drop_table("events")
    op.drop_index(op.f("ix_clearances_venue_id"), table_name="clearances")
    op.drop_table("clearances")
    op.drop_table("venues")
    op.drop_table("staff")
    op.drop_table("season_keys")
    op.drop_table("season")
    op.drop_index(op.f("ix_outbox_subject_id"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_table("numbers")
    op.drop_table("name_words")
    op.drop_table("imports")
    op.drop_index(op.f("ix_guests_identity"), table_name="guests")
    op.drop_table("guests")
    op.drop_table("doors")
    op.drop_table("desks")
    op.drop_table("counters")
