"""The assistant: five pages from a file of the analyst's own to rows of a layer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QWidget, QWizard

from ... import preferences
from ...i18n import tr
from ...paths import own_folder
from ..jobs import Job
from . import ASSISTANT
from .classes_page import ClassesPage
from .columns_page import ColumnsPage
from .file_page import FilePage
from .finishing import Order, job_of
from .keeping_page import KeepingPage
from .preview_page import PreviewPage
from .session import Session

#: Held: a parent that Python knows for a moment only does not keep our half of its child.
_OPEN: list[Assistant] = []


def show_assistant(iface: QgisInterface, editions: Path, add: Callable[[Job], None]) -> None:
    """Show the assistant in QGIS' window: the one that is open already, else a new one."""
    if not _OPEN:
        _OPEN.append(Assistant(editions, add, iface.mainWindow(), iface.mapCanvas()))
    shown = _OPEN[0]
    shown.show()
    shown.raise_()
    shown.activateWindow()


class Assistant(QWizard):
    """Nothing is on the disk before it is finished.

    Args:
        editions: the folder of editions.
        add: does a job in the dock's queue.
        parent: QGIS' window.
        canvas: where the rows may be shown meanwhile.
        imports: the folder where imports are kept, None for the profile's.
    """

    def __init__(
        self,
        editions: Path,
        add: Callable[[Job], None],
        parent: QWidget | None = None,
        canvas: QgsMapCanvas | None = None,
        imports: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(ASSISTANT)
        self.setWindowTitle(tr("Add my data"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        # Qt's own words are French only where its translations are installed.
        for button, text in (
            (QWizard.WizardButton.BackButton, tr("< &Back")),
            (QWizard.WizardButton.NextButton, tr("&Next >")),
            (QWizard.WizardButton.FinishButton, tr("&Finish")),
            (QWizard.WizardButton.CancelButton, tr("Cancel")),
        ):
            self.setButtonText(button, text)
        self._add = add
        self._canvas = canvas
        catalogue = preferences.catalogue_in_use(own_folder())
        self.session = Session(catalogue, editions, imports or own_folder() / "imports", self)
        self.file_page = FilePage(self.session)
        self.columns_page = ColumnsPage(self.session)
        self.classes_page = ClassesPage(self.session)
        self.preview_page = PreviewPage(self.session, canvas)
        self.keeping_page = KeepingPage(self.session)
        for page in (
            self.file_page,
            self.columns_page,
            self.classes_page,
            self.preview_page,
            self.keeping_page,
        ):
            self.addPage(page)
        measure = self.fontMetrics()
        self.resize(measure.averageCharWidth() * 150, measure.height() * 40)

    def done(self, result: int) -> None:
        """Take the markers off the map; finished, hand the job over."""
        self.preview_page.clear_map()
        job = self._job() if result else None
        self.session.close()
        super().done(result)
        if self in _OPEN:
            _OPEN.remove(self)
        if job is not None:
            self._add(job)

    def _job(self) -> Job | None:
        page = self.keeping_page
        page.say()
        look = self.session.look
        if look is None:
            return None
        order = Order(
            look,
            page.name.text().strip(),
            page.replace.isChecked(),
            page.geocode.isChecked() and "address" in look.how.columns.values(),
            page.now.isChecked(),
            self.session.imports,
            self.session.editions,
        )
        return job_of(order, self.session.catalogue, QgsProject.instance(), self._canvas)
