"""How a job does an algorithm: in its own thread, in a process of its own, or here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import QgsApplication, QgsProcessingContext

from ..errors import Cancelled
from ..i18n import spoken, tr
from ..workers.running import Job as WorkersJob
from ..workers.running import run_jobs
from .jobs import JobFailed, Results, Talk

PREFIX = "territoires_industrie:"


def run_here(algorithm: str, parameters: Mapping[str, Any], talk: Talk) -> Results:
    """Run an algorithm in the calling thread.

    Raises:
        JobFailed: with the sentence that the algorithm has for its user.
        Cancelled: the user stopped.
    """
    found = QgsApplication.processingRegistry().algorithmById(PREFIX + algorithm)
    if found is None:
        raise JobFailed(
            tr("The plugin's algorithms are not there: switch the plugin off and on again.")
        )
    context = QgsProcessingContext()
    fits, sentence = found.checkParameterValues(dict(parameters), context)
    if not fits:
        raise JobFailed(sentence)
    results, well = found.run(dict(parameters), context, talk)
    if talk.isCanceled() and not results:
        raise Cancelled
    if not well:
        raise JobFailed(talk.errors[-1] if talk.errors else algorithm)
    return dict(results)


def run_apart(algorithm: str, inputs: Mapping[str, Any], talk: Talk) -> Results:
    """Run an algorithm in a `qgis_process` of its own, which a stop kills.

    Raises:
        WorkersMissing: no other process can be started here.
        Cancelled: the user stopped; nothing is left running.
        AtlasError: what the process ended with.
    """
    order = WorkersJob(PREFIX + algorithm, dict(inputs))
    (outcome,) = run_jobs([order], talk.tell, talk.isCanceled)
    for warning in outcome.warnings:
        talk.pushWarning(spoken(warning))
    return dict(outcome.results)
