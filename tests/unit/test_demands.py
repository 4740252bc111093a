"""Each of the fifteen demands of docs/demands.md has its answer, and tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/demands.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]
NAMED = [(row[0], name) for row in ROWS for name in re.findall(r"`(tests/[^`]+)`", row[-1])]


@cache
def collected(path: Path) -> set[str]:
    """The tests that pytest finds in a file, as it names them."""
    if not re.fullmatch(r"test_\w+\.py", path.name) or not path.is_file():
        return set()
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            found |= {f"{node.name}::{each.name}" for each in node.body if is_test(each)}
        elif is_test(node):
            found.add(node.name)
    return found


def is_test(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")


def test_there_are_fifteen_each_with_an_answer_and_tests():
    assert [row[0] for row in ROWS] == [str(number) for number in range(1, 16)]
    assert all(len(row) == 4 and all(row) for row in ROWS)
    assert {number for number, _ in NAMED} == {row[0] for row in ROWS}


@pytest.mark.parametrize(("number", "name"), NAMED, ids=[name for _, name in NAMED])
def test_the_test_that_is_named_exists(number, name):
    path, _, test = name.partition("::")
    assert test in collected(ROOT / path), f"demand {number}"


@pytest.mark.parametrize(
    "name", ["tests/unit/test_demands.py::no", "tests/unit/loopback.py::reply"]
)
def test_one_that_does_not_exist_is_missed(name):
    path, _, test = name.partition("::")
    assert test not in collected(ROOT / path)
