"""The verbs of factcheck over one workspace: what the command line and Python callers use.

Invariant: a verb either does the whole of what it says or raises a FactcheckError and leaves
the stored state as it was. Models and the index are opened when a verb first needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from factcheck import __version__, settings, store
from factcheck.desk import decisions
from factcheck.domain import (
    Article,
    Claim,
    ClaimReview,
    Decision,
    Document,
    Passage,
    Progress,
    Quotation,
    Search,
    StanceJudgement,
    UnverifiedReason,
    Verdict,
)
from factcheck.errors import UsageError
from factcheck.report.model import ArticleReport, ClaimReport

if TYPE_CHECKING:
    from factcheck.articles import Metadata
    from factcheck.checking.corpus import Added
    from factcheck.checking.evidence import Checker
    from factcheck.checking.rereading import Reread
    from factcheck.checking.wordings import Compared
    from factcheck.domain import CrossEncoder, Encoder
    from factcheck.evaluate.retrieval.beir import Collection
    from factcheck.evaluate.retrieval.places import GoldClaim, Places
    from factcheck.evaluate.retrieval.ranking import Run
    from factcheck.index.faiss import FaissIndex
    from factcheck.stance import Question
    from factcheck.store import Database, Session, Source
    from factcheck.store.corpus import CorpusStats
    from factcheck.store.desk import QueueItem


T = TypeVar("T")


def _ignore(*_: object) -> None:
    """Neither progress nor notices are wanted."""


class Workspace:
    """A folder with a database, its vector index and its settings.

    ``Workspace("newsroom")`` opens or makes one; further keywords are fields of
    :class:`factcheck.settings.Settings`. ``progress`` hears how far long work is, ``notice``
    what a person should know.
    """

    def __init__(
        self,
        folder: str | Path | None = None,
        *,
        progress: Progress = _ignore,
        notice: Callable[[str], None] = _ignore,
        **flags: Any,
    ) -> None:
        self.settings = settings.load({"workspace": folder, **flags})
        self.progress = progress
        self._notice = notice

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if "database" in self.__dict__:
            self.database.close()

    @cached_property
    def database(self) -> Database:
        return store.open_database(self.settings)

    @cached_property
    def encoder(self) -> Encoder:
        from factcheck import encoder

        return encoder.load(self.settings, progress=self._notice)

    @cached_property
    def cross_encoder(self) -> CrossEncoder | None:
        from factcheck import stance

        return stance.load(self.settings.cross_encoder, temperature=self.settings.temperature, notice=self._notice)

    # -- the corpus ---------------------------------------------------------------------

    def corpus_add(self, *paths: str | Path) -> Added:
        """Add files and folders of reference material; see :func:`factcheck.checking.corpus.add_to_corpus`."""
        from factcheck.checking.corpus import add_to_corpus

        files = [Path(path) for path in paths]
        return add_to_corpus(self.database, self.encoder, files, self.settings, self.progress)

    def corpus_add_documents(self, documents: Iterable[Document], source: str = "") -> Added:
        """Add documents that are at hand; ``source`` says where they came from."""
        from factcheck.checking.corpus import add_documents

        given = ((document, source) for document in documents)
        return add_documents(self.database, self.encoder, given, self.progress)

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

    def corpus_list(self) -> list[tuple[str, int, str | None, str | None, str | None]]:
        """Current documents: id, version, publication date, publisher, title."""
        with self.database.reading() as session:
            return [
                (
                    document.id,
                    version,
                    document.published.isoformat() if document.published else None,
                    document.publisher,
                    document.title,
                )
                for document, version, _ in store.corpus.all_documents(session)
            ]

    def corpus_reviews(self) -> list[tuple[ClaimReview, int]]:
        """Current ClaimReviews, each with its version."""
        with self.database.reading() as session:
            return [(item, version) for item, version, _ in store.precedents.all_reviews(session)]

    def corpus_search(self, words: str, count: int = 10) -> list[tuple[Passage, float]]:
        """The passages nearest to ``words``, dense and lexical lists fused, with their cosine."""
        from factcheck.checking import evidence

        checker = self._checker()
        vectors = self.encoder.encode([words])
        with self.database.reading() as session:
            found = evidence.search(checker, session, [words], vectors)
        able = [one for one in found.ranked if one.similarity >= self.settings.minimum_similarity]
        return [(found.passages[one.key], one.similarity) for one in able[:count]]

    def precedents_of(self, texts: Sequence[str], count: int = 10) -> list[list[tuple[str, float]]]:
        """For each text the earlier checks most like it, of whatever likeness: (id, score), best first."""
        from factcheck.checking import precedents

        precedents.encode_missing(self.database, self.encoder, self.progress)
        with self.database.reading() as session:
            return precedents.search(session, self.settings.workspace, self.encoder, texts, count)

    def corpus_stats(self) -> CorpusStats:
        with self.database.reading() as session:
            return store.corpus.stats(session)

    def corpus_verify(self) -> list[str]:
        """What in the corpus no longer matches its own fingerprints, in words."""
        with self.database.reading() as session:
            return list(decisions.corpus_problems(session))

    def _index(self) -> FaissIndex:
        """The vectors as the database holds them now."""
        from factcheck.checking.corpus import encode_missing
        from factcheck.index.faiss import FaissIndex

        encode_missing(self.database, self.encoder, self.progress)
        key, dimension = self.encoder.key, self.encoder.dimension
        with self.database.reading() as session:
            return FaissIndex.open(
                self.settings.workspace / "vectors.faiss",
                model_key=key,
                dimension=dimension,
                keys=store.corpus.vector_keys(session, key),
                vectors=lambda keys: store.corpus.vectors(session, key, keys, dimension),
            )

    # -- stance alone -------------------------------------------------------------------

    def stances(self, questions: Sequence[Question]) -> list[StanceJudgement]:
        """What each text does to the claim beside it; nothing is stored. See :func:`factcheck.stance.judge`."""
        from factcheck import stance

        return stance.judge(questions, self.cross_encoder)

    # -- articles -----------------------------------------------------------------------

    def read(self, source: str | Path, given: Metadata | None = None) -> Article:
        """Read an article without storing anything."""
        from factcheck import articles

        return articles.read(source, given=given, max_bytes=self.settings.max_bytes)

    def check(self, source: str | Path | Article, given: Metadata | None = None) -> ArticleReport:
        """Extract claims, search the corpus for each, store them for review, and report."""
        from factcheck.checking.article import check

        article = source if isinstance(source, Article) else self.read(source, given)
        check(self._checker(), article, self.progress)
        return self.report(article.id)

    def check_again(self, article: str | Path) -> Reread:
        """Read an article that was checked anew, check what is found now, and say what that changed.

        ``article`` is the beginning of its id, or the file that was checked. Verdicts stay.
        """
        from factcheck.checking.article import check

        stored = self._look(lambda source: store.dossier.article(source, self._article_id(source, article)))
        return check(self._checker(), stored, self.progress, again=True)

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

    def _checker(self) -> Checker:
        from factcheck.checking import precedents
        from factcheck.checking.evidence import Checker

        index = self._index()
        precedents.encode_missing(self.database, self.encoder, self.progress)
        return Checker(self.database, self.encoder, index, index.version, self.settings, self.cross_encoder)

    def articles(self) -> list[Article]:
        """Every article that was checked, by id."""
        with self.database.reading() as session:
            return [article for article, _ in store.dossier.articles(session)]

    def report(self, article: str | Path) -> ArticleReport:
        """What is known now about an article: the beginning of its id, or the file that was checked."""
        from factcheck.language import identification

        def look(source: Source) -> tuple[Article, tuple[ClaimReport, ...], int]:
            stored = store.dossier.article(source, self._article_id(source, article))
            items = self._claim_reports(source, stored, store.dossier.claims_of(source, stored.id))
            return stored, items, store.dossier.count_documents(source)

        stored, items, documents = self._look(look)
        made = next((item.search for item in items if item.search), None)
        return ArticleReport(
            article=stored,
            claims=items,
            tool_version=__version__,
            encoder=made.encoder if made else "",
            stance_basis=made.stance_basis if made else "",
            index_version=made.index_version if made else "",
            documents=documents,
            limits=tuple(filter(None, (identification.limits(stored.text),))),
        )

    def _article_id(self, source: Source, asked: str | Path) -> str:
        """The id of the article that is meant by the beginning of it, or by the file that was checked."""
        beginning = self.read(asked).id if Path(asked).is_file() else str(asked)
        return _the_one(store.dossier.find_articles(source, beginning), "article", beginning)

    def _look(self, at: Callable[[Source], T]) -> T:
        """What ``at`` finds in one state of the database: without SQLAlchemy, if that will do.

        It will not where the database must first be made or upgraded, or is broken, which a session says.
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
        return ranking.runs(self._checker(), collection, self.progress)

    def evaluate_places(
        self, source: str | Path, gold: Sequence[GoldClaim], given: Metadata | None = None
    ) -> list[Places]:
        """Where in the searches for the claims of an article the documents of its ``gold`` claims stand."""
        from factcheck.checking.article import find_claims
        from factcheck.evaluate.retrieval import places

        article = self.read(source, given)
        found = find_claims(article, self.settings)
        return places.find_places(self._checker(), article, found, gold)

    # -- the desk -----------------------------------------------------------------------

    def queue(
        self, *, article: str | None = None, decided: bool = False, limit: int = 20, offset: int = 0
    ) -> tuple[list[QueueItem], int]:
        """A page of the claims nobody has decided (or, with ``decided``, of those somebody has),
        most worth checking first, and how many there are in all."""
        with self.database.reading() as session:
            article_id = article and _the_one(store.dossier.find_articles(session, article), "article", article)
            page = store.desk.queue(session, article_id=article_id, decided=decided, limit=limit, offset=offset)
            return page, store.desk.queue_length(session, article_id=article_id, decided=decided)

    def show(self, claim: str) -> tuple[Article, ClaimReport]:
        """One claim with its evidence and decisions. ``claim`` may be a unique beginning of its id."""

        def look(source: Source) -> tuple[Article, ClaimReport]:
            claim_id = _the_one(store.dossier.find_claims(source, claim), "claim", claim)
            found, number = store.dossier.claim(source, claim_id)
            article = store.dossier.article(source, found.article_id)
            (item,) = self._claim_reports(source, article, [(found, number)])
            return article, item

        return self._look(look)

    def _claim_reports(
        self, source: Source, article: Article, claims: Sequence[tuple[Claim, int]]
    ) -> tuple[ClaimReport, ...]:
        """The claims with all that is known of them, earlier checks of the like included."""
        items = _claim_reports(source, article, claims)
        if not store.dossier.has_precedents(source, article.id):
            return items
        from factcheck.checking import precedents

        encoder = next((item.search.encoder for item in items if item.search), "")
        asked = [item.claim for item in items]
        with self.database.reading() as session:
            found = precedents.for_claims(session, self.settings.workspace, asked, encoder)
        return tuple(replace(item, precedents=found.get(item.claim.id, ())) for item in items)

    def mark(
        self,
        claim: str,
        verdict: Verdict | str,
        *,
        cite: Sequence[str] = (),
        reason: UnverifiedReason | str | None = None,
        note: str = "",
        by: str = "",
        after: int | None = None,
        reuse: str | None = None,
    ) -> Decision:
        """Decide a claim; see :func:`factcheck.desk.decisions.decide` for the rules. ``reuse`` may be a
        unique beginning of the other claim's id."""
        with self.database.writing() as session:
            claim_id = _the_one(store.dossier.find_claims(session, claim), "claim", claim)
            earlier = _reused(session, reuse) if reuse else None
            return decisions.decide(
                session,
                claim_id,
                Verdict(verdict),
                cite=_by_rank(session, claim_id, cite),
                reason=UnverifiedReason(reason) if reason else None,
                note=note,
                by=by or self.settings.user,
                after=after,
                reuse=earlier,
            )

    def reopen(self, claim: str, *, note: str, by: str = "", after: int | None = None) -> Decision:
        """Put a decided claim back into the queue."""
        with self.database.writing() as session:
            claim_id = _the_one(store.dossier.find_claims(session, claim), "claim", claim)
            return decisions.reopen(session, claim_id, note=note, by=by or self.settings.user, after=after)

    def history(self, claim: str | None = None) -> list[Decision]:
        """The decisions on one claim, or all of them, oldest first."""
        with self.database.reading() as session:
            ids = None if claim is None else [_the_one(store.dossier.find_claims(session, claim), "claim", claim)]
            return store.dossier.decisions(session, ids)

    # -- integrity ----------------------------------------------------------------------

    def verify(self) -> list[str]:
        """Everything stored that no longer matches its own fingerprints, in words; empty if all is sound."""
        with self.database.reading() as session:
            return list(decisions.problems(session))


