"""What a layer says of itself: tips under the pointer, the way to the publisher, its metadata.

All of it is stored with the layer, in a project or in a style, and works in a QGIS without this
plugin. Which source a row comes from stands in its column `source`; who that is stands once, in the
layer's variable `ti_sources` (JSON by source id), which is made of the edition's own provenance:
an edition for an audience names no source that only withheld rows have, and so no layer does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from qgis.core import (
    Qgis,
    QgsAction,
    QgsBox3D,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContextUtils,
    QgsLayerMetadata,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime, Qt, QUuid

from ..catalogue import AtlasLayer, Catalogue, Table
from ..edition import Edition, Provenance
from ..french import day_of, long_date, number, typographic

#: The layer's variable that tells publisher, dataset, vintage, licence and page of each source.
SOURCES_VARIABLE = "ti_sources"
#: The action that leads from a row to its publisher; always the same, so that it is found again.
PAGE_ACTION = QUuid("{5d0e9a3c-6f0b-4c55-9d0b-3f1f7a0c2b61}")
PAGE_TITLE = "Ouvrir la page du producteur"

_TOLD = ("publisher", "dataset", "vintage", "licence", "url")
_POSITIONS = {
    "exacte": "exacte",
    "adresse": "à l'adresse",
    "iris": "approchée, au centre du quartier (IRIS)",
    "commune": "approchée, au centre de la commune",
}
_STATES = {
    "complete": "complète",
    "partial": "partielle",
    "empty": "sans objet recensé",
    "absent": "absente",
}
_RESOURCE = "dataset"
_FRENCH = "FRE"


def describe(layer: QgsVectorLayer, table: Table, edition: Edition, catalogue: Catalogue) -> None:
    """Let a layer tell its sources and bear its metadata, as the edition that it shows has them.

    To be called again once a layer shows another edition; what somebody made of its map tip and its
    actions stays.
    """
    atlas_layer = catalogue.layer_of(table.name)
    sources = _present(edition.provenance(atlas_layer.id))
    told = json.dumps(_by_source(sources), ensure_ascii=False)
    QgsExpressionContextUtils.setLayerVariable(layer, SOURCES_VARIABLE, told)
    layer.setMetadata(_metadata(layer, table, atlas_layer, edition, sources, catalogue))


def give_tip(layer: QgsVectorLayer, table: Table, catalogue: Catalogue) -> None:
    """Let the pointer read a row, and a click on it open the publisher's page."""
    layer.setMapTipTemplate(f"[% {_tip(table, catalogue)} %]")
    actions = layer.actions()
    if not actions.action(PAGE_ACTION).isValid():
        actions.addAction(_page_action(table))
        # Of the tool that runs an action at a click on the map.
        actions.setDefaultAction("Canvas", PAGE_ACTION)


def sources_of(layer: QgsVectorLayer) -> set[str]:
    """The ids of the sources that a layer tells."""
    told = QgsExpressionContextUtils.layerScope(layer).variable(SOURCES_VARIABLE)
    return set(json.loads(told)) if told else set()


# ---------------------------------------------------------------- sources


def _present(entries: Sequence[Provenance]) -> list[Provenance]:
    """The sources that have rows in the layer; where nobody has, those that were asked."""
    return [e for e in entries if e.rows] or [e for e in entries if e.retrieved_at]


def _by_source(entries: Iterable[Provenance]) -> dict[str, dict[str, str]]:
    """What is known of each source, by its id."""
    told = {entry.source: {name: getattr(entry, name) for name in _TOLD} for entry in entries}
    for facts in told.values():
        facts["url"] = _page(facts["url"])
    return {source: {k: v for k, v in facts.items() if v} for source, facts in told.items()}


def _page(address: str) -> str:
    """A page's address that can stand in HTML; none for a file, which is on one computer only."""
    if not address.startswith(("https://", "http://")):
        return ""
    for sign, code in (('"', "%22"), ("<", "%3C"), (">", "%3E"), (" ", "%20")):
        address = address.replace(sign, code)
    return address


# ---------------------------------------------------------------- expressions

_ALL = f"map_avals(json_to_map(@{SOURCES_VARIABLE}))"
_OF_ROW = f'map_get(json_to_map(@{SOURCES_VARIABLE}), "source")'
_SAFE = "map('&', '&amp;', '<', '&lt;', '>', '&gt;')"


def _tip(table: Table, catalogue: Catalogue) -> str:
    """The expression of a row's tip: HTML, a line for each fact that is known."""
    names = {field.name for field in table.fields}
    lines = [
        f"'<b>' || {_escaped(_name(names))} || '</b>'" if "name" in names else "",
        _escaped(_class(table, catalogue)) if "class" in names else "",
        _escaped('"commune"') if "commune" in names else "",
        _line("Position", _position()) if "position" in names else "",
    ]
    if "source" in names:
        lines += [
            _line("Source", f'coalesce({_credit(_OF_ROW)}, "source")'),
            _line("Millésime", f"coalesce(nullif(\"vintage\", ''), {_fact(_OF_ROW, 'vintage')})"),
            _line("Licence", _fact(_OF_ROW, "licence")),
        ]
    else:
        each = f"{_credit('@element')} || coalesce(' – ' || {_fact('@element', 'vintage')}, '')"
        licences = f"array_distinct(array_foreach({_ALL}, {_fact('@element', 'licence')}))"
        lines += [
            _line("Source", f"nullif(array_to_string(array_foreach({_ALL}, {each}), ' ; '), '')"),
            _line("Licence", f"nullif(array_to_string({licences}, ' ; '), '')"),
        ]
    # the address was made safe when it was told
    lines.append(f"'<a href=\"' || {_address(names)} || '\">Page du producteur</a>'")
    told = ", ".join(line for line in lines if line)
    return f"array_to_string(array_filter(array({told}), @element IS NOT NULL), '<br>')"


