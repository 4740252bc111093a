"""The foreman of what is given away: one folder for one audience, from one edition.

The folder's files are made in a workshop beside their place and moved there together at the end:
a folder half of this edition and half of the last would mislead whoever receives it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ..atlas import AtlasOrder, print_atlas
from ..audience import for_audience
from ..catalogue import Catalogue
from ..edition import Edition
from ..errors import AtlasError, Cancelled
from ..files import refuse_existing
from ..mapset import MapSetOrder, print_map_set
from ..pace import Progress, portion
from ..publish import put_in_place
from ..tables.workbook import excel
from ..tables.writing import write_book
from ..territories import Territory
from .html import PageError, fill
from .order import ShareFiles, ShareOrder
from .page import page_data

#: What a territory's PDF may weigh to go by mail (bytes).
HEAVY_DOCUMENT = 8_000_000
#: What is heavier is printed again with fewer dots per inch, then with still fewer.
FEWER_DOTS = (150, 96)
_FEWER = "{file} was too heavy to go by mail: it was printed again at {dots} dots per inch."
_HEAVY = (
    "{file} weighs {weight} MB, more than the {most} MB that go by mail: ask for fewer maps, or a "
    "lighter logo."
)
TITLE = "Territoires d\u2019industrie"
DESCRIPTION = "Atlas des territoires d\u2019industrie : cartes, leurs légendes et leurs sources."


class ShareError(AtlasError):
    """The folder cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Bench:
    """What every part of the folder is made with.

    Attributes:
        order: what is asked for.
        edition: every row; the foremen part it by themselves.
        seen: the audience's own edition.
        catalogue: maps, legends, words.
        workshop: where a part leaves its files, under their final names.
        progress: told the share of the part that is done, and what is being done.
        cancelled: asked often.
        warnings: what the user should know.
    """

    order: ShareOrder
    edition: Edition
    seen: Edition
    catalogue: Catalogue
    workshop: Path
    progress: Progress
    cancelled: Callable[[], bool]
    warnings: list[AtlasError]


@dataclass(frozen=True)
class Part:
    """One kind of files of the folder.

    Attributes:
        files: those of an order, in the folder; none where the order does without.
        make: writes them into the workshop.
        weight: about how long that takes, beside the others.
    """

    files: Callable[[ShareOrder], Sequence[Path]]
    make: Callable[[Bench], None]
    weight: float


