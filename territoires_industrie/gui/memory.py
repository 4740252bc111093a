"""What the dock remembers from one day to the next: under our own key of QGIS' settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QStandardPaths

_KEY = "territoires_industrie/dock/"
#: The territory that the shipped edition knows, so that the first map needs no network.
SHIPPED = "ti-3201"


class Memory:
    """The last choices; sensible ones where there are none yet."""

    @property
    def territories(self) -> list[str]:
        """Ids."""
        return self._words("territories", [SHIPPED])

    @territories.setter
    def territories(self, ids: Sequence[str]) -> None:
        self._keep("territories", list(ids))

    @property
    def themes(self) -> list[str]:
        """Ids of maps; empty when all were, or nothing was chosen yet."""
        return self._words("themes", [])

    @themes.setter
    def themes(self, ids: Sequence[str]) -> None:
        self._keep("themes", list(ids))

    @property
    def folder(self) -> Path:
        """Where what is printed goes."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        usual = Path(QStandardPaths.writableLocation(documents)) / "Territoires d'industrie"
        return Path(self._word("folder") or usual)

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._keep("folder", str(folder))

    @property
    def formats(self) -> str:
        """Separated by commas."""
        return self._word("formats")

    @formats.setter
    def formats(self, formats: str) -> None:
        self._keep("formats", formats)

    @property
    def audience(self) -> str:
        """Empty where it was never another than the one preferred."""
        return self._word("audience")

    @audience.setter
    def audience(self, audience: str) -> None:
        self._keep("audience", audience)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was ever asked for with the dock."""
        return not QgsSettings().contains(_KEY + "territories")

    @property
    def open(self) -> bool:
        """Whether the dock was there when QGIS was last in use."""
        return self._yes("open")

    @open.setter
    def open(self, is_open: bool) -> None:
        self._keep("open", is_open)

    @property
    def welcomed(self) -> bool:
        """Whether the welcome was shown, and does not come by itself again."""
        return self._yes("welcomed")

    @welcomed.setter
    def welcomed(self, done: bool) -> None:
        self._keep("welcomed", done)

    @property
    def announced(self) -> bool:
        """Whether QGIS' start has told once that the plugin is there."""
        return self._yes("announced")

    @announced.setter
    def announced(self, done: bool) -> None:
        self._keep("announced", done)

    def _yes(self, name: str) -> bool:
        return bool(QgsSettings().value(_KEY + name, False, type=bool))

    def _word(self, name: str) -> str:
        return str(QgsSettings().value(_KEY + name, "") or "")

    def _words(self, name: str, usual: list[str]) -> list[str]:
        # A list of one comes back as a text, an empty one as nothing.
        kept = QgsSettings().value(_KEY + name)
        if not kept:
            return usual
        return [kept] if isinstance(kept, str) else [str(word) for word in kept]

    def _keep(self, name: str, value: object) -> None:
        QgsSettings().setValue(_KEY + name, value)