def _the_one(found: Sequence[str], what: str, asked: str) -> str:
    if len(found) == 1:
        return found[0]
    if asked in found:
        return asked
    if found:
        raise UsageError(f"{what} '{asked}' could be any of {', '.join(found)}. Give more of it.")
    command = "queue" if what == "claim" else "articles"
    raise UsageError(f"no {what} '{asked}' has been checked. `factcheck {command}` lists them.")


def _reused(session: Session, asked: str) -> str:
    """The id of the claim whose verdict is to be reused. Raises UsageError for a ClaimReview."""
    if store.precedents.fingerprints(session, [asked]):
        raise UsageError(
            f"{asked}: a published ClaimReview cannot be reused as a verdict. Read what it rests on, add that to the "
            "corpus, and cite it."
        )
    return _the_one(store.dossier.find_claims(session, asked), "claim", asked)


def _by_rank(session: Session, claim_id: str, cite: Sequence[str]) -> list[str]:
    """Replace a leading evidence number ("2" or "2:words") by the passage it shows."""
    search = store.dossier.searches(session, [claim_id]).get(claim_id)
    shown = {str(item.rank): item.passage.id for item in search.evidence} if search else {}
    parts = [request.partition(":") for request in cite]
    return [shown.get(head, head) + colon + words for head, colon, words in parts]


