"""The part of the tour that opens windows of the plugin: welcome, data, corrections."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtWidgets import QAction, QApplication, QWidget
from territoires_industrie.resources.rebuild.pictures_hands import (
    WORK,
    Steps,
    floating,
    panel,
    shot,
    window,
)

_OURS = "TerritoiresIndustrie"
_HEADINGS = "Site;Commune;Longitude;Latitude;Température (°C);Énergie récupérable (MWh/an);Visite"
#: Invented, as its names say.
_ROWS = (
    "Four d'essai A;Loon-Plage;2,217;50,997;180;12400;mars",
    "Four d'essai B;Grande-Synthe;2,301;51,014;95;5200;mars",
    "Séchoir d'essai;Bailleul;2,736;50,739;60;800;avril",
)


def welcoming() -> Steps:
    """The welcome, which comes by itself the first time."""
    shown = opened("Welcome")
    shot("bienvenue", shown)
    shown.close()
    yield 500


def adding() -> Steps:
    """A file of one's own in the assistant, as far as its columns."""
    file = WORK / "Documents" / "chaleur fatale.csv"
    file.write_text("\n".join((_HEADINGS, *_ROWS)) + "\n", encoding="utf-8")
    act("Assistant")
    yield 1000
    wizard = opened("Assistant")
    wizard.resize(1000, 620)
    wizard.currentPage().file.setFilePath(str(file))
    yield 2500
    wizard.next()
    yield 1500
    shot("assistant", wizard)
    wizard.reject()
    yield 500


def correcting(layer: QgsVectorLayer, site: str) -> Steps:
    """A correction of a site, as it is asked for."""
    layer.selectByExpression(f"\"name\" = '{site}'")
    act("Correct")
    yield 1000
    shown = panel(f"{_OURS}Correcting")
    yield from floating(shown, 460, 700)
    shot("corriger", shown)
    layer.removeSelection()
    shown.setFloating(False)
    shown.close()
    yield 500


def act(name: str) -> None:
    """Choose an entry of the plugin's menu."""
    window().findChild(QAction, f"{_OURS}{name}").trigger()


def opened(name: str) -> QWidget:
    """A window of the plugin that is open."""
    (found,) = (
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.objectName() == f"{_OURS}{name}" and widget.isVisible()
    )
    return found
