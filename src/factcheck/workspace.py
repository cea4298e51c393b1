"""The verbs of factcheck over one workspace: what the command line and Python callers use.

Invariant: a verb either does the whole of what it says or raises a FactcheckError and leaves
the stored state as it was. Models and the index are opened when a verb first needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from factcheck import settings, store
from factcheck.desk import decisions
from factcheck.desk.references import by_rank, reused, the_one
from factcheck.domain import (
    Article,
    ClaimReview,
    Decision,
    Document,
    Passage,
    Progress,
    StanceJudgement,
    UnverifiedReason,
    Verdict,
)
from factcheck.errors import InputError, UsageError
from factcheck.report.model import ArticleReport, ClaimReport

if TYPE_CHECKING:
    from factcheck.articles import Metadata
    from factcheck.checking.added import Added
    from factcheck.checking.evidence import Checker
    from factcheck.checking.index_file import IndexFile
    from factcheck.checking.rereading import Reread
    from factcheck.checking.searching import Searcher
    from factcheck.checking.wordings import Compared
    from factcheck.domain import Encoder, Judge
    from factcheck.evaluate.judges import Measured
    from factcheck.evaluate.retrieval.collection import Collection
    from factcheck.evaluate.retrieval.places import GoldClaim, Places
    from factcheck.evaluate.retrieval.ranking import Run
    from factcheck.stance import Question
    from factcheck.stance.shelf import ShelvedModel
    from factcheck.store import Database, Source
    from factcheck.store.corpus import CorpusStats
    from factcheck.store.desk import QueueItem


class ListedDocument(NamedTuple):
    """A current document of the corpus."""

    id: str
    version: int
    published: date | None
    publisher: str | None
    title: str | None
    published_from: str | None = None  # where it was read: "text", "path", "given", …
    publisher_from: str | None = None


class FoundPassage(NamedTuple):
    """A passage and its cosine with the words searched for, in -1..1."""

    passage: Passage
    similarity: float


Choice = TypeVar("Choice", bound=StrEnum)
T = TypeVar("T")


def _ignore(*_: object) -> None:
    """Neither progress nor notices are wanted."""


class Workspace:
    """A folder with a database, its vector index and its settings.

    ``Workspace("newsroom")`` names one; ``corpus_add`` and ``check`` make it if it is not there (``make`` does it
    alone), and every other verb then raises UsageError. Further keywords are fields of
    :class:`factcheck.settings.Settings`. ``progress`` hears how far long work is, ``notice`` what a person should
    know. A workspace that cannot be written can be read.
    """

    def __init__(
        self,
        folder: str | Path | None = None,
        *,
        progress: Progress = _ignore,
        notice: Callable[[str], None] = _ignore,
        **flags: Any,
    ) -> None:
        self.settings = settings.load({"workspace": folder, **flags}, notice=notice)
        self.progress = progress
        self._notice = notice

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database, and say what asking a judge elsewhere cost; leaving the ``with`` block does it."""
        if "judge" in self.__dict__:
            from factcheck.stance import remarks

            for remark in remarks(self.judge):
                self._notice(remark)
        if "database" in self.__dict__:
            self.database.close()

    @cached_property
    def database(self) -> Database:
        """The database. Raises UsageError if there is none."""
        if not store.exists(self.settings):
            raise store.nothing_there(self.settings)
        return store.open_database(self.settings)

    def make(self) -> bool:
        """Make the workspace if there is none, and say whether there was none."""
        if "database" in self.__dict__ or store.exists(self.settings):
            return False
        self.database = store.open_database(self.settings)
        return True

    def _to_fill(self) -> Database:
        """The database for a verb that puts something in, made if there is none."""
        if self.make():
            self._notice(f"a new workspace was made: {self.settings.workspace}")
        self.database.check_writable()
        return self.database

    @cached_property
    def encoder(self) -> Encoder:
        from factcheck import encoder

        return encoder.load(self.settings, progress=self._notice)

    @cached_property
    def judge(self) -> Judge:
        from factcheck import stance

        return stance.load(self.settings, notice=self._notice)

    @cached_property
    def searcher(self) -> Searcher:
        """The corpus to be searched. It opens the index when it is first asked, and sees what is added later."""
        from factcheck.checking.searching import Searcher

        return Searcher(self.database, self.encoder, self.settings.workspace, self.progress)

    @cached_property
    def checker(self) -> Checker:
        """What checks an article; one for the life of the workspace, whatever is added to the corpus meanwhile."""
        from factcheck.checking.evidence import Checker

        return Checker(self.database, self.encoder, self.searcher, self.settings, self.judge)

    @cached_property
    def _precedents_file(self) -> IndexFile[Source]:
        from factcheck.checking.index_file import FEW, PRECEDENTS, IndexFile

        return IndexFile(self.settings.workspace / PRECEDENTS, store.remembered, FEW)

    # -- the corpus ---------------------------------------------------------------------

    def corpus_add(
        self,
        *paths: str | Path,
        publisher: str | None = None,
        published: date | None = None,
        encoding: str | None = None,
    ) -> Added:
        """Add files and folders of reference material; see :func:`factcheck.checking.corpus.add_to_corpus`.

        ``publisher`` and ``published`` are said of all their documents, in place of what a file says of itself; the
        fields of a JSONL file stay. Both are kept when a file is added again without them. ``encoding`` is what
        articles are written in, where they do not tell it rightly.
        """
        from factcheck.articles import Metadata
        from factcheck.checking import publication
        from factcheck.checking.corpus import add_to_corpus

        publication.check_given(published, date.today())
        given = Metadata(publisher=publisher, published=published)
        files = [Path(path) for path in paths]
        return self._told(
            add_to_corpus(
                self._to_fill(), self.encoder, files, self.settings, self.progress, given=given, encoding=encoding
            )
        )

    def corpus_add_documents(self, documents: Iterable[Document], source: str = "") -> Added:
        """Add documents that are at hand; ``source`` says where they came from."""
        from factcheck.checking.corpus import add_documents

        given = ((document, source) for document in documents)
        return self._told(add_documents(self._to_fill(), self.encoder, given, self.progress))

    def _told(self, added: Added) -> Added:
        for remark in added.remarks():
            self._notice(remark)
        return added

    def corpus_reread(self, *documents: str) -> Iterator[Reread]:
        """Read current documents anew, those with these ids or all, and say of each what that changed."""
        from factcheck.checking.rereading import reread_documents

        return reread_documents(self.database, documents, self.progress)

    def corpus_remove(self, asked: str) -> None:
        """Leave a document, or else the ClaimReview of that id, out of new searches.

        Citations made from a document stay, and show as stale.
        """
        with self.database.writing() as session:
            if not store.corpus.remove(session, asked) and not store.precedents.remove_review(session, asked):
                raise UsageError(
                    f"no current document or ClaimReview '{asked}'. `factcheck corpus list` shows the documents, "
                    "with --reviews the ClaimReviews."
                )

    def corpus_list(self) -> list[ListedDocument]:
        """Current documents, by id."""
        with self.database.reading() as session:
            return [
                ListedDocument(
                    document.id,
                    version,
                    document.published,
                    document.publisher,
                    document.title,
                    document.published_from,
                    document.publisher_from,
                )
                for document, version, _ in store.corpus.all_documents(session)
            ]

    def corpus_reviews(self) -> list[tuple[ClaimReview, int]]:
        """Current ClaimReviews, each with its version."""
        with self.database.reading() as session:
            return [(item, version) for item, version, _ in store.precedents.all_reviews(session)]

    def corpus_search(self, words: str, count: int = 10) -> list[FoundPassage]:
        """The passages nearest to ``words``, dense and lexical lists fused, with their cosine.

        Raises UsageError for a ``count`` below 1.
        """
        from factcheck.checking.searching import search

        _at_least(1, count=count)
        vectors = self.encoder.encode([words])
        with self.searcher.snapshot() as snapshot:
            found = search(snapshot, [words], vectors)
        able = [one for one in found.ranked if one.similarity >= self.settings.minimum_similarity]
        return [FoundPassage(found.passages[one.key], one.similarity) for one in able[:count]]

    def precedents_of(self, texts: Sequence[str], count: int = 10) -> list[list[tuple[str, float]]]:
        """For each text the earlier checks most like it, of whatever likeness: (id, score), best first."""
        from factcheck.checking import precedents

        precedents.encode_missing(self.database, self.encoder, self.progress)
        with self.database.reading() as session:
            return precedents.search(session, self._precedents_file, self.encoder, texts, count)

    def corpus_stats(self) -> CorpusStats:
        """How many documents, passages, ClaimReviews and vectors there are."""
        with self.database.reading() as session:
            return store.corpus.stats(session)

    def corpus_verify(self) -> list[str]:
        """What in the corpus no longer matches its own fingerprints, in words."""
        with self.database.reading() as session:
            return list(decisions.corpus_problems(session))

    # -- stance alone -------------------------------------------------------------------

    def stances(self, questions: Sequence[Question]) -> list[StanceJudgement]:
        """What each text does to the claim beside it; nothing is stored. See :func:`factcheck.stance.judge`."""
        from factcheck import stance

        return stance.judge(questions, self.judge)

    # -- judges -------------------------------------------------------------------------

    def models_list(self) -> list[ShelvedModel]:
        """The models that were brought to this machine, by name."""
        from factcheck.stance import shelf

        return shelf.shelved(shelf.of(self.settings))

    def models_get(self, source: str, name: str | None = None) -> ShelvedModel:
        """Bring a model here, from the hub by its name or from a folder or archive; see
        :func:`factcheck.stance.shelf.get`. For a hub model this is the one verb that uses the network."""
        from factcheck.stance import shelf

        at = shelf.of(self.settings)
        return shelf.get(source, at, name=name, notice=self._notice, progress=self.progress)

    def models_use(self, name: str, url: str | None = None) -> Path:
        """Let ``name`` judge in this workspace from now on, at ``url`` if it is a server's model, and say which file
        that was written into; see :func:`factcheck.checking.judges.use`."""
        from factcheck.checking.judges import use

        return use(self.settings, name, url, self._notice)

    def models_measure(self) -> Measured:
        """Measure how often the judge is right on the pairs that come with factcheck and on those of the desk's own
        verdicts, and keep that; see :func:`factcheck.evaluate.judges.measure`."""
        from factcheck.evaluate import judges

        pairs = [*judges.examples(), *(self._look(judges.desk_pairs) if store.exists(self.settings) else ())]
        return judges.measure(self.judge, pairs, self.progress)

    # -- articles -----------------------------------------------------------------------

    def read(self, source: str | Path, given: Metadata | None = None) -> Article:
        """Read an article without storing anything."""
        from factcheck import articles

        return articles.read(source, given=given, max_bytes=self.settings.max_bytes)

    def article(
        self,
        text: str,
        *,
        format: Literal["text", "markdown", "html"] | None = None,  # noqa: A002 (the word users know it by)
        title: str | None = None,
        standfirst: str | None = None,
        byline: str | None = None,
        publisher: str | None = None,
        published: date | None = None,
        url: str | None = None,
        source: str | None = None,
    ) -> Article:
        """An article of a text that is at hand, for ``check`` and ``wording``; nothing is stored.

        ``format`` is told by the text's first words if it is not given. ``source`` is what the text is called in
        messages and reports; the other keywords override what it says of itself. Raises InputError if it holds no
        article.
        """
        from factcheck import articles

        given = articles.Metadata(title, standfirst, byline, publisher, published, url)
        try:
            data = text.encode("utf-8-sig")  # marked as UTF-8, whatever a page says of the file it was
        except UnicodeEncodeError as problem:
            raise InputError(
                f"{source or 'the text'}: half a surrogate pair at character {problem.start}."
            ) from problem
        return articles.parse(data, format=format, source=source, given=given, max_bytes=self.settings.max_bytes)

    def check(self, source: str | Path | Article, given: Metadata | None = None) -> ArticleReport:
        """Extract claims, search the corpus for each, store them for review, and report.

        ``source`` is a file, or an article that ``read`` or ``article`` made. A publication date that lies ahead is
        kept for a week's embargo; beyond that one that was read is not believed, which is said, and one that was
        given raises UsageError.
        """
        from factcheck.checking import precedents, provenance, publication
        from factcheck.checking.article import check

        article = provenance.signed(source if isinstance(source, Article) else self.read(source, given))
        database = self._to_fill()
        with database.reading() as session:
            before = store.dossier.known_article(session, article.id)
        told = article
        article = provenance.kept(article, before)
        if article != told:
            self._notice(f"{article.source or 'the article'}: {provenance.KEPT}")
        article, remark = publication.believed(article, date.today())
        if remark:
            self._notice(f"{article.source or 'the article'}: {remark}")
        precedents.encode_missing(self.database, self.encoder, self.progress)
        check(self.checker, article, self.progress)
        return self.report(article.id)

    def check_again(self, article: str | Path) -> Reread:
        """Read an article that was checked anew, check what is found now, and say what that changed.

        ``article`` is the beginning of its id, or the file that was checked. Verdicts stay.
        """
        from factcheck.checking.article import check

        stored = self._look(lambda source: store.dossier.article(source, self._article_id(source, article)))
        return check(self.checker, stored, self.progress, again=True)

    def wording(
        self, quoted: str | Article, *, speaker: str | None = None, within: Sequence[Document] | None = None
    ) -> list[Compared]:
        """Compare words (or every quotation of an article) with the corpus or with ``within``, word by word.

        The ids of ``within`` must differ. ``speaker`` is whose words a plain text is said to be. Nothing is stored.
        """
        from factcheck.checking import wordings
        from factcheck.checking.quotations import Readings

        article = quoted if isinstance(quoted, Article) else Article(quoted, ())
        if within is not None:
            library = wordings.Library()
            sources = [library.source(document) for document in within]
            return [
                wordings.Compared(parts, who, library.compare(article.text, parts, who, sources))
                for parts, who in wordings.said(quoted, speaker)
            ]
        with self.database.reading() as session:
            library = wordings.Library(Readings(session))
            return [
                wordings.Compared(parts, who, library.in_corpus(session, article, parts, who))
                for parts, who in wordings.said(quoted, speaker, session)
            ]

    def articles(self) -> list[Article]:
        """Every article that was checked, by id."""
        with self.database.reading() as session:
            return [article for article, _ in store.dossier.articles(session)]

    def report(self, article: str | Path) -> ArticleReport:
        """What is known now about an article: the beginning of its id, or the file that was checked."""
        from factcheck.checking.reporting import article_report

        return self._look(lambda at: article_report(at, self._article_id(at, article), self._precedents_file))

    def _article_id(self, source: Source, asked: str | Path) -> str:
        """The id of the article that is meant by the beginning of it, or by the file that was checked."""
        beginning = self.read(asked).id if Path(asked).is_file() else str(asked)
        return the_one(store.dossier.find_articles(source, beginning), "article", beginning)

    def _look(self, at: Callable[[Source], T]) -> T:
        """What ``at`` finds in one state of the database: without SQLAlchemy, if that will do.

        A session is opened where the database must be upgraded or is broken, which it says.
        """
        if "database" not in self.__dict__:
            with suppress(store.plain.Error), store.plain.opened(self.settings) as source:
                if source is not None:
                    return at(source)
        with self.database.reading() as session:
            return at(session)

    # -- measuring ----------------------------------------------------------------------

    def evaluate_retrieval(self, collection: Collection) -> dict[str, Run]:
        """Add the documents of ``collection`` to the corpus and search for its queries: what each stage finds."""
        from factcheck.evaluate.retrieval import ranking

        self.corpus_add_documents(collection.documents)
        return ranking.run(self.checker, collection, self.progress)

    def evaluate_places(
        self, source: str | Path, gold: Sequence[GoldClaim], given: Metadata | None = None
    ) -> list[Places]:
        """Where in the searches for the claims of an article the documents of its ``gold`` claims stand."""
        from factcheck.checking.article import find_claims
        from factcheck.evaluate.retrieval import places

        article = self.read(source, given)
        found = find_claims(article, self.settings)
        return places.run(self.checker, article, found, gold)

    # -- the desk -----------------------------------------------------------------------

    def queue(
        self, *, article: str | None = None, decided: bool = False, limit: int = 20, offset: int = 0
    ) -> tuple[list[QueueItem], int]:
        """A page of the claims nobody has decided (or, with ``decided``, of those somebody has),
        most worth checking first, and how many there are in all.

        Raises UsageError for a ``limit`` below 1, a negative ``offset`` and an unknown article.
        """
        _at_least(1, limit=limit)
        _at_least(0, offset=offset)
        with self.database.reading() as session:
            article_id = article and the_one(store.dossier.find_articles(session, article), "article", article)
            page = store.desk.queue(session, article_id=article_id, decided=decided, limit=limit, offset=offset)
            return page, store.desk.queue_length(session, article_id=article_id, decided=decided)

    def show(self, claim: str) -> tuple[Article, ClaimReport]:
        """One claim with its evidence and decisions. ``claim`` may be a unique beginning of its id."""
        from factcheck.checking.reporting import claim_reports

        def look(source: Source) -> tuple[Article, ClaimReport]:
            claim_id = the_one(store.dossier.find_claims(source, claim), "claim", claim)
            found, number = store.dossier.claim(source, claim_id)
            article = store.dossier.article(source, found.article_id)
            (item,) = claim_reports(source, article, [(found, number)], self._precedents_file)
            return article, item

        return self._look(look)

    def mark(
        self,
        claim: str,
        verdict: Verdict | str,
        *,
        cite: str | Sequence[str] = (),
        reason: UnverifiedReason | str | None = None,
        note: str = "",
        by: str = "",
        after: int | None = None,
        reuse: str | None = None,
    ) -> Decision:
        """Decide a claim; see :func:`factcheck.desk.decisions.decide` for the rules. ``cite`` is one citation or
        several: ``PASSAGE`` or ``PASSAGE:exact words``, a passage being known by its id or by the number that
        ``show`` gives it. ``reuse`` may be a unique beginning of the other claim's id.

        Raises UsageError if the rules are not met or there is no such verdict or reason, ConflictError for a
        stale ``after``.
        """
        decided = _one_of(Verdict, "verdict", verdict)
        why = _one_of(UnverifiedReason, "reason", reason) if reason else None
        cited = [cite] if isinstance(cite, str) else cite
        with self.database.writing() as session:
            claim_id = the_one(store.dossier.find_claims(session, claim), "claim", claim)
            earlier = reused(session, reuse) if reuse else None
            return decisions.decide(
                session,
                claim_id,
                decided,
                cite=by_rank(session, claim_id, cited),
                reason=why,
                note=note,
                by=by or self.settings.user,
                after=after,
                reuse=earlier,
            )

    def reopen(self, claim: str, *, note: str, by: str = "", after: int | None = None) -> Decision:
        """Put a decided claim back into the queue."""
        with self.database.writing() as session:
            claim_id = the_one(store.dossier.find_claims(session, claim), "claim", claim)
            return decisions.reopen(session, claim_id, note=note, by=by or self.settings.user, after=after)

    def history(self, claim: str | None = None) -> list[Decision]:
        """The decisions on one claim, or all of them, oldest first."""
        with self.database.reading() as session:
            ids = None if claim is None else [the_one(store.dossier.find_claims(session, claim), "claim", claim)]
            return store.dossier.decisions(session, ids)

    # -- integrity ----------------------------------------------------------------------

    def verify(self) -> list[str]:
        """Everything stored that no longer matches its own fingerprints, in words; empty if all is sound."""
        with self.database.reading() as session:
            return list(decisions.problems(session))


def _one_of(choices: type[Choice], what: str, asked: Choice | str) -> Choice:
    try:
        return choices(asked)
    except ValueError as problem:
        raise UsageError(f"no {what} {asked!r}. One of {', '.join(choices)}.") from problem


def _at_least(least: int, **given: int) -> None:
    for name, number in given.items():
        if number < least:
            raise UsageError(f"{name} is {number}; it wants {least} or more.")
