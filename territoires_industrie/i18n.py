"""The interface's words: English in the source, French from resources/i18n."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from .errors import AtlasError
from .paths import RESOURCES

#: The one context of all our strings, whatever class or module they stand in.
CONTEXT = "TerritoiresIndustrie"
_FOLDER = RESOURCES / "i18n"


def tr(text: str) -> str:
    """The text in the interface's language. Never an f-string: extraction would lose it."""
    return QCoreApplication.translate(CONTEXT, text)


def spoken(error: AtlasError) -> str:
    """An error's sentence in the interface's language."""
    values = {
        name: spoken(value) if isinstance(value, AtlasError) else value
        for name, value in error.values.items()
    }
    return tr(error.sentence).format(**values) if values else tr(error.sentence)


def language() -> str:
    """Two letters of the interface's language, as QGIS was told."""
    return QgsApplication.locale()[:2]


def load_translator() -> QTranslator | None:
    """The translator for the interface's language, or None when there is none (English)."""
    translator = QTranslator()
    if not translator.load(str(_FOLDER / f"territoires_industrie_{language()}.qm")):
        return None
    return translator