def share(
    order: ShareOrder,
    edition: Edition,
    catalogue: Catalogue,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> ShareFiles:
    """Make the folder of an audience.

    Everything is made from the rows that the audience may see: what is kept from it is in no
    file's bytes (DOMAIN 1).

    Args:
        order: what to put into it.
        edition: the data.
        catalogue: maps, legends, words.
        progress: told what is being done.
        cancelled: asked between pages and tables.

    Raises:
        Cancelled: the user stopped; the folder is as it was.
        FileIsThere: a file is there already, and none may be replaced.
        LibraryMissing: tables are asked for, and openpyxl is not installed.
        AtlasError: with one sentence for the user; the folder is as it was.
    """
    parts = [part for part in PARTS if part.files(order)]
    targets = [target for part in parts for target in part.files(order)]
    if not targets:
        raise ShareError("Nothing is asked for: choose the page, the PDF or the data.")
    if not order.replace:
        refuse_existing(targets)
    if order.tables:
        excel()
    written = ShareFiles()
    with _workshop(order.place) as workshop:
        own = workshop / "edition"
        seen = for_audience(edition, order.audience, own, catalogue, cancelled=cancelled)
        total, done = sum(part.weight for part in parts), 0.0
        for part in parts:
            told = portion(progress, done / total, (done + part.weight) / total)
            part.make(
                Bench(order, edition, seen, catalogue, workshop, told, cancelled, written.warnings)
            )
            done += part.weight
        if cancelled():
            raise Cancelled
        for target in targets:
            _put(workshop / target.name, target)
            written.files.append(target)
    progress(1.0, "")
    return written


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A hidden folder on the disk of the files to come; what goes wrong is told in a sentence."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".partage-", ignore_cleanup_errors=True) as name:
            yield Path(name)
    except OSError as error:
        raise ShareError(
            "The folder {path} cannot be filled ({reason}): choose another, or make room.",
            path=folder,
            reason=error,
        ) from error


def _put(draft: Path, target: Path) -> None:
    if target.suffix == ".gpkg":
        put_in_place(draft, target)
    else:
        os.replace(draft, target)


# ---------------------------------------------------------------- the parts


def _documents(order: ShareOrder) -> list[Path]:
    """The PDF of each territory, and its publication: a map set is printed once for both."""
    documents = [order.document_of(t) for t in order.territories]
    publications = [order.publication_of(t) for t in order.territories]
    return [
        *(documents if order.documents != "none" else []),
        *(publications if order.publications else []),
    ]


def _print_documents(bench: Bench) -> None:
    order = bench.order
    chapters = order.documents == "atlas"
    maps_too = order.documents == "maps" or order.publications
    both = chapters and maps_too
    if maps_too:
        _print_maps(bench, portion(bench.progress, 0.0, 0.4 if both else 1.0))
    if chapters:
        _print_chapters(bench, portion(bench.progress, 0.4 if both else 0.0, 1.0))
    if order.documents != "none":
        _lighten(bench, _print_chapters if chapters else _print_maps)


def _lighten(bench: Bench, print_again: Callable[[Bench, Progress], None]) -> None:
    """Print what is too heavy again with fewer dots; what stays heavy is told."""
    for dots in FEWER_DOTS:
        heavy = _heavy(bench)
        if not heavy or dots >= bench.order.dpi:
            continue
        fewer = replace(bench.order, territories=heavy, dpi=dots, publications=False)
        # Its warnings have been told once.
        print_again(replace(bench, order=fewer, warnings=[]), lambda _s, t: bench.progress(1.0, t))
        for territory in heavy:
            name = bench.order.document_of(territory).name
            bench.warnings.append(ShareError(_FEWER, file=name, dots=dots))
    for territory in _heavy(bench):
        document = bench.workshop / bench.order.document_of(territory).name
        weight = f"{document.stat().st_size / 1e6:.1f}"
        most = f"{HEAVY_DOCUMENT / 1e6:.0f}"
        bench.warnings.append(ShareError(_HEAVY, file=document.name, weight=weight, most=most))


def _heavy(bench: Bench) -> list[Territory]:
    def weight(territory: Territory) -> int:
        return (bench.workshop / bench.order.document_of(territory).name).stat().st_size

    return [each for each in bench.order.territories if weight(each) > HEAVY_DOCUMENT]


def _print_maps(bench: Bench, progress: Progress) -> None:
    order = bench.order
    maps = MapSetOrder(
        territories=order.territories,
        themes=order.themes,
        formats=["pdf"] if order.documents == "maps" else [],
        folder=bench.workshop,
        dpi=order.dpi,
        paper=order.paper,
        look=order.look,
        publication=order.publications,
        audience=order.audience,
        replace=True,  # in the workshop: a lighter one in the place of a heavy one
        workers=order.workers,
    )
    made = print_map_set(maps, bench.edition, bench.catalogue, progress, bench.cancelled)
    bench.warnings.extend(made.warnings)


def _print_chapters(bench: Bench, progress: Progress) -> None:
    order = bench.order
    atlas = AtlasOrder(
        territories=order.territories,
        themes=order.themes,
        target=bench.workshop / "atlas" / "atlas.pdf",
        audience=order.audience,
        paper=order.paper,
        look=order.look,
        texts=order.texts,
        each=True,
        workers=order.workers,
        dpi=order.dpi,
        replace=True,
        reviews=order.reviews,
    )
    made = print_atlas(atlas, bench.edition, bench.catalogue, progress, bench.cancelled)
    bench.warnings.extend(made.warnings)
    for territory in order.territories:
        os.replace(atlas.alone(territory), bench.workshop / order.document_of(territory).name)


def _editions(order: ShareOrder) -> list[Path]:
    return [order.edition_file] if order.edition else []


def _copy_edition(bench: Bench) -> None:
    name = bench.order.edition_file.name
    bench.progress(0.0, name)
    shutil.copyfile(bench.seen.path, bench.workshop / name)


def _books(order: ShareOrder) -> list[Path]:
    return [order.book_of(territory) for territory in order.territories] if order.tables else []


def _write_books(bench: Bench) -> None:
    order = bench.order
    for rank, territory in enumerate(order.territories):
        name = order.book_of(territory).name
        bench.progress(rank / len(order.territories), name)
        write_book(bench.workshop / name, bench.seen, [territory], bench.catalogue, bench.cancelled)


def _pages(order: ShareOrder) -> list[Path]:
    return [order.page_file] if order.page else []


def _make_page(bench: Bench) -> None:
    order = bench.order
    bench.progress(0.0, order.page_file.name)
    data = page_data(
        bench.seen,
        order.audience,
        bench.catalogue,
        order.territories,
        order.themes,
        bench.cancelled,
    )
    alone = len(order.territories) == 1
    title = f"{order.territories[0].title} – {TITLE}" if alone else TITLE
    try:
        description = f"{DESCRIPTION} {data['edition']}. {data['audience']}."
        document = fill({"title": title, **data}, title, description)
    except ValueError as error:
        raise PageError(
            "The page cannot be written ({reason}): a figure of the edition is no number.",
            reason=error,
        ) from error
    (bench.workshop / order.page_file.name).write_text(document, encoding="utf-8", newline="\n")


#: What a folder may hold, in the order in which it is made: quick things first.
PARTS: tuple[Part, ...] = (
    Part(_editions, _copy_edition, 1.0),
    Part(_books, _write_books, 2.0),
    Part(_pages, _make_page, 4.0),
    Part(_documents, _print_documents, 30.0),
)
