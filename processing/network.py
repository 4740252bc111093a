"""What the algorithms that ask servers share: where the mirror is, how to stop, where to report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
)

from ..territoires_industrie import preferences
from ..territoires_industrie.i18n import tr
from ..territoires_industrie.paths import own_folder
from .base import AtlasAlgorithm
from .folders import cache_folder

if TYPE_CHECKING:
    from ..territoires_industrie.catalogue import Catalogue
    from ..territoires_industrie.net.client import Client

MIRROR_VARIABLE = preferences.MIRROR.variable
MIRROR_SETTING = preferences.MIRROR.key
REPORT = "OUTPUT_HTML"


def client_for(
    feedback: QgsProcessingFeedback, offline: bool = False, fresh: bool = True
) -> Client:
    """A client whose requests the feedback stops, over QGIS' network settings and the cache.

    Args:
        feedback: the algorithm's.
        offline: ask nobody; what was never fetched is an error.
        fresh: ask servers whether what the cache holds is still so; else it is taken as it is.

    Raises:
        LibraryMissing: requests is not installed.
    """
    from ..territoires_industrie.net.open import open_client

    return open_client(
        cache_folder(),
        mirror=mirror(),
        offline=offline,
        fresh=fresh,
        cancelled=feedback.isCanceled,
    )


def mirror() -> str:
    """The mirror of the environment, else of the settings, else none."""
    return preferences.chosen(preferences.MIRROR)


def catalogue_in_use() -> Catalogue:
    """As `preferences.catalogue_in_use`, of the profile in use."""
    return preferences.catalogue_in_use(own_folder())


def report_parameter() -> QgsProcessingParameterFileDestination:
    """Where the HTML report goes; QGIS shows it among the results."""
    return QgsProcessingParameterFileDestination(REPORT, tr("Report"), tr("HTML files (*.html)"))


def chosen_report(
    algorithm: AtlasAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> Path:
    """Where the report goes; ReportError, before anybody waits for servers, if it cannot."""
    path = Path(algorithm.parameterAsFileOutput(parameters, REPORT, context))
    try:
        try_to_write(path.parent)
    except OSError as error:
        from ..territoires_industrie.report import ReportError

        raise ReportError(
            "The report {path} cannot be written ({reason}): choose another place.",
            path=path,
            reason=error,
        ) from error
    return path


def try_to_write(folder: Path) -> None:
    """Raise OSError where no file can be written in a folder, or the folder not be made.

    Nothing is left behind, not even the folder.
    """
    import tempfile

    there = next(place for place in (folder, *folder.parents) if place.exists())
    with tempfile.TemporaryFile(dir=there):
        pass
