"""Pictures of every screen, to be looked at: `python -m tests.ui.pictures FOLDER [SIZE…]`, sizes as 1280x720.

Each is taken in light and dark and in three languages; verdicts also shrunk to a tenth, in colour and in grey.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false;qt.qpa.*=false")

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aspara_desk.bootstrap import Settings
from aspara_desk.box_office import tickets
from aspara_desk.box_office.selling import guest_named, sell
from aspara_desk.domain.sales import Method
from aspara_desk.domain.season import LANGUAGES
from aspara_desk.ui.program import Program
from aspara_desk.ui.theme.theme import Choice
from tests.conftest import Clock
from tests.ui.conftest import EVENING
from tests.ui.typing import press, scan_code, type_text

SIZES = ((1280, 720), (1920, 1080))
LONG_NAME = "Әбдірахманқызы-Төлегенова Гүлжаһан Нұрмұхамедқызы фон Штауффенберг"


@dataclass
class Gallery:
    folder: Path
    application: QApplication
    program: Program
    clock: Clock

    def settle(self) -> None:
        QTest.qWait(5)
        while self.program.tasks.busy:
            QTest.qWait(5)
        QTest.qWait(60)

    def take(self, name: str, *, shrunk: bool = False) -> None:
        """The window as it is now, in every scheme and language."""
        for language in LANGUAGES:
            self.program.language.choose(language)
            for scheme in (Choice.LIGHT, Choice.DARK):
                self.program.theme.choose(scheme)
                self.settle()
                size = self.program.window.width()
                picture = self.program.window.grab().toImage()
                picture.save(str(self.folder / f"{name}-{language}-{scheme.value}-{size}.png"))
                if shrunk and language == "en":
                    self._take_small(picture, f"tenth-{name}-{scheme.value}-{size}")
        self.program.language.choose("en")

    def _take_small(self, picture: QImage, name: str) -> None:
        small = picture.scaled(
            QSize(picture.width() // 10, picture.height() // 10), Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        small.save(str(self.folder / f"{name}.png"))
        small.convertToFormat(QImage.Format.Format_Grayscale8).save(str(self.folder / f"{name}-grey.png"))

    def enter(self, room: str) -> None:
        frame = self.program.window.frame
        assert frame is not None
        frame.enter(room)
        self.settle()

    def press(self, *keys: object) -> None:
        for key in keys:
            press(self.program.window, key)
            self.settle()

    def type(self, text: str) -> None:
        type_text(self.program.window, text)
        self.settle()

    # --- tickets to show ---

    def ticket(self, type_key: str, name: str | None, method: Method = Method.CASH) -> tuple[str, str]:
        """A sold ticket's number and its code."""
        context = self.program.context
        assert context is not None
        guest = guest_named(name) if name else None
        sold = sell(context.here, context.keyring, type_key=type_key, method=method, guest=guest).tickets[0]
        return sold.number, context.keyring.code(sold.key_id, sold.id).reveal()

    def scan(self, code: str) -> None:
        scan_code(self.program.window, code)
        self.settle()
        self.clock.now += timedelta(seconds=20)


def box_office(gallery: Gallery) -> None:
    gallery.enter("box_office")
    gallery.take("box-office-empty")
    gallery.press("1", "1", "4", "9")
    gallery.take("box-office-order")
    gallery.type(LONG_NAME)
    gallery.take("box-office-finding")
    gallery.press(Qt.Key.Key_Return)
    gallery.press(Qt.Key.Key_Return)
    gallery.type("70000")
    gallery.take("box-office-payment")
    gallery.press(Qt.Key.Key_Return)
    gallery.take("box-office-sold")
    gallery.press(Qt.Key.Key_F4)
    gallery.take("box-office-ticket")
    gallery.press(Qt.Key.Key_Escape)


def door(gallery: Gallery) -> None:
    gallery.enter("door")
    gallery.take("door-waiting", shrunk=True)
    _number, code = gallery.ticket("show-d2-evening", LONG_NAME)
    gallery.scan(code)
    gallery.take("door-admit-long", shrunk=True)
    gallery.scan(code)
    gallery.take("door-refuse", shrunk=True)
    number, _code = gallery.ticket("vip-front-row", "Айгүл Қалиева")
    gallery.press(Qt.Key.Key_F2)
    gallery.type(number)
    gallery.take("door-finding")
    gallery.press(Qt.Key.Key_Return)
    gallery.take("door-ask", shrunk=True)
    gallery.press(Qt.Key.Key_Return)
    gallery.take("door-admit", shrunk=True)
    number, code = gallery.ticket("vip-front-row", "Айгүл Қалиева")
    context = gallery.program.context
    assert context is not None
    tickets.block(context.here, number, "lost, says the guest")
    gallery.scan(code)
    gallery.press(Qt.Key.Key_F6)
    gallery.take("door-override")
    gallery.press(Qt.Key.Key_Escape, Qt.Key.Key_F5)
    gallery.take("door-choosing")
    gallery.press(Qt.Key.Key_Escape, Qt.Key.Key_F8)
    gallery.take("door-hold")
    gallery.press(Qt.Key.Key_Escape)


def others(gallery: Gallery) -> None:
    for room in ("programme", "guests", "reports", "settings"):
        gallery.enter(room)
        gallery.take(room)
    gallery.enter("guests")
    gallery.press(Qt.Key.Key_F2)
    gallery.type("Қал")
    gallery.press(Qt.Key.Key_Return)
    gallery.take("guests-card")
    gallery.enter("programme")
    gallery.press("0")
    gallery.take("programme-all")


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [tuple(map(int, one.split("x"))) for one in sys.argv[2:]] or SIZES
    application = QApplication([])
    for width, height in sizes:
        with tempfile.TemporaryDirectory() as name:
            home, clock = Path(name), Clock(EVENING)
            settings = Settings(str(home / "season.db"), "en", data_folder=home, clock=clock)
            program = Program(application, settings, language_chosen=True)
            program.sounds.prepare = program.sounds.play = lambda *_sounds: None  # on, but nothing is heard
            program.window.show()
            program.window.resize(width, height)
            program.open()
            gallery = Gallery(folder, application, program, clock)
            gallery.settle()
            gallery.take("start")
            program.window.start.sample_wished.emit()
            gallery.settle()
            box_office(gallery)
            door(gallery)
            others(gallery)
            program.window.close()
            program.finish()


if __name__ == "__main__":
    main()
