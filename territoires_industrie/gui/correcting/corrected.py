"""Which edition is corrected: the one in use, also while the dock shows another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import QWidget

from ...errors import AtlasError
from ...i18n import spoken, tr
from ...paths import own_editions
from ...serving import edition_in_use
from ...shelf import title_of
from ..edition_picker import EditionPicker
from ..upright import Wrapped


class Corrected(Wrapped):
    """A line that says so, as things are whenever somebody looks.

    Args:
        editions: says which folder of editions is in use now.
        picker: the dock's, None where there is none.
        window: QGIS'; when somebody comes back to it, as from its options, things may be others.
    """

    def __init__(
        self,
        editions: Callable[[], Path],
        picker: EditionPicker | None,
        window: QWidget,
        parent: QWidget,
    ) -> None:
        super().__init__("", parent)
        self.setObjectName("corrected")
        self.setAccessibleName(tr("The edition that is corrected"))
        self._editions, self._picker = editions, picker
        window.installEventFilter(self)
        if picker is not None:
            picker.filled.connect(self._look_again)

    def read(self) -> None:
        """Look again."""
        try:
            found = edition_in_use(self._editions(), own_editions(), at_once=True)
        except AtlasError as error:
            self.setText(spoken(error))
            return
        title = title_of(found.path) if found else tr("the one shipped with the plugin")
        said = [tr("Corrects the edition in use: {edition}.").format(edition=title)]
        shown = self._picker.chosen if self._picker is not None else None
        if shown is not None and (found is None or shown != found.path):
            other = tr("The dock shows another one, {edition}, which stays as it is.")
            said.append(other.format(edition=title_of(shown)))
        self.setText(" ".join(said))

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self.read()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() == QEvent.Type.WindowActivate:
            self._look_again()
        return bool(super().eventFilter(watched, event))

    def _look_again(self) -> None:
        if self.isVisible():
            self.read()
