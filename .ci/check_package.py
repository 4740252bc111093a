"""Checks a plugin zip by the rules of QGIS' plugin portal: `check_package.py ZIP`.

The portal refuses a version for one finding of Bandit or detect-secrets, at any level; flake8's
findings are published beside it. All of them fail here, and `# nosec` excuses nothing.
"""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

NAME = "territoires_industrie"
LARGEST_MB = 25
REQUIRED_KEYS = (
    "name",
    "description",
    "about",
    "version",
    "qgisMinimumVersion",
    "qgisMaximumVersion",
    "author",
    "email",
    "homepage",
    "tracker",
    "repository",
    "license",
    "icon",
    "category",
    "tags",
    "changelog",
    "hasProcessingProvider",
)
NOT_SHIPPED = {"tests", "build", "Makefile", "pyproject.toml", "resources/rebuild"}
# Of the documents, the guide and what it leads to, which F1 opens.
SHIPPED_DOCUMENTS = {"guide", "ecarts-atlas.md", "fiche.md", "sources.md"}
NOT_SHIPPED_SUFFIXES = {".ts", ".pyc", ".pyo", ".so", ".dll", ".dylib", ".exe"}

Findings = Iterator[str]


def check_content(package: Path) -> Findings:
    """Yield what is wrong with the zip's size and with the places of its files."""
    if package.stat().st_size > LARGEST_MB * 1_000_000:
        yield f"{package.name} weighs more than {LARGEST_MB} MB"
    with zipfile.ZipFile(package) as archive:
        files = [PurePosixPath(name) for name in archive.namelist() if not name.endswith("/")]
    tops = {file.parts[0] for file in files}
    if tops != {NAME}:
        yield f"the zip holds {', '.join(sorted(tops))} instead of the one folder {NAME}"
    inside = [PurePosixPath(*file.parts[1:]) for file in files]
    for needed in ("LICENSE", "metadata.txt", "__init__.py"):
        if PurePosixPath(needed) not in inside:
            yield f"{needed} is not in the zip"
    for file in inside:
        ancestors = {str(file), *map(str, file.parents)}
        stray = file.parts[0] == "docs" and not SHIPPED_DOCUMENTS.issuperset(file.parts[1:2])
        if stray or ancestors & NOT_SHIPPED or file.suffix in NOT_SHIPPED_SUFFIXES:
            yield f"{file} has no place in the zip"
        if any(part.startswith((".", "__MACOSX", "__pycache__")) for part in file.parts):
            yield f"{file} is hidden or cached"


def read_metadata(folder: Path) -> dict[str, str]:
    """Return the keys of metadata.txt, read as the portal does: a lone % is an error."""
    parser = configparser.ConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string((folder / "metadata.txt").read_text(encoding="utf-8"))
    return dict(parser["general"])


def check_metadata(folder: Path) -> Findings:
    """Yield what the portal would refuse or misread in metadata.txt."""
    try:
        metadata = read_metadata(folder)
    except (configparser.Error, UnicodeDecodeError, KeyError) as error:
        yield f"metadata.txt cannot be read: {error}"
        return
    for key in REQUIRED_KEYS:
        if not metadata.get(key, "").strip():
            yield f"metadata.txt has no {key}"
    version = metadata.get("version", "")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        yield f"version {version!r} is not of the form X.Y.Z"
    if version != newest_release(folder):
        yield f"version {version!r} is not the newest of CHANGELOG.md, {newest_release(folder)!r}"
    if version not in metadata.get("changelog", ""):
        yield f"metadata's changelog says nothing of {version}"
    if "supportsQt6" in metadata:
        yield "supportsQt6 is gone from QGIS: qgisMaximumVersion=4.99 says it"
    if "plugin" in metadata.get("name", "").lower():
        yield "the name must not contain the word plugin"
    if "/" in metadata.get("author", ""):
        yield "the author must not contain a slash"
    if not (folder / metadata.get("icon", "no icon")).is_file():
        yield f"the icon {metadata.get('icon')} is not in the zip"


def newest_release(folder: Path) -> str:
    """Return the version of the first release that CHANGELOG.md lists, or an empty text."""
    changelog = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    head = re.search(r"^## \[(\d[^\]]*)\]", changelog, re.MULTILINE)
    return head.group(1) if head else ""


def check_bandit(folder: Path) -> Findings:
    """Yield every finding of Bandit, all its rules, at every level."""
    report = json.loads(
        run("bandit", "-r", ".", "-f", "json", "-q", "--ignore-nosec", within=folder)
    )
    for error in report["errors"]:
        yield f"{error['filename']}: {error['reason']}"
    for result in report["results"]:
        yield f"{place(result)}: {result['test_id']} {result['issue_text']}"


def check_secrets(folder: Path) -> Findings:
    """Yield every text taken for a secret; the portal leaves metadata.txt out too."""
    scan = run(
        "detect_secrets",
        "scan",
        "--all-files",
        "--exclude-files",
        r"^metadata\.txt$",
        ".",
        within=folder,
    )
    for results in json.loads(scan)["results"].values():
        for result in results:
            yield f"{place(result)}: {result['type']}"


def check_flake8(folder: Path) -> Findings:
    """Yield flake8's findings and those of flake8-qgis about imports and Qt6 (QGS1xx, QGS4xx).

    QGS105 wants the global `iface` in place of an argument, which is None without a window.
    """
    options = ("--isolated", "--max-line-length=120", "--extend-ignore=QGS105,QGS2")
    yield from run("flake8", *options, ".", within=folder).splitlines()


def run(module: str, *arguments: str, within: Path) -> str:
    """Return what a tool of this Python prints: findings are read there, not in the exit code.

    Raises:
        RuntimeError: the tool itself failed.
    """
    command = [sys.executable, "-P", "-m", module, *arguments]
    done = subprocess.run(command, cwd=within, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise RuntimeError(f"{module} failed: {done.stderr.strip()}")
    return done.stdout


def place(result: dict[str, str]) -> str:
    """Return `file:line` of a finding."""
    return f"{result['filename'].removeprefix('./')}:{result['line_number']}"


FOLDER_CHECKS: dict[str, Callable[[Path], Findings]] = {
    "metadata": check_metadata,
    "bandit": check_bandit,
    "detect-secrets": check_secrets,
    "flake8": check_flake8,
}


def check(package: Path) -> dict[str, list[str]]:
    """Return the findings of each check on a zip: empty lists where the portal is content."""
    findings = {"content": list(check_content(package))}
    with tempfile.TemporaryDirectory() as unzipped:
        with zipfile.ZipFile(package) as archive:
            archive.extractall(unzipped)
        folder = Path(unzipped, NAME)
        findings |= {title: list(find(folder)) for title, find in FOLDER_CHECKS.items()}
    return findings


def main(package: Path) -> int:
    """Print the findings on a zip; return 1 where there are any."""
    findings = check(package)
    for title, found in findings.items():
        print(f"{title}: {f'{len(found)} findings' if found else 'nothing found'}")
        for finding in found:
            print(f"  {finding}")
    print(f"{package}: {package.stat().st_size / 1e6:.1f} MB")
    return int(any(findings.values()))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
