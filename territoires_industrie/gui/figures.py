"""Numbers and dates as the interface's language writes them, whatever the system's settings."""

from __future__ import annotations

from datetime import date

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLocale

from ..french import NO_BREAK_SPACE, THIN_SPACE


def number(value: int) -> str:
    """`376909` -> `376 909` in French."""
    # The narrow one lets Qt break the line in the middle of a number.
    return _locale().toString(value).replace(THIN_SPACE, NO_BREAK_SPACE)


def day(value: date) -> str:
    """In short."""
    return _locale().toString(value, QLocale.FormatType.ShortFormat)


def _locale() -> QLocale:
    # QGIS lets its own leave out the thousands' separators.
    return QLocale(QgsApplication.locale())
