"""A layer's metadata, as QGIS shows them among its properties and as catalogues read them.

In French, as everything that is shared; made of the edition's provenance alone, so what is kept
from an audience is not told here either. Nobody's name or path stands in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qgis.core import (
    Qgis,
    QgsBox3D,
    QgsCoordinateReferenceSystem,
    QgsLayerMetadata,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime, Qt

from ..catalogue import AtlasLayer, Catalogue, Table
from ..edition import Edition, Provenance
from ..french import day_of, long_date, number, typographic

_STATES = {
    "complete": "complète",
    "partial": "partielle",
    "empty": "sans objet recensé",
    "absent": "absente",
}
_RESOURCE = "dataset"
_FRENCH = "FRE"


@dataclass(frozen=True)
class Origin:
    """Where a layer's rows come from.

    Attributes:
        sources: whose they are.
        created: when they were put together.
        made: the same as a French sentence.
        coverage: what is known of territories, a French sentence; perhaps nothing.
    """

    sources: Sequence[Provenance]
    created: datetime
    made: str
    coverage: str = ""


def origin_in(edition: Edition, layer: AtlasLayer) -> Origin:
    """Where the rows of a layer come from, as an edition says."""
    sources = _present(edition.provenance(layer.id))
    return Origin(sources, edition.created, _made(edition), _coverage(layer, edition))


def page_of(address: str) -> str:
    """A page's address that can stand in HTML; none for a file, which is on one computer only."""
    if not address.startswith(("https://", "http://")):
        return ""
    for sign, code in (('"', "%22"), ("<", "%3C"), (">", "%3E"), (" ", "%20")):
        address = address.replace(sign, code)
    return address


def metadata_of(
    layer: QgsVectorLayer,
    table: Table,
    origin: Origin,
    catalogue: Catalogue,
) -> QgsLayerMetadata:
    """Title, abstract, sources, licences and dates, in French as everything that is shared."""
    atlas_layer, sources = catalogue.layer_of(table.name), origin.sources
    told = QgsLayerMetadata()
    told.setIdentifier(f"territoires_industrie/{origin.created.isoformat()}/{table.name}")
    told.setType(_RESOURCE)
    told.setLanguage(_FRENCH)
    told.setTitle(layer.name() or atlas_layer.title)
    told.setAbstract(_abstract(atlas_layer, origin, catalogue))
    told.setKeywords(
        {
            "Territoires d'industrie": [
                theme.title for theme in catalogue.themes if table.name in theme.draw_order
            ]
            or [atlas_layer.title]
        }
    )
    told.setContacts([_contact(name) for name in _once(e.publisher for e in sources)])
    told.setLinks([_link(e) for e in _once_bypage_of(sources)])
    told.setLicenses(_once(e.licence for e in sources))
    told.setRights(_once(_attribution(e, catalogue) for e in sources))
    told.setHistory([_event(e) for e in sources] + [origin.made])
    told.setDateTime(Qgis.MetadataDateType.Created, _moment(origin.created))
    crs = layer.crs()
    told.setCrs(crs)
    told.setExtent(_extent(layer, crs))
    return told


def _abstract(layer: AtlasLayer, origin: Origin, catalogue: Catalogue) -> str:
    maps = [
        theme.title
        for theme in catalogue.themes
        if {table.name for table in layer.tables} & set(theme.draw_order)
    ]
    place = f" ({', '.join(maps)})" if maps else ""
    return typographic(f"{layer.title}{place}. {origin.made} {origin.coverage}".strip())


def _coverage(layer: AtlasLayer, edition: Edition) -> str:
    """In how many territories the layer is whole, partial, empty or missing."""
    states = [e.state for e in edition.availabilities() if e.layer == layer.id]
    counts = [(word, states.count(state)) for state, word in _STATES.items()]
    told = [f"{word} pour {_territories(count)}" for word, count in counts if count]
    return f"Couverture : {', '.join(told)}." if told else ""


def _territories(count: int) -> str:
    return f"{count} territoire" + ("s" if count > 1 else "")


def _made(edition: Edition) -> str:
    title, day = edition.record.get("title") or "Édition", day_of(edition.created)
    dated = long_date(day) in title or f"{day:%d/%m/%Y}" in title
    return typographic(f"{title}." if dated else f"{title}, du {long_date(day)}.")


def _event(entry: Provenance) -> str:
    """What was taken of a source, and when."""
    credit = " – ".join(text for text in (entry.publisher, entry.dataset) if text)
    facts = [
        f"millésime : {entry.vintage}" if entry.vintage else "",
        _read_on(entry.retrieved_at),
        f"lignes : {number(entry.rows)}",
        f"lignes écartées : {number(entry.rows_rejected)}" if entry.rows_rejected else "",
        entry.notes,
    ]
    return typographic(f"{credit or entry.source}, {' ; '.join(f for f in facts if f)}")


def _read_on(moment: str) -> str:
    try:
        return f"consulté le {long_date(day_of(datetime.fromisoformat(moment)))}"
    except ValueError:
        return ""


def _attribution(entry: Provenance, catalogue: Catalogue) -> str:
    source = catalogue.sources.get(entry.source)
    return (source.attribution if source else "") or entry.publisher


def _contact(publisher: str) -> QgsLayerMetadata.Contact:
    contact = QgsLayerMetadata.Contact()
    contact.organization = publisher
    contact.role = "publisher"
    return contact


def _link(entry: Provenance) -> QgsLayerMetadata.Link:
    link = QgsLayerMetadata.Link(entry.dataset or entry.source, "WWW:LINK", page_of(entry.url))
    link.description = entry.publisher
    return link


def _once_bypage_of(entries: Sequence[Provenance]) -> list[Provenance]:
    return list({page_of(e.url): e for e in reversed(entries) if page_of(e.url)}.values())[::-1]


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _moment(moment: datetime) -> QDateTime:
    return QDateTime.fromString(moment.isoformat(), Qt.DateFormat.ISODate)


def _extent(layer: QgsVectorLayer, crs: QgsCoordinateReferenceSystem) -> Any:
    extent = QgsLayerMetadata.Extent()
    bounds = layer.extent()
    if not bounds.isNull():
        place = QgsLayerMetadata.SpatialExtent()
        place.bounds = QgsBox3D(bounds)
        place.extentCrs = crs
        extent.setSpatialExtents([place])
    return extent


def _present(entries: Sequence[Provenance]) -> list[Provenance]:
    """The sources that have rows in the layer; where nobody has, those that were asked."""
    return [e for e in entries if e.rows] or [e for e in entries if e.retrieved_at]
