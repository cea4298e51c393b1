"""How the documentation site is built from docs/: `make site`. Nothing is fetched, not even a font."""

from __future__ import annotations

from factcheck import __version__

project = "factcheck"
author = "the factcheck developers"
release = version = __version__
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"factcheck {version}"
html_extra_path = ["report.png"]
# psql's own commands, such as \connect, are no SQL: such a block is shown in fewer colours.
suppress_warnings = ["misc.highlighting_failure"]
