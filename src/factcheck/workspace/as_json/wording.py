"""Quotations beside what was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from factcheck.report.to_json import wording_as_dict

if TYPE_CHECKING:
    from factcheck.checking.wordings import Compared


def compared_as_dict(name: str, text: str, compared: Sequence[Compared]) -> dict[str, Any]:
    """Every quotation of a text that was compared, and what became of its words."""
    return {
        "name": name,
        "text": text,
        "quotations": [
            {
                "pieces": [list(span) for span in one.parts],
                "speaker": one.speaker.name if one.speaker else None,
                **wording_as_dict(one.wording),
            }
            for one in compared
        ],
    }
