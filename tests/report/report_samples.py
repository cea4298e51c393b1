"""An invented article and everything an editor's report can hold about it.

The town, the outlets, the people and the figures do not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from factcheck.domain import (
    Article,
    Aspect,
    Block,
    BlockKind,
    Citation,
    Claim,
    ClaimKind,
    ClaimStanding,
    Comparison,
    Decision,
    Document,
    Evidence,
    Fact,
    Likeness,
    MatchLevel,
    Passage,
    PassageFlag,
    Point,
    Precedent,
    Search,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    StanceJudgement,
    Standing,
    State,
    Suggestion,
    UnverifiedReason,
    Verdict,
    fingerprint,
)
from factcheck.report import render, render_text
from factcheck.report.model import ArticleReport, ClaimReport
from factcheck.wording import Source, compare, quotation

ENCODER = "all-MiniLM-L6-v2@1a2b3c"
INDEX = "flat-384-000040"
PRECEDENTS = (
    Precedent(
        id="5d20c1aa90e3",
        own=True,
        claim="A season ticket costs 300 crowns.",
        rating="contradicted",
        verdict=Verdict.CONTRADICTED,
        by="leo",
        at="2024-01-12T10:00:00+00:00",
        where="Tickets <again> dearer",
        url=None,
        similarity=0.912345,
        level=MatchLevel.NEAR_MISS,
        differs=("300 crowns → 340 crowns",),
        problems=("the document of board-7#0 was changed or removed after it was cited",),
    ),
    Precedent(
        id="https://checks.example/tickets",
        own=False,
        claim="Tickets at Lowmere cost 340 crowns.",
        rating="Half right",
        verdict=None,
        by="Checks of the Coast",
        at=None,
        where="What a ticket costs",
        url="https://checks.example/tickets",
        similarity=0.8,
        level=MatchLevel.SAME,
    ),
)
LINES = (
    (BlockKind.SECTION, "Harbour"),
    (BlockKind.TITLE, "Ferry tolls at Lowmere have doubled since 2019"),
    (BlockKind.STANDFIRST, "The new tariff is driving small boats out of the harbour."),
    (BlockKind.CAPTION, "The old ferry pier at Lowmere, seen from the fish market."),
    (BlockKind.CREDIT, "Photograph: Pia Lindqvale / Lowmere Courier"),
    (BlockKind.BYLINE, "By Tamsin Orrelle"),
    (
        BlockKind.PARAGRAPH,
        "The harbour board raised the ferry toll to 14 crowns on 3 March 2025, its third increase in six years.",
    ),
    (
        BlockKind.PARAGRAPH,
        "“The new tariff is driving small boats out of the harbour,” harbour master Ada Ferro told the Courier. "
        "“We counted 212 berths in use,” she said, “and that is the lowest figure we have ever seen.”",
    ),
    (BlockKind.HEADING, "“A fair price”"),
    (
        BlockKind.PARAGRAPH,
        "Joren Vask, who speaks for the board, said that the toll is “a fair price” and that it pays for dredging. "
        "He added that traffic had not fallen.",
    ),
    (BlockKind.LIST_ITEM, "A single crossing cost seven crowns in 2019."),
    (BlockKind.LIST_ITEM, "Officials expect a fourth increase next year."),
    (BlockKind.OTHER, "Read more: our guide to the islands"),
)


def article(**changes: object) -> Article:
    """The sample article; any field can be replaced."""
    text, blocks = "", []
    for kind, line in LINES:
        blocks.append(Block(kind, Span(len(text), len(text) + len(line))))
        text += f"{line}\n"
    plain = Article(
        text=text,
        blocks=tuple(blocks),
        title=LINES[1][1],
        standfirst=LINES[2][1],
        byline="Tamsin Orrelle",
        publisher="The Lowmere Courier",
        published=date(2025, 3, 14),
        published_from="image address",
        url="https://courier.example/harbour/tolls",
        source="tolls.html",
        notices=("part of the page was left out: “The harbour office has …”",),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def claim(of: Article, kind: ClaimKind, *parts: str, **fields: object) -> Claim:
    """A claim on the first place where each of ``parts`` stands in the body, or in the whole text."""
    spans = []
    for part in parts:
        start = of.text.find(part, int(fields.pop("after", 0)))  # type: ignore[call-overload]
        assert start >= 0, part
        spans.append(Span(start, start + len(part)))
    block = next(block.kind for block in of.blocks if block.span.contains(spans[0]))
    return Claim(of.id, kind, " ".join(parts), tuple(spans), block, **fields)  # type: ignore[arg-type]


def passage(number: int, text: str, publisher: str | None, **fields: object) -> Passage:
    document = f"lw-{number:03}"
    plain = Passage(
        id=f"{document}#0",
        document_id=document,
        version=1,
        text=text,
        span=Span(0, len(text)),
        title=f"Note {number}",
        publisher=publisher,
        url=f"https://records.example/{document}",
        published=date(2025, 1, number),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


BOARD = passage(
    1,
    "Minutes of the harbour board. From 3 March 2025 a single crossing costs 14 crowns. The toll stood at 10 crowns "
    "in 2019 and at 12 crowns in 2022. The board thanked its staff for the orderly change.",
    "Lowmere Harbour Board",
    title="Minutes of the February meeting",
)
STATISTICS = passage(
    2,
    "The ferry toll rose by 40 percent between 2019 and 2025, from 10 to 14 crowns.",
    "Office for Island Statistics",
    title="Island prices 2019–2025",
)
BERTHS = passage(
    3,
    "In February 2025 the port registered 212 berths in use, after 209 in the winter of 2016.",
    "Office for Island Statistics",
    title="Berths in use, by month",
)
DREDGING = passage(
    4,
    "Toll income is paid into the general fund; dredging is paid for by the region.",
    None,
    title=None,
    url=None,
    published=None,
)
LATER = passage(
    5, "In May 2025 the board announced a fourth increase.", "The Evening Skerry", published=date(2025, 5, 2)
)
AGAIN = passage(6, "Officials told the Skerry that they expect a fourth increase next year.", "The Evening Skerry")


class Told(NamedTuple):
    """A point of a comparison, by the words of the claim and of the passage."""

    likeness: Likeness
    words: str
    ours: str = ""
    theirs: str = ""
    aspect: Aspect = Aspect.FIGURE
    sure: bool = False


def beside(
    of: str, found: str, *told: Told, sentence: str = "", facts: Mapping[str, Standing] | None = None
) -> Comparison:
    """A passage beside the words ``of`` a claim; ``facts`` by the claim's words, or else all of it as one."""
    points = (
        Point(one.aspect, one.likeness, one.words, spans(of, one.ours), spans(found, one.theirs), one.sure)
        for one in told
    )
    closest = (*spans(found, sentence), None)[0]
    parts = (
        Fact(*spans(of, part), standing, closest) for part, standing in (facts or {of: Standing.MENTIONED}).items()
    )
    return Comparison(tuple(points), tuple(parts), closest)


