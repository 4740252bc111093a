"""A WFS' addresses: the same question asked of its other operations."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

_OF_GET_FEATURE = frozenset(
    "request outputformat srsname count maxfeatures startindex sortby resulttype bbox cql_filter "
    "filter propertyname typename typenames".split()
)


def operation(url: str, request: str) -> str:
    """The same service's other operation, without what belongs to GetFeature alone."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name.casefold() not in _OF_GET_FEATURE]
    if request == "DescribeFeatureType":
        kept += [pair for pair in pairs if pair[0].casefold() in ("typename", "typenames")]
    return _with_query(url, [*kept, ("REQUEST", request)])


def hits(url: str) -> str:
    """The same request for its number of features only: the answer is XML, whatever is asked."""
    pages = ("count", "startindex", "sortby", "resulttype", "outputformat")
    pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    kept = [pair for pair in pairs if pair[0].casefold() not in pages]
    return _with_query(url, [*kept, ("RESULTTYPE", "hits")])


def _with_query(url: str, pairs: list[tuple[str, str]]) -> str:
    query = "&".join(f"{quote(name)}={quote(value, safe=':,/')}" for name, value in pairs)
    return urlunsplit(urlsplit(url)._replace(query=query))


def count_asked(url: str) -> int | None:
    """How many features an address asks for at most, None where it does not say."""
    found = re.search(r"[?&](?:count|maxfeatures)=(\d+)", url, re.IGNORECASE)
    return int(found[1]) if found else None
