"""Whether the names in rules and mutes are those of a speaker or an outlet.

Invariant: a name meets another only where both are surely one's; who is not named is nobody.
"""

from __future__ import annotations

from dataclasses import replace

from factcheck.domain import Speaker
from factcheck.language.bodies import same_body
from factcheck.language.folding import folded_words
from factcheck.language.speakers import same_speaker


def is_speaker(name: str, speaker: Speaker | None) -> bool:
    """Whether ``speaker`` goes by ``name``: "Raman" and "Cllr Priya Raman" are one, and so are a body and its initials;
    of sources without a name the same words alone are."""
    if speaker is None:
        return False
    asked = replace(speaker, name=name, mention=name)
    return _alike(name, speaker.name) or same_speaker(asked, speaker) is True


def is_outlet(name: str, outlet: str | None) -> bool:
    """Whether ``outlet``, the publisher of an article, goes by ``name``."""
    return outlet is not None and (_alike(name, outlet) or same_body(name, outlet) is True)


def _alike(one: str, other: str) -> bool:
    ours = folded_words(one)
    return bool(ours) and ours == folded_words(other)
