"""Every window of the plugin: by keyboard, read aloud, on a dark screen, in French."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from every_window import controls, is_standard, kinds, made, object_name, said_name, takes_keyboard
from gui_window import Window
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QLocale, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QImage, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAction,
    QApplication,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QWidget,
)
from territoires_industrie.resources.rebuild import translations
from territoires_industrie.territoires_industrie import i18n, paths
from territoires_industrie.territoires_industrie.embedded import build_embedded

ROOT = Path(__file__).parents[2]
NAMES = [kind.__name__ for kind in kinds()]
#: As WCAG 2.1 asks of text (success criterion 1.4.3).
LEAST_CONTRAST = 4.5


@pytest.fixture(scope="module")
def own_folder(tmp_path_factory):
    """The plugin's folder, with the embedded edition in it."""
    folder = tmp_path_factory.mktemp("own")
    build_embedded(folder / "editions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.OWN_FOLDER_VARIABLE, str(folder))
        yield folder


@pytest.fixture
def shown(qgis_app, own_folder):
    """Makes and shows a window by the name of its class."""
    window = Window()
    opened = []

    def show(name: str) -> QWidget:
        (kind,) = [each for each in kinds() if each.__name__ == name]
        widget = made(kind, window, own_folder / "editions")
        opened.append(widget)
        if isinstance(widget, QDockWidget):
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, widget)
            window.resize(1200, 900)
            window.show()
        widget.show()
        QTest.qWait(50)
        return widget

    yield show
    for widget in opened:
        close = getattr(widget, "close_down", widget.close)
        close()
        widget.deleteLater()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def french(qgis_app):
    before = QgsApplication.locale()
    QgsApplication.setLocale(QLocale("fr_FR"))
    translator = i18n.load_translator()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)
    QgsApplication.setLocale(QLocale(before))


# ---------------------------------------------------------------- keyboard and screen readers


