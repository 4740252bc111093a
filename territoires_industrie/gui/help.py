"""The guide in a window of ours, without a network, and the key that opens it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QObject, Qt, QTimer, QUrl, pyqtSignal
from qgis.PyQt.QtGui import (
    QDesktopServices,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextTable,
)
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QTextBrowser,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..guide import Heading, find, headings, pages, slug
from ..i18n import tr

_HEADING = Qt.ItemDataRole.UserRole
_AIR = 12
#: A window is at rest once its size has been the same for so long (ms).
_RESIZED = 150


def open_guide(section: str = "", parent: QWidget | None = None) -> None:
    """Show the guide at a section; see `guide.find` for how sections are named."""
    window = _opened(parent)
    window.turn_to(section)
    window.show()
    window.raise_()
    window.activateWindow()


def close_guide() -> None:
    """Take the window away, with the plugin."""
    while _OPENED:
        window = _OPENED.pop()
        if not sip.isdeleted(window):
            window.close()
            window.deleteLater()


_OPENED: list[GuideWindow] = []


def _opened(parent: QWidget | None) -> GuideWindow:
    if not _OPENED or sip.isdeleted(_OPENED[0]):
        _OPENED[:] = [GuideWindow(parent)]
    return _OPENED[0]


class HelpKey(QObject):
    """F1 in a widget, or in what is inside, opens the guide; it lives as long as the widget.

    QGIS' main window has that key for itself: whoever has the focus may claim it first.
    """

    def __init__(self, widget: QWidget, section: str = "") -> None:
        super().__init__(widget)
        self._section = section
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Claim the key, then answer it."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_F1 or event.modifiers():
            return bool(super().eventFilter(watched, event))
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            parent = self.parent()
            open_guide(self._section, parent.window() if isinstance(parent, QWidget) else None)
            return True
        return bool(super().eventFilter(watched, event))


class GuideWindow(QDialog):
    """Contents beside the page; back, forth, and a line to search the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("TerritoiresIndustrieGuide")
        self.setWindowTitle(tr("Guide of Territoires d'industrie"))
        self.page = GuidePage(self)
        self.contents = _contents(self)
        self.contents.currentItemChanged.connect(self._chosen)
        self.back = self._button("back", tr("Back"), "/mActionArrowLeft.svg")
        self.forth = self._button("forth", tr("Forward"), "/mActionArrowRight.svg")
        self.back.clicked.connect(self.page.go_back)
        self.forth.clicked.connect(self.page.go_forth)
        self.page.moved.connect(self._allow)
        self.page.moved.connect(self._mark)
        self.search = QLineEdit(self)
        self.search.setObjectName("guide_search")
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(tr("Search in this page"))
        self.search.setAccessibleName(tr("Search in this page"))
        self.search.returnPressed.connect(self._search)
        above = QHBoxLayout()
        above.addWidget(self.back)
        above.addWidget(self.forth)
        above.addWidget(self.search, 1)
        split = QSplitter(self)
        split.addWidget(self.contents)
        split.addWidget(self.page)
        split.setStretchFactor(1, 1)
        letter = self.fontMetrics().averageCharWidth()
        split.setSizes([letter * 34, letter * 100])
        rows = QVBoxLayout(self)
        rows.addLayout(above)
        rows.addWidget(split, 1)
        self.resize(letter * 140, self.fontMetrics().height() * 42)

    def turn_to(self, section: str) -> None:
        """Open the page of a section, at its heading."""
        place = find(section)
        if place is None:
            self.page.setPlainText(tr("The guide is not installed with this copy of the plugin."))
            return
        self.page.open_at(*place)

    def _chosen(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        heading = item.data(0, _HEADING) if item is not None else None
        if isinstance(heading, Heading):
            self.page.open_at(heading.page, "" if heading.level == 1 else heading.slug)

    def _mark(self) -> None:
        """Mark in the contents the page that is read, however one came there."""
        # A link's way to a page may be another than the contents'.
        shown = self.page.shown.resolve() if self.page.shown else None
        current = self.contents.currentItem()
        if current is not None and _page_of(current) == shown:
            return
        self.contents.blockSignals(True)
        for row in range(self.contents.topLevelItemCount()):
            item = self.contents.topLevelItem(row)
            if item is not None and _page_of(item) == shown:
                self.contents.setCurrentItem(item)
                item.setExpanded(True)
        self.contents.blockSignals(False)

    def _allow(self) -> None:
        self.back.setEnabled(bool(self.page.before))
        self.forth.setEnabled(bool(self.page.after))

    def _search(self) -> None:
        if not self.page.find(self.search.text()):
            # From the top again.
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            self.page.find(self.search.text())

    def _button(self, name: str, text: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"guide_{name}")
        button.setIcon(QgsApplication.getThemeIcon(icon))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setEnabled(False)
        return button


class GuidePage(QTextBrowser):
    """A page of Markdown with its pictures, never wider than the window; `moved` to another place.

    Qt knows no headings of Markdown as places: these, and the way back to them, are kept here.
    """

    moved = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide_page")
        self.setAccessibleName(tr("Page of the guide"))
        self.setOpenLinks(False)
        self.anchorClicked.connect(self.follow)
        self.shown: Path | None = None
        self.before: list[tuple[Path, int]] = []
        self.after: list[tuple[Path, int]] = []
        self._width = 0
        # One that comes and goes with the text would be a new width while the text is read.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_RESIZED)
        self._resized.timeout.connect(self._fit)

    def open_at(self, page: Path, heading: str) -> None:
        """Show a page, at one of its headings or at its beginning."""
        if self.shown is not None:
            self.before.append((self.shown, self._top()))
            self.after.clear()
        self._show(page)
        self._go_to(heading)
        self.moved.emit()

    def go_back(self) -> None:
        """To where one was before."""
        self._turn(self.before, self.after)

    def go_forth(self) -> None:
        """To where one was before going back."""
        self._turn(self.after, self.before)

    def follow(self, link: QUrl) -> None:
        """A page or heading of the guide here; an address in the browser."""
        url = self._from_here(link)
        if not url.isLocalFile():
            QDesktopServices.openUrl(url)
            return
        page = Path(url.toLocalFile())
        if page.suffix == ".md" and page.is_file():
            self.open_at(page, url.fragment())

    def loadResource(self, kind: int, name: QUrl) -> Any:
        if QTextDocument.ResourceType(kind) != QTextDocument.ResourceType.ImageResource:
            return super().loadResource(kind, name)
        picture = QImage(self._from_here(name).toLocalFile())
        room = self._room()
        if picture.width() > room:
            return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        return picture

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._resized.start()

    def _fit(self) -> None:
        """Pictures of the window's new width; where one was reading stays."""
        if self.shown is not None and self._room() != self._width:
            share = self._top() / max(self.verticalScrollBar().maximum(), 1)
            self._show(self.shown)
            self.verticalScrollBar().setValue(int(share * self.verticalScrollBar().maximum()))

    def _show(self, page: Path) -> None:
        if page != self.shown or self._room() != self._width:
            self.shown, self._width = page, self._room()
            # A document of its own: pictures of another width are not kept.
            self.document().clear()
            self.setMarkdown(page.read_text(encoding="utf-8"))
            for frame in self.document().rootFrame().childFrames():
                if isinstance(frame, QTextTable):
                    _give_air(frame)

    def _turn(self, taken: list[tuple[Path, int]], kept: list[tuple[Path, int]]) -> None:
        if taken and self.shown is not None:
            kept.append((self.shown, self._top()))
            page, top = taken.pop()
            self._show(page)
            self.verticalScrollBar().setValue(top)
            self.moved.emit()

    def _from_here(self, link: QUrl) -> QUrl:
        return QUrl.fromLocalFile(str(self.shown)).resolved(link) if self.shown else link

    def _top(self) -> int:
        return int(self.verticalScrollBar().value())

    def _room(self) -> int:
        return max(int(self.viewport().width()) - 2 * _AIR, 1)

    def _go_to(self, heading: str) -> None:
        """Markdown's headings are no anchors to Qt: they are looked for by their words."""
        block = self.document().begin()
        while heading and block.isValid():
            if block.blockFormat().headingLevel() and slug(block.text()) == heading:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(int(top) - _AIR // 2)
                return
            block = block.next()
        self.verticalScrollBar().setValue(0)


def _give_air(table: QTextTable) -> None:
    """Qt sets Markdown's tables without any room in their cells."""
    form = table.format()
    form.setBorderCollapse(True)
    form.setCellSpacing(0)
    form.setCellPadding(_AIR / 3)
    form.setBottomMargin(_AIR)
    table.setFormat(form)


def _page_of(item: QTreeWidgetItem) -> Path | None:
    heading = item.data(0, _HEADING)
    return heading.page.resolve() if isinstance(heading, Heading) else None


def _contents(parent: QWidget) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setObjectName("guide_contents")
    tree.setAccessibleName(tr("Contents"))
    tree.setHeaderHidden(True)
    for page in pages():
        item: QTreeWidgetItem | None = None
        for heading in headings(page):
            if heading.level > 2:
                continue
            row = QTreeWidgetItem([heading.title])
            row.setToolTip(0, heading.title)
            row.setData(0, _HEADING, heading)
            if heading.level == 1 or item is None:
                tree.addTopLevelItem(row)
                item = row
            else:
                item.addChild(row)
    if tree.topLevelItemCount() == 1:
        tree.expandAll()
    return tree
