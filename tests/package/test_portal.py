"""The zip passes the portal's checks, and the checks see what they are there to see."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAME = "territoires_industrie"


def test_the_zip_is_accepted(package, check_package):
    findings = check_package.check(package)
    assert set(findings) == {"content", "metadata", "bandit", "detect-secrets", "flake8"}
    assert not {title: found for title, found in findings.items() if found}


@pytest.fixture
def folder(tmp_path):
    """A small plugin folder in which nothing is wrong."""
    folder = tmp_path / NAME
    (folder / "resources/icons").mkdir(parents=True)
    (folder / "resources/icons/icon.svg").write_text("<svg/>")
    (folder / "__init__.py").write_text('"""Nothing."""\n')
    for file in ("LICENSE", "metadata.txt", "CHANGELOG.md"):
        shutil.copy(ROOT / file, folder)
    return folder


def found(check_package, title: str, folder: Path) -> str:
    if title == "content":
        return "\n".join(check_package.check_content(zipped(folder)))
    return "\n".join(check_package.FOLDER_CHECKS[title](folder))


def zipped(folder: Path) -> Path:
    path = folder.parent / "plugin.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.parent.rglob("*")):
            if file != path and file.is_file():
                archive.write(file, file.relative_to(folder.parent))
    return path


def test_nothing_is_found_where_nothing_is_wrong(folder, check_package):
    assert not any(check_package.check(zipped(folder)).values())


@pytest.mark.parametrize(
    ("title", "file", "text", "said"),
    [
        ("bandit", "a.py", "assert 1  # nosec\n", "B101"),
        ("bandit", "a.py", "import hashlib\n\nhashlib.md5(b'')\n", "B324"),
        (
            "detect-secrets",
            "a.json",
            f'{{"dataset": "{"53699233a3a7"}{"29239d2057bd"}"}}',
            "a.json:1",
        ),
        ("flake8", "a.py", "import os\n", "F401"),
        ("flake8", "a.py", "from PyQt5 import QtCore\n\nprint(QtCore)\n", "QGS103"),
        ("content", "tests/test_a.py", "", "tests/test_a.py has no place"),
        ("content", "docs/architecture.md", "", "docs/architecture.md has no place"),
        ("content", "resources/rebuild/a.py", "", "resources/rebuild/a.py has no place"),
        ("content", "resources/i18n/a.ts", "", "resources/i18n/a.ts has no place"),
        ("content", ".gitignore", "", ".gitignore is hidden"),
        ("content", "../second/a.txt", "", "second, territoires_industrie instead of"),
    ],
)
def test_what_must_not_be_shipped_is_found(folder, check_package, title, file, text, said):
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text)
    assert said in found(check_package, title, folder)


@pytest.mark.parametrize("file", ["LICENSE", "metadata.txt", "__init__.py"])
def test_what_must_be_shipped_is_missed(folder, check_package, file):
    (folder / file).unlink()
    assert f"{file} is not in the zip" in found(check_package, "content", folder)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("\nversion=", "\nversion=9", "not the newest of CHANGELOG.md"),
        ("\nversion=", "\nversion=v", "not of the form X.Y.Z"),
        ("\ntracker=", "\ntrackers=", "has no tracker"),
        ("\nserver=", "\nsupportsQt6=", "supportsQt6 is gone"),
        ("\nname=", "\nname=Plugin ", "must not contain the word plugin"),
        ("icon.svg", "none.svg", "none.svg is not in the zip"),
        ("\nchangelog=", "\nchangelog=100% ", "cannot be read"),
    ],
)
def test_metadata_that_the_portal_refuses_is_found(folder, check_package, before, after, said):
    metadata = folder / "metadata.txt"
    text = metadata.read_text()
    assert before in text
    metadata.write_text(text.replace(before, after))
    assert said in found(check_package, "metadata", folder)
