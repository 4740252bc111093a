"""Our page in QGIS' options: where things are, for whom and on what, and the cache.

What the environment of this computer chooses is shown, greyed, with the variable's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .. import preferences
from ..i18n import tr
from ..paths import ICON, own_folder
from ..preferences import Preference, choose, chosen, imposed_on, is_missing
from .cachework import cache_size, size_in_words
from .compound import name_parts
from .messages import TITLE


class OptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page whenever QGIS' options are opened."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(TITLE)
        self.setIcon(QIcon(str(ICON)))

    def createWidget(self, parent: QWidget | None = None) -> OptionsPage:
        return OptionsPage(parent)


class OptionsPage(QgsOptionsPageWidget):
    """A field for each preference, and the cache's size with a button that empties it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TerritoiresIndustrieOptions")
        own = own_folder()
        self.fields = [
            _place(preferences.EDITIONS, tr("Folder of editions"), str(own / "editions")),
            _line(preferences.MIRROR, tr("Mirror"), tr("none; else an address or a folder")),
            _place(preferences.TEMPLATES, tr("Folder of page templates"), str(own / "templates")),
            _file(preferences.LOGO, tr("Logo"), tr("Pictures (*.svg *.png *.jpg *.jpeg)")),
            _words(preferences.AUDIENCE, tr("Audience by default")),
            _words(preferences.PAPER, tr("Paper by default")),
            _check(preferences.HIDE_ABSENT, tr("Absent classes"), tr("Leave out of legends")),
            _titled(preferences.BASIS, tr("Sizes of consumers"), _bases()),
            _line(preferences.PUBLISHER, tr("Publisher"), tr("none; who signs documents")),
            _line(preferences.CONTACT, tr("Contact address"), tr("none; where readers write")),
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        form = QFormLayout()
        for field in self.fields:
            label = QLabel(field.title)
            label.setBuddy(field.widget)
            form.addRow(label, field.widget)
            form.addRow("", field.note)
        layout.addLayout(form)
        layout.addWidget(_CacheBox(own / "cache"))
        layout.addStretch(1)

    def apply(self) -> None:
        """Keep what was chosen; called by QGIS when its options are confirmed."""
        for field in self.fields:
            choose(field.preference, field.read())


class _Field:
    """One preference on the page."""

    def __init__(
        self, preference: Preference, title: str, widget: QWidget, read: Callable[[], str]
    ) -> None:
        self.preference = preference
        self.title = title
        self.widget = widget
        self.read = read
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setObjectName(f"{preference.name}_note")
        widget.setObjectName(preference.name)
        widget.setAccessibleName(title)
        widget.setEnabled(imposed_on(preference) is None)
        self.look()

    def look(self, *_: object) -> None:
        """Say below the field what there is to be said of it now."""
        self.note.setText(_note(self.preference, self.read()))
        self.note.setVisible(bool(self.note.text()))
        self.widget.setToolTip(self.note.text())


def _note(preference: Preference, text: str) -> str:
    if imposed_on(preference) is None:
        if preference is preferences.BASIS:
            return tr("From the next refresh on; maps say what their sizes are measured by.")
        return tr("There is nothing of that name.") if is_missing(preference, text) else ""
    sentence = tr("Set for this computer by the environment variable {variable}.")
    return sentence.format(variable=preference.variable)


def _line(preference: Preference, title: str, otherwise: str) -> _Field:
    edit = QLineEdit(chosen(preference))
    edit.setPlaceholderText(otherwise)
    field = _Field(preference, title, edit, edit.text)
    edit.textChanged.connect(field.look)
    return field


def _place(preference: Preference, title: str, otherwise: str) -> _Field:
    widget = QgsFileWidget()
    widget.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
    widget.lineEdit().setPlaceholderText(otherwise)
    return _filled(preference, title, widget, tr("Choose a folder"))


def _file(preference: Preference, title: str, kinds: str) -> _Field:
    widget = QgsFileWidget()
    widget.setStorageMode(QgsFileWidget.StorageMode.GetFile)
    widget.setFilter(kinds)
    return _filled(preference, title, widget, tr("Choose a file"))


def _filled(preference: Preference, title: str, widget: QgsFileWidget, browsing: str) -> _Field:
    widget.setFilePath(chosen(preference))
    field = _Field(preference, title, widget, widget.filePath)
    name_parts(widget, title, browsing)
    widget.fileChanged.connect(field.look)
    return field


def _words(preference: Preference, title: str) -> _Field:
    box = QComboBox()
    box.addItems(preference.words)
    box.setCurrentText(chosen(preference))
    return _Field(preference, title, box, box.currentText)


def _titled(preference: Preference, title: str, titles: Mapping[str, str]) -> _Field:
    box = QComboBox()
    for word in preference.words:
        box.addItem(titles[word], word)
    box.setCurrentIndex(box.findData(chosen(preference)))
    return _Field(preference, title, box, lambda: str(box.currentData()))


def _check(preference: Preference, title: str, text: str) -> _Field:
    box = QCheckBox(text)
    box.setChecked(chosen(preference) == preferences.YES)
    yes, no = preferences.YES, preferences.NO
    return _Field(preference, title, box, lambda: yes if box.isChecked() else no)


def _bases() -> dict[str, str]:
    titles = (tr("electricity and gas"), tr("electricity alone"), tr("gas alone"))
    return dict(zip(preferences.BASES, titles, strict=True))


class _CacheBox(QGroupBox):
    """What servers answered: how much there is of it, and a way to be rid of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(tr("Cache of downloads"))
        self._folder = folder
        self._size = QLabel(tr("Measuring…"))
        self._size.setObjectName("cache_size")
        self._size.setWordWrap(True)
        self._clear = QPushButton(tr("Clear the cache"))
        self._clear.setObjectName("cache_clear")
        self._clear.clicked.connect(self._empty)
        row = QHBoxLayout(self)
        row.addWidget(self._size, 1)
        row.addWidget(self._clear)
        self._work(clearing=False)

    def _empty(self) -> None:
        self._size.setText(tr("Clearing…"))
        self._work(clearing=True)

    def _work(self, clearing: bool) -> None:
        """In a thread: a cache may hold thousands of files, on a slow disk."""
        self._clear.setEnabled(False)
        work = cache_size(self._folder, clearing)
        work.answered.connect(self._show)
        work.failed.connect(self._tell)
        work.begin()

    def _show(self, size: object) -> None:
        self._size.setText(size_in_words(int(str(size))))
        self._clear.setEnabled(size != 0)

    def _tell(self, sentence: str) -> None:
        self._size.setText(sentence)
        self._clear.setEnabled(True)