def spans(text: str, part: str) -> tuple[Span, ...]:
    """Where ``part`` stands first, if it is not empty."""
    return (Span(text.index(part), text.index(part) + len(part)),) if part else ()


def evidence(
    rank: int,
    found: Passage,
    shown: Stance | None,
    comparison: Comparison | None,
    computed: tuple[Stance, float] | None = None,
    **fields: object,
) -> Evidence:
    """Evidence of which ``shown`` is told; unless ``computed`` says otherwise, the judge thought so too."""
    stance, probability = computed or (shown or Stance.NEUTRAL, 0.7)
    judgement = StanceJudgement(
        stance,
        probability,
        "rules",
        fields.pop("reasons", ()),  # type: ignore[arg-type]
        comparison.sentence if comparison else None,
        comparison=comparison,
        shown=shown,
    )
    plain = Evidence(found, rank, 1 / (60 + rank), 0.8 - rank / 10, rank if rank < 3 else None, judgement)
    return replace(plain, **fields)  # type: ignore[arg-type]


def search(of: Claim, *found: Evidence, reasons: tuple[str, ...] = ()) -> Search:
    """The ledger entry; what is suggested is what the first passage that may be told of says."""
    taking = [item.judgement for item in found if item.judgement.shown and item.counts]
    if len({judged.shown for judged in taking}) != 1:
        told = reasons or ("no passage of the record to judge by",)
        suggestion = Suggestion(None, None, told)
    else:
        verdict = Verdict.SUPPORTED if taking[0].shown is Stance.SUPPORTS else Verdict.CONTRADICTED
        suggestion = Suggestion(verdict, taking[0].probability, reasons)
    return Search(of.id, of.text, ENCODER, "rules", INDEX, found, suggestion)


