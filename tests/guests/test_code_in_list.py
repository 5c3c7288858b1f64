from pathlib import Path

from aspara_desk.domain import code
from aspara_desk.staff.workplace import Workplace
from tests.guests.lists import csv_bytes
from tests.guests.test_import_guests import take


def test_a_row_with_a_ticket_s_code_is_rejected(office: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_bytes([["name", "note"], ["Абай", code.specimen().reveal()], ["Асан", "call back"]]))
    report = take(office, path)
    assert (report.new, report.rejected) == (1, 1)
    assert [(one.kind, one.place.row, one.place.column) for one in report.problems] == [("code_in_text", 2, "note")]
