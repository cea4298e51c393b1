"""The verbs of factcheck over one workspace: what the command line, the screens and Python callers use.

Invariant: a verb either does the whole of what it says or raises a FactcheckError and leaves the stored state as it
was. The verbs stand by what they are about, a class each; ``opened`` has what they share.
"""

from __future__ import annotations

from factcheck.store.catalogue import ListedDocument
from factcheck.workspace.articles import ArticleVerbs
from factcheck.workspace.corpus import CorpusVerbs, FoundPassage
from factcheck.workspace.correcting import CorrectionVerbs
from factcheck.workspace.desk import DeskVerbs
from factcheck.workspace.drafting import ArticleLine, DraftVerbs
from factcheck.workspace.fetching import FetchVerbs
from factcheck.workspace.flagging import FlaggingVerbs
from factcheck.workspace.flags import FlagVerbs
from factcheck.workspace.judging import JudgingVerbs
from factcheck.workspace.ledgers import LedgerVerbs
from factcheck.workspace.moving import MovingVerbs
from factcheck.workspace.people import PeopleVerbs
from factcheck.workspace.queueing import QueueVerbs
from factcheck.workspace.record import RecordVerbs
from factcheck.workspace.recounting import RecountingVerbs
from factcheck.workspace.reviewing import ReviewVerbs

__all__ = ["ArticleLine", "FoundPassage", "ListedDocument", "Workspace"]


class Workspace(
    CorpusVerbs,
    ArticleVerbs,
    DraftVerbs,
    JudgingVerbs,
    QueueVerbs,
    DeskVerbs,
    CorrectionVerbs,
    ReviewVerbs,
    RecordVerbs,
    MovingVerbs,
    PeopleVerbs,
    RecountingVerbs,
    LedgerVerbs,
    FlaggingVerbs,
    FlagVerbs,
    FetchVerbs,
):
    """A folder with a database, its vector index and its settings.

    ``Workspace("newsroom")`` names one; ``corpus_add`` and ``check`` make it if it is not there (``make`` does it
    alone), and every other verb then raises UsageError. Further keywords are fields of
    :class:`factcheck.settings.Settings`. ``progress`` hears how far long work is, ``notice`` what a person should
    know. A workspace that cannot be written can be read.
    """