INTERVIEW = Document(
    "lw-010",
    "HARBOUR RADIO: How many boats are left?\nFERRO: Well, we counted about 212 berths in use this morning. It is, you "
    "know, the quiet season, and that is the lowest figure we have ever seen.",
    title="Morning programme",
    publisher="Harbour Radio",
    url="https://radio.example/0313",
    published=date(2025, 3, 13),
)


def worded(of: Article, made: Search, claim: Claim, *documents: Document) -> Search:
    """``made`` with what became of the claim's words in ``documents``, in which Ada Ferro is all that speaks."""
    found = compare(
        quotation(of.text, claim.spans, claim.speaker),
        [Source(document) for document in documents],
        lambda document: [(Span(document.text.index("FERRO:"), len(document.text)), FERRO)],
    )
    return replace(made, wording=found)


def citation(found: Passage, exact: str) -> Citation:
    start = found.text.index(exact)
    end = start + len(exact)
    return Citation(
        found.id,
        found.sha256,
        exact,
        found.text[max(0, start - 32) : start],
        found.text[end : end + 32],
        Span(start, end),
    )


def decision(
    of: Claim,
    verdict: Verdict | None,
    *citations: Citation,
    by: str = "ana",
    at: str = "2025-03-14T09:30:00Z",
    number: int = 1,
    previous: Verdict | None = None,
    reason: UnverifiedReason | None = None,
    note: str = "",
    **fields: Any,
) -> Decision:
    return Decision(
        claim_id=of.id,
        number=number,
        verdict=verdict,
        previous_verdict=previous,
        reason=reason,
        note=note,
        by=by,
        at=at,
        citations=citations,
        previous_hash="0" * 64,
        hash=fingerprint(f"{of.id}{number}"),
        **fields,
    )


def standing(*decisions: Decision, **fields: Any) -> ClaimStanding:
    """Where a claim stands after ``decisions``, the last of which stands, or reopened it."""
    last = decisions[-1] if decisions and decisions[-1].decided else None
    state = State.OPEN if not decisions else State.DECIDED if last else State.REOPENED
    return ClaimStanding(state, len(decisions), last, decisions=decisions, **fields)


def report_on(of: Article, *claims: ClaimReport) -> ArticleReport:
    return ArticleReport(of, claims, "0.1.0", ENCODER, "rules", INDEX, 1040)


FERRO = Speaker("Ada Ferro", "harbour master Ada Ferro", "harbour master")
VASK = Speaker("Joren Vask", "Joren Vask, who speaks for the board", "speaker of the harbour board")


def whole(report: ArticleReport, format_: str) -> str:
    """A report in a form, as text in full."""
    return render_text(report, full=True) if format_ == "text" else render(report, format_)


