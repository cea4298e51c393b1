"""What a verdict is to rest on: passages found by the machine, by searching, or brought along.

Invariant: nothing is cited that is no passage of the corpus; what is found by hand is shown like what the machine
found, with what it shares with the claim and where it differs, and without a stance that nobody has judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from factcheck import store
from factcheck.domain import Document, Evidence, Passage, Span, fingerprint
from factcheck.domain.text import counted
from factcheck.errors import UsageError
from factcheck.report import phrases
from factcheck.workspace.reviewing.outcomes import Answered, Asking, Option, RefusedError
from factcheck.workspace.reviewing.pending import beside_claim, chosen, deciding, numbered
from factcheck.workspace.reviewing.session import DeskSession

HITS = 9  # shown of a search, so that one digit takes one
_FEWEST_WORDS = 3  # of a text that is brought along; fewer are a mistyped file


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document to be read: what it is, where it came from, its words, and those that are looked for in it."""

    title: str
    where: str
    text: str
    marked: Span | None = None
    url: str | None = None


class Citing(DeskSession):
    """Choosing what a verdict rests on."""

    def cite(self, number: int, words: str | None = None) -> Answered:
        """Cite a passage by its number: its deciding sentence, or ``words`` of it, or with "*" all of it. The same
        number again takes it back."""
        self._to_change()
        evidence = self._numbered(number)
        passage, pending = evidence.passage, self.pending
        pending.rank = number
        if words is None and passage.id in pending.cited:
            return self.uncite(number)
        pending.cited[passage.id] = chosen(passage, _span(passage, words) if words else deciding(evidence))
        return self._say(f"[{number}] will be cited: “{pending.cited[passage.id].words}”")

    def cite_span(self, number: int, span: Span) -> Answered:
        """Cite the words at ``span`` of a passage's text.

        Raises UsageError for words that stand in it twice: a place must be told by its words.
        """
        self._to_change()
        passage = self._numbered(number).passage
        made = chosen(passage, span)
        if made.span is None and span.of(passage.text).strip() != passage.text.strip():
            raise UsageError(f"“{span.of(passage.text)}” stands in [{number}] more than once. Choose more words.")
        self.pending.rank = number
        self.pending.cited[passage.id] = made
        return self._say(f"[{number}] will be cited: “{made.words}”")

    def uncite(self, number: int) -> Answered:
        """Do not cite a passage after all."""
        passage = self._numbered(number).passage
        gone = self.pending.cited.pop(passage.id, None)
        return self._say(f"[{number}] is no longer cited" if gone else f"[{number}] was not cited")

    def words_of(self, number: int) -> tuple[str, Span]:
        """A passage's text and the words of it that are, or would be, cited: to choose others."""
        evidence = self._numbered(number)
        text = evidence.passage.text
        made = self.pending.cited.get(evidence.passage.id)
        return text, (made.span if made else deciding(evidence)) or Span(0, len(text))

    def _numbered(self, number: int) -> Evidence:
        shown = self.evidence
        if not 1 <= number <= len(shown):
            known = f"The last is [{len(shown)}]." if shown else "There is none yet."
            raise RefusedError(f"no passage [{number}]. {known}", "search", "add")
        return shown[number - 1]

    # -- searching and bringing along --------------------------------------------------------

    def search(self, words: str) -> Asking:
        """The passages of the corpus for words of one's own, beside the claim at hand; asks which to take. Nothing is
        stored."""
        if not words.strip():
            raise UsageError("no words to search for.")
        claim = self._here().claim.text
        found = self.workspace.corpus_search(words, HITS)
        hits = tuple(
            beside_claim(claim, one.passage, number, one.similarity) for number, one in enumerate(found, start=1)
        )
        if not hits:
            raise RefusedError(f"nothing was found for “{words.strip()}”.", "search", "add")
        options = (Option(hit.passage.id, phrases.origin(hit.passage), partial(self.take_hit, hit)) for hit in hits)
        return Asking(f"Found for “{words.strip()}”: which is evidence?", tuple(options), hits=hits)

    def take_hit(self, hit: Evidence) -> Answered:
        """Cite a passage that was found by searching, numbered behind those that are there."""
        claim = self._to_change().claim.text
        return self.cite(numbered(self.evidence, self.pending, claim, hit.passage, hit.similarity))

    def add_evidence(self, what: str) -> Answered:
        """Add a file, or a text, to the corpus, and show its passage that is nearest to the claim.

        Raises RefusedError for an address: nothing is fetched while a story is unpublished, unless that was allowed.
        """
        here, pending, shown = self._to_change(), self.pending, self.evidence  # the person may go on meanwhile
        claim = here.claim.text
        added = [beside_claim(claim, passage, 1, None) for passage in self._added(what.strip())]
        near = max(added, key=lambda one: one.judgement.comparison.closeness if one.judgement.comparison else (0, 0))
        number = numbered(shown, pending, claim, near.passage, None)
        return self._say(
            f"added {near.passage.document_id} ({counted(len(added), 'passage')}); nearest to #{here.report.number} is "
            f"[{number}]"
        )

    def _added(self, what: str) -> list[Passage]:
        if what.startswith(("http://", "https://")):
            raise RefusedError(
                "pages are not fetched here: nothing leaves this machine. Save it, and add the file.", "add"
            )
        if not what:
            raise UsageError("nothing to add: name a file, or write the text.")
        path = Path(what).expanduser()
        before = set(self.workspace._look(store.dossier.current_versions))
        if self.workspace.names_file(path):
            added = self.workspace.corpus_add(path)
            for failure in added.failures:
                raise UsageError(f"{failure.place}: {failure.problem}")
        elif len(what.split()) < _FEWEST_WORDS:
            raise UsageError(f"{what}: no such file, and too short for a text.")
        else:
            name = f"desk-{fingerprint(what)[:12]}"
            document = Document(id=name, text=what, title=None, extra={"added_by": self.by})
            self.workspace.corpus_add_documents([document], source="desk")
        with self.workspace.database.reading() as session:
            new = set(store.dossier.current_versions(session)) - before
            passages = [one for name, _ in sorted(new) for one in store.corpus.passages_of(session, name)]
        if not passages:
            raise UsageError(f"{what[:60]}: nothing new: the corpus holds it already. Search for it.")
        return passages

    # -- reading sources ---------------------------------------------------------------------

    def source(self, number: int | None = None) -> SourceText:
        """The whole document that a passage is of; that last looked at if no number is given."""
        passage = self._numbered(number or self.pending.rank).passage
        around = self._document(passage)
        text, at = "", 0
        for one in around:
            text += "\n" if text else ""
            at = len(text) if one.id == passage.id else at
            text += one.text
        return SourceText(
            title=passage.title or passage.document_id,
            where=" · ".join(filter(None, (passage.publisher, str(passage.published or ""), passage.url))),
            text=text,
            marked=Span(at, at + len(passage.text)),
            url=passage.url,
        )

    def neighbours(self, number: int | None = None) -> tuple[Evidence, list[Passage], list[Passage]]:
        """A passage, with the one before it and the one behind it in its document."""
        evidence = self._numbered(number or self.pending.rank)
        around = self._document(evidence.passage)
        at = next(place for place, one in enumerate(around) if one.id == evidence.passage.id)
        return evidence, around[max(0, at - 1) : at], around[at + 1 : at + 2]

    def _document(self, passage: Passage) -> list[Passage]:
        with self.workspace.database.reading() as session:
            around = store.corpus.passages_of(session, passage.document_id)
        return around if any(one.id == passage.id for one in around) else [passage]


def _span(passage: Passage, words: str) -> Span | None:
    """Where ``words`` stand in a passage, white space and line breaks folded. Raises UsageError if not once."""
    if words.strip() == "*":
        return None
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [Span(*one.span()) for one in re.finditer(pattern, passage.text)]
    if len(found) != 1:
        how = "do not stand" if not found else f"stand {len(found)} times"
        raise UsageError(f"the words “{words}” {how} in the passage. {'Copy' if not found else 'Give more of'} them.")
    return found[0]
