"""The style sheet: one, made of tokens, for every control that Qt brings and every role of `roles`."""

from collections.abc import Callable
from pathlib import Path
from string import Template

from aspara_desk.ui.theme import tokens
from aspara_desk.ui.theme.tokens import PLAIN_COLOURS, Scheme

SANS = "Noto Sans"
SERIF = "Noto Serif Display"


def style_sheet(scheme: Scheme, px: Callable[[float], int], controls: Path) -> str:
    """`px` scales a token; `controls` is the folder of the marks that lie in controls, for this scheme."""
    facts: dict[str, object] = {name: scheme.colour(name) for name in PLAIN_COLOURS}
    facts |= {name: f"{px(size)}px" for name, size in tokens.TYPE.items()}
    facts |= {f"s{size}": f"{px(size)}px" for size in _SIZES}
    facts |= {"sans": SANS, "serif": SERIF, "marks": controls.as_posix()}
    return Template("".join(_PARTS)).substitute(facts)


_SIZES = (1, 2, 3, 4, 6, 7, 8, 10, 11, 12, 14, 15, 16, 18, 20, 22, 24, 26, 28, 32, 34, 36, 38, 40, 46, 48)

# A control is 40 px high. Its edge is 1 px, and 2 px in the accent with the focus; the padding makes up for it, so
# that nothing moves.
_TEXT = """
QLabel { background: transparent; }
QLabel[role="display"] { font-family: "$serif"; font-size: $title; font-weight: bold; }
QLabel[role="title"] { font-size: $title; font-weight: bold; }
QLabel[role="heading"] { font-size: $heading; font-weight: bold; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="caption"] { color: $muted; font-size: $caption; }
QLabel[role="label"] { color: $muted; font-size: $caption; font-weight: bold; }
QLabel[role="figure"] { font-size: $title; font-weight: bold; }
QLabel[role="amount"] { font-size: $heading; font-weight: bold; }
QLabel[role="badge"] { background: $hover; font-size: $caption; font-weight: bold; border-radius: $s4;
    padding: $s1 $s8; }
QLabel[role="key"] { background: $panel; color: $text; border: 1px solid $line; border-bottom: 2px solid $line;
    border-radius: $s4; padding: 0px $s6; font-size: $caption; font-weight: bold; }
QLabel[role="error"] { color: $error; }
QLabel[role="error-caption"] { color: $error; font-size: $caption; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="ok"] { color: $ok; }
QLabel:disabled { color: $disabled; }
QToolTip { background: $panel; color: $text; border: 1px solid $line_strong; padding: $s4 $s8; font-size: $caption; }
"""
_SHEETS = """
QDialog, QWidget[role="ground"] { background: $ground; }
QWidget[role="panel"] { background: $panel; border: 1px solid $line; border-radius: $s8; }
QWidget[role="card"] { background: $hover; border-radius: $s8; }
QWidget[role="header"] { background: $panel; border-bottom: 1px solid $line; }
QFrame[role="nav"] { background: $panel; border-right: 1px solid $line; }
QWidget[role="keybar"] { background: $ground; border-top: 1px solid $line; }
QWidget[role="rule"] { background: $line; }
QWidget[role="track"] { background: $pressed; border-radius: $s8; }
QWidget[role="pill"] { background: $hover; border-radius: $s12; }
QWidget[role="banner-error"] { background: $banner_error; border: 1px solid $refuse; border-radius: $s8; }
QWidget[role="banner-warning"] { background: $banner_warning; border: 1px solid $ask; border-radius: $s8; }
QWidget[role="banner-info"] { background: $banner_info; border: 1px solid $accent; border-radius: $s8; }
QWidget[role="banner-ok"] { background: $banner_ok; border: 1px solid $admit; border-radius: $s8; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget#qt_scrollarea_viewport, QScrollArea > QWidget > QWidget { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
"""
_BUTTONS = """
QPushButton { background: $panel; color: $text; border: 1px solid $line_strong; border-radius: $s8;
    padding: 0px $s15; min-height: $s38; outline: none; qproperty-iconSize: $s28 $s20; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:open { background: $pressed; }
QPushButton:checked { background: $selection; border-color: $accent; }
QPushButton:focus { border: 2px solid $focus; padding: 0px $s14; min-height: $s36; }
QPushButton:disabled { background: $ground; color: $disabled; border-color: $line; }
QPushButton::menu-indicator { image: url("$marks/down.svg"); width: $s12; subcontrol-position: right center;
    right: $s8; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: bold; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[role="primary"]:focus { border: 2px solid $focus_on_accent; }
QPushButton[role="primary"]:disabled { background: $pressed; color: $disabled; border-color: $pressed; }
QPushButton[role="danger"] { color: $error; border-color: $error; }
QPushButton[role="danger"]:hover, QPushButton[role="danger"]:pressed { background: $refuse_hover; color: $on_refuse;
    border-color: $refuse_hover; }
QPushButton[role="danger"]:disabled { color: $disabled; border-color: $line; }
QPushButton[role="danger"]:focus { border: 2px solid $focus; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; padding: 0px $s11; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:pressed, QPushButton[role="quiet"]:checked { background: $pressed; }
QPushButton[role="quiet"]:focus { border: 2px solid $focus; padding: 0px $s10; }
QPushButton[role="tile"] { text-align: left; padding: $s11 $s15; min-height: $s48; }
QPushButton[role="tile"]:focus { padding: $s10 $s14; }
QPushButton[role="segment"] { background: transparent; color: $muted; border-color: transparent;
    border-radius: $s6; padding: 0px $s11; min-height: $s28; }
QPushButton[role="segment"]:hover { color: $text; }
QPushButton[role="segment"]:checked { background: $raised; color: $text; border-color: $line_strong;
    font-weight: bold; }
QPushButton[role="segment"]:focus { border: 2px solid $focus; padding: 0px $s10; min-height: $s26; }
QPushButton[role="segment"]:disabled { color: $disabled; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: $s8; padding: $s7; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $pressed; }
QToolButton:focus { border: 2px solid $focus; padding: $s6; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QToolButton[role="nav"] { color: $muted; font-size: $caption; padding: $s7 $s3; }
QToolButton[role="nav"]:hover { color: $text; }
QToolButton[role="nav"]:checked { background: $selection; color: $text; font-weight: bold; }
QToolButton[role="nav"]:focus { padding: $s6 $s2; }
"""
_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $panel; color: $text;
    border: 1px solid $line_strong; border-radius: $s8; selection-background-color: $accent;
    selection-color: $on_accent; placeholder-text-color: $muted; }
