"""What is stored and read again is the same value, by a session and without SQLAlchemy."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import databases
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from factcheck import settings, store
from factcheck.domain import (
    Article,
    Aspect,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    Comparison,
    Document,
    Evidence,
    Fact,
    Likeness,
    PassageFlag,
    Place,
    Point,
    Quotation,
    QuotationKind,
    Reading,
    Reported,
    Search,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    StanceJudgement,
    Standing,
    Suggestion,
    Verdict,
    Wording,
    WordingFinding,
)
from factcheck.settings import Settings
from factcheck.store import plain, values

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
NAMES = TEXTS.filter(bool)
SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 10**6), st.integers(1, 10**4))
PLACES = st.lists(SPANS, min_size=1, max_size=3).map(tuple)
SPEAKERS = st.builds(Speaker, NAMES, TEXTS, st.none() | TEXTS, st.sampled_from(SpeakerKind))
REPORTED = st.builds(Reported, PLACES, st.none() | SPANS, st.none() | SPANS, st.none() | SPEAKERS)
SHARES = st.floats(0, 1)
QUOTATIONS = st.builds(
    Quotation,
    kind=st.sampled_from(QuotationKind),
    content=PLACES,
    cue=st.none() | SPANS,
    source=st.none() | SPANS,
    addressee=st.none() | SPANS,
    speaker=st.none() | SPEAKERS,
    rule=NAMES,
    confidence=SHARES,
    within=st.lists(REPORTED, max_size=2).map(tuple),
    parts=st.just(()) | PLACES,
)
READINGS = st.builds(Reading, NAMES, st.lists(QUOTATIONS, max_size=4).map(tuple))
ARTICLES = st.builds(
    Article,
    text=NAMES,
    blocks=st.lists(st.builds(Block, st.sampled_from(BlockKind), SPANS), max_size=3).map(tuple),
    title=st.none() | TEXTS,
    publisher=st.none() | TEXTS,
    published=st.none() | st.dates(),
    published_from=st.none() | st.just("given"),
    source=st.none() | TEXTS,
    publisher_from=st.none() | st.just("given"),
    places=st.lists(st.builds(Place, st.integers(0, 99), NAMES), max_size=2).map(tuple),
    notices=st.lists(NAMES, max_size=2).map(tuple),
)


FIGURES = st.floats(0, 1).map(lambda number: round(number, 4))
POINTS = st.builds(
    Point,
    st.sampled_from(Aspect),
    st.sampled_from(Likeness),
    TEXTS,
    st.lists(SPANS, max_size=2).map(tuple),
    st.lists(SPANS, max_size=2).map(tuple),
    st.booleans(),
)
FACTS = st.builds(Fact, SPANS, st.sampled_from(Standing), st.none() | SPANS)
COMPARISONS = st.builds(
    Comparison, st.lists(POINTS, max_size=3).map(tuple), st.lists(FACTS, max_size=2).map(tuple), st.none() | SPANS
)
JUDGEMENTS = st.builds(
    StanceJudgement,
    stance=st.sampled_from(Stance),
    probability=FIGURES,
    basis=NAMES,
    reasons=st.lists(TEXTS, max_size=2).map(tuple),
    exact=st.none() | SPANS,
    scores=st.none() | st.fixed_dictionaries(dict.fromkeys(Stance, FIGURES)),
    comparison=st.none() | COMPARISONS,
    shown=st.none() | st.sampled_from([Stance.SUPPORTS, Stance.CONTRADICTS]),
)
PROPOSALS = st.sampled_from([Verdict.SUPPORTED, Verdict.CONTRADICTED])
SUGGESTIONS = st.builds(Suggestion, st.none() | PROPOSALS, st.none() | FIGURES, st.lists(TEXTS, max_size=2).map(tuple))


def claims_of(article: Article) -> st.SearchStrategy[Claim]:
    return st.builds(
        Claim,
        article_id=st.just(article.id),
        kind=st.sampled_from(ClaimKind),
        text=TEXTS,
        spans=PLACES,
        block=st.sampled_from(BlockKind),
        speaker=st.none() | SPEAKERS,
        cue=st.none() | TEXTS,
        addressee=st.none() | TEXTS,
        flags=st.lists(TEXTS, max_size=2).map(tuple),
        checkworthiness=SHARES,
        reasons=st.lists(TEXTS, max_size=2).map(tuple),
        attribution_rule=st.none() | TEXTS,
        context=st.lists(TEXTS, max_size=2).map(tuple),
    )


@pytest.fixture(scope="module")
def desk() -> Settings:
    """A workspace that all examples share: what is put again takes the place of what was there."""
    folder = Path(tempfile.mkdtemp())
    store.open_database(settings.load({"workspace": folder}, {})).close()
    return settings.load({"workspace": folder}, {})


@given(data=st.data(), article=ARTICLES, reading=READINGS)
def test_articles_claims_and_quotations_come_back_as_they_were(
    desk: Settings, data: st.DataObject, article: Article, reading: Reading
) -> None:
    claims = data.draw(st.lists(claims_of(article), max_size=3, unique_by=lambda claim: claim.id))
    database = store.open_database(desk)
    with database.writing() as session:
        store.desk.put_article(session, article)
        store.desk.put_claims(session, article.id, claims)
        store.quotations.put_article(session, article.id, reading)
    with database.reading() as session:
        by_session = everything(session, article.id)
    database.close()
    with plain.opened(desk) as source:
        assert (source is None) is databases.ON_POSTGRES
        assert source is None or everything(source, article.id) == by_session
    stored, numbered, read = by_session
    assert (stored, read) == (article, reading)
    found, numbers = [claim for claim, _ in numbered], [number for _, number in numbered]
    assert sorted(found, key=lambda claim: claim.id) == sorted(claims, key=lambda claim: claim.id)
    assert [claim.spans for claim in found] == sorted(claim.spans for claim in claims)
    assert len(set(numbers)) == len(numbers)


@given(judgement=JUDGEMENTS, suggestion=SUGGESTIONS, flags=st.lists(st.sampled_from(PassageFlag), unique=True))
def test_what_was_compared_computed_shown_and_proposed_comes_back_as_it_was(
    desk: Settings, judgement: StanceJudgement, suggestion: Suggestion, flags: list[PassageFlag]
) -> None:
    text = "The weir will hold."
    article = Article(text, (Block(BlockKind.PARAGRAPH, Span(0, 19)),))
    claim = Claim(article.id, ClaimKind.ASSERTION, text, (Span(0, 19),))
    database = store.open_database(desk)
    with database.writing() as session:
        if not store.corpus.known(session, ["weir"]):
            store.corpus.add_version(session, Document("weir", text), 1, [Span(0, 19)], "notes.jsonl")
        passage = store.dossier.passages_by_id(session, ["weir#0"])["weir#0"]
        found = Evidence(passage, 1, 0.5, None, None, judgement, tuple(flags))
        made = Search(claim.id, text, "e", "rules", "i", (found,), suggestion)
        store.desk.put_article(session, article)
        store.desk.put_claims(session, article.id, [claim])
        store.desk.put_search(session, made, store.desk.passage_keys(session, ["weir#0"]), "2025-01-01T00:00:00Z")
    with database.reading() as session:
        assert store.dossier.searches(session, [claim.id]) == {claim.id: made}
    database.close()
    with plain.opened(desk) as source:
        assert (source is None) is databases.ON_POSTGRES
        assert source is None or store.dossier.searches(source, [claim.id]) == {claim.id: made}


def everything(source: plain.Source, article_id: str) -> tuple[Article, list[tuple[Claim, int]], Reading | None]:
    dossier = store.dossier
    return (
        dossier.article(source, article_id),
        dossier.claims_of(source, article_id),
        dossier.reading_of(source, article_id),
    )


@given(readings=st.lists(READINGS, min_size=2, max_size=3))
def test_a_new_reading_of_a_document_takes_the_place_of_the_old_one(desk: Settings, readings: list[Reading]) -> None:
    database = store.open_database(desk)
    with database.writing() as session:
        if not store.corpus.known(session, ["note"]):
            store.corpus.add_version(session, Document("note", "The weir will hold."), 1, [Span(0, 19)], "notes.jsonl")
        for reading in readings:
            store.quotations.put_documents(session, {("note", 1): reading})
    with database.reading() as session:
        assert store.dossier.readings_of(session, [("note", 1), ("note", 2)]) == {("note", 1): readings[-1]}
    database.close()


@pytest.mark.sqlite
def test_a_passage_read_without_sqlalchemy_has_dates_and_truth_values(desk: Settings) -> None:
    database = store.open_database(desk)
    document = Document("dated", "The weir will hold.", published=date(2024, 5, 2))
    with database.writing() as session:
        store.corpus.add_version(session, document, 1, [Span(0, 19)], "notes.jsonl")
        store.corpus.remove(session, "dated")
    with database.reading() as session:
        by_session = store.dossier.passages_by_id(session, ["dated#0"])
    with plain.opened(desk) as source:
        assert source is not None
        assert store.dossier.passages_by_id(source, ["dated#0"]) == by_session
    assert (by_session["dated#0"].published, by_session["dated#0"].current) == (date(2024, 5, 2), False)
    database.close()


@pytest.mark.parametrize("prefix", ["", "a", "A", "%", "_", "zz", "\U0010ffff", "' OR 1=1 --"])
def test_a_beginning_of_an_id_is_no_pattern_and_has_no_case(tmp_path: Path, prefix: str) -> None:
    database = store.open_database(settings.load({"workspace": tmp_path}, {}))
    ids = ["a1", "a2", "b1"]
    with database.writing() as session:
        for name in ids:
            statement = text("INSERT INTO articles (id, sha256, text, blocks) VALUES (:id, '', '', '[]')")
            session.execute(statement, {"id": name})
    with database.reading() as session:
        assert store.dossier.find_articles(session, prefix) == [one for one in ids if one.startswith(prefix.lower())]
    database.close()


@pytest.mark.parametrize("broken", ["", "not a database" * 200])
@pytest.mark.sqlite
def test_a_file_that_takes_more_than_opening_is_left_to_a_session(tmp_path: Path, broken: str) -> None:
    chosen = settings.load({"workspace": tmp_path}, {})
    with plain.opened(chosen) as source:
        assert source is None
    (tmp_path / "factcheck.db").write_text(broken, encoding="utf-8")
    with plain.opened(chosen) as source:
        assert source is None


def test_a_wording_comes_back_with_its_warnings_and_one_from_before_there_were_any_without() -> None:
    wording = Wording(WordingFinding.VERBATIM, reasons=("cut",), compared=("lw-7",), warnings=("cut",))
    column = values.wording_column(wording)
    assert column is not None
    assert values.wording({**column, "reasons": ["cut"], "warnings": ["cut"]}) == wording
    del column["warnings"]
    assert values.wording(column) == Wording(WordingFinding.VERBATIM, reasons=("cut",), compared=("lw-7",))
