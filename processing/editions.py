"""The edition that an algorithm reads: shipped, seen from a perimeter; the statuses beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from ..territoires_industrie.i18n import tr
from ..territoires_industrie.paths import derived_editions, own_editions
from .folders import editions_folder

if TYPE_CHECKING:
    from ..territoires_industrie.catalogue import Catalogue
    from ..territoires_industrie.edition import Edition
    from ..territoires_industrie.reviewing.statuses import Printed
    from ..territoires_industrie.territories import Territory


def edition_seen_from(
    territories: Sequence[Territory], edition: Edition, feedback: QgsProcessingFeedback
) -> Edition:
    """An edition in which the user's own perimeters among the territories have their rows."""
    from ..territoires_industrie.catalogue import load_catalogue
    from ..territoires_industrie.perimeters.view import seen_from

    if any(territory.is_own for territory in territories):
        feedback.setProgressText(tr("Looking at the edition from your perimeter…"))
    folder = derived_editions()
    return seen_from(edition, territories, folder, load_catalogue(), feedback.isCanceled)


def embedded_edition(feedback: QgsProcessingFeedback) -> Edition:
    """The edition that the plugin ships, built in the profile at its first use; EditionError."""
    from ..territoires_industrie.embedded import build_embedded

    feedback.setProgressText(tr("Preparing the embedded edition…"))
    # Always in the profile: a folder of editions that colleagues share may be read-only.
    return build_embedded(own_editions(), cancelled=feedback.isCanceled)


def fiche_reviews(
    edition: Edition, territories: Sequence[Territory], catalogue: Catalogue, audience: str
) -> dict[str, Printed]:
    """The status of each fiche in words, by territory.

    It is kept beside the edition, else in the profile.

    Raises:
        StatusError: the statuses cannot be read.
    """
    from ..territoires_industrie.reviewing.statuses import FILE_NAME, printed

    beside = edition.path.parent
    folder = beside if (beside / FILE_NAME).is_file() else editions_folder()
    return printed(edition, territories, catalogue, folder, audience)
