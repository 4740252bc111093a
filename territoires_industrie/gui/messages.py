"""What all messages of the plugin share: the name that they bear, and how they are taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgsMessageBar

#: The plugin's name, as windows, menus and messages show it; never translated.
TITLE = "Territoires d'industrie"


def take_back(bar: QgsMessageBar, name: str) -> None:
    """Take the messages of that object name away: their buttons lead nowhere without the plugin."""
    for item in bar.items():
        if item.objectName() == name:
            bar.popWidget(item)