def sample() -> ArticleReport:
    """One claim for everything that can happen to one."""
    text = article()
    body = text.text.index("“The new tariff")
    headline = claim(
        text, ClaimKind.ASSERTION, LINES[1][1], checkworthiness=0.9, reasons=("figure",), flags=("figure: doubled",)
    )
    opinion = claim(
        text,
        ClaimKind.DIRECT,
        "The new tariff is driving small boats out of the harbour",
        after=body,
        speaker=FERRO,
        cue="told",
        addressee="the Courier",
        attribution_rule="cue after content",
    )
    standfirst = claim(
        text, ClaimKind.ASSERTION, LINES[2][1], restates=opinion.id, checkworthiness=0.6, flags=("restated-opinion",)
    )
    toll = claim(text, ClaimKind.ASSERTION, LINES[6][1], checkworthiness=0.8, reasons=("figure", "date"))
    berths = claim(
        text,
        ClaimKind.DIRECT,
        "We counted 212 berths in use",
        "and that is the lowest figure we have ever seen",
        speaker=replace(FERRO, mention="she"),
        cue="said",
        checkworthiness=0.7,
        reasons=("figure",),
    )
    price = claim(
        text, ClaimKind.MIXED, "the toll is “a fair price” and that it pays for dredging", speaker=VASK, cue="said"
    )
    dredging = claim(text, ClaimKind.INDIRECT, "it pays for dredging", speaker=VASK, cue="said")
    traffic = claim(
        text, ClaimKind.INDIRECT, "traffic had not fallen", speaker=replace(VASK, mention="He"), cue="added"
    )
    seven = claim(text, ClaimKind.ASSERTION, LINES[10][1], checkworthiness=0.75, reasons=("figure",))
    fourth = claim(
        text,
        ClaimKind.INDIRECT,
        "a fourth increase next year",
        speaker=Speaker("officials", "Officials", kind=SpeakerKind.ANONYMOUS),
        cue="expect",
    )
    sevens = citation(BOARD, "The toll stood at 10 crowns in 2019")
    seven_search = search(
        seven,
        evidence(
            1,
            BOARD,
            Stance.CONTRADICTS,
            beside(
                seven.text,
                BOARD.text,
                Told(Likeness.DIFFERS, "seven crowns / 10 crowns", "seven crowns", "10 crowns", sure=True),
                Told(Likeness.SAME, "2019", "2019", "2019", Aspect.DATE),
                sentence="The toll stood at 10 crowns in 2019 and at 12 crowns in 2022.",
                facts={seven.text: Standing.SPOKEN_AGAINST},
            ),
            (Stance.NEUTRAL, 0.55),
        ),
        evidence(
            2,
            STATISTICS,
            Stance.CONTRADICTS,
            beside(
                seven.text,
                STATISTICS.text,
                Told(Likeness.DIFFERS, "seven crowns / from 10", "seven crowns", "10", sure=True),
                sentence=STATISTICS.text,
            ),
        ),
        reasons=(
            "lw-001#0 (Lowmere Harbour Board, 2025-01-01) contradicts: seven crowns / 10 crowns",
            "2 independent sources: Lowmere Harbour Board, Office for Island Statistics",
        ),
    )
    return report_on(
        text,
        ClaimReport(
            1,
            headline,
            search(
                headline,
                evidence(
                    1,
                    STATISTICS,
                    Stance.CONTRADICTS,
                    beside(
                        headline.text,
                        STATISTICS.text,
                        Told(
                            Likeness.DIFFERS,
                            "doubled / rose by 40 %",
                            "doubled",
                            "rose by 40 percent",
                            sure=True,
                        ),
                        Told(Likeness.SAME, "2019", "2019", "2019", Aspect.DATE),
                        Told(Likeness.SAME, "ferry, toll", "Ferry tolls", "ferry toll", Aspect.WORDS),
                        Told(Likeness.MISSING, "Lowmere: not mentioned", "Lowmere", "", Aspect.NAME),
                        sentence=STATISTICS.text,
                    ),
                    (Stance.CONTRADICTS, 0.8132),
                    reasons=("differs: doubled / rose by 40 %",),
                ),
                evidence(
                    2,
                    BERTHS,
                    None,
                    beside(
                        headline.text,
                        BERTHS.text,
                        Told(Likeness.DIFFERS, "since 2019 / 2016", "2019", "2016", Aspect.DATE),
                        sentence=BERTHS.text,
                    ),
                ),
                evidence(
                    3,
                    BOARD,
                    Stance.SUPPORTS,
                    beside(
                        headline.text,
                        BOARD.text,
                        Told(Likeness.SAME, "2019", "2019", "2019", Aspect.DATE),
                        sentence="From 3 March 2025 a single crossing costs 14 crowns.",
                    ),
                    (Stance.SUPPORTS, 0.91),
                ),
                reasons=(
                    "the record is divided: lw-002#0 contradicts: doubled / rose by 40 %; lw-001#0 supports: 2019",
                    "1 passage not counted, published after the article: lw-005#0",
                ),
            ),
        ),
        ClaimReport(2, standfirst, search(standfirst)),
        ClaimReport(
            3,
            toll,
            search(
                toll,
                evidence(
                    1,
                    BOARD,
                    None,
                    beside(
                        toll.text,
                        BOARD.text,
                        Told(Likeness.SAME, "14 crowns", "14 crowns", "14 crowns"),
                        Told(Likeness.SAME, "3 March 2025", "3 March 2025", "3 March 2025", Aspect.DATE),
                        Told(Likeness.MISSING, "third: no counterpart", "third", ""),
                        sentence="From 3 March 2025 a single crossing costs 14 crowns.",
                        facts={
                            "The harbour board raised the ferry toll to 14 crowns on 3 March 2025": Standing.BORNE_OUT,
                            "its third increase in six years": Standing.ABSENT,
                        },
                    ),
                    (Stance.SUPPORTS, 0.9),
                ),
                reasons=(
                    "look at lw-001#0 (Lowmere Harbour Board, 2025-01-01), which shares most with the claim",
                    "no passage mentions “its third increase in six years”",
                ),
            ),
            standing(
                decision(
                    toll,
                    Verdict.SUPPORTED,
                    citation(BOARD, "From 3 March 2025 a single crossing costs 14 crowns"),
                    citation(STATISTICS, "from 10 to 14 crowns"),
                    note="Third increase: see the board's minutes.",
                ),
            ),
            {BOARD.id: BOARD, STATISTICS.id: STATISTICS},
        ),
        ClaimReport(
            4,
            opinion,
            worded(text, search(opinion), opinion, INTERVIEW),
            standing(
                decision(
                    opinion,
                    Verdict.UNVERIFIED,
                    reason=UnverifiedReason.NOT_CHECKABLE,
                    note="An opinion; Ada Ferro confirms the wording.",
                ),
            ),
        ),
        ClaimReport(
            5,
            berths,
            worded(
                text,
                search(
                    berths,
                    evidence(
                        1,
                        BERTHS,
                        None,
                        beside(
                            berths.text,
                            BERTHS.text,
                            Told(Likeness.SAME, "212 berths in use", "212 berths in use", "212 berths in use"),
                            Told(Likeness.DIFFERS, "lowest / 209", "lowest figure", "209 in the winter of 2016"),
                            sentence=BERTHS.text,
                        ),
                        (Stance.CONTRADICTS, 0.66),
                    ),
                    reasons=(
                        "look at lw-003#0 (Office for Island Statistics, 2025-01-03), which shares most with the claim",
                        "lw-003#0 differs, if it is of the same thing: lowest / 209",
                    ),
                ),
                berths,
                INTERVIEW,
            ),
            standing(
                decision(berths, Verdict.SUPPORTED, citation(BERTHS, "212 berths in use"), by="leo"),
                decision(
                    berths,
                    None,
                    number=2,
                    previous=Verdict.SUPPORTED,
                    at="2025-03-14T11:05:00Z",
                    note="209 in 2016 is lower.",
                ),
            ),
            {BERTHS.id: BERTHS},
        ),
        ClaimReport(6, price, None, precedents=PRECEDENTS),
        ClaimReport(
            7,
            dredging,
            search(dredging, evidence(1, DREDGING, None, None, (Stance.CONTRADICTS, 0.7))),
            standing(
                decision(
                    dredging,
                    Verdict.CONTRADICTED,
                    citation(DREDGING, "dredging is paid for by the region"),
                    by="leo",
                    at="2025-03-14T10:00:00Z",
                ),
            ),
            {DREDGING.id: replace(DREDGING, current=False)},
            ("lw-004#0: the document has a newer version, in which the words cited are not found",),
        ),
        ClaimReport(
            8,
            traffic,
            search(traffic),
            standing(
                decision(
                    traffic,
                    Verdict.UNVERIFIED,
                    reason=UnverifiedReason.AWAITING_REPLY,
                    note="Asked the board on 13 March.",
                    by="leo",
                    at="2025-03-14T10:10:00Z",
                ),
            ),
        ),
        ClaimReport(9, seven, seven_search, standing(decision(seven, Verdict.CONTRADICTED, sevens)), {BOARD.id: BOARD}),
        ClaimReport(
            10,
            fourth,
            search(
                fourth,
                evidence(
                    1,
                    LATER,
                    Stance.SUPPORTS,
                    beside(
                        fourth.text,
                        LATER.text,
                        Told(
                            Likeness.SAME, "a fourth increase", "a fourth increase", "a fourth increase", Aspect.WORDS
                        ),
                        sentence=LATER.text,
                    ),
                    flags=(PassageFlag.LATER,),
                ),
                evidence(
                    2,
                    AGAIN,
                    None,
                    beside(
                        fourth.text,
                        AGAIN.text,
                        Told(Likeness.SAME, "a fourth increase, next year", fourth.text, fourth.text, Aspect.WORDS),
                        sentence=AGAIN.text,
                        facts={fourth.text: Standing.BORNE_OUT},
                    ),
                    (Stance.SUPPORTS, 0.93),
                    flags=(PassageFlag.SAME_SPEAKER,),
                ),
                reasons=(
                    "no passage of the record to judge by",
                    "1 passage not counted, published after the article: lw-005#0",
                    "1 passage not counted, the claim's own speaker again: lw-006#0",
                ),
            ),
            standing(decision(fourth, Verdict.SUPPORTED, citation(LATER, "announced a fourth increase"))),
            {LATER.id: LATER},
        ),
    )


