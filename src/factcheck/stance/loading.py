"""Which judge judges: the model that comes with factcheck, rules, one the user names, or a server.

Invariant: no model is loaded before it is asked for, the network is not asked for one, and a server is only where the
workspace lets texts go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from factcheck.domain import Judge
from factcheck.fetching.address import sent_to
from factcheck.settings import Settings
from factcheck.stance import shelf
from factcheck.stance.rules import RULES, RuleJudge

SHIPPED = "factcheck"
DESCRIPTION = "stance.json"  # in a folder with a judge like the shipped one, of one's own training
CHAT = "chat:"  # in front of the name of a server's model


def load(settings: Settings, *, notice: Callable[[str], None]) -> Judge:
    """The judge that the settings name: "factcheck" for the shipped model, "rules", a folder, a model that was brought
    here or is in the hub's local cache, or "chat:MODEL" for a server.

    ``notice`` is told if a model gets plain cases wrong, or was never measured. Raises IntegrityError if the shipped
    model is damaged, InputError if another cannot be used, UsageError for a server that may not be asked.
    """
    name = settings.judge
    if name == RULES:
        return RuleJudge()
    if name == SHIPPED or (Path(name) / DESCRIPTION).is_file():
        from factcheck.stance.shipped import FOLDER, ShippedJudge

        return ShippedJudge(FOLDER if name == SHIPPED else Path(name))
    if name.startswith(CHAT):
        from factcheck.stance.chat import open_chat

        chat = open_chat(settings, shelf.of(settings), notice)
        if chat.remote:
            notice(f"claims and passages are sent to {sent_to(chat.name)} to be judged")
        _tell_unmeasured(chat.measured, name, notice)
        return chat
    from factcheck.stance.cross_encoder import SentenceTransformersCrossEncoder

    model = SentenceTransformersCrossEncoder(name, shelf=shelf.of(settings), temperature=settings.temperature)
    for warning in model.warnings:
        notice(warning)
    _tell_unmeasured(model.measured, name, notice)
    return model


def remarks(judge: Judge) -> Sequence[str]:
    """What a person should know of how it went with ``judge``, when the work is done."""
    if not judge.name.startswith(CHAT):
        return ()
    from factcheck.stance.chat import ChatJudge

    return judge.remarks() if isinstance(judge, ChatJudge) else ()


def _tell_unmeasured(measured: bool, name: str, notice: Callable[[str], None]) -> None:
    if not measured:
        notice(
            f"how often {name} is right was not measured, so nothing that it says counts as sure: "
            f"factcheck models measure {name}"
        )
