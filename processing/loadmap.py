"""`territoires_industrie:loadmap`: one of the atlas' maps, styled and grouped, in the project."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingParameterEnum,
    QgsProject,
)

from ..territoires_industrie.i18n import tr
from ..territoires_industrie.listing import theme_titles
from ..territoires_industrie.turns import finished
from .base import AtlasAlgorithm

THEME = "THEME"
LAYERS = "LAYERS"


class LoadMap(AtlasAlgorithm):
    """Adds a theme's layers and the base to the project, in groups named as the atlas' maps."""

    ID = "loadmap"
    TERRITORIES = "TERRITORY"
    SEVERAL = False
    MAIN_THREAD = True

    def displayName(self) -> str:
        return tr("Load a map")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.territories_parameter())
        self.addParameter(
            QgsProcessingParameterEnum(THEME, tr("Map"), theme_titles(), defaultValue=0)
        )
        self.addParameter(self.edition_parameter())
        self.addOutput(QgsProcessingOutputMultipleLayers(LAYERS, tr("Layers")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        from ..territoires_industrie.catalogue import load_catalogue
        from ..territoires_industrie.layouts.fonts import provide
        from ..territoires_industrie.loading import bring_in, prepare

        provide()
        catalogue = load_catalogue()
        theme = catalogue.themes[self.parameterAsEnum(parameters, THEME, context)]
        territory = self.chosen_territories(parameters, context)[0]
        edition = self.chosen_edition(parameters, context, feedback)
        project = context.project() or QgsProject.instance()
        prepared = prepare(edition, territory, [theme], catalogue, feedback.isCanceled)
        layers = finished(bring_in(project, prepared, catalogue, theme))
        _zoom(project)
        for sentence in prepared.remarks:
            feedback.pushWarning(sentence)
        return {LAYERS: [layer.id() for layer in layers.own.values()]}


def _zoom(project: QgsProject) -> None:
    """Move the canvas to the territory, where there is a canvas and it shows this project."""
    from qgis.utils import iface

    if iface is not None and project is QgsProject.instance():
        view = project.viewSettings().defaultViewExtent()
        iface.mapCanvas().setReferencedExtent(view)
        iface.mapCanvas().refresh()
