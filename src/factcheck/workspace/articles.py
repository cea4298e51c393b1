"""The verbs of articles: read, check, compare wordings, report, measure.

Invariant: an article is stored with all its claims and searches, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from factcheck import store
from factcheck.domain import Article, Document, LogEntry
from factcheck.errors import FactcheckError, InputError
from factcheck.files import address, is_address, named
from factcheck.report.model import ArticleReport
from factcheck.workspace.fetching import FetchVerbs, inspect_address

if TYPE_CHECKING:
    from factcheck.articles import Metadata
    from factcheck.checking.rereading import Reread
    from factcheck.checking.wordings import Compared
    from factcheck.evaluate.retrieval.places import GoldClaim, Places


class ArticleVerbs(FetchVerbs):
    """The verbs of articles: read, check, compare wordings, report, measure."""

    def read(self, source: str | Path, given: Metadata | None = None) -> Article:
        """Read an article without storing anything. An address is fetched, if that is allowed."""
        from factcheck import articles

        if is_address(source):
            return inspect_address(self.settings, address(source), self._notice, given=given).article
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

    def read_bytes(
        self, data: bytes, name: str, given: Metadata | None = None, *, encoding: str | None = None
    ) -> Article:
        """The article in a file's bytes, where the file itself is elsewhere; nothing is stored. ``name`` tells by its
        suffix what it is, and is what the file is called. Raises InputError."""
        from factcheck import articles
        from factcheck.files import FileKind, kind_of

        if kind_of(name) is FileKind.JSON_LINES:
            raise InputError(f"{name}: JSON lines hold many documents and no article. The corpus takes them.")
        return articles.parse(
            data,
            kind=kind_of(name),
            source=name,
            given=given,
            max_bytes=self.settings.max_bytes,
            encoding=encoding,
        )

    def check(
        self,
        source: str | Path | Article,
        given: Metadata | None = None,
        *,
        draft_of: str | Path | None = None,
        fetch: int | None = None,
    ) -> ArticleReport:
        """Extract claims, search the corpus for each, store them for review, and report.

        ``source`` is a file, or an article that ``read`` or ``article`` made. A publication date that lies ahead is
        kept for a week's embargo; beyond that one that was read is not believed, which is said, and one that was
        given raises UsageError.

        A text that differs from one that was checked from the same file or address, and has some of its words, is a
        new draft of it: what was decided is carried over (``draft_changes`` says what), and the earlier draft leaves
        the queue. ``draft_of`` names that one, by the beginning of its id or by its file, where nothing else does.

        An address is fetched, if that is allowed; of an article that was read from an answer already, ``fetch`` is
        its key (``Content.fetch``).
        """
        from factcheck.checking import drafts, precedents, provenance
        from factcheck.checking.accepting import accepted
        from factcheck.checking.article import check

        if not isinstance(source, Article) and is_address(source):
            content, _ = self.fetch(address(source))
            source, fetch = self.article_in(content, given), content.fetch
        article = provenance.signed(source if isinstance(source, Article) else self.read(source, given))
        database = self._to_fill()
        with database.reading() as session:
            asked = self._article_id(session, draft_of) if draft_of is not None else None
        on_disk = self.names_file(named(article.source or ""))
        origin = drafts.origin_of(article, asked, self.settings.user, on_disk=on_disk)
        article = accepted(database, article, origin, self._notice, most=self.settings.max_characters)
        precedents.encode_missing(self.database, self.encoder, self.progress)
        check(self.checker, article, self.progress, origin=origin, fetch=fetch)
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

    def report(self, article: str | Path, *, by: str = "", since: str | None = None) -> ArticleReport:
        """What is known now about an article: the beginning of its id, or the file that was checked.

        Named, ``by`` is shown no decision where a blind second check waits for him, unless he is an editor. What was
        done since his last report (of nobody's name, the user's) is told, or since an ISO day or time.

        Raises UsageError for a ``since`` that is none, and for a ``[hold]`` table that names no rule.
        """
        from factcheck.checking.last_reports import Reader
        from factcheck.checking.reporting import article_report

        hidden = self._hidden_from("" if by.strip() in self.settings.editors else by)
        reader, unused = Reader(by.strip() or self.settings.user, since), self._unused
        found = self._look(
            lambda at: article_report(at, self._article_id(at, article), self._precedents_file, hidden, reader, unused)
        )
        return replace(found, outlet=self.settings.outlet, outlet_url=self.settings.outlet_url)

    def reported(self, report: ArticleReport, *, by: str = "") -> LogEntry | None:
        """Enter that somebody was given a report, so that his next one tells what was done since. None if nothing was
        done since his last one, and in a workspace that cannot be written."""
        from factcheck.desk import reporting

        who = by.strip() or self.settings.user
        try:
            self.database.check_writable()
        except FactcheckError:
            return None
        if not who:
            return None
        with self.database.writing() as session:
            return reporting.enter(session, report.article.id, report.hold_line, by=who)

    def evaluate_places(
        self, source: str | Path, gold: Sequence[GoldClaim], given: Metadata | None = None
    ) -> list[Places]:
        """Where in the searches for the claims of an article the documents of its ``gold`` claims stand."""
        from factcheck.checking.article import find_claims
        from factcheck.evaluate.retrieval import places

        article = self.read(source, given)
        found = find_claims(article, self.settings)
        return places.run(self.checker, article, found, gold)
