"""What an algorithm tells while it works: how far it is, and what it wrote."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ..territoires_industrie.errors import AtlasError
from ..territoires_industrie.i18n import spoken


def show_progress(feedback: QgsProcessingFeedback, share: float, text: str) -> None:
    """Tell how far the work is, and what was done last."""
    feedback.setProgress(100 * share)
    if text:
        feedback.setProgressText(text)


def tell_files(
    feedback: QgsProcessingFeedback, files: Iterable[Path], warnings: Iterable[AtlasError] = ()
) -> list[str]:
    """Tell what was written, and what the user should know about it; the files as results."""
    for warning in warnings:
        feedback.pushWarning(spoken(warning))
    written = [str(path) for path in files]
    for path in written:
        feedback.pushInfo(path)
    return written
