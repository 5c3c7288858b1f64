from pathlib import Path

import pytest

from aspara_desk.domain.errors import Misused
from aspara_desk.tickets.output import whole_file


@pytest.mark.parametrize("content", [b"SQLite format 3\x00 and more", b"name,phone\n", b"\x89PNG"])
def test_a_file_of_another_kind_is_not_lost(tmp_path: Path, content: bytes) -> None:
    out = tmp_path / "precious"
    out.write_bytes(content)
    with pytest.raises(Misused, match="output_is_other_file"), whole_file(out) as file:
        file.write(b"%PDF-1.4")
    assert out.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == ["precious"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 older"])
def test_an_older_pdf_or_an_empty_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    out = tmp_path / "tickets.pdf"
    out.write_bytes(content)
    with whole_file(out) as file:
        file.write(b"%PDF-1.4 newer")
    assert out.read_bytes() == b"%PDF-1.4 newer"
