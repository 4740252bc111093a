"""What a layer says of itself: tips under the pointer, the way to the publisher, its metadata.

All of it is stored with the layer, in a project or in a style, and works in a QGIS without this
plugin. Which source a row comes from stands in its column `source`; who that is stands once, in the
layer's variable `ti_sources` (JSON by source id), which is made of the edition's own provenance:
an edition for an audience names no source that only withheld rows have, and so no layer does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from qgis.core import (
    Qgis,
    QgsAction,
    QgsExpression,
    QgsExpressionContextUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QUuid

from ..catalogue import Catalogue, Table
from ..edition import Edition, Provenance
from ..french import typographic
from .metadata import Origin, metadata_of, origin_in, page_of

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


def describe(layer: QgsVectorLayer, table: Table, edition: Edition, catalogue: Catalogue) -> None:
    """Let a layer tell its sources and bear its metadata, as the edition that it shows has them.

    To be called again once a layer shows another edition; what somebody made of its map tip and its
    actions stays.
    """
    tell_origin(layer, table, origin_in(edition, catalogue.layer_of(table.name)), catalogue)


def tell_origin(layer: QgsVectorLayer, table: Table, origin: Origin, catalogue: Catalogue) -> None:
    """As `describe`, for rows that no edition holds yet."""
    told = json.dumps(_by_source(origin.sources), ensure_ascii=False)
    QgsExpressionContextUtils.setLayerVariable(layer, SOURCES_VARIABLE, told)
    layer.setMetadata(metadata_of(layer, table, origin, catalogue))


def give_tip(layer: QgsVectorLayer, table: Table, catalogue: Catalogue) -> None:
    """Let the pointer read a row, and a click on it open the publisher's page.

    Only columns that the layer has are read: some formats cut their names.
    """
    columns = {field.name for field in table.fields}
    names = columns & {field.name() for field in layer.fields()}
    # QGIS would write it with serifs, unlike all else in its window.
    tip = f'<div style="font-family: sans-serif">[% {_tip(table, catalogue, names)} %]</div>'
    layer.setMapTipTemplate(tip)
    actions = layer.actions()
    if not actions.action(PAGE_ACTION).isValid():
        actions.addAction(_page_action(names))
        # Of the tool that runs an action at a click on the map.
        actions.setDefaultAction("Canvas", PAGE_ACTION)


def sources_of(layer: QgsVectorLayer) -> set[str]:
    """The ids of the sources that a layer tells."""
    told = QgsExpressionContextUtils.layerScope(layer).variable(SOURCES_VARIABLE)
    return set(json.loads(told)) if told else set()


# ---------------------------------------------------------------- sources


def _by_source(entries: Iterable[Provenance]) -> dict[str, dict[str, str]]:
    """What is known of each source, by its id."""
    told = {entry.source: {name: getattr(entry, name) for name in _TOLD} for entry in entries}
    for facts in told.values():
        facts["url"] = page_of(facts["url"])
    return {source: {k: v for k, v in facts.items() if v} for source, facts in told.items()}


# ---------------------------------------------------------------- expressions

_ALL = f"map_avals(json_to_map(@{SOURCES_VARIABLE}))"
_OF_ROW = f'map_get(json_to_map(@{SOURCES_VARIABLE}), "source")'
_SAFE = "map('&', '&amp;', '<', '&lt;', '>', '&gt;')"


def _tip(table: Table, catalogue: Catalogue, names: set[str]) -> str:
    """The expression of a row's tip: HTML, a line for each fact that is known."""
    vintage = "nullif(\"vintage\", '')" if "vintage" in names else "NULL"
    lines = [
        f"'<b>' || {_escaped(_name(names))} || '</b>'" if "name" in names else "",
        _escaped(_class(table, catalogue)) if "class" in names else "",
        _escaped('"commune"') if "commune" in names else "",
        _line("Position", _position()) if "position" in names else "",
    ]
    if "source" in names:
        lines += [
            _line("Source", f'coalesce({_credit(_OF_ROW)}, "source")'),
            _line("Millésime", f"coalesce({vintage}, {_fact(_OF_ROW, 'vintage')})"),
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


def _page_action(names: set[str]) -> QgsAction:
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