def bare() -> ArticleReport:
    """An article of which nothing is known but its text, with one claim nobody has looked at."""
    text = Article("The quay is 300 metres long.", (Block(BlockKind.PARAGRAPH, Span(0, 28)),))
    return report_on(text, ClaimReport(1, claim(text, ClaimKind.ASSERTION, text.text), None))


def without_claims() -> ArticleReport:
    return report_on(article())


def cleared() -> ArticleReport:
    """An article that can run: its one claim is supported by two publishers."""
    text = article()
    toll = claim(text, ClaimKind.ASSERTION, LINES[6][1])
    citations = (citation(BOARD, "a single crossing costs 14 crowns"), citation(STATISTICS, "from 10 to 14 crowns"))
    cited = {BOARD.id: BOARD, STATISTICS.id: STATISTICS}
    return report_on(
        text, ClaimReport(1, toll, search(toll), standing(decision(toll, Verdict.SUPPORTED, *citations)), cited)
    )


def signed_off() -> ArticleReport:
    """An article that can run though its one claim is contradicted: eva has signed that off."""
    (item,) = cleared().claims
    made = decision(item.claim, Verdict.CONTRADICTED, citation(BOARD, "a single crossing costs 14 crowns"))
    told = {"blocker": "contradicted", "by": "eva", "at": "", "note": "the board's own figure"}
    return report_on(cleared().article, replace(item, standing=standing(made, signed_off=(told,))))


