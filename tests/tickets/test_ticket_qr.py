import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.constants import ERROR_CORRECT_H
from qrcode.main import QRCode

from aspara_desk.domain import code
from aspara_desk.domain.code import TicketCode
from aspara_desk.tickets import qr

QUIET_ZONE = 4  # modules on every side, ISO/IEC 18004
codes = st.builds(code.derive, st.binary(min_size=32, max_size=32), st.uuids())


def modules(ticket_code: TicketCode) -> tuple[tuple[bool, ...], ...]:
    """The symbol row by row from the top, dark modules True, without its quiet zone."""
    rows = [[False] * qr.SIDE for _ in range(qr.SIDE)]
    for row, start, length in qr.runs(ticket_code):
        rows[row][start : start + length] = [True] * length
    return tuple(map(tuple, rows))


def by_the_library(ticket_code: TicketCode) -> tuple[tuple[bool, ...], ...]:
    symbol = QRCode(version=2, error_correction=ERROR_CORRECT_H, mask_pattern=0)
    symbol.add_data(ticket_code.reveal(), optimize=0)
    symbol.make(fit=False)
    return tuple(tuple(bool(dark) for dark in row) for row in symbol.modules)


@settings(deadline=None)
@given(codes)
def test_a_symbol_is_the_librarys_own(ticket_code: TicketCode):
    assert modules(ticket_code) == by_the_library(ticket_code)
    assert qr.SIDE == 25


@settings(deadline=None)
@given(codes)
def test_a_symbol_is_read_back(ticket_code: TicketCode):
    scale, side = 4, qr.SIDE + 2 * QUIET_ZONE
    picture = Image.new("L", (side, side), 255)
    for row, start, length in qr.runs(ticket_code):
        for column in range(start, start + length):
            picture.putpixel((column + QUIET_ZONE, row + QUIET_ZONE), 0)
    found = zxingcpp.read_barcodes(
        picture.resize((side * scale, side * scale), Image.Resampling.NEAREST), formats=zxingcpp.BarcodeFormat.QRCode
    )
    assert [barcode.text for barcode in found] == [ticket_code.reveal()]
    assert found[0].ec_level == "H"
