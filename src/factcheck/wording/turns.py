"""Where words were joined that different people said, or that one said in answer to different questions.

Invariant: a splice is grave only where it can be shown: what lies between the two places is speech
that was left out. Reports that each quote a part of one statement show nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.domain import Alteration, DiffOperation, DiffPart
from factcheck.wording.diffing import Diff
from factcheck.wording.sources import Source
from factcheck.wording.speaking import Voices, turn_between


def across_turns(diff: Diff, sources: Sequence[Source], voices: Voices) -> tuple[DiffPart, ...]:
    """The parts of ``diff``, with a splice named where somebody else speaks in between, in one document."""
    made: list[DiffPart] = []
    last: DiffPart | None = None
    for part in diff.parts:
        if part.operation is DiffOperation.SAME:
            here = diff.stretches[part.place].source
            changed = last is not None and made[-1] is not last and diff.stretches[last.place].source == here
            if last is not None and changed and turn_between(last.source, part.source, voices(sources[here].document)):
                made[-1] = _spliced(made[-1])
            last = part
        made.append(part)
    return tuple(made)


def _spliced(part: DiffPart) -> DiffPart:
    kinds = {*part.alterations, Alteration.SPLICED}
    return replace(part, alterations=tuple(kind for kind in Alteration if kind in kinds), grave=True)