def _claim_reports(source: Source, article: Article, claims: Sequence[tuple[Claim, int]]) -> tuple[ClaimReport, ...]:
    ids = [claim.id for claim, _ in claims]
    searches = store.dossier.searches(source, ids)
    made: dict[str, list[Decision]] = {claim_id: [] for claim_id in ids}
    for decision in store.dossier.decisions(source, ids):
        made[decision.claim_id].append(decision)
    cited = store.dossier.passages_by_id(
        source, (item.passage_id for past in made.values() for entry in past for item in entry.citations)
    )
    quoted = _quotations(source, article)
    told = {(item.kind.value, item.content[-1].end): item.within for item in quoted if item.within}
    reports = (_claim_report(claim, number, searches.get(claim.id), made[claim.id], cited) for claim, number in claims)
    return tuple(
        replace(item, within=told.get((item.claim.kind.value, item.claim.spans[-1].end), ())) for item in reports
    )


def _quotations(source: Source, article: Article) -> tuple[Quotation, ...]:
    """The quotations of a stored article: as they were read then, or now where the article is of a version of
    factcheck that did not keep them."""
    reading = store.dossier.reading_of(source, article.id)
    if reading is not None:
        return reading.quotations
    from factcheck import quotes

    return quotes.extract(article)


def _claim_report(
    claim: Claim, number: int, search: Search | None, made: Sequence[Decision], cited: Mapping[str, Passage]
) -> ClaimReport:
    standing = made[-1].citations if made else ()
    problems = (decisions.citation_problem(item, cited) for item in standing)
    used = {item.passage_id for decision in made for item in decision.citations}
    return ClaimReport(
        number=number,
        claim=claim,
        search=search,
        decisions=tuple(made),
        cited={name: cited[name] for name in sorted(used & set(cited))},
        problems=tuple(problem for problem in problems if problem),
    )
