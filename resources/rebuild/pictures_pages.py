"""The guide's pictures of printed pages, and how all of its pictures are made small."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from territoires_industrie.resources.rebuild.packages import ROOT

if TYPE_CHECKING:
    from PIL import Image

_SLUG = "aa-dunkerque-flandre"
_THEMES = ("1-consommateurs", "2-producteurs", "3-reseaux-et-friches", "4-chaleur")
_BOLD = ROOT / "resources" / "fonts" / "OpenSans-Bold.ttf"
#: CHARTE's accent, which no symbol of that page has in such a disc.
_BADGE = "#b5431c"
_READ_WIDTH = 1400

#: Where each number of the guide's « Lire une page » stands: beside which part, at which share of
#: its width and height.
_NUMBERS = (
    ("title", 0.36, 0.5),
    ("edition", 0.44, 0.5),
    ("map", 0.36, 0.3),
    ("legend", 0.9, 0.06),
    ("sites_head", 0.93, 0.5),
    ("limits_head", 0.92, -0.4),
    ("locator", 1.1, 0.15),
    ("scale_bar", 1.2, 0.5),
    ("sources", 1.02, 0.75),
)


def pages_in(folder: Path) -> Sequence[Path]:
    """The four printed maps of the demo."""
    return [folder / f"{_SLUG}-{theme}.png" for theme in _THEMES]


def compose(demo: Path, work: Path, shots: Path) -> None:
    """The pictures of pages: of the demo's, and of the profile that the tour has written."""
    from PIL import Image

    consumers, producers, networks, heat = (Image.open(path) for path in pages_in(demo))
    for name, page in (("producteurs", producers), ("reseaux", networks), ("chaleur", heat)):
        page.save(shots / f"page-{name}.png")
    frames = json.loads((work / "frames.json").read_text(encoding="utf-8"))
    _numbered(consumers, frames).save(shots / "page-lue.png")
    _crowd(consumers, frames["map"]).save(shots / "symboles.png")
    _portrait(work, shots / "portrait.png")


def four_maps(demo: Path, target: Path) -> None:
    """The project's first page shows the four maps side by side."""
    from PIL import Image

    width, gap = 700, 12
    small = [_narrowed(Image.open(path).convert("RGB"), width) for path in pages_in(demo)]
    height = small[0].height
    sheet = Image.new("RGB", (2 * width + gap, 2 * height + gap), "#d8dcdf")
    for number, page in enumerate(small):
        sheet.paste(page, ((width + gap) * (number % 2), (height + gap) * (number // 2)))
    _written(sheet, target)


def compress(source: Path, target: Path, width: int) -> None:
    """A small PNG with a palette; at most as wide as asked, or as it is (0)."""
    from PIL import Image

    image = Image.open(source).convert("RGB")
    _written(_narrowed(image, width) if width else image, target)


def _written(image: Image.Image, target: Path) -> None:
    from PIL import Image

    # Without dithering flat colours stay flat, and files small; the second look at the palette
    # keeps the colours of symbols, which are few among so much ground.
    cut, plain = Image.Quantize.MEDIANCUT, Image.Dither.NONE
    small = image.quantize(256, method=cut, kmeans=3, dither=plain)
    small.save(target, optimize=True)


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    from PIL import Image

    height = round(image.height * width / image.width)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _numbered(page: Image.Image, frames: dict[str, list[float]]) -> Image.Image:
    """The page with the numbers that the guide explains."""
    from PIL import ImageDraw, ImageFont

    sheet = _narrowed(page.convert("RGB"), _READ_WIDTH)
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(_BOLD), 18)
    for number, (part, across, down) in enumerate(_NUMBERS, 1):
        x, y, width, height = frames[part]
        centre = ((x + width * across) * sheet.width, (y + height * down) * sheet.height)
        disc = [centre[0] - 15, centre[1] - 15, centre[0] + 15, centre[1] + 15]
        pen.ellipse(disc, fill=_BADGE)
        pen.text(centre, str(number), fill="white", font=font, anchor="mm")
    return sheet


def _crowd(page: Image.Image, box: list[float]) -> Image.Image:
    """The part of the map around the port, where symbols had to make room."""
    left, top, width, height = box
    part = (left + 0.13 * width, top + 0.03 * height, left + 0.56 * width, top + 0.36 * height)
    sizes = (page.width, page.height, page.width, page.height)
    return _narrowed(page.crop([round(a * b) for a, b in zip(part, sizes, strict=True)]), 1000)


def _portrait(work: Path, target: Path) -> None:
    """The first page of the profile's PDF, by poppler."""
    (document,) = (work / "Documents").rglob("*fiche*.pdf")
    command = ["pdftoppm", "-r", "100", "-f", "1", "-singlefile", "-png", str(document)]
    try:
        subprocess.run([*command, str(target.with_suffix(""))], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"pictures: pdftoppm, which `.ci/setup test` installs, did not work ({error})")
