"""Where the plugin's shipped files are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
RESOURCES = ROOT / "resources"
ICON = RESOURCES / "icons" / "icon.svg"
HELP = RESOURCES / "help"
