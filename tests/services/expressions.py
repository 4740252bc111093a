"""The conditions that Opendatasoft (ODSQL) and GeoServer (CQL) understand, as far as they are used.

`parse(text, dialect)` gives a test of one row (a mapping); a field that the table does not have is
reported as each service reports it, by `UnknownField`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from osgeo import ogr

Row = Mapping[str, Any]
Test = Callable[[Row], Any]
#: Gives the shape (EPSG:4326, x y) of a row, or None.
Shape = Callable[[Row], ogr.Geometry | None]


class BadExpression(ValueError):
    """The condition cannot be read."""


class UnknownField(BadExpression):
    """The condition names a field that is not there."""


_TOKEN = re.compile(
    r"""\s*(?:(?P<geom>(?:geom|GEOM|date)'(?:[^']*)')|(?P<text>'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")
    |(?P<number>-?\d+(?:\.\d+)?(?:[eE]-?\d+)?)(?P<unit>km|m)?(?![\w])
    |(?P<name>[^\W\d][\w.]*)|(?P<sign><=|>=|!=|<>|[=<>(),:]))""",
    re.VERBOSE,
)


class Parser:
    """Recursive descent: or, and, not, comparison."""

    def __init__(self, text: str, fields: Collection[str], shape: Shape, dialect: str) -> None:
        self.tokens = self._split(text)
        self.at = 0
        self.fields = fields
        self.shape = shape
        self.dialect = dialect

    @staticmethod
    def _split(text: str) -> list[tuple[str, str]]:
        tokens, at = [], 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                raise BadExpression(f"unexpected character at {at}: {text[at : at + 20]}")
            kind = next(k for k in ("geom", "text", "number", "name", "sign") if match[k])
            tokens.append((kind, match[kind] + (match["unit"] or "" if kind == "number" else "")))
            at = match.end()
        return tokens

    def parse(self) -> Test:
        test = self._or()
        if self.at < len(self.tokens):
            raise BadExpression(f"unexpected {self.tokens[self.at][1]}")
        return test

    def _peek(self) -> str:
        return self.tokens[self.at][1].lower() if self.at < len(self.tokens) else ""

    def _next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise BadExpression("unexpected end")
        self.at += 1
        return self.tokens[self.at - 1]

    def _expect(self, sign: str) -> None:
        found = self._next()[1]
        if found.lower() != sign:
            raise BadExpression(f"{sign} expected, {found} found")

    def _or(self) -> Test:
        tests = [self._and()]
        while self._peek() == "or":
            self.at += 1
            tests.append(self._and())
        return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)

    def _and(self) -> Test:
        tests = [self._not()]
        while self._peek() == "and":
            self.at += 1
            tests.append(self._not())
        return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)

    def _not(self) -> Test:
        if self._peek() == "not":
            self.at += 1
            test = self._not()
            return lambda row: not test(row)
        if self._peek() == "(":
            self.at += 1
            test = self._or()
            self._expect(")")
            return test
        return self._compare()

    def _compare(self) -> Test:
        kind, value = self._next()
        if kind == "name" and self._peek() == "(":
            left = self._function(value.lower())
            if self._peek() not in {"=", "<", ">", "<=", ">=", "!=", "<>"}:
                return left
        elif kind == "name":
            left = self._field(value)
        elif kind == "text" and value.startswith('"') and self.dialect == "cql":
            left = self._field(value[1:-1])
        else:
            raise BadExpression(f"a field was expected, not {value}")
        return self._operator(left)

    def _operator(self, left: Test) -> Test:
        word = self._next()[1].lower()
        negated = word == "not"
        if negated:
            word = self._next()[1].lower()
        if word == "is":
            negated = self._peek() == "not"
            self.at += negated
            self._expect("null")
            return lambda row: (left(row) is None) != negated
        if word == "in":
            values = self._list()
            return lambda row: (left(row) in values) != negated
        if word in {"like", "ilike"}:
            pattern = re.escape(str(self._value())).replace("%", ".*")
            found = re.compile(pattern, re.IGNORECASE if word == "ilike" else 0)
            return lambda row: bool(found.fullmatch(str(left(row) or ""))) != negated
        if word not in _SIGNS:
            raise BadExpression(f"unknown operator {word}")
        return _compared(left, word, self._value())

    def _list(self) -> set[Any]:
        self._expect("(")
        values = {self._value()}
        while self._peek() == ",":
            self.at += 1
            values.add(self._value())
        self._expect(")")
        return values

    def _value(self) -> Any:
        kind, value = self._next()
        if kind == "text":
            return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1]
        if kind == "number":
            return float(value)
        if kind == "geom":
            return value.partition("'")[2][:-1]
        if value.lower() in {"true", "false"}:
            return value.lower() == "true"
        raise BadExpression(f"a value was expected, not {value}")

    def _field(self, name: str) -> Test:
        if name not in self.fields:
            raise UnknownField(name)
        return lambda row: row.get(name)

    def _arguments(self) -> list[list[tuple[str, str]]]:
        """The tokens of each argument, up to the closing parenthesis."""
        self._expect("(")
        arguments: list[list[tuple[str, str]]] = [[]]
        depth = 1
        while depth:
            token = self._next()
            depth += (token[1] == "(") - (token[1] == ")")
            if token[1] == "," and depth == 1:
                arguments.append([])
            elif depth:
                arguments[-1].append(token)
        return arguments

    def _function(self, name: str) -> Test:
        arguments = self._arguments()
        field = self._field(arguments[0][0][1].strip('"'))
        if name == "year":
            return lambda row: _year(field(row))
        if name in {"bbox", "in_bbox"}:
            numbers = [float(argument[0][1]) for argument in arguments[1:5]]
            crs = arguments[5][0][1].strip("'").upper() if len(arguments) > 5 else ""
            return self._touches(_box(name, numbers, crs))
        if name in {"intersects", "within"}:
            wkt = self._wkt(arguments[1])
            if self.dialect == "cql":
                wkt.SwapXY()  # without a CRS the axes are those of EPSG:4326: lat, lon
            if name == "within":
                return self._holds(wkt)
            return self._touches(wkt)
        if name in {"distance", "within_distance"}:
            return self._near(self._wkt(arguments[1]), arguments[2][0][1])
        raise BadExpression(f"unknown function {name}")

    @staticmethod
    def _wkt(tokens: list[tuple[str, str]]) -> ogr.Geometry:
        if tokens[0][0] == "geom":
            text = tokens[0][1].partition("'")[2][:-1]
        else:
            text = " ".join(value for _kind, value in tokens)
        try:
            shape = ogr.CreateGeometryFromWkt(text)
        except RuntimeError as error:
            raise BadExpression(f"bad geometry {text[:40]}") from error
        if shape is None:
            raise BadExpression(f"bad geometry {text[:40]}")
        return shape

    def _touches(self, area: ogr.Geometry) -> Test:
        west, east, south, north = area.GetEnvelope()

        def test(row: Row) -> bool:
            shape = self.shape(row)
            if shape is None:
                return False
            w, e, s, n = shape.GetEnvelope()
            if w > east or e < west or s > north or n < south:
                return False
            return bool(shape.Intersects(area))

        return test

    def _holds(self, area: ogr.Geometry) -> Test:
        return lambda row: (shape := self.shape(row)) is not None and bool(shape.Within(area))

    def _near(self, point: ogr.Geometry, text: str) -> Test:
        unit = 1000 if text.endswith("km") else 1
        metres = float(text.rstrip("km")) * unit
        return lambda row: (
            (shape := self.shape(row)) is not None
            and (shape.Distance(point) * 111_200 * math.cos(math.radians(point.GetY())) <= metres)
        )


_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    ":": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


def _compared(left: Test, sign: str, value: Any) -> Test:
    compare = _SIGNS[sign]

    def test(row: Row) -> bool:
        found = left(row)
        if found is None:
            return False
        try:
            return compare(type(value)(found) if isinstance(value, float) else found, value)
        except (TypeError, ValueError):
            return False

    return test


def _year(value: Any) -> float | None:
    return float(str(value)[:4]) if value else None


def _box(name: str, numbers: list[float], crs: str) -> ogr.Geometry:
    """A rectangle; each service has its own order, and silently finds nothing in another."""
    a, b, c, d = numbers
    if name == "in_bbox" or not crs:
        a, b, c, d = b, a, d, c  # lat, lon first: ODSQL, and CQL without a CRS
    shape = ogr.CreateGeometryFromWkt(f"POLYGON(({a} {b},{c} {b},{c} {d},{a} {d},{a} {b}))")
    if crs.endswith("2154"):
        from places import project

        return project(shape, 4326, 2154)
    return shape


def parse(text: str, fields: Collection[str], shape: Shape, dialect: str) -> Test:
    """A test of a row; raises BadExpression."""
    return Parser(text, fields, shape, dialect).parse()
