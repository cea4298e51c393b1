"""Files as users name them: what kind they are, how they are opened, and what stands on their lines.

Invariant: there is one table of suffixes and one shape of error; whatever cannot be read is an
InputError that names the file, the place in it and the remedy. Nothing is fetched.
"""

from __future__ import annotations

from factcheck.files.kinds import ARTICLES, FileKind, kind_of, kind_of_media, stem
from factcheck.files.lines import (
    LONGEST_LINE,
    ItemError,
    Numbered,
    Record,
    ShapeError,
    read_lines,
    read_records,
    read_values,
    strictly,
)
from factcheck.files.opening import address, explained, is_address, opened, readable, standard_input

__all__ = [
    "ARTICLES",
    "LONGEST_LINE",
    "FileKind",
    "ItemError",
    "Numbered",
    "Record",
    "ShapeError",
    "address",
    "explained",
    "is_address",
    "kind_of",
    "kind_of_media",
    "opened",
    "read_lines",
    "read_records",
    "read_values",
    "readable",
    "standard_input",
    "stem",
    "strictly",
]
