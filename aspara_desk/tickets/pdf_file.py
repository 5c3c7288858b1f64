"""A PDF that is written while it is made: pages and artwork leave memory as soon as they are drawn.

reportlab's own canvas keeps every page until the end: that is nothing for ten tickets and too much for ten
thousand. Here its document model serves fonts and metadata; pages and
forms go straight to the file and share one resource dictionary.
"""

import zlib
from array import array
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from reportlab.pdfbase import pdfdoc

from aspara_desk.tickets.fonts import Typeface

_VERSION = (1, 4)
_HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"  # four bytes above 127 mark the file as binary, ISO 32000-1, 7.5.2
_CREATOR = "Aspara Desk"
# What would end or change a literal string, ISO 32000-1, 7.3.4.2. Glyph codes are any byte.
_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r", "\n": "\\n"})

Show = tuple[str, str]  # font resource and escaped string, for Tf and Tj


class Sink(Protocol):
    def write(self, data: bytes, /) -> int: ...


class PdfFile:
    """Writes to an open binary stream. The same calls give the same bytes. `created` is aware; `language` is BCP 47."""

    def __init__(
        self,
        out: Sink,
        *,
        title: str,
        author: str,
        language: str,
        created: datetime,
        page_size: tuple[float, float],
    ) -> None:
        self._out = out
        self._at = 0
        self._offsets = array("Q", [0])  # by object number; 0 is not written yet
        self._page_size = page_size
        self._doc = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=_VERSION, lang=language)
        self._describe(title, author, created)
        self._resources = pdfdoc.PDFResourceDictionary()
        self._resources.basicFonts()
        self._doc.Reference(self._resources, "Resources")
        self._doc.Reference(self._doc.Pages, "Pages")
        self._write(_HEADER)

    def _describe(self, title: str, author: str, created: datetime) -> None:
        doc = self._doc
        doc.setTitle(title)
        doc.setAuthor(author)
        doc.setSubject("")
        doc.setCreator(_CREATOR)
        doc.setDateFormatter(lambda *_invariant: _pdf_date(created))
        doc.updateSignature(created.isoformat())
        preferences = pdfdoc.ViewerPreferencesPDFDictionary({"DisplayDocTitle": "true", "PrintScaling": "/None"})
        doc.Catalog.ViewerPreferences = preferences

    def show(self, typeface: Typeface, text: str) -> list[Show]:
        """A text in the subsets of a font, in order."""
        return [
            (typeface.font.getSubsetInternalName(subset, self._doc), codes.decode("latin-1").translate(_ESCAPES))
            for subset, codes in typeface.font.splitString(text, self._doc)
        ]

    def form(self, name: str, content: str) -> None:
        """Artwork that pages use by `/name Do`, stored once. It covers at most a page from its own origin."""
        width, height = self._page_size
        number = self._stream(
            b"/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources %d 0 R"
            % (width, height, self._number("Resources")),
            content,
        )
        self._resources.XObject[name] = f"{number} 0 R"

    def page(self, content: str) -> None:
        width, height = self._page_size
        stream = self._stream(b"", content)
        page = self._object(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R/Contents %d 0 R>>"
            % (self._number("Pages"), width, height, self._number("Resources"), stream)
        )
        self._doc.Pages.addPage(f"{page} 0 R")

    def finish(self) -> None:
        """Fonts, page tree, metadata and cross-reference table: what is known only at the end."""
        doc = self._doc
        for font in doc.delayedFonts:
            font.addObjects(doc)
        info, catalog = doc.Reference(doc.info), doc.Reference(doc.Catalog)
        doc.Catalog.Outlines = None
        doc.info.digest(doc.signature)
        number = 0
        while number < doc.objectcounter:  # writing an object may register more
            number += 1
            if not self._offset(number):
                self._emit(doc.numberToId[number])
        self._write_table(info, catalog)

    def _number(self, name: str) -> int:
        number: int = self._doc.idToObjectNumberAndVersion[name][0]
        return number

    def _stream(self, entries: bytes, content: str) -> int:
        data = content.encode("latin-1")
        self._doc.updateSignature(data)
        packed = zlib.compress(data)
        head = b"<<%s/Filter/FlateDecode/Length %d>>" % (entries, len(packed))
        return self._object(b"%s\nstream\n%s\nendstream" % (head, packed))

    def _object(self, body: bytes) -> int:
        """Writes an object that reportlab's model does not know but for its number."""
        self._doc.objectcounter += 1
        number: int = self._doc.objectcounter
        self._mark(number)
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        return number

    def _emit(self, name: str) -> None:
        """Writes a registered object and lets go of it; only its number stays."""
        body = pdfdoc.PDFIndirectObject(name, self._doc.idToObject[name]).format(self._doc)
        self._mark(self._number(name))
        self._write(body)
        self._doc.idToObject[name] = None

    def _offset(self, number: int) -> int:
        return self._offsets[number] if number < len(self._offsets) else 0

    def _mark(self, number: int) -> None:
        self._offsets.extend([0] * (number + 1 - len(self._offsets)))
        self._offsets[number] = self._at

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)

    def _write_table(self, info: object, catalog: object) -> None:
        start, size = self._at, self._doc.objectcounter + 1
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for number in range(1, size):
            self._write(b"%010d 00000 n \n" % self._offset(number))
        trailer = pdfdoc.PDFTrailer(startxref=start, Size=size, Root=catalog, Info=info, ID=self._doc.ID())
        self._write(trailer.format(self._doc))


def _pdf_date(moment: datetime) -> str:
    """A date string of ISO 32000-1, 7.9.4."""
    offset = moment.strftime("%z") or "+0000"
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def operands(numbers: Sequence[float]) -> str:
    """Numbers of a content stream: hundredths of a point are finer than any printer."""
    return " ".join(f"{number:.2f}".rstrip("0").rstrip(".") for number in numbers)