QLineEdit, QComboBox, QAbstractSpinBox { padding: 0px $s11; min-height: $s38; }
QAbstractSpinBox { max-height: $s38; qproperty-alignment: AlignCenter; }
QAbstractSpinBox:focus { max-height: $s36; }
QPlainTextEdit, QTextEdit { padding: $s7; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover, QPlainTextEdit:hover { border-color: $muted; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $focus; padding: 0px $s10;
    min-height: $s36; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: $s6; }
QLineEdit[wrong="true"] { border-color: $error; }
QLineEdit[wrong="true"]:focus { border: 2px solid $error; }
QLineEdit[role="find"] { font-size: $heading; min-height: $s48; padding: 0px $s15; }
QLineEdit[role="find"]:focus { padding: 0px $s14; min-height: $s46; }
QLineEdit:read-only { background: $ground; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { background: $ground;
    color: $disabled; border-color: $line; }
QAbstractSpinBox > QLineEdit, QComboBox > QLineEdit, QAbstractSpinBox > QLineEdit:focus, QComboBox > QLineEdit:focus,
QAbstractSpinBox > QLineEdit:read-only, QComboBox > QLineEdit:read-only { border: none; padding: 0px; min-height: 0px;
    background: transparent; }
QComboBox::drop-down { border: none; width: $s32; }
QComboBox::down-arrow { image: url("$marks/down.svg"); width: $s16; height: $s16; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line_strong; border-radius: 0px; outline: 0px;
    padding: $s4; margin: 0px; }
QComboBox QAbstractItemView::item { min-height: $s36; padding: 0px $s8; border-radius: $s4; color: $text; }
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover { background: $selection;
    color: $text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: $s28; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url("$marks/up.svg"); width: $s12; height: $s12; }
QAbstractSpinBox::down-arrow { image: url("$marks/down.svg"); width: $s12; height: $s12; }
QCheckBox, QRadioButton { spacing: $s10; min-height: $s28; padding: $s2; border: 2px solid transparent;
    border-radius: $s6; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator { width: $s18; height: $s18; background: $panel;
    border: 1px solid $line_strong; }
QCheckBox::indicator { border-radius: $s4; }
QRadioButton::indicator { border-radius: $s10; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$marks/check.svg"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url("$marks/minus.svg"); }
QRadioButton::indicator:checked { border-color: $accent; image: url("$marks/dot.svg"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $ground; border-color: $line; }
QRadioButton::indicator:checked:disabled { image: url("$marks/off.svg"); }
QCheckBox::indicator:checked:disabled { background: $line_strong; }
"""
_LISTS = """
QTableView, QListView, QTreeView { background: $panel; color: $text; border: 1px solid $line; border-radius: $s8;
    margin: 1px; outline: 0px; gridline-color: $line; selection-background-color: $selection; selection-color: $text; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid $focus; margin: 0px; }
QTableView::item { border: none; border-bottom: 1px solid $line; padding: 0px 9px; }
QListView::item { min-height: $s40; padding: 0px 9px; }
QTreeView::item { min-height: $s40; }
QTableView::item:hover, QListView::item:hover, QTreeView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: $selection; color: $text; }
QHeaderView { background: transparent; border: none; border-bottom: 1px solid $line_strong; }
QHeaderView::section { background: transparent; color: $muted; border: none;
    padding: 0px $s12; min-height: $s36; font-size: $caption; font-weight: bold; }
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow, QHeaderView::down-arrow { subcontrol-origin: padding; subcontrol-position: center right; }
QFileDialog QHeaderView::section { padding: $s10 $s12 0px $s12; min-height: $s26; }
QHeaderView::up-arrow { image: url("$marks/up.svg"); width: $s12; height: $s12; }
QHeaderView::down-arrow { image: url("$marks/down.svg"); width: $s12; height: $s12; }
QTableCornerButton::section { background: $panel; border: none; }
QScrollBar { background: transparent; border: none; margin: 0px; }
QScrollBar:vertical { width: $s12; }
QScrollBar:horizontal { height: $s12; }
QScrollBar::handle { background: $scroll; border-radius: $s3; margin: $s3; }
QScrollBar::handle:vertical { min-height: $s40; }
QScrollBar::handle:horizontal { min-width: $s40; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $scroll_hover; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
"""
# Tabs, groups, splitters, trees and radio buttons are those of Qt's own dialogs for files and printers.
_REST = """
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; border: none; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: 0px $s16; min-height: $s38; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:selected:focus { background: $selection; }
QTabBar::tab:disabled { color: $disabled; }
QMenu { background: $panel; color: $text; border: 1px solid $line_strong; padding: $s4; }
QMenu::item { min-height: $s32; padding: 0px $s24 0px $s12; border-radius: $s4; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: $s4 $s8; }
QMenu::icon { padding-left: $s8; }
QProgressBar { background: $pressed; border: none; border-radius: $s4; min-height: $s8; max-height: $s8; }
QProgressBar::chunk { background: $accent; border-radius: $s4; }
QGroupBox { border: 1px solid $line; border-radius: $s8; margin-top: $s20; padding: $s12; }
QGroupBox::title { subcontrol-origin: margin; left: $s4; color: $muted; font-size: $caption; }
QMessageBox QLabel { min-width: 320px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
"""
_PARTS = (_TEXT, _SHEETS, _BUTTONS, _FIELDS, _LISTS, _REST)
