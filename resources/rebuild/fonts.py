"""Rebuild resources/fonts/: the signs of Open Sans that pages print. A maintainer's command.

    make rebuild-fonts

The four faces come from Debian's fonts-open-sans (Apache 2.0), cut down by fontTools, which comes
with matplotlib. The glyphs, their widths and their kerning stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from territoires_industrie.resources.rebuild.packages import ROOT, debian_package

PACKAGE = "fonts-open-sans"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
FOLDER = ROOT / "resources" / "fonts"

SIGNS = (
    (0x0020, 0x007E),
    (0x00A0, 0x017F),  # the accents of every language written in Latin letters around us
    (0x02C6, 0x02DC),
    (0x2010, 0x2044),  # dashes, quotation marks, dots
    (0x2070, 0x209C),  # raised and lowered figures, where Open Sans has them
    (0x20AC, 0x20AC),
    (0x2116, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2265),  # minus, about, less or equal
)
"""Ranges of the signs that are kept, first and last."""

NARROW_SPACE, THIN_SPACE = 0x202F, 0x2009
"""Open Sans lacks the space within French numbers; its thin space is as wide as others' narrow
one, and does not break either since the text's own sign says so."""


def main() -> None:
    """Write the four faces and say how large each is."""
    folder = debian_package(PACKAGE) / "usr" / "share" / "fonts" / "truetype" / "open-sans"
    for name in (f"OpenSans-{face}.ttf" for face in FACES):
        cut(folder / name, FOLDER / name)
        print(f"{name}: {(FOLDER / name).stat().st_size / 1024:.0f} KiB")


def cut(source: Path, target: Path) -> None:
    """Write a font's part with `SIGNS` and the narrow space; the same bytes each time."""
    options = Options()
    options.name_IDs = ["*"]  # copyright and licence stay in the file
    options.notdef_outline = True
    options.legacy_kern = True  # Open Sans 1.10 kerns by this table alone
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode() and THIN_SPACE in table.cmap:
            table.cmap[NARROW_SPACE] = table.cmap.pop(THIN_SPACE)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(_signs()))
    subsetter.subset(font)
    font.save(target)


def _signs() -> Iterator[int]:
    for first, last in SIGNS:
        yield from range(first, last + 1)


if __name__ == "__main__":
    main()
