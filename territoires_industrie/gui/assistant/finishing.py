"""What the assistant ends with, as a job: the file kept, and its rows in a new edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas

from ...catalogue import Catalogue
from ...i18n import tr
from ..jobs import Job, Results, Talk
from ..maporders import edition_to_use, keep_up, show_rows_of
from ..orders import reports_folder
from ..own import own_client

if TYPE_CHECKING:
    from ...edition import Edition
    from ...imports.looking import Look

_EDITION = "edition"


@dataclass(frozen=True)
class Order:
    """A file to keep and, if wanted, to add at once.

    Attributes:
        look: the file, looked at and corrected.
        name: what its import is called.
        replace: whether an earlier import of that name gives way.
        geocode: whether the public geocoder is asked for addresses without coordinates.
        now: whether an edition is written.
        imports, editions: the folders of imports and of editions.
    """

    look: Look
    name: str
    replace: bool
    geocode: bool
    now: bool
    imports: Path
    editions: Path


def job_of(
    order: Order, catalogue: Catalogue, project: QgsProject, canvas: QgsMapCanvas | None
) -> Job:
    """Keep the file, and add its rows; loaded layers follow the edition then."""

    def work(talk: Talk) -> Results:
        look = _geocoded(order, talk)
        if not order.now:
            from ...imports.keeping import keep

            keep(look.path, look.how, order.imports, order.name, replace=order.replace)
            return {}
        return {_EDITION: _add(order, look, catalogue, talk)}

    def after(results: Results, talk: Talk) -> Iterator[None]:
        if _EDITION in results:
            yield from keep_up(results[_EDITION].path, project, canvas, talk)
            show_rows_of([order.look.table.name], project, talk)

    told = tr("Rows added: new edition in use.") if order.now else tr("Kept for the next refresh.")
    title = tr("Adding {file}") if order.now else tr("Keeping {file}")
    file = order.look.path.name
    return Job(
        file,
        title.format(file=file),
        work,
        told,
        after,
        report=lambda results: str(_report()) if _EDITION in results else "",
        makes_edition=order.now,
    )


def _geocoded(order: Order, talk: Talk) -> Look:
    if not order.geocode:
        return order.look
    from ...imports.addresses import with_addresses

    look, sentence = with_addresses(order.look, own_client(talk.isCanceled))
    talk.pushInfo(sentence)
    return look


def _add(order: Order, look: Look, catalogue: Catalogue, talk: Talk) -> Edition:
    """The new edition with the file's rows; what is to be looked at is told."""
    from ...corrections.store import CorrectionStore
    from ...corrections.wording import decisions
    from ...imports.adding import ImportOrder, import_files
    from ...imports.report import sections
    from ...report import document, write

    (done,) = import_files(
        ImportOrder(
            [(look, order.name)],
            order.imports,
            order.editions,
            edition_to_use(order.editions, talk),
            CorrectionStore(order.editions, catalogue).standing(),
            order.replace,
        ),
        catalogue,
        datetime.now().replace(microsecond=0),
        talk.tell,
        talk.isCanceled,
    )
    page = document(
        f"Import de {look.path.name}",
        f"Le {datetime.now():%d/%m/%Y}",
        sections(look, done, catalogue),
    )
    write(page, _report())
    for sentence in decisions(done.outcomes, catalogue):
        talk.pushWarning(sentence)
    return done.edition


def _report() -> Path:
    """The page that tells what became of every row."""
    return reports_folder() / "import.html"
