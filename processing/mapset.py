"""`territoires_industrie:mapset`: the printed maps of chosen territories."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputVariant,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
)

from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .network import client_for
from .parameters import (
    AUDIENCE,
    AUDIENCES,
    DPI,
    HIDE_ABSENT,
    PAGE,
    REPLACE,
    WORKERS,
    absent_classes_parameter,
    audience_parameter,
    choice,
    chosen_look,
    dots_parameter,
    logo_parameter,
    paper_parameter,
    replace_parameter,
    templates_parameter,
    workers_parameter,
)
from .telling import show_progress, tell_files

THEMES = "THEMES"
FORMAT = "FORMAT"
BASEMAP = "BASEMAP"
ORIENTATION = "ORIENTATION"
RESET = "RESET"
PUBLICATION = "PUBLICATION"
OUTPUT = "OUTPUT"
PROJECT = "PROJECT"
FILES = "FILES"

# The words of the command line too: `--FORMAT=pdf,png --PAGE=a3`.
FORMATS = ("pdf", "png", "svg")
_ORIENTATIONS = ("auto", "landscape", "portrait")
#: Share of the work where a project is written after the printing.
_PRINTING = 0.8


class MapSet(AtlasAlgorithm):
    """Prints each territory's pages, and packs its data, project and layouts in one GeoPackage."""

    ID = "mapset"
    TERRITORIES = "TERRITORIES"
    MAIN_THREAD = True

    def displayName(self) -> str:
        return tr("Print a map set")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.territories_parameter())
        self.addParameter(self.themes_parameter(THEMES, tr("Maps")))
        self.addParameter(self.edition_parameter())
        self.addParameter(
            QgsProcessingParameterEnum(
                FORMAT,
                tr("Formats"),
                list(FORMATS),
                allowMultiple=True,
                defaultValue=[FORMATS[0]],
                optional=True,
                usesStaticStrings=True,
            )
        )
        self.addParameter(dots_parameter())
        self.addParameter(paper_parameter())
        self.addParameter(choice(ORIENTATION, tr("Orientation"), _ORIENTATIONS))
        self.addParameter(audience_parameter())
        self.addParameter(absent_classes_parameter())
        self.addParameter(
            QgsProcessingParameterBoolean(
                PUBLICATION, tr("Also write the publication (GeoPackage with project)"), True
            )
        )
        self.addParameter(
            QgsProcessingParameterBoolean(
                BASEMAP, tr("Lay Plan IGN under the maps (fetched from the Géoplateforme)"), False
            )
        )
        self.addParameter(templates_parameter())
        self.addParameter(logo_parameter())
        self.addParameter(replace_parameter())
        self.addParameter(
            QgsProcessingParameterBoolean(
                RESET, tr("Make new pages instead of those changed by hand"), False
            )
        )
        self.addParameter(workers_parameter())
        self.addParameter(
            QgsProcessingParameterFolderDestination(OUTPUT, tr("Folder of the map sets"))
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(
                PROJECT,
                tr("QGIS project with the pages"),
                tr("QGIS projects (*.qgz)"),
                optional=True,
                createByDefault=False,
            )
        )
        self.addOutput(QgsProcessingOutputVariant(FILES, tr("Files written")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody prints.
        from ..territoires_industrie.catalogue import load_catalogue
        from ..territoires_industrie.files import refuse_existing
        from ..territoires_industrie.mapset import (
            MapSetFiles,
            MapSetOrder,
            print_map_set,
            write_project,
        )
        from ..territoires_industrie.pace import portion
        from ..territoires_industrie.workers.telling import tell_warnings, telling

        catalogue = load_catalogue()
        order = MapSetOrder(
            territories=self.chosen_territories(parameters, context),
            themes=self.chosen_themes(parameters, THEMES, context),
            formats=self._formats(parameters, context),
            folder=Path(self.parameterAsString(parameters, OUTPUT, context)),
            dpi=self.parameterAsInt(parameters, DPI, context),
            paper=self.parameterAsEnumString(parameters, PAGE, context),
            hide_absent=self.parameterAsBoolean(parameters, HIDE_ABSENT, context),
            orientation=self.parameterAsEnumString(parameters, ORIENTATION, context),
            look=chosen_look(self, parameters, context),
            publication=self.parameterAsBoolean(parameters, PUBLICATION, context),
            audience=self.parameterAsEnumString(parameters, AUDIENCE, context),
            replace=self.parameterAsBoolean(parameters, REPLACE, context),
            reset=self.parameterAsBoolean(parameters, RESET, context),
            workers=self.parameterAsInt(parameters, WORKERS, context),
        )
        project = self.parameterAsString(parameters, PROJECT, context)
        if project and not order.replace:
            refuse_existing([Path(project)])
        edition = self.chosen_edition(parameters, context, feedback)
        basemap = self.parameterAsBoolean(parameters, BASEMAP, context)
        client = client_for(feedback) if basemap else None

        progress = partial(show_progress, feedback)
        # A process that prints a part of somebody's order tells that one how far it is.
        with telling(progress) as told:
            written = MapSetFiles()
            printed = 0.0
            if order.formats or order.publication or not project:
                printed = _PRINTING if project else 1.0
                inner = portion(told, 0.0, printed)
                written = print_map_set(
                    order, edition, catalogue, inner, feedback.isCanceled, client
                )
            if project:
                path, inner = Path(project), portion(told, printed, 1.0)
                written.files.append(
                    write_project(order, edition, catalogue, path, feedback.isCanceled, inner)
                )
        tell_warnings(written.warnings)
        if project and order.audience != AUDIENCES[-1]:
            feedback.pushWarning(
                tr("The project shows all rows, for your own use: share the publication.")
            )
        files = tell_files(feedback, written.files, written.warnings)
        return {OUTPUT: str(order.folder), FILES: files}

    def _formats(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[str]:
        """The formats asked for; an empty list means none, where QGIS would take the usual one."""
        if parameters.get(FORMAT) == []:
            return []
        return list(self.parameterAsEnumStrings(parameters, FORMAT, context))
