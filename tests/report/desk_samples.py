"""An invented article on which three people have worked: all that can be done with a claim, done once.

Where each claim stands is worked out from its entries by the rules of the desk.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from report_samples import BERTHS, BOARD, FERRO, LINES, STATISTICS, VASK, article, citation, claim, search

from factcheck.desk import standing
from factcheck.domain import (
    Action,
    ArticleStanding,
    Attribution,
    Claim,
    ClaimKind,
    LogEntry,
    UnverifiedReason,
    Verdict,
)
from factcheck.report.model import ArticleReport, ClaimReport

ARTICLE = article()
BODY = ARTICLE.text.index("“The new tariff")
PASSAGES = {passage.id: passage for passage in (BOARD, STATISTICS, BERTHS)}


def entry(action: Action, by: str, hour: int = 9, note: str = "", **fields: Any) -> LogEntry:
    """An entry on no claim yet: ``content`` and what decides are given by name."""
    return LogEntry(action, "", None, 0, by, f"2025-03-14T{hour:02}:30:00+00:00", note, **fields)


def worked(number: int, of: Claim, *entries: LogEntry, **fields: Any) -> ClaimReport:
    """A claim after ``entries``, each numbered as it comes."""
    log = tuple(
        replace(one, article_id=of.article_id, claim_id=of.id, number=count)
        for count, one in enumerate(entries, start=1)
    )
    stands = standing.of_claim(log)
    problems = fields.pop("problems", stands.problems)
    gone = standing.undone(log)
    return ClaimReport(number, of, search(of), stands, PASSAGES, problems, entries=log, undone=gone, **fields)


def decided(by: str, verdict: Verdict, attribution: Attribution | None = None, **fields: Any) -> LogEntry:
    return entry(Action.DECIDED, by, attribution=attribution, verdict=verdict, **fields)


FIRST = citation(BOARD, "a single crossing costs 14 crowns")
OTHER = citation(STATISTICS, "from 10 to 14 crowns")


def claims() -> tuple[ClaimReport, ...]:
    headline = claim(ARTICLE, ClaimKind.ASSERTION, LINES[1][1])
    tariff = claim(
        ARTICLE,
        ClaimKind.DIRECT,
        "The new tariff is driving small boats out of the harbour",
        after=BODY,
        speaker=FERRO,
        cue="told",
    )
    standfirst = (claim(ARTICLE, ClaimKind.ASSERTION, LINES[2][1]).spans,)
    toll = claim(ARTICLE, ClaimKind.ASSERTION, LINES[6][1])
    berths = claim(ARTICLE, ClaimKind.DIRECT, "We counted 212 berths in use", speaker=FERRO, cue="said")
    lowest = claim(ARTICLE, ClaimKind.DIRECT, "that is the lowest figure we have ever seen", speaker=FERRO, cue="said")
    price = claim(ARTICLE, ClaimKind.MIXED, "the toll is “a fair price”", speaker=VASK, cue="said")
    traffic = claim(ARTICLE, ClaimKind.INDIRECT, "traffic had not fallen", speaker=VASK, cue="added")
    seven = claim(ARTICLE, ClaimKind.ASSERTION, LINES[10][1])
    fourth = claim(ARTICLE, ClaimKind.INDIRECT, "a fourth increase next year", cue="expect")
    said_so = Attribution.SAID_SO
    return (
        worked(
            1, headline, decided("ana", Verdict.CONTRADICTED, citations=(FIRST,)), entry(Action.SECOND_WANTED, "ana")
        ),
        worked(
            2,
            replace(tariff, also=standfirst),
            decided("ana", Verdict.SUPPORTED, said_so, citations=(FIRST,)),
            entry(Action.SECOND_WANTED, "ana", content={"blind": True}),
            decided("leo", Verdict.CONTRADICTED, said_so, citations=(OTHER,), content={"answer": "second"}),
        ),
        worked(
            3,
            toll,
            decided("ana", Verdict.SUPPORTED, citations=(FIRST,)),
            entry(Action.NOTED, "leo", 10, "the board has confirmed it by telephone"),
            entry(Action.SIGNED_OFF, "mia", 11, "the minutes are the record", content={"blocker": "single source"}),
        ),
        worked(
            4,
            berths,
            entry(
                Action.CARRIED,
                "factcheck",
                attribution=said_so,
                verdict=Verdict.SUPPORTED,
                citations=(citation(BERTHS, "212 berths in use"), FIRST),
                content={"origin": "0123456789ab", "by": "ana", "at": "2025-03-13T08:00:00+00:00"},
            ),
            draft=1,
        ),
        worked(
            5,
            lowest,
            entry(
                Action.CARRIED,
                "factcheck",
                attribution=said_so,
                verdict=Verdict.SUPPORTED,
                citations=(FIRST, OTHER),
                content={"origin": "0123456789ac", "by": "ana", "at": "2025-03-13T08:00:00+00:00"},
            ),
            entry(
                Action.STALE,
                "factcheck",
                content={
                    "origin": "0123456789ac",
                    "before": "that is the second lowest figure we have seen",
                    "problems": [
                        "its words have changed since ana found it supported",
                        "before and now: that is the [-second-] lowest figure we have {+ever+} seen",
                    ],
                },
            ),
            draft=1,
        ),
        worked(
            6,
            price,
            entry(
                Action.CORRECTED,
                "leo",
                note="he is her deputy",
                content={
                    "changed": {"speaker": {"name": "Joren Vask", "role": "speaker of the harbour board"}},
                    "before": {"speaker": {"name": "Ada Ferro", "role": None}},
                },
            ),
            decided("ana", Verdict.UNVERIFIED, Attribution.SAID_OTHERWISE, reason=UnverifiedReason.NOT_CHECKABLE),
            entry(Action.UNDONE, "ana", content={"undoes": 2}),
            entry(Action.DECIDED, "ana", 12, "asked him", attribution=Attribution.NOT_SAID),
        ),
        worked(
            7,
            traffic,
            entry(Action.ASKED, "ana", content={"whom": "the board", "way": "mail", "when": "2025-03-12"}),
            decided("ana", Verdict.UNVERIFIED, Attribution.NOT_FOUND, reason=UnverifiedReason.AWAITING_REPLY),
        ),
        worked(
            8,
            seven,
            entry(Action.DISMISSED, "leo", note="of the caption", content={"reason": "not-ours"}),
        ),
        worked(9, fourth, entry(Action.REPLACED, "leo", content={"into": ["0123456789ad"]})),
    )


STANDING = ArticleStanding(
    ARTICLE.id,
    "0123456789abcdef",
    draft=2,
    previous_id="0123456789abcdef",
    due="2025-03-14T18:00:00+00:00",
    assigned="ana",
    notes=("call the board before six",),
    replies=(
        {
            "action": "asked",
            "whom": "Ada Ferro",
            "way": "telephone",
            "when": "2025-03-12",
            "by": "leo",
            "at": "",
            "note": "",
        },
    ),
    corrections=(
        {
            "action": "correction-published",
            "text": "An earlier version had 213 berths.",
            "when": "2025-03-15",
            "claim": None,
            "by": "mia",
            "at": "",
            "note": "",
        },
    ),
)


def worked_report() -> ArticleReport:
    items = claims()
    return ArticleReport(
        ARTICLE,
        tuple(item for item in items if not item.left),
        "0.1.0",
        "",
        "",
        "",
        3,
        standing=STANDING,
        dismissed=tuple(item for item in items if item.standing.dismissed),
        replaced=1,
        changes=("5 verdicts kept, 1 stale (#5)", "vanished: “We counted 213 berths in use”"),
    )
