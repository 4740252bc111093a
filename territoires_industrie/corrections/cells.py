"""Single cells of the atlas' tables, found by key and changed in copies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..catalogue import Catalogue, Field
from ..libraries import require
from .correction import Correction
from .marks import mark_of
from .values import GEOMETRY, cell_text

if TYPE_CHECKING:
    from pandas import DataFrame


class Tables:
    """Tables whose cells are read and written by key; those given are left as they are."""

    def __init__(self, tables: Mapping[str, DataFrame], catalogue: Catalogue) -> None:
        self.frames = dict(tables)
        self._catalogue = catalogue
        self._own: set[str] = set()
        self._labels: dict[str, dict[str, int]] = {}

    def has(self, table: str, key: str) -> bool:
        """Whether a table has a row of that key."""
        return key in self._rows(table)

    def knows(self, table: str, name: str) -> bool:
        """Whether a table has the column."""
        return name in self.frames[table].columns

    def field(self, table: str, name: str) -> Field:
        """A column as the catalogue has it."""
        fields = self._catalogue.table(table).fields
        return next((each for each in fields if each.name == name), Field(name, "text", name))

    def text(self, table: str, key: str, name: str) -> str:
        """A cell as a correction writes it; empty where there is nothing."""
        if not self.has(table, key) or not self.knows(table, name):
            return ""
        return cell_text(self._cell(table, key, name))

    def put(self, table: str, key: str, name: str, value: Any) -> Any:
        """Change a cell; what was there."""
        old = self._cell(table, key, name)
        frame = self._mine(table)
        row, column = self._rows(table)[key], frame.columns.get_loc(name)
        frame.iloc[row, column] = self._typed(value, frame[name].dtype)
        return old

    def append(self, table: str, row: DataFrame) -> None:
        """Put a row behind the others; its columns are the catalogue's."""
        frame = self.frames.get(table)
        there = frame is not None and len(frame)
        both = require("pandas").concat([frame, row], ignore_index=True) if there else row
        self._replace(table, both.reset_index(drop=True))

    def drop(self, table: str, key: str) -> None:
        """Take a row away."""
        frame = self.frames[table]
        self._replace(table, frame[(frame["key"] != key).to_numpy()].reset_index(drop=True))

    def mark(self, told: Mapping[tuple[str, str], list[Correction]]) -> None:
        """Have the notes of rows say what was corrected of them."""
        for (table, key), corrections in told.items():
            if not self.knows(table, "note"):
                continue
            fields = {each.name: each for each in self._catalogue.table(table).fields}
            note = self.text(table, key, "note")
            ordered = sorted(corrections, key=lambda each: each.number)
            self.put(table, key, "note", f"{note} {mark_of(ordered, fields)}".strip())

    def _cell(self, table: str, key: str, name: str) -> Any:
        frame = self.frames[table]
        return frame[name].iloc[self._rows(table)[key]]

    def _rows(self, table: str) -> dict[str, int]:
        """Where in a table each key stands."""
        if table not in self._labels:
            frame = self.frames.get(table)
            there = frame is not None and "key" in frame.columns
            keys = frame["key"].tolist() if frame is not None and there else []
            self._labels[table] = {key: row for row, key in reversed(list(enumerate(keys)))}
        return self._labels[table]

    def _mine(self, table: str) -> DataFrame:
        if table not in self._own:
            self.frames[table] = self.frames[table].copy()
            self._own.add(table)
        return self.frames[table]

    def _replace(self, table: str, frame: DataFrame) -> None:
        self.frames[table] = frame
        self._own.add(table)
        self._labels.pop(table, None)

    @staticmethod
    def _typed(value: Any, dtype: Any) -> Any:
        """Nothing, as a column of that type has it."""
        if value is not None:
            return value
        if dtype == "Int64":
            return require("pandas").NA
        return float("nan") if dtype == "float64" else None


def json_cell(value: Any) -> Any:
    """A cell as JSON can hold it: shapes as hexadecimal, nothing as None."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    if cell_text(value) == "" and not isinstance(value, str):
        return None
    return value.item() if hasattr(value, "item") else value


def value_from_json(name: str, value: Any) -> Any:
    """The cell that `json_cell` has written."""
    return bytes.fromhex(value) if name == GEOMETRY and isinstance(value, str) else value
