"""`territoires_industrie:importlayer`: a file of the analyst's own into a layer of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QMetaType

from ..territoires_industrie.catalogue import load_catalogue
from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm, imports_folder, show_progress
from .network import (
    REPORT,
    catalogue_in_use,
    chosen_report,
    client_for,
    report_parameter,
)
from .parameters import REPLACE, choice, folder_parameter, replace_parameter

if TYPE_CHECKING:
    from ..territoires_industrie.imports.looking import Look
    from ..territoires_industrie.imports.report import Unplaced
    from ..territoires_industrie.sources.instructions import Instructions

INPUT = "INPUT"
SHEET = "SHEET"
LAYER = "LAYER"
COLUMNS = "COLUMNS"
CLASSES = "CLASSES"
MAPPING = "MAPPING"
HEADING = "HEADING"
CRS = "CRS"
DIFFUSION = "DIFFUSION"
GEOCODE = "GEOCODE"
NAME = "NAME"
LOOK = "LOOK"
OUTPUT = "OUTPUT"
UNPLACED = "UNPLACED"
KEPT = "KEPT"
ROWS = "ROWS"
DRAWN = "DRAWN"

AUTO = "auto"
#: From everybody's to nobody else's, the analyst's own first: what is typed by hand stays inside.
DIFFUSIONS = ("interne", "partenaires", "publique")
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
        self._add_how()
        for parameter in (folder_parameter(), replace_parameter(), report_parameter()):
            self.addParameter(parameter)
        self.addParameter(unplaced_parameter(UNPLACED))
        self.addOutput(QgsProcessingOutputFile(OUTPUT, tr("Edition")))
        self.addOutput(QgsProcessingOutputFile(KEPT, tr("Where the import is kept")))
        self.addOutput(QgsProcessingOutputNumber(ROWS, tr("Rows read")))
        self.addOutput(QgsProcessingOutputNumber(DRAWN, tr("Rows in the legend")))

    def _add_what(self) -> None:
        tables = [
            table.name
            for layer in load_catalogue().layers.values()
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
                SHEET, tr("Sheet or layer (empty = the first)"), optional=True
            )
        )
        self.addParameter(
            choice(LAYER, tr("Layer of the atlas (auto = told from the file)"), (AUTO, *tables))
        )
        self.addParameter(self.edition_parameter())

    def _add_how(self) -> None:
        for name, description in (
            (COLUMNS, tr("Columns (what stands in the file = column of the atlas; …)")),
            (CLASSES, tr("Classes (word in the file = class of the legend; …)")),
        ):
            self.addParameter(
                QgsProcessingParameterString(name, description, multiLine=True, optional=True)
            )
        self.addParameter(
            QgsProcessingParameterFile(
                MAPPING, tr("Mapping kept from another import (.mapping.json)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                HEADING,
                tr("Line of the headings (-1 = found, 0 = none)"),
                Qgis.ProcessingNumberParameterType.Integer,
                _FOUND,
                minValue=_FOUND,
            )
        )
        self.addParameter(
            QgsProcessingParameterCrs(
                CRS, tr("Coordinate system (empty = told from the file)"), optional=True
            )
        )
        self.addParameter(choice(DIFFUSION, tr("Who may see rows that do not say"), DIFFUSIONS))
        self.addParameter(
            QgsProcessingParameterBoolean(
                GEOCODE, tr("Ask the public geocoder for addresses without coordinates"), False
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                NAME, tr("Name of the import (empty = the file's)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterBoolean(LOOK, tr("Only look: change nothing"), False)
        )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody imports.
        from ..territoires_industrie.corrections.store import CorrectionStore
        from ..territoires_industrie.imports import report as told
        from ..territoires_industrie.imports.adding import ImportOrder, import_files
        from ..territoires_industrie.report import document, write

        catalogue = catalogue_in_use()
        folder = self.chosen_folder(parameters, context)
        report = chosen_report(self, parameters, context)
        look, said = self._look(parameters, context, feedback)
        done = None
        if not self.parameterAsBoolean(parameters, LOOK, context):
            (done,) = import_files(
                ImportOrder(
                    [(look, self.parameterAsString(parameters, NAME, context))],
                    imports_folder(),
                    folder,
                    self.chosen_edition(parameters, context, feedback),
                    CorrectionStore(folder, catalogue).standing(),
                    self.parameterAsBoolean(parameters, REPLACE, context),
                ),
                catalogue,
                datetime.now().replace(microsecond=0),
                lambda share, text: show_progress(feedback, share, text),
                feedback.isCanceled,
            )
        sentences = [*told.summary(look, done, catalogue), *said]
        for sentence in sentences:
            feedback.pushInfo(sentence)
        write(
            document(
                f"Import de {look.path.name}",
                f"Le {datetime.now():%d/%m/%Y}",
                told.sections(look, done, catalogue),
            ),
            report,
        )
        rows = [] if done is None else list(told.unplaced(done.fates))
        results: dict[str, Any] = {
            REPORT: str(report),
            UNPLACED: write_unplaced(self, parameters, UNPLACED, context, rows),
            ROWS: look.rows,
        }
        if done is not None:
            results |= {
                OUTPUT: str(done.edition.path),
                KEPT: str(done.file),
                DRAWN: int((done.fates["outcome"] == "dessinée").sum()),
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
        from ..territoires_industrie.imports.looking import look

        wanted = self.parameterAsEnumString(parameters, LAYER, context)
        found = look(
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


# ---------------------------------------------------------------- shared with importproject


def unplaced_parameter(name: str) -> QgsProcessingParameterFeatureSink:
    """The table of the rows to look at."""
    return QgsProcessingParameterFeatureSink(
        name, tr("Rows to look at"), Qgis.ProcessingSourceType.Vector, optional=True
    )


def write_unplaced(
    algorithm: AtlasAlgorithm,
    parameters: dict[str, Any],
    name: str,
    context: QgsProcessingContext,
    rows: Iterable[Unplaced],
) -> str | None:
    """Write that table, where it was asked for."""
    fields = QgsFields()
    for column in ("file", "line", "name", "commune", "table", "outcome", "reason", "advice"):
        kind = QMetaType.Type.Int if column == "line" else QMetaType.Type.QString
        fields.append(QgsField(column, kind))

    def features() -> Iterator[QgsFeature]:
        for row in rows:
            feature = QgsFeature(fields)
            feature.setAttributes(list(row))
            yield feature

    return algorithm.written(parameters, name, context, fields, Qgis.WkbType.NoGeometry, features())
