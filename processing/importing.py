"""What the algorithms of imports share: whose eyes rows are for, what is to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
)

from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .folders import imports_folder
from .network import catalogue_in_use
from .parameters import AUDIENCES, REPLACE, choice
from .telling import show_progress

if TYPE_CHECKING:
    from ..territoires_industrie.imports.adding import Imported
    from ..territoires_industrie.imports.looking import Look
    from ..territoires_industrie.imports.report import Unplaced
    from ..territoires_industrie.report import Section

DIFFUSION = "DIFFUSION"
OUTPUT = "OUTPUT"
UNPLACED = "UNPLACED"

_COLUMNS = ("file", "line", "name", "commune", "table", "outcome", "reason", "advice")


def diffusion_parameter() -> QgsProcessingParameterEnum:
    """Whose eyes rows are for; the analyst's own first: what is typed by hand stays inside."""
    return choice(DIFFUSION, tr("Who may see rows that do not say"), AUDIENCES[::-1])


def unplaced_parameter() -> QgsProcessingParameterFeatureSink:
    """The table of the rows to look at."""
    return QgsProcessingParameterFeatureSink(
        UNPLACED, tr("Rows to look at"), Qgis.ProcessingSourceType.Vector, optional=True
    )


def import_looked_at(
    algorithm: AtlasAlgorithm,
    files: Sequence[tuple[Look, str]],
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> list[Imported]:
    """Import files, each with what its import is called, into one new edition.

    Corrections are replayed on it; what is to be decided then is told.
    """
    # Imported here: nothing heavy is loaded before somebody imports.
    from ..territoires_industrie.corrections.store import CorrectionStore
    from ..territoires_industrie.corrections.wording import decisions
    from ..territoires_industrie.imports.adding import ImportOrder, import_files

    catalogue = catalogue_in_use()
    folder = algorithm.chosen_folder(parameters, context)
    done = import_files(
        ImportOrder(
            files,
            imports_folder(),
            folder,
            algorithm.chosen_edition(parameters, context, feedback),
            CorrectionStore(folder, catalogue).standing(),
            algorithm.parameterAsBoolean(parameters, REPLACE, context),
        ),
        catalogue,
        datetime.now().replace(microsecond=0),
        lambda share, text: show_progress(feedback, share, text),
        feedback.isCanceled,
    )
    for sentence in decisions(done[0].outcomes, catalogue):
        feedback.pushWarning(sentence)
    return done


def told_to_decide(done: Sequence[Imported]) -> list[Section]:
    """The corrections that are to be decided on once the rows are there, for the report."""
    from ..territoires_industrie.corrections.wording import decisions
    from ..territoires_industrie.report import Section

    outcomes = done[0].outcomes if done else ()
    sentences = tuple(decisions(outcomes, catalogue_in_use()))
    return [Section("Corrections à décider", sentences)] if sentences else []


def write_unplaced(
    algorithm: AtlasAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    rows: Iterable[Unplaced],
) -> str | None:
    """Write that table, where it was asked for."""
    return algorithm.written_rows(parameters, UNPLACED, context, _COLUMNS, {"line"}, rows)
