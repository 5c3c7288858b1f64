"""The palette: what the style sheet does not reach, and what controls ask for when they paint themselves."""

from PySide6.QtGui import QColor, QPalette

from aspara_desk.ui.theme.tokens import Scheme

_Role = QPalette.ColorRole
_EVERYWHERE = {
    _Role.Window: "ground",
    _Role.WindowText: "text",
    _Role.Base: "panel",
    _Role.AlternateBase: "hover",
    _Role.Text: "text",
    _Role.PlaceholderText: "muted",
    _Role.Button: "panel",
    _Role.ButtonText: "text",
    _Role.BrightText: "on_refuse",
    _Role.ToolTipBase: "panel",
    _Role.ToolTipText: "text",
    _Role.Highlight: "selection",
    _Role.HighlightedText: "text",
    _Role.Accent: "accent",
    _Role.Link: "link",
    _Role.LinkVisited: "link",
    _Role.Light: "panel",
    _Role.Midlight: "hover",
    _Role.Mid: "line",
    _Role.Dark: "line_strong",
    _Role.Shadow: "shadow",
}
_WHERE_DISABLED = {
    **dict.fromkeys(
        (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.PlaceholderText, _Role.HighlightedText), "disabled"
    ),
    _Role.Base: "ground",
    _Role.Button: "ground",
    _Role.Highlight: "hover",
    _Role.Accent: "line_strong",
}


def palette(scheme: Scheme) -> QPalette:
    """Every role in every group, so that nothing of the system's own palette shines through."""
    made = QPalette()
    for role, name in _EVERYWHERE.items():
        made.setColor(QPalette.ColorGroup.All, role, QColor(scheme.colour(name)))
    for role, name in _WHERE_DISABLED.items():
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(scheme.colour(name)))
    return made
