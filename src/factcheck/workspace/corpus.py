"""The verbs of the reference corpus.

Invariant: a document that is added is there whole, with its vectors, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from factcheck import store
from factcheck.desk import staleness, verifying
from factcheck.domain import ClaimReview, Document, Passage
from factcheck.errors import UnknownError, UsageError
from factcheck.store.catalogue import DocumentVersion, ListedDocument
from factcheck.workspace.fetching import FetchVerbs
from factcheck.workspace.opened import at_least

if TYPE_CHECKING:
    from factcheck.checking.added import Added
    from factcheck.checking.compacting import Tidied
    from factcheck.checking.rereading import Reread
    from factcheck.desk.staleness import StaleVerdict
    from factcheck.evaluate.retrieval.collection import Collection
    from factcheck.evaluate.retrieval.ranking import Run
    from factcheck.store import Source
    from factcheck.store.corpus import CorpusStats
    from factcheck.workers import Spread


class FoundPassage(NamedTuple):
    """A passage and its cosine with the words searched for, in -1..1."""

    passage: Passage
    similarity: float


class PassageInPlace(NamedTuple):
    """A passage and what stands right before and behind it in its document."""

    before: Passage | None
    passage: Passage
    behind: Passage | None


class DocumentWhole(NamedTuple):
    """A version of a document with its passages, and which other versions there are, oldest first."""

    document: Document
    version: int
    current: bool
    passages: tuple[Passage, ...]
    versions: tuple[DocumentVersion, ...]


class CorpusVerbs(FetchVerbs):
    """The verbs of the reference corpus."""

    def corpus_add(
        self,
        *paths: str | Path,
        publisher: str | None = None,
        published: date | None = None,
        encoding: str | None = None,
        spread: Spread | None = None,
    ) -> Added:
        """Add files and folders of reference material; see :func:`factcheck.checking.corpus.add_to_corpus`.

        ``publisher`` and ``published`` are said of all their documents, in place of what a file says of itself; the
        fields of a JSONL file stay. Both are kept when a file is added again without them. ``encoding`` is what
        articles are written in, where they do not tell it rightly. An address among the paths is fetched, if that is
        allowed; else UsageError is raised before anything is added. ``spread`` says where documents are read and
        passages encoded, if not in this process: what is stored is the same wherever that is.
        """
        from factcheck.articles import Metadata
        from factcheck.checking import publication
        from factcheck.checking.corpus import add_to_corpus
        from factcheck.checking.encoding import elsewhere

        publication.check_given(published, date.today())
        given = Metadata(publisher=publisher, published=published)
        files = [Path(path) for path in paths]
        self._check_network(paths)
        return self._told(
            add_to_corpus(
                self._to_fill(),
                self.encoder,
                files,
                self.settings,
                self.progress,
                given=given,
                encoding=encoding,
                fetch=lambda url: self.fetch(url)[0],
                away=elsewhere(self.settings, spread),
            )
        )

    def corpus_add_documents(self, documents: Iterable[Document], source: str = "") -> Added:
        """Add documents that are at hand; ``source`` says where they came from."""
        from factcheck.checking.corpus import add_documents

        given = ((document, source) for document in documents)
        return self._told(add_documents(self._to_fill(), self.encoder, given, self.progress, by=self.settings.user))

    def corpus_reread(self, *documents: str) -> Iterator[Reread]:
        """Read current documents anew, those with these ids or all, and say of each what that changed."""
        from factcheck.checking.rereading import reread_documents

        return reread_documents(self.database, documents, self.progress)

    def corpus_remove(self, asked: str) -> list[StaleVerdict]:
        """Leave a document, or else the ClaimReview of that id, out of new searches, and say which verdicts that makes
        stale.

        Citations made from a document stay, and the claims return to the queue.
        """
        from factcheck.checking.corpus import remove_from_corpus

        stale = remove_from_corpus(self.database, asked, self.settings.user)
        if stale is not None:
            return stale
        with self.database.writing() as session:
            if not store.precedents.remove_review(session, asked):
                raise UnknownError(
                    f"no current document or ClaimReview '{asked}'. `factcheck corpus list` shows the documents, "
                    "with --reviews the ClaimReviews."
                )
        return []

    def corpus_list(self) -> list[ListedDocument]:
        """Current documents, by id."""
        return self._look(store.catalogue.listed)

    def corpus_documents(
        self, words: str = "", *, limit: int = 50, offset: int = 0
    ) -> tuple[list[ListedDocument], int]:
        """A page of the current documents, by id, and how many there are in all; those alone whose id, title or
        publisher holds ``words``. Raises UsageError for a ``limit`` below 1 and a negative ``offset``."""
        at_least(1, limit=limit)
        at_least(0, offset=offset)
        asked = words.strip()

        def look(source: Source) -> tuple[list[ListedDocument], int]:
            page = store.catalogue.listed(source, asked, limit=limit, offset=offset)
            return page, store.catalogue.count(source, asked)

        return self._look(look)

    def corpus_document(self, document: str, version: int | None = None) -> DocumentWhole:
        """A document whole: its newest version, or the one that is asked for. Raises UsageError if there is none."""

        def look(source: Source) -> DocumentWhole:
            versions = store.catalogue.versions(source, document)
            wanted = [one for one in versions if version in (None, one.version)]
            if not wanted:
                which = f"version {version} of document" if versions else "document"
                raise UsageError(f"no {which} '{document}'. `factcheck corpus list` shows the documents.")
            one = wanted[-1]
            return DocumentWhole(
                store.catalogue.document(source, document, one.version),
                one.version,
                one.current,
                tuple(store.catalogue.passages(source, document, one.version)),
                tuple(versions),
            )

        return self._look(look)

    def corpus_resting(self, document: str) -> list[StaleVerdict]:
        """The verdicts that would go stale if a document were removed. Nothing is changed."""
        with self.database.reading() as session:
            return staleness.resting(session, document)

    def corpus_reviews(self) -> list[tuple[ClaimReview, int]]:
        """Current ClaimReviews, each with its version."""
        with self.database.reading() as session:
            return [(item, version) for item, version, _ in store.precedents.all_reviews(session)]

    def corpus_search(self, words: str, count: int = 10) -> list[FoundPassage]:
        """The passages nearest to ``words``, dense and lexical lists fused, with their cosine.

        Raises UsageError for a ``count`` below 1.
        """
        from factcheck.checking.searching import search

        at_least(1, count=count)
        vectors = self.encoder.encode([words])
        with self.searcher.snapshot() as snapshot:
            found = search(snapshot, [words], vectors)
        able = [one for one in found.ranked if one.similarity >= self.settings.minimum_similarity]
        return [FoundPassage(found.passages[one.key], one.similarity) for one in able[:count]]

    def corpus_passage(self, passage: str) -> PassageInPlace:
        """A passage whole, current or not, with its neighbours; ``passage`` is its id. Raises UsageError if there is
        none."""

        def look(source: Source) -> PassageInPlace:
            found = store.dossier.passages_by_id(source, [passage]).get(passage)
            if found is None:
                raise UnknownError(
                    f"no passage '{passage}'. A passage's id looks like DOCUMENT#0; `factcheck corpus search` and "
                    "`factcheck show` name them."
                )
            before, behind = store.dossier.neighbours(source, passage)
            return PassageInPlace(before, found, behind)

        return self._look(look)

    def precedents_of(self, texts: Sequence[str], count: int = 10) -> list[list[tuple[str, float]]]:
        """For each text the earlier checks most like it, of whatever likeness: (id, score), best first."""
        from factcheck.checking import precedents

        precedents.encode_missing(self.database, self.encoder, self.progress)
        with self.database.reading() as session:
            return precedents.search(session, self._precedents_file, self.encoder, texts, count)

    def corpus_compact(self, *, vacuum: bool = False) -> Tidied:
        """Make the corpus smaller and quicker to search; see :func:`factcheck.checking.compacting.compact`.

        With ``vacuum`` what the database file does not use goes back to the disk; nobody else can write meanwhile.
        """
        from factcheck.checking.compacting import compact

        return compact(self.database, self.searcher.compact, self.progress, vacuum=vacuum)

    def corpus_stats(self) -> CorpusStats:
        """How many documents, passages, ClaimReviews and vectors there are."""
        with self.database.reading() as session:
            return store.corpus.stats(session)

    def corpus_verify(self) -> list[str]:
        """What in the corpus no longer matches its own fingerprints, in words."""
        with self.database.reading() as session:
            return list(verifying.corpus_problems(session))

    def _told(self, added: Added) -> Added:
        for remark in added.remarks():
            self._notice(remark)
        if added.new or added.changed:
            self.searcher.settle()
        return added

    def evaluate_retrieval(self, collection: Collection) -> dict[str, Run]:
        """Add the documents of ``collection`` to the corpus and search for its queries: what each stage finds."""
        from factcheck.evaluate.retrieval import ranking

        self.corpus_add_documents(collection.documents)
        return ranking.run(self.checker, collection, self.progress)
