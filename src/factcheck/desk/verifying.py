"""Whether everything stored is still what was stored.

Invariant: nothing is mended and nothing moved. Damage is what nobody did at the desk; drift is a verdict whose source,
or whose claim, has changed since.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck import store
from factcheck.desk import extents, log, standing
from factcheck.desk.citing import citation_problem
from factcheck.desk.staleness import RESTING
from factcheck.domain import Article, ClaimStanding, Passage, Verdict
from factcheck.store.plain import batches

if TYPE_CHECKING:
    from factcheck.store import Session, Source


UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError)
"""What is raised by what factcheck never stored."""


class Verified(NamedTuple):
    """What was found, a sentence each: damage, and verdicts that are stale."""

    damage: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    entries: int = 0
    last_hash: str = ""  # of the newest entry; what was verified up to

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged and no verdict is stale."""
        return not self.damage and not self.stale


def verify(session: Session) -> Verified:
    """Everything stored that no longer matches its fingerprints: articles, the corpus, the chain of the log, each
    citation of a standing verdict, and where claims and articles are kept to stand; and which verdicts are stale."""
    damage: list[str] = []
    stale: list[str] = []
    articles: list[str] = []
    for article, sha256 in store.dossier.articles(session):
        articles.append(article.id)
        if article.sha256 != sha256:
            damage.append(f"article {article.id}: its text is not what was stored")
        damage += _readable(f"article {article.id}: its claims", _claim_problems(session, article))
    damage += store.health.loose_rows(session)
    damage += _readable("corpus", corpus_problems(session))
    damage += _readable("log", log.problems(store.dossier.each_entry(session)))
    damage += _readable("articles", _articles_out_of_step(session, articles))
    for some in batches(store.standing.all_claims(session)):
        damage += _readable(f"claims {some[0]} to {some[-1]}", _out_of_step(session, some))
        try:
            for is_damage, words in _verdicts(session, some):
                (damage if is_damage else stale).append(words)
        except UNREADABLE as problem:
            damage.append(f"claims {some[0]} to {some[-1]}: cannot be read ({problem!r})")
    return Verified(tuple(damage), tuple(stale), store.log.length(session), store.log.last_hash(session) or "")


def _readable(what: str, problems: Iterator[str]) -> Iterator[str]:
    """``problems``; that they cannot be looked for is one too."""
    try:
        yield from problems
    except UNREADABLE as problem:
        yield f"{what}: cannot be read ({problem!r})"


def _claim_problems(source: Source, article: Article) -> Iterator[str]:
    """Claims that are not the words at their place in the article, or not at the place that their id was made of."""
    for claim_id, claim in store.dossier.stored_claims_of(source, article.id):
        if claim.id != claim_id or _letters(claim.text) != _letters(extents.words_at(article, claim.spans)):
            yield f"claim {claim_id}: not the words at its place in article {article.id}"


def _letters(words: str) -> str:
    """Words without marks and spaces, which earlier versions wrote otherwise."""
    return "".join(filter(str.isalnum, words))


# -- the corpus ---------------------------------------------------------------------------


def corpus_problems(session: Session) -> Iterator[str]:
    """Documents and ClaimReviews against their hashes, passages against hash and place, full text against both."""
    for document, version, sha256 in store.corpus.all_documents(session, current=False):
        if document.sha256 != sha256:
            yield f"document {document.id}, version {version}: not what was stored"
    for passage, sha256, words in store.corpus.all_passages(session):
        if passage.sha256 != sha256 or passage.text != words:
            yield f"passage {passage.id}: not the words at its place in the document"
    for item, version, sha256 in store.precedents.all_reviews(session, current=False):
        if item.sha256 != sha256:
            yield f"ClaimReview {item.id}, version {version}: not what was stored"
    if unindexed := store.corpus.unindexed_passages(session) + store.precedents.unindexed(session):
        yield f"full-text search: {unindexed} passages or earlier checks too few or too many"


# -- what is derived of the log -----------------------------------------------------------


def _out_of_step(source: Source, claim_ids: Sequence[str]) -> Iterator[str]:
    """Claims that are kept to stand elsewhere than the log says."""
    stored = store.standing.stored_claims(source, claim_ids)
    for row in standing.kept(source, claim_ids):
        if differing := _differing(row, stored.get(row["claim_id"])):
            yield f"claim {row['claim_id']}: where it is kept to stand is not what the log says ({differing})"


def _articles_out_of_step(source: Source, article_ids: Sequence[str]) -> Iterator[str]:
    stored = store.standing.articles(source)
    for article_id in article_ids:
        found, kept = standing.article(source, article_id), stored.get(article_id)
        columns = ("story_id", "draft", "previous_id", "retired", "closed", "due", "assigned")
        there = {name: getattr(kept, name) for name in columns} if kept else None
        if differing := _differing({name: getattr(found, name) for name in columns}, there):
            yield f"article {article_id}: where it is kept to stand is not what the log says ({differing})"


def _differing(wanted: Mapping[str, Any], stored: Mapping[str, Any] | None) -> str:
    if stored is None:
        return "nothing is kept"
    pairs = ((name, stored.get(name), value) for name, value in wanted.items())
    return "; ".join(f"{name} {kept!r}, by the log {value!r}" for name, kept, value in pairs if not _same(kept, value))


def _same(kept: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping | list | tuple):
        known = json.loads(kept) if isinstance(kept, str) else kept  # some drivers read JSON by themselves
        return bool(known == json.loads(json.dumps(wanted)))
    return bool(kept == wanted)


# -- verdicts -----------------------------------------------------------------------------


def _verdicts(session: Session, claim_ids: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """What is wrong with standing verdicts: whether it is damage, and the words for it."""
    stands = {claim_id: one for claim_id, one in standing.claims(session, claim_ids).items() if _rests(one)}
    about = {claim.id: (claim, number) for claim, number in store.dossier.claims(session, stands)}
    articles = store.standing.articles(session, sorted({claim.article_id for claim, _ in about.values()}))
    cited = (item.passage_id for one in stands.values() if one.decision for item in one.decision.citations)
    passages = store.dossier.passages_by_id(session, cited)
    for claim_id, one in stands.items():
        claim, number = about[claim_id]
        retired = claim.article_id in articles and articles[claim.article_id].retired
        decision = one.decision
        assert decision is not None  # _rests says so
        what = decision.verdict or decision.attribution
        where = f"claim {claim_id} ({claim.article_id}#{number}), {what} by {decision.by}"
        found = list(_problems(one, passages))
        yield from ((True, f"{where}: {problem}") for is_damage, problem in found if is_damage)
        drift = [problem for is_damage, problem in found if not is_damage]
        if drift and not retired:
            yield False, f"{where}: {'; '.join(drift)}"


def _rests(stands: ClaimStanding) -> bool:
    return stands.decision is not None and stands.decision.decided and stands.state in RESTING


def _problems(stands: ClaimStanding, passages: dict[str, Passage]) -> Iterator[tuple[bool, str]]:
    yield from ((False, problem) for problem in stands.problems)
    if stands.decision and stands.decision.verdict not in (None, Verdict.UNVERIFIED) and not stands.decision.citations:
        yield True, "rests on no citation, which the desk refuses"
    for citation in stands.decision.citations if stands.decision else ():
        problem = citation_problem(citation, passages)
        passage = passages.get(citation.passage_id)
        if problem is None or passage is None:
            if problem:
                yield True, problem
            continue
        words_hold = passage.sha256 == citation.passage_sha256 and citation.span.of(passage.text) == citation.exact
        if not words_hold:
            yield True, problem
        elif not stands.problems:
            yield False, problem
