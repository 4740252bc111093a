"""What the atlas could take of an old project's layers, and what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..catalogue import Catalogue
from ..errors import AtlasError
from ..french import number
from ..report import BAD, GOOD, PLAIN, WARN, Column, Line, Section
from ..sources.contents import first_rows, read_content
from ..sources.errors import nearest
from ..sources.instructions import BadFile, Instructions
from ..territories import normalised
from .headings import heading_of
from .looking import TABLE_FROM, Look, look, proposals, table_named
from .saying import pairs_of

ALL = "all"


@dataclass(frozen=True)
class Proposal:
    """A layer of a project and where its rows may go.

    Attributes:
        name: as the project calls it.
        file, sheet: what would be imported, None for nothing.
        epsg: what the project says its coordinates are in, None for what the file says.
        table: of the atlas, "" for none.
        confidence: from 0 to 1.
        rows: how many, 0 where it was not read.
        remark: in French, why not, or what else there is to know.
    """

    name: str
    file: Path | None
    sheet: str
    epsg: int | None
    table: str
    confidence: float
    rows: int
    remark: str


def unreadable(name: str, why: str) -> Proposal:
    """A layer that nothing can be taken of."""
    return Proposal(name, None, "", None, "", 0.0, 0, why)


def proposal(
    name: str, file: Path, sheet: str, epsg: int | None, remark: str, catalogue: Catalogue
) -> Proposal:
    """Where the rows of a layer may go, by its name, its columns and its shapes.

    Raises BadFile, Unreadable or OSError where the file cannot be read.
    """
    try:
        how = Instructions(heading=heading_of(first_rows(file, Instructions(), sheet)))
        frame = read_content(file, how, sheet).frame
    except (AtlasError, OSError) as error:
        raise BadFile(
            "Your file {file} cannot be used: {reason}. Correct it, or save it again as CSV in "
            "UTF-8 or as GeoPackage.",
            file=file.name,
            reason=error,
        ) from error
    scored = proposals(f"{name} {file.stem} {sheet}", frame, catalogue)
    table, confidence = (scored[0][0].name, scored[0][1]) if scored else ("", 0.0)
    return Proposal(name, file, sheet, epsg, table, confidence, len(frame), remark)


def chosen(said: str, found: Sequence[Proposal]) -> list[tuple[Proposal, str]]:
    """The layers that are to be imported, each with the table that it goes to.

    Args:
        said: "" for none, "all" for all that are sure enough, or names of layers, each alone or
            with the layer of the atlas (`Friches 2019 = brownfields`).
        found: the project's.

    Raises:
        BadFile: no such layer, one that cannot be read, or one of which nothing is proposed.
    """
    text = said.strip()
    if not text:
        return []
    if text.casefold() == ALL:
        return [(each, each.table) for each in found if each.confidence >= TABLE_FROM]
    parts = [part.strip() for part in text.replace("\n", ";").split(";")]
    pairs = pairs_of(";".join(part if "=" in part else f"{part} =" for part in parts if part))
    by_name = {normalised(each.name): each for each in found}
    picked = []
    for name, table in pairs.items():
        each = by_name.get(normalised(name))
        if each is None or each.file is None:
            names = [one.name for one in found if one.file is not None]
            raise BadFile(
                'The project has no layer "{name}" that can be imported (nearest: {near}).',
                name=name,
                near=", ".join(nearest(name, names) or names) or "–",
            )
        if not table and each.confidence < TABLE_FROM:
            raise BadFile(
                'Nothing says which layer of the atlas "{name}" is for: write "{name} = wasteheat" '
                "for instance.",
                name=each.name,
            )
        picked.append((each, table or each.table))
    return picked


def looked_at(each: Proposal, table: str, catalogue: Catalogue, remembered: Path) -> Look:
    """The file of a chosen layer, looked at; raises BadFile."""
    if each.file is None:
        raise BadFile("There is no file of the layer {name}.", name=each.name)
    name = table_named(table, catalogue).name
    how = Instructions(epsg=each.epsg)
    return look(each.file, catalogue, name, each.sheet, how, remembered)


def project_sections(
    found: Sequence[Proposal], picked: Sequence[tuple[Proposal, str]], catalogue: Catalogue
) -> list[Section]:
    """What the project has, what was proposed and what was taken."""
    tables = {each.name: table for each, table in picked}
    titles = {
        table.name: layer.title for layer in catalogue.layers.values() for table in layer.tables
    }
    lines = [
        Line(
            (
                each.name,
                number(each.rows) if each.file else "–",
                f"{each.table} – {titles[each.table]}" if each.table else "aucune",
                f"{number(100 * each.confidence)} %",
                tables.get(each.name, "non"),
                each.remark,
            ),
            _tone(each, each.name in tables),
        )
        for each in found
    ]
    columns = (
        Column("Couche du projet"),
        Column("Lignes", number=True),
        Column("Couche de l'atlas proposée"),
        Column("Confiance"),
        Column("Importée dans"),
        Column("Remarque"),
    )
    lost = [each for each in found if each.file is None]
    told = [
        f"Couches vectorielles du projet : {number(len(found))} ; illisibles : "
        f"{number(len(lost))} ; importées : {number(len(picked))}.",
        "Les styles et les mises en page du projet ne sont pas repris.",
    ]
    if not picked:
        told.append(
            "Pour importer : « all » prend les couches reconnues ; « nom de la couche = couche de "
            "l'atlas » en choisit une."
        )
    return [Section("Couches du projet", told, columns, lines)]


def _tone(each: Proposal, taken: bool) -> str:
    if each.file is None:
        return BAD
    if taken:
        return GOOD
    return WARN if each.confidence >= TABLE_FROM else PLAIN