def _name(names: set[str]) -> str:
    """A name only where a register gives it (DOMAIN 2, 8); limits and towns have theirs."""
    if "verifie_par" not in names:
        return '"name"'
    return "if(coalesce(\"verifie_par\", '') <> '', \"name\", NULL)"


def _class(table: Table, catalogue: Catalogue) -> str:
    """A row's class as it is printed, where that differs from the atlas' wording."""
    legends = catalogue.layer_of(table.name).legends
    classes = [c for legend in legends if legend.field == "class" for c in legend.classes]
    printed = {c.key: c.label for c in classes if c.key != c.label}
    return f"coalesce({_looked_up(printed, 'class')}, \"class\", 'Hors légende')"


def _position() -> str:
    return f'coalesce({_looked_up(_POSITIONS, "position")}, "position")'


def _looked_up(words: dict[str, str], column: str) -> str:
    if not words:
        return "NULL"
    pairs = ", ".join(QgsExpression.quotedString(text) for pair in words.items() for text in pair)
    return f'map_get(map({pairs}), "{column}")'


def _credit(source: str) -> str:
    """Publisher and dataset, or the one that is known."""
    both = f"array({_fact(source, 'publisher')}, {_fact(source, 'dataset')})"
    known = f"array_to_string(array_filter({both}, @element IS NOT NULL), ' – ')"
    return f"nullif({known}, '')"


def _fact(source: str, name: str) -> str:
    return f"map_get({source}, '{name}')"


def _address(names: set[str]) -> str:
    """The page of a row's publisher; where rows name none, the first that the layer knows."""
    if "source" in names:
        return _fact(_OF_ROW, "url")
    pages = f"array_foreach({_ALL}, {_fact('@element', 'url')})"
    return f"array_first(array_filter({pages}, @element IS NOT NULL))"


def _line(title: str, value: str) -> str:
    return f"'{typographic(title + ' : ')}' || {_escaped(value)}"


def _escaped(value: str) -> str:
    """Text as HTML shows it; NULL where there is none."""
    return f"replace(nullif(to_string({value}), ''), {_SAFE})"


def _page_action(table: Table) -> QgsAction:
    names = {field.name for field in table.fields}
    return QgsAction(
        PAGE_ACTION,
        Qgis.AttributeActionType.OpenUrl,
        PAGE_TITLE,
        f"[% coalesce({_address(names)}, '') %]",
        "",
        False,
        PAGE_TITLE,
        {"Feature", "Canvas"},
    )


# ---------------------------------------------------------------- metadata


def _metadata(
    layer: QgsVectorLayer,
    table: Table,
    atlas_layer: AtlasLayer,
    edition: Edition,
    sources: Sequence[Provenance],
    catalogue: Catalogue,
) -> QgsLayerMetadata:
    """Title, abstract, sources, licences and dates, in French as everything that is shared."""
    told = QgsLayerMetadata()
    told.setIdentifier(f"territoires_industrie/{edition.created.isoformat()}/{table.name}")
    told.setType(_RESOURCE)
    told.setLanguage(_FRENCH)
    told.setTitle(layer.name() or atlas_layer.title)
    told.setAbstract(_abstract(atlas_layer, edition, catalogue))
    told.setKeywords(
        {
            "Territoires d'industrie": [
                theme.title for theme in catalogue.themes if table.name in theme.draw_order
            ]
            or [atlas_layer.title]
        }
    )
    told.setContacts([_contact(name) for name in _once(e.publisher for e in sources)])
    told.setLinks([_link(e) for e in _once_by_page(sources)])
    told.setLicenses(_once(e.licence for e in sources))
    told.setRights(_once(_attribution(e, catalogue) for e in sources))
    told.setHistory([_event(e) for e in sources] + [_made(edition)])
    told.setDateTime(Qgis.MetadataDateType.Created, _moment(edition.created))
    crs = layer.crs()
    told.setCrs(crs)
    told.setExtent(_extent(layer, crs))
    return told


def _abstract(layer: AtlasLayer, edition: Edition, catalogue: Catalogue) -> str:
    maps = [
        theme.title
        for theme in catalogue.themes
        if {table.name for table in layer.tables} & set(theme.draw_order)
    ]
    place = f" ({', '.join(maps)})" if maps else ""
    text = f"{layer.title}{place}. {_made(edition)}"
    coverage = _coverage(layer, edition)
    return typographic(f"{text} {coverage}".strip())


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
    link = QgsLayerMetadata.Link(entry.dataset or entry.source, "WWW:LINK", _page(entry.url))
    link.description = entry.publisher
    return link


def _once_by_page(entries: Sequence[Provenance]) -> list[Provenance]:
    return list({_page(e.url): e for e in reversed(entries) if _page(e.url)}.values())[::-1]


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
