"""`territoires_industrie:importlayer`: a file of the analyst's own into a layer of an edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.i18n import tr
from ..territoires_industrie.listing import listed_layers
from .base import AtlasAlgorithm
from .folders import imports_folder
from .importing import (
    DIFFUSION,
    OUTPUT,
    UNPLACED,
    diffusion_parameter,
    import_looked_at,
    told_to_decide,
    unplaced_parameter,
    write_unplaced,
)
from .network import (
    REPORT,
    catalogue_in_use,
    chosen_report,
    client_for,
    report_parameter,
)
from .parameters import choice, folder_parameter, rare, replace_parameter

if TYPE_CHECKING:
    from ..territoires_industrie.imports.looking import Look
    from ..territoires_industrie.sources.instructions import Instructions

INPUT = "INPUT"
SHEET = "SHEET"
LAYER = "LAYER"
COLUMNS = "COLUMNS"
CLASSES = "CLASSES"
MAPPING = "MAPPING"
HEADING = "HEADING"
CRS = "CRS"
GEOCODE = "GEOCODE"
NAME = "NAME"
LOOK = "LOOK"
KEPT = "KEPT"
ROWS = "ROWS"
DRAWN = "DRAWN"

AUTO = "auto"
_FOUND = -1  # the line of the headings is to be found


class NotACode(AtlasError):
    """A CRS that has no EPSG code."""


class ImportLayer(AtlasAlgorithm):
    """Looks at a file, keeps it with how it is read, and writes the edition that has its rows."""

    ID = "importlayer"
    GROUP = "own"

    def displayName(self) -> str:
        return tr("Import a file of your own")

    def stopped(self) -> str:
        return tr("Stopped: nothing was imported.")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self._add_what()
        self._add_rare()
        self.addOutput(QgsProcessingOutputFile(OUTPUT, tr("Edition")))
        self.addOutput(QgsProcessingOutputFile(KEPT, tr("Where the import is kept")))
        self.addOutput(QgsProcessingOutputNumber(ROWS, tr("Rows read")))
        self.addOutput(QgsProcessingOutputNumber(DRAWN, tr("Rows in the legend")))

    def _add_what(self) -> None:
        """What most imports need: a look first, then what was guessed wrongly put right."""
        tables = [
            table.name
            for layer in listed_layers().values()
            if layer.family == "atlas"
            for table in layer.tables
        ]
        self.addParameter(
            QgsProcessingParameterFile(
                INPUT, tr("File (CSV, XLSX, ODS, GeoPackage, shapefile, GeoJSON, zip)")
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                SHEET,
                tr("Sheet or layer (empty = the first that has a table for the atlas)"),
                optional=True,
            )
        )
        self.addParameter(
            choice(LAYER, tr("Layer of the atlas (auto = told from the file)"), (AUTO, *tables))
        )
        self.addParameter(
            QgsProcessingParameterBoolean(LOOK, tr("Only look: change nothing"), False)
        )
        self.addParameter(
            QgsProcessingParameterString(
                COLUMNS,
                tr("Columns (what stands in the file = column of the atlas; …)"),
                multiLine=True,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                CLASSES,
                tr("Classes (word in the file = class of the legend; …)"),
                multiLine=True,
                optional=True,
            )
        )
        self.addParameter(diffusion_parameter())
        self.addParameter(self.edition_parameter())
        self.addParameter(replace_parameter())
        self.addParameter(report_parameter())
        self.addParameter(unplaced_parameter())

    def _add_rare(self) -> None:
        self.addParameter(
            rare(
                QgsProcessingParameterNumber(
                    HEADING,
                    tr("Line of the headings (-1 = found, 0 = none)"),
                    Qgis.ProcessingNumberParameterType.Integer,
                    _FOUND,
                    minValue=_FOUND,
                )
            )
        )
        self.addParameter(
            rare(
                QgsProcessingParameterCrs(
                    CRS, tr("Coordinate system (empty = told from the file)"), optional=True
                )
            )
        )
        self.addParameter(
            rare(
                QgsProcessingParameterBoolean(
                    GEOCODE, tr("Ask the public geocoder for addresses without coordinates"), False
                )
            )
        )
        self.addParameter(
            rare(
                QgsProcessingParameterFile(
                    MAPPING,
                    tr("Mapping kept from another import (.mapping.json)"),
                    fileFilter="JSON (*.json)",
                    optional=True,
                )
            )
        )
        self.addParameter(
            rare(
                QgsProcessingParameterString(
                    NAME, tr("Name of the import (empty = the file's)"), optional=True
                )
            )
        )
        self.addParameter(rare(folder_parameter()))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody imports.
        from ..territoires_industrie.imports import report as told
        from ..territoires_industrie.imports.trying import fates_to_be
        from ..territoires_industrie.report import document, write

        catalogue = catalogue_in_use()
        report = chosen_report(self, parameters, context)
        look, said = self._look(parameters, context, feedback)
        done, name = None, self.parameterAsString(parameters, NAME, context)
        if self.parameterAsBoolean(parameters, LOOK, context):
            fates = fates_to_be(look, name, imports_folder(), catalogue, feedback.isCanceled)
        else:
            (done,) = import_looked_at(self, [(look, name)], parameters, context, feedback)
            fates = done.fates
        sentences = [*told.summary(look, done, catalogue, fates), *said]
        for sentence in sentences:
            feedback.pushInfo(sentence)
        write(
            document(
                f"Import de {look.path.name}",
                f"Le {datetime.now():%d/%m/%Y}",
                [
                    *told.sections(look, done, catalogue, fates),
                    *told_to_decide([done] if done else []),
                ],
            ),
            report,
        )
        results: dict[str, Any] = {
            REPORT: str(report),
            UNPLACED: write_unplaced(self, parameters, context, told.unplaced(fates)),
            ROWS: look.rows,
            DRAWN: int((fates["outcome"] == "dessinée").sum()),
        }
        if done is not None:
            results |= {
                OUTPUT: str(done.edition.path),
                KEPT: str(done.file),
            }
        return results

    def _look(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> tuple[Look, list[str]]:
        """The file looked at, with what the user says of it, and what else there is to say."""
        from ..territoires_industrie.imports.addresses import with_addresses
        from ..territoires_industrie.imports.sheets import look_inside

        wanted = self.parameterAsEnumString(parameters, LAYER, context)
        found = look_inside(
            Path(self.parameterAsFile(parameters, INPUT, context)),
            catalogue_in_use(),
            "" if wanted == AUTO else wanted,
            self.parameterAsString(parameters, SHEET, context),
            self._how(parameters, context),
            imports_folder(),
            _kept_columns(self.parameterAsFile(parameters, MAPPING, context)),
        )
        found = replace(
            found,
            how=replace(
                found.how, diffusion=self.parameterAsEnumString(parameters, DIFFUSION, context)
            ),
        )
        if not self.parameterAsBoolean(parameters, GEOCODE, context):
            return found, []
        placed, sentence = with_addresses(found, client_for(feedback))
        return placed, [sentence]

    def _how(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Instructions:
        from ..territoires_industrie.imports.saying import corrected
        from ..territoires_industrie.sources.instructions import Instructions, read_instructions

        kept = self.parameterAsFile(parameters, MAPPING, context)
        how = read_instructions(Path(kept)) if kept else Instructions()
        how = replace(how, columns={}, table="", layer="", places={})
        heading = self.parameterAsInt(parameters, HEADING, context)
        crs = self.parameterAsCrs(parameters, CRS, context)
        if crs.isValid():
            authority, _, code = crs.authid().partition(":")
            if authority != "EPSG" or not code.isdigit():
                raise NotACode(
                    'The coordinate system "{name}" has no EPSG code: choose one that has.',
                    name=crs.userFriendlyIdentifier(),
                )
            how = replace(how, epsg=int(code))
        if heading != _FOUND:
            how = replace(how, heading=heading)
        return corrected(
            how,
            _said(self, parameters, COLUMNS, context),
            _said(self, parameters, CLASSES, context),
        )


def _kept_columns(path: str) -> dict[str, str]:
    from ..territoires_industrie.sources.instructions import read_instructions

    return dict(read_instructions(Path(path)).columns) if path else {}


def _said(
    algorithm: AtlasAlgorithm,
    parameters: dict[str, Any],
    name: str,
    context: QgsProcessingContext,
) -> Any:
    """A parameter as it was given where it is a list or a table, else as text."""
    given = parameters.get(name)
    if isinstance(given, (list, tuple, dict)):
        return given
    return algorithm.parameterAsString(parameters, name, context)
