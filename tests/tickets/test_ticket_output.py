import errno
import os
import stat
from pathlib import Path

import pytest

from aspara_desk.domain.errors import Misused
from aspara_desk.tickets.output import Output, whole_file


def write(out: Path, data: bytes = b"new") -> None:
    with whole_file(out) as stream:
        stream.write(data)


def kind_of(out: Path) -> str:
    with pytest.raises(Misused) as caught:
        write(out)
    assert caught.value.facts["path"] == str(out)
    return caught.value.kind


def test_a_file_is_there_when_the_block_ends(tmp_path):
    out = tmp_path / "t.pdf"
    with whole_file(out) as stream:
        stream.write(b"ne")
        assert not out.exists()
        stream.write(b"w")
    assert out.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [out]


def test_a_failure_leaves_the_older_file(tmp_path):
    out = tmp_path / "t.pdf"
    out.write_bytes(b"%PDF older")
    with pytest.raises(ZeroDivisionError), whole_file(out) as stream:
        stream.write(b"%d" % (1 // 0))
    assert out.read_bytes() == b"%PDF older"
    assert list(tmp_path.iterdir()) == [out]


def test_a_missing_folder_is_named(tmp_path):
    assert kind_of(tmp_path / "nowhere" / "t.pdf") == "output_folder_missing"


def test_a_file_in_place_of_a_folder_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert kind_of(tmp_path / "file" / "t.pdf") == "output_folder_missing"


def test_a_folder_is_not_overwritten(tmp_path):
    assert kind_of(tmp_path) == "output_is_folder"


@pytest.mark.skipif(os.name != "posix", reason="devices are files on POSIX alone")
def test_a_device_is_not_overwritten():
    assert kind_of(Path(os.devnull)) == "output_unwritable"
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_name_that_is_too_long_is_refused(tmp_path):
    assert kind_of(tmp_path / ("t" * 300)) == "output_unwritable"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, "output_disk_full"),
        (errno.EACCES, "output_no_permission"),
        (errno.EROFS, "output_no_permission"),
        (errno.EIO, "output_unwritable"),
    ],
)
def test_what_the_disk_says_is_told_apart(tmp_path, monkeypatch, number, kind):
    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    out = tmp_path / "t.pdf"
    out.write_bytes(b"%PDF older")
    assert kind_of(out) == kind
    assert out.read_bytes() == b"%PDF older"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_full_disk_is_noticed_while_writing(tmp_path):
    output = Output(tmp_path / "t.pdf")
    output._stream.close()
    with Path("/dev/full").open("wb", buffering=0) as output._stream, pytest.raises(Misused) as caught:
        output.write(b"new")
    output.discard()
    assert caught.value.kind == "output_disk_full"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions are bits on POSIX alone")
def test_permissions_are_the_older_files_or_the_owners(tmp_path):
    out = tmp_path / "t.pdf"
    write(out)
    out.write_bytes(b"%PDF older")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    out.chmod(0o644)
    write(out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o644


def test_a_fault_of_the_tickets_is_not_blamed_on_the_disk(tmp_path):
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "t.pdf"):
        raise FileNotFoundError
