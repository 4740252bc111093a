"""`territoires_industrie:fetchedition`: a new edition from the public sources."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
)

from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.i18n import spoken, tr
from ..territoires_industrie.listing import listed_layers
from .base import EDITION, AtlasAlgorithm
from .editions import embedded_edition
from .folders import imports_folder
from .network import (
    REPORT,
    catalogue_in_use,
    chosen_report,
    client_for,
    report_parameter,
    try_to_write,
)
from .parameters import folder_parameter
from .telling import show_progress

if TYPE_CHECKING:
    from ..territoires_industrie.catalogue import Catalogue
    from ..territoires_industrie.edition import Edition

THEMES = "THEMES"
LAYERS = "LAYERS"
REFRESH = "REFRESH"
OFFLINE = "OFFLINE"
LOCAL_DATA = "LOCAL_DATA"
OUTPUT = "OUTPUT"
FAILED = "FAILED"


class FetchEdition(AtlasAlgorithm):
    """Asks the sources side by side and writes a dated edition; the one before stays whole."""

    ID = "fetchedition"
    GROUP = "sources"
    TERRITORIES = "TERRITORIES"

    def displayName(self) -> str:
        return tr("Fetch a new edition")

    def stopped(self) -> str:
        return tr("Stopped: no edition was written, the last one stays.")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(self.territories_parameter())
        self.addParameter(self.themes_parameter(THEMES, tr("Maps whose layers are fetched")))
        self.addParameter(
            QgsProcessingParameterEnum(
                LAYERS,
                tr("Layers to fetch alone (none chosen = all of the maps)"),
                _fetched(),
                allowMultiple=True,
                optional=True,
                usesStaticStrings=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                EDITION,
                tr("Edition to take over from what fails (empty = the one fetched last)"),
                fileFilter="GeoPackage (*.gpkg)",
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterBoolean(
                REFRESH, tr("Ask again for what is in the cache (only changes are sent)"), True
            )
        )
        self.addParameter(
            QgsProcessingParameterBoolean(OFFLINE, tr("Offline: from the cache alone"), False)
        )
        self.addParameter(
            QgsProcessingParameterFile(
                LOCAL_DATA,
                tr("Your own file, or folder of files"),
                # QGIS' own filter wants a dot in the name, which folders lack.
                fileFilter=tr("All files (*)"),
                optional=True,
            )
        )
        self.addParameter(folder_parameter())
        self.addParameter(report_parameter())
        self.addOutput(QgsProcessingOutputFile(OUTPUT, tr("Edition")))
        self.addOutput(QgsProcessingOutputNumber(FAILED, tr("Sources that failed")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        # Imported here: nothing heavy is loaded before somebody fetches.
        from ..territoires_industrie.corrections.store import CorrectionStore
        from ..territoires_industrie.perimeters.parts import parts_of
        from ..territoires_industrie.refresh import RefreshOrder, refresh
        from ..territoires_industrie.refresh_report import refresh_report, warnings
        from ..territoires_industrie.report import write

        catalogue = catalogue_in_use()
        report = chosen_report(self, parameters, context)
        store = self._store(parameters, context)
        embedded = embedded_edition(feedback)
        local_data = self.parameterAsString(parameters, LOCAL_DATA, context)
        order = RefreshOrder(
            # A perimeter of the user's own is fetched in whole parts, and seen from afterwards.
            territories=parts_of(self.chosen_territories(parameters, context)),
            layers=self._layers(parameters, context, catalogue),
            embedded=embedded,
            previous=self._previous(parameters, context, feedback, store) or embedded,
            local_data=Path(local_data) if local_data else None,
            imports=imports_folder(),
            say=spoken,
            corrections=CorrectionStore(store, catalogue).standing(),
        )
        client = client_for(
            feedback,
            offline=self.parameterAsBoolean(parameters, OFFLINE, context),
            fresh=self.parameterAsBoolean(parameters, REFRESH, context),
        )
        done = refresh(
            order,
            store,
            catalogue,
            client,
            datetime.now().replace(microsecond=0),
            lambda share, text: show_progress(feedback, share, text),
            feedback.isCanceled,
        )
        for sentence in warnings(done, catalogue):
            feedback.pushWarning(sentence)
        feedback.pushInfo(str(done.edition.path))
        write(refresh_report(done, catalogue), report)
        failed = sum(outcome.raw is None for outcome in done.outcomes.values())
        return {OUTPUT: str(done.edition.path), REPORT: str(report), FAILED: failed}

    def _layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, catalogue: Catalogue
    ) -> list[str]:
        """The layers named; where none is, those of the maps chosen."""
        named = self.parameterAsEnumStrings(parameters, LAYERS, context)
        # Unset, QGIS gives a list of one empty word.
        asked = {name for name in named if name}
        if asked:
            return [name for name in catalogue.layers if name in asked]
        return _drawn(catalogue, self.parameterAsEnums(parameters, THEMES, context))

    def _store(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        """The folder of editions; EditionError, before servers are asked, if it takes none."""
        from ..territoires_industrie.conformity import EditionError

        folder = self.chosen_folder(parameters, context)
        try:
            try_to_write(folder)
        except OSError as error:
            raise EditionError(
                "No edition can be written in {folder} ({error}): check the free space and the "
                "rights there, or choose another folder.",
                folder=folder,
                error=error,
            ) from error
        return folder

    def _previous(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        store: Path,
    ) -> Edition | None:
        """The edition to take over from: the one named, else the store's, where it can be read."""
        from ..territoires_industrie.edition import Edition, EditionStore
        from ..territoires_industrie.perimeters.view import refuse_derived

        path = self.parameterAsFile(parameters, EDITION, context)
        if path:
            edition = Edition.open(Path(path))
            refuse_derived(edition)
            return edition
        try:
            return EditionStore(store).current()
        except AtlasError as error:  # a new edition is just what is needed then
            feedback.pushWarning(spoken(error))
            return None


def _fetched() -> list[str]:
    """The layers that have sources to ask; the base comes with the plugin."""
    return [name for name, layer in listed_layers().items() if layer.family != "base"]


def _drawn(catalogue: Catalogue, themes: list[int]) -> list[str]:
    """The layers that the chosen maps draw; with all maps, the portrait's figures too."""
    chosen = [catalogue.themes[index] for index in sorted(set(themes))]
    tables = [table for theme in chosen for table in theme.draw_order]
    drawn = dict.fromkeys(catalogue.layer_of(table).id for table in tables)
    whole = len(chosen) == len(catalogue.themes)
    profile = [name for name, layer in catalogue.layers.items() if layer.family == "profile"]
    return [*drawn, *(profile if whole else [])]
