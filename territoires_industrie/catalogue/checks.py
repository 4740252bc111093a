"""What the schema is written with.

A check is given a value and its place; it gives back the value as the catalogue keeps it, or
refuses it.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, NoReturn

from .errors import CatalogueError, did_you_mean


class Place(NamedTuple):
    """Where a value stands: a file and the path of keys in it, as an error names them."""

    file: str
    path: str = ""

    def key(self, name: str) -> Place:
        return Place(self.file, f"{self.path}.{name}" if self.path else name)

    def item(self, index: int) -> Place:
        return Place(self.file, f"{self.path}[{index}]")

    def refuse(self, reason: str) -> NoReturn:
        raise CatalogueError(f"{self.file}: {self.path or 'whole file'}: {reason}")

    def refuse_unknown(self, name: str, known: Iterable[str], what: str) -> None:
        if name not in known:
            self.refuse(f"unknown {what} '{name}'{did_you_mean(name, known)}")


Check = Callable[[Any, Place], Any]


class Optional(NamedTuple):
    """The check of a key that may be left out, and what then stands for it."""

    check: Check
    default: Any


def value_of(
    kind: type, wanted: str, accepts: Callable[[Any], object] = lambda value: True
) -> Check:
    """Check a value of this very type that `accepts` likes; `wanted` says what, in the error."""

    def check(value: Any, place: Place) -> Any:
        if type(value) is not kind or not accepts(value):
            place.refuse(f"must be {wanted}, not {reprlib.repr(value)}")
        return value

    return check


def one_of(*choices: str) -> Check:
    """Check a text out of a closed list."""
    return value_of(str, f"one of {', '.join(choices)}", lambda value: value in choices)


an_object = value_of(dict, "an object")


def list_of(check_item: Check, *unique: str, least: int = 0) -> Check:
    """Check a list of like items, of which no two are equal or share a `unique` attribute."""
    check_list = value_of(list, f"a list of {least} or more", lambda value: len(value) >= least)

    def check(value: Any, place: Place) -> tuple[Any, ...]:
        check_list(value, place)
        items = tuple(check_item(item, place.item(index)) for index, item in enumerate(value))
        for attribute in unique or ("",):
            refuse_repeated([getattr(item, attribute, item) for item in items], place, attribute)
        return items

    def refuse_repeated(names: list[Any], place: Place, attribute: str) -> None:
        for index, name in enumerate(names):
            if name in names[:index]:
                item = place.item(index)
                (item.key(attribute) if attribute else item).refuse(f"repeats {name!r}")

    return check


def record(make: Callable[..., Any], **checks: Check | Optional) -> Check:
    """Check an object with these keys and no other, and hand them to `make`."""

    def check(value: Any, place: Place) -> Any:
        an_object(value, place)
        for name in value:
            place.key(name).refuse_unknown(name, checks, "key")
        return make(**{name: read(value, name, each, place) for name, each in checks.items()})

    def read(value: dict[str, Any], name: str, each: Check | Optional, place: Place) -> Any:
        if isinstance(each, Optional):
            return each.check(value[name], place.key(name)) if name in value else each.default
        if name not in value:
            place.key(name).refuse("missing")
        return each(value[name], place.key(name))

    return check