def found_verbatim(*, decided: bool = False) -> ArticleReport:
    """A quotation that stands verbatim in a document, and beside which no passage was found."""
    text = article()
    words = claim(text, ClaimKind.DIRECT, "that is the lowest figure we have ever seen", speaker=FERRO, cue="said")
    made = worded(text, search(words), words, INTERVIEW)
    reason = UnverifiedReason.NOT_CHECKABLE
    stands = standing(decision(words, Verdict.UNVERIFIED, reason=reason)) if decided else standing()
    return report_on(text, ClaimReport(1, words, made, stands))


HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> \x1b[31mred\x1b[0m \x9b31m \u202egnp.exe\u2066 "
    "\x00\x07 `code` *bold* [x](javascript:alert(3)) {{ 7*7 }} ]]> &amp; | # \ud800"
)


def hostile() -> ArticleReport:
    """A report with hostile text in every field that holds text from outside."""
    bad = HOSTILE
    text = Article(
        text=f"{bad}\n{bad}",
        blocks=(
            Block(BlockKind.TITLE, Span(0, len(bad))),
            Block(BlockKind.PARAGRAPH, Span(len(bad) + 1, 2 * len(bad) + 1)),
        ),
        title=bad,
        standfirst=bad,
        byline=bad,
        publisher=bad,
        published_from=bad,
        published=date(2025, 1, 1),
        url="javascript:alert(4)",
        source=bad,
        notices=(bad,),
    )
    said = Claim(
        text.id,
        ClaimKind.DIRECT,
        bad,
        (Span(3, len(bad) + 20), Span(10, 40)),
        BlockKind.TITLE,
        Speaker(bad, bad, bad),
        bad,
        bad,
        (bad,),
        0.5,
        (bad,),
        bad,
        bad,
    )
    found = Passage(bad, bad, 1, bad, Span(0, len(bad)), bad, bad, "javascript:alert(5)//https://ok.example", None)
    told = (Told(likeness, bad, "alert(1)", "alert(2)") for likeness in Likeness)
    compared = beside(
        bad, bad, *told, sentence="alert(1)", facts={"alert(1)": Standing.ABSENT, "alert(2)": Standing.MENTIONED}
    )
    shown = evidence(1, found, Stance.SUPPORTS, compared, reasons=(bad,), flags=(bad,))
    asked = Search(said.id, bad, bad, bad, bad, (shown,), Suggestion(Verdict.SUPPORTED, 0.5, (bad,)))
    made = Citation(bad, found.sha256, bad, bad, bad, Span(0, 3))
    log = standing(decision(said, Verdict.SUPPORTED, made, by=bad, at=bad, note=bad))
    return ArticleReport(text, (ClaimReport(1, said, asked, log, {bad: found}, (bad,)),), bad, bad, bad, bad, 1)
