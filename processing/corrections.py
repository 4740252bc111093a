"""What the algorithms of corrections share: where these are kept, who makes them, how to list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm

if TYPE_CHECKING:
    from ..territoires_industrie.catalogue import Catalogue
    from ..territoires_industrie.corrections.outcome import Outcome
    from ..territoires_industrie.corrections.store import CorrectionStore

AUTHOR = "AUTHOR"
OUTPUT = "OUTPUT"
REASON = "REASON"

#: The columns of a list of corrections, in the words of the analyst's file.
_NUMBERS = ("numero", "applied")
_STATE = ("state", "applied", "found", "territory")


class NoAuthor(AtlasError):
    """A correction without anybody who answers for it."""


def author_parameter() -> QgsProcessingParameterString:
    """Who answers for it."""
    return QgsProcessingParameterString(AUTHOR, tr("Author"))


def reason_parameter() -> QgsProcessingParameterString:
    """Why."""
    return QgsProcessingParameterString(REASON, tr("Reason"), "", optional=True)


def list_parameter() -> QgsProcessingParameterFeatureSink:
    """A table with one row a correction."""
    return QgsProcessingParameterFeatureSink(
        OUTPUT, tr("Corrections"), Qgis.ProcessingSourceType.Vector, optional=True
    )


def chosen_author(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> str:
    """Who answers for it; NoAuthor when nobody does."""
    author = algorithm.parameterAsString(parameters, AUTHOR, context).strip()
    if not author:
        raise NoAuthor("A correction needs an author: say who makes it.")
    return author


def chosen_store(
    algorithm: AtlasAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    catalogue: Catalogue,
) -> CorrectionStore:
    """The corrections beside the editions of the folder chosen."""
    from ..territoires_industrie.corrections.store import CorrectionStore

    return CorrectionStore(algorithm.chosen_folder(parameters, context), catalogue)


def today() -> date:
    """The day on which something is corrected."""
    return date.today()  # noqa: DTZ011 - the analyst's own day


def write_list(
    algorithm: AtlasAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    outcomes: Iterable[Outcome],
) -> str | None:
    """Write what became of corrections to the output table; where it went, None for nowhere."""
    from ..territoires_industrie.corrections.store import HEADINGS

    rows = (
        [
            _attribute(value)
            for value in (
                *(getattr(outcome.correction, name) for name in HEADINGS.values()),
                *(getattr(outcome, name) for name in _STATE),
            )
        ]
        for outcome in outcomes
    )
    columns = (*HEADINGS, *_STATE)
    return algorithm.written_rows(parameters, OUTPUT, context, columns, _NUMBERS, rows)


def _attribute(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return None if value == "" else str(value) if not isinstance(value, int) else value
