"""Perimeters of one's own: communes that a user has put together, saved under a name.

Codes (SIREN of EPCI, INSEE of communes, départements, the region) or a polygon say which communes.
What is kept is the list of communes, in a file that people can read, one a perimeter: what the
polygon was is no longer needed, and the day and the rule stand beside. Only communes of EPCI that
touch Hauts-de-France can be taken, for only their outlines are shipped (`territories/`).
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .. import geometry
from ..edition import flush_to_disk
from ..territories import (
    EVERY_TERRITORY_OF_THE_ATLAS,
    Commune,
    Territory,
    TerritoryError,
    UnknownTerritory,
    all_communes,
    all_epci,
    all_territories,
    commune_outlines,
    find,
    normalised,
)
from .codes import Codes

#: No id of ANCT's begins so, nor one of a part (parts.py).
PREFIX = "pp-"

BY_CODES = "liste de codes (SIREN des EPCI, INSEE des communes, départements)"
BY_POLYGON = "polygone : communes dont la moitié au moins de la surface y est"

_FORMAT = 1
_HALF = 0.5
_LONGEST_NAME = 80
#: Ground without a commune that is worth a word (km²): less is how neighbours were drawn.
_STRAY_KM2 = 1.0


class PerimeterError(TerritoryError):
    """A perimeter that cannot be made, kept or read; the message says which and what to do."""


@dataclass(frozen=True)
class Saved:
    """A perimeter as its file tells it: the territory, by which rule, from which codes."""

    territory: Territory
    rule: str
    codes: str
    path: Path


# ---------------------------------------------------------------- making


def own_territory(name: str, insee: Iterable[str], defined: date) -> Territory:
    """The perimeter of some communes under a name.

    Raises:
        PerimeterError: the name is none, a territory's already, or cannot make a file's; there is
            no commune, or one that the plugin does not know.
    """
    name = " ".join(name.split())
    slug = normalised(name).replace(" ", "-")
    if not slug or len(name) > _LONGEST_NAME:
        raise PerimeterError(
            "“{name}” cannot name a perimeter: give a name with letters, of at most {most} signs.",
            name=name,
            most=_LONGEST_NAME,
        )
    if "," in name:
        raise PerimeterError(
            "“{name}” has a comma, which separates the names of territories: leave it out.",
            name=name,
        )
    _refuse_taken(name, slug)
    chosen = tuple(sorted(set(insee)))
    unknown = [code for code in chosen if code not in all_communes()]
    if unknown or not chosen:
        raise PerimeterError(
            "The perimeter “{name}” has {count} communes, of which the plugin does not know "
            "{unknown}: it knows those of the EPCI that touch Hauts-de-France (COG 2026).",
            name=name,
            count=len(chosen),
            unknown=", ".join(unknown[:5]) or "-",
        )
    sirens, parts = _epci_of(chosen)
    return Territory(PREFIX + slug, name, sirens, insee=chosen, parts=parts, defined=defined)


def _refuse_taken(name: str, slug: str) -> None:
    try:
        taken = find(name).title
    except UnknownTerritory:
        slugs = {territory.slug for territory in all_territories()}
        if normalised(name) not in EVERY_TERRITORY_OF_THE_ATLAS and slug not in slugs:
            return
        taken = name
    raise PerimeterError(
        "“{name}” names a territory already ({taken}): give the perimeter another name.",
        name=name,
        taken=taken,
    )


def _epci_of(insee: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The EPCI that communes make up as a whole, and those of which some are missing."""
    everyone = Counter(commune.siren_epci for commune in all_communes().values())
    here = Counter(all_communes()[code].siren_epci for code in insee)
    order = [siren for siren in all_epci() if siren in here]
    whole = tuple(siren for siren in order if here[siren] == everyone[siren])
    return whole, tuple(siren for siren in order if here[siren] < everyone[siren])


def communes_of(codes: str) -> list[str]:
    """The INSEE codes that a text of codes names; CodeError for what it cannot be."""
    return Codes.known().communes(codes)


def communes_in(polygon: bytes) -> list[str]:
    """The INSEE codes of the communes that a polygon (WKB, EPSG:2154) holds half of or more.

    A commune's outline is generalised (1:250 000): a limit that follows one nearly is no trouble.

    Raises:
        PerimeterError: no commune is.
    """
    west, south, east, north = geometry.bounds(polygon)
    found = []
    for insee, outline in commune_outlines().items():
        left, bottom, right, top = geometry.bounds(outline)
        if left > east or right < west or bottom > north or top < south:
            continue
        inside = geometry.clip(outline, polygon)
        if inside and geometry.area_m2(inside) >= _HALF * geometry.area_m2(outline):
            found.append(insee)
    if not found:
        raise PerimeterError(
            "No commune known to the plugin has half of its surface in the polygon: draw it over "
            "Hauts-de-France, around whole communes, in a layer whose CRS is right."
        )
    return sorted(found)