def test_windows_are_found():
    assert {"Dock", "OptionsPage"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_control_is_named_and_within_reach(shown, name):
    widget = shown(name)
    found = list(controls(widget))
    assert found or not widget.findChildren(QAbstractButton)
    described = {each: f"{type(each).__name__} “{object_name(each)}”" for each in found}
    out_of_reach = [described[each] for each in found if not takes_keyboard(each)]
    assert not out_of_reach, "Tab does not lead there"
    assert not [described[each] for each in found if not said_name(each, widget)], "nothing is read"
    unnamed = [said_name(each, widget) for each in found if not object_name(each)]
    assert not unnamed, "no objectName: tests and scripts cannot find it"


@pytest.mark.parametrize("name", NAMES)
def test_no_key_stands_for_two_things(shown, french, name):
    widget = shown(name)
    said = [x.text() for x in widget.findChildren(QAbstractButton) if x.isVisible()]
    said += [x.text() for x in widget.findChildren(QLabel) if x.buddy() is not None]
    said += [x.title() for x in widget.findChildren(QGroupBox)]
    said += [x.text() for x in widget.findChildren(QAction)]
    keys = Counter(
        match[1].lower() for text in said for match in re.finditer(r"&(\w)", text.replace("&&", ""))
    )
    assert not [key for key, times in keys.items() if times > 1]


# ---------------------------------------------------------------- a dark screen


@pytest.fixture
def dark(qgis_app):
    """As QGIS' Night Mapping: light words on nearly black."""
    before = QApplication.palette()
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "#323232",
        QPalette.ColorRole.WindowText: "#f0f0f0",
        QPalette.ColorRole.Base: "#232323",
        QPalette.ColorRole.AlternateBase: "#2a2a2a",
        QPalette.ColorRole.Text: "#f0f0f0",
        QPalette.ColorRole.Button: "#3c3c3c",
        QPalette.ColorRole.ButtonText: "#f0f0f0",
        QPalette.ColorRole.ToolTipBase: "#232323",
        QPalette.ColorRole.ToolTipText: "#f0f0f0",
        QPalette.ColorRole.Highlight: "#2a5c8a",
        QPalette.ColorRole.HighlightedText: "#ffffff",
        QPalette.ColorRole.Link: "#8ec7ff",
        QPalette.ColorRole.PlaceholderText: "#b0b0b0",
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    QApplication.setPalette(palette)
    yield
    QApplication.setPalette(before)


def luminance(colour: QColor) -> float:
    parts = (
        x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in colour.getRgbF()[:3]
    )
    return sum(weight * x for weight, x in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def painted(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def contrast(widget: QWidget) -> float:
    """Of a widget's words with what is behind them: the pixels that go when the words go."""
    widget.setFixedSize(widget.size())
    widget.blockSignals(True)
    if isinstance(widget, QAbstractButton):
        widget.setIcon(QIcon())  # it would move when the words go
    with_words = painted(widget)
    if isinstance(widget, QComboBox):
        widget.setCurrentIndex(-1)
    else:
        widget.setText("")
    if isinstance(widget, QLineEdit):
        widget.setPlaceholderText("")
    without = painted(widget)
    ratios = [1.0]
    for x in range(without.width()):
        for y in range(without.height()):
            words, behind = with_words.pixel(x, y), without.pixel(x, y)
            if words != behind:
                pair = sorted(luminance(QColor(pixel)) for pixel in (words, behind))
                ratios.append((pair[1] + 0.05) / (pair[0] + 0.05))
    return max(ratios)


def words_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


@pytest.mark.parametrize("name", NAMES)
def test_words_are_read_on_a_dark_screen(dark, shown, name):
    widget = shown(name)
    words = [x for x in widget.findChildren(QWidget) if x.isVisible() and words_of(x).strip()]
    assert words
    # What cannot be used now may be pale (1.4.3 leaves it out).
    grabbed = {words_of(x): contrast(x) for x in words if x.isEnabled()}
    faint = {text: round(ratio, 1) for text, ratio in grabbed.items() if ratio < LEAST_CONTRAST}
    assert not faint


# ---------------------------------------------------------------- French


def texts_in(widget: QWidget) -> set[str]:
    """All that a person can read or hear in a window, also where it is folded."""
    found = {widget.windowTitle()}
    for each in (widget, *widget.findChildren(QWidget)):
        if is_standard(each) or each.objectName().startswith("qt_"):
            continue  # in Qt's own words
        found |= {each.toolTip(), each.accessibleName(), each.accessibleDescription()}
        for reader in ("text", "title", "placeholderText", "plainText", "toPlainText"):
            read = getattr(each, reader, None)
            if callable(read):
                found.add(str(read()))
        if isinstance(each, QComboBox):
            found |= {each.itemText(number) for number in range(each.count())}
        if isinstance(each, QTreeWidget):
            head = each.headerItem()
            found |= {head.text(number) for number in range(each.columnCount())}
    for action in widget.findChildren(QAction):
        found |= {action.text(), action.toolTip()}
    return {text.replace("&", "") for text in found if text}


@pytest.fixture(scope="module")
def english() -> set[str]:
    """The texts that read otherwise in French."""
    known = translations.translations(ROOT / "resources/i18n/territoires_industrie_fr.ts")
    untranslated = {text.text for text in translations.texts() if text.text} - known.keys()
    return {text for text, other in known.items() if text != other} | untranslated


@pytest.mark.parametrize("name", NAMES)
def test_in_french_nothing_is_english(shown, french, english, name):
    left = sorted(texts_in(shown(name)) & english)
    assert not left


def test_in_french_no_algorithm_is_english(french, english, provider):
    algorithms = provider.algorithms()
    assert len(algorithms) > 30
    said = {a.displayName() for a in algorithms} | {a.group() for a in algorithms}
    for algorithm in (each.create() for each in algorithms):
        said |= {x.description() for x in algorithm.parameterDefinitions()}
        said |= {x.description() for x in algorithm.outputDefinitions()}
    left = sorted(said & english)
    assert not left
