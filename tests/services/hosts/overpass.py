"""overpass-api.de: two queries are known, by their words; the box is read from the query."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs

from made import osm
from replies import Reply, Request, text_reply

BASE_TIME = "2026-11-21T22:10:05Z"
_BOX = re.compile(r"\(\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*\)")


def _query(request: Request) -> str:
    if request.method == "POST":
        text = request.body.decode("utf-8", "replace")
        return parse_qs(text).get("data", [text])[0]
    return request.get("data")


def sources(request: Request) -> tuple[str, ...]:
    text = _query(request)
    if "hydrogen" in text:
        return ("osm-hydrogen",)
    return ("osm-power",) if "power" in text else ()


def answer(request: Request) -> Reply:
    if request.path.rstrip("/") != "/api/interpreter":
        return text_reply("<html><body>404</body></html>", status=404)
    text = _query(request)
    boxes = {tuple(float(n) for n in found) for found in _BOX.findall(text)}
    kind = sources(request)
    if (
        not kind
        or len(boxes) != 1
        or "[out:json]" not in text
        or "out" not in text.split(";", 1)[-1]
    ):
        page = (
            "<html><body><p><strong>Error</strong>: line 1: parse error: Unknown query</p></body>"
        )
        return text_reply(page + "</html>", status=400)
    if request.headers.get("user-agent", "").startswith("python-requests"):
        return text_reply("<html><body>Not Acceptable</body></html>", status=406)
    everything = osm.osm_hydrogen() if kind == ("osm-hydrogen",) else osm.osm_power()
    (box,) = boxes
    elements = [e for e in everything if _inside(e, box)]
    if text.rstrip().endswith("out count;"):
        elements = [_count(elements)]
    return _reply(request, elements)


def _count(elements: list[dict[str, Any]]) -> dict[str, Any]:
    """What `out count` gives in their place: numbers as texts, as Overpass' documentation shows."""
    kinds = {kind: sum(e["type"] == kind for e in elements) for kind in ("node", "way", "relation")}
    tags = {f"{kind}s": str(number) for kind, number in kinds.items()}
    return {"type": "count", "id": 0, "tags": {**tags, "total": str(len(elements))}}


def _inside(element: dict[str, Any], box: tuple[float, ...]) -> bool:
    south, west, north, east = box
    points = element.get("geometry") or [p for m in element.get("members", [])
                                         for p in m["geometry"]] or [element]  # fmt: skip
    return any(south <= p["lat"] <= north and west <= p["lon"] <= east for p in points)


def _reply(request: Request, elements: list[dict[str, Any]]) -> Reply:
    base = "2026-03-02T04:00:00Z" if request.faulty("overpass-old-base") else BASE_TIME
    reply: dict[str, Any] = {
        "version": 0.6,
        "generator": "Overpass API 0.7.62 (joué)",
        "osm3s": {
            "timestamp_osm_base": base,
            "copyright": "The data included in this document is from www.openstreetmap.org.",
        },
        "elements": elements,
    }
    if request.faulty("overpass-remark"):
        reply["elements"] = []
        reply["remark"] = 'runtime error: Query timed out in "query" at line 1 after 61 seconds.'
    if request.faulty("overpass-empty-extract") or request.faulty("empty-array"):
        reply["elements"] = []
    if request.faulty("no-geometry"):
        reply["elements"] = [{k: e[k] for k in ("type", "id", "tags")} for e in elements]
    return Reply(json.dumps(reply, ensure_ascii=False, indent=1).encode(), kind="application/json")


HOSTS = {"overpass-api.de": (answer, sources)}