def stray_km2(polygon: bytes) -> float:
    """How much of a polygon (WKB, 2154) lies where the plugin knows no commune, sea too; in km²."""
    ground = geometry.union(each.outline for each in all_epci().values())
    outside = geometry.difference(polygon, ground)
    area = geometry.area_km2(outside) if outside else 0.0
    return area if area >= _STRAY_KM2 else 0.0


def members(territory: Territory) -> list[Commune]:
    """The communes of a perimeter, by code."""
    return [all_communes()[insee] for insee in territory.insee]


# ---------------------------------------------------------------- keeping


def save(folder: Path, territory: Territory, rule: str, codes: str, replace: bool) -> Saved:
    """Write a perimeter's file into `folder`, whole or not at all.

    Raises:
        PerimeterError: there is one of this name, and it may not be replaced; or nothing can be
            written there.
    """
    path = path_of(folder, territory)
    if path.exists() and not replace:
        raise PerimeterError(
            "There is a perimeter “{name}” already ({path}): ask for it to be replaced, or give "
            "another name.",
            name=territory.name,
            path=path,
        )
    text = json.dumps(_plain(territory, rule, codes), ensure_ascii=False, indent=1)
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(text + "\n", encoding="utf-8")
        flush_to_disk(draft)
        os.replace(draft, path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise PerimeterError(
            "The perimeter cannot be written to {path} ({reason}): check the free space and the "
            "rights there.",
            path=path,
            reason=error,
        ) from error
    return Saved(territory, rule, codes, path)


def path_of(folder: Path, territory: Territory) -> Path:
    """Where a perimeter's file is kept."""
    return folder / f"{territory.slug}.json"


def delete(folder: Path, text: str) -> Saved:
    """Take a perimeter away, by its id or name; UnknownTerritory names those that resemble it."""
    kept, _ = read_all(folder)
    wanted = normalised(text)
    for saved in kept:
        if wanted in (normalised(saved.territory.id), normalised(saved.territory.name)):
            try:
                saved.path.unlink()
            except OSError as error:
                raise PerimeterError(
                    "{path} cannot be deleted ({reason}): close what has it open.",
                    path=saved.path,
                    reason=error,
                ) from error
            return saved
    names = ", ".join(f"“{saved.territory.name}”" for saved in kept) or "-"
    raise PerimeterError(
        "No perimeter of your own is called “{text}”; those saved are: {names}.",
        text=text,
        names=names,
    )


def read_all(folder: Path) -> tuple[list[Saved], list[PerimeterError]]:
    """Every perimeter of a folder that can be read, by name, and what is wrong with the others."""
    found, broken = [], []
    for path in sorted(folder.glob("*.json")):
        try:
            found.append(_read(path))
        except PerimeterError as error:
            broken.append(error)
    return sorted(found, key=lambda saved: normalised(saved.territory.name)), broken


def own_territories(folder: Path) -> list[Territory]:
    """The perimeters that can be named where a territory is asked for."""
    return [saved.territory for saved in read_all(folder)[0]]


def _read(path: Path) -> Saved:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        codes = [str(commune["insee"]) for commune in told["communes"]]
        territory = own_territory(str(told["nom"]), codes, date.fromisoformat(told["defini_le"]))
        if path_of(path.parent, territory) != path:
            raise ValueError(f"its name is {territory.name}, not that of the file")
        return Saved(territory, str(told["regle"]), str(told["codes"]), path)
    except (OSError, ValueError, KeyError, TypeError, TerritoryError) as error:
        raise PerimeterError(
            "{path} is no perimeter that can be used ({reason}): save it again, or delete it.",
            path=path,
            reason=error,
        ) from error


def _plain(territory: Territory, rule: str, codes: str) -> Mapping[str, Any]:
    return {
        "format": _FORMAT,
        "id": territory.id,
        "nom": territory.name,
        "defini_le": territory.defined.isoformat() if territory.defined else "",
        "regle": rule,
        "codes": re.sub(r"\s+", " ", codes).strip(),
        "epci_entiers": [
            {"siren": siren, "nom": all_epci()[siren].name} for siren in territory.sirens
        ],
        "epci_en_partie": [
            {"siren": siren, "nom": all_epci()[siren].name} for siren in territory.parts
        ],
        "communes": [
            {"insee": commune.insee, "nom": commune.name} for commune in members(territory)
        ],
    }
