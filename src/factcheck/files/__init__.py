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
    records_in,
    strictly,
)
from factcheck.files.names import named, written
from factcheck.files.opening import (
    address,
    check_no_pipe,
    explained,
    is_address,
    opened,
    readable,
    regular,
    standard_input,
)

__all__ = [
    "ARTICLES",
    "LONGEST_LINE",
    "FileKind",
    "ItemError",
    "Numbered",
    "Record",
    "ShapeError",
    "address",
    "check_no_pipe",
    "explained",
    "is_address",
    "kind_of",
    "kind_of_media",
    "named",
    "opened",
    "read_lines",
    "read_records",
    "read_values",
    "readable",
    "records_in",
    "regular",
    "standard_input",
    "stem",
    "strictly",
    "written",
]
