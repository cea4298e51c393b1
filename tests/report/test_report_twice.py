"""Claims that two people decided, told in the report of their article."""

from __future__ import annotations

from dataclasses import replace

from desk_samples import FIRST, OTHER, decided, entry, worked, worked_report
from lxml import html
from report_samples import sample

from factcheck.domain import Action, Attribution, State, Verdict
from factcheck.report import ClaimReport, render
from factcheck.report.closing import agreed, differing
from factcheck.report.twice import second_looks

CLAIM = sample().claims[2].claim
S, C = Verdict.SUPPORTED, Verdict.CONTRADICTED


def looks(*entries: object) -> list[str]:
    report = replace(worked_report(), claims=(worked(3, CLAIM, *entries),))  # type: ignore[arg-type]
    return [f"{'alike' if one.alike else 'not'}: {differing(one)}" for one in second_looks(report)]


def second(verdict: Verdict, by: str = "leo", answer: str = "second", **fields: object) -> object:
    return decided(by, verdict, citations=(OTHER,), content={"answer": answer}, **fields)


ANA = decided("ana", S, citations=(FIRST,))
WANTED = entry(Action.SECOND_WANTED, "ana")


def test_what_one_person_decided_is_no_agreement() -> None:
    assert looks(ANA) == looks(ANA, WANTED) == []


def test_two_who_answer_alike_and_two_who_do_not() -> None:
    assert looks(ANA, WANTED, second(S))[0].startswith("alike: ")
    assert looks(ANA, WANTED, second(C)) == ["not: ana: supported; leo: contradicted; an editor decides"]


def test_an_editor_who_decided_between_them_is_named() -> None:
    mia = decided("mia", C, citations=(OTHER,), content={"answer": "adjudicated"})
    assert looks(ANA, WANTED, second(C), mia) == [
        "not: ana: supported; leo: contradicted; decided by mia: contradicted"
    ]


def test_what_was_taken_back_or_reopened_is_none() -> None:
    undone = entry(Action.UNDONE, "leo", content={"undoes": 3})
    assert looks(ANA, WANTED, second(C), undone) == []
    assert looks(ANA, WANTED, second(C), entry(Action.REOPENED, "mia")) == []


def test_one_question_that_only_one_answered_is_no_difference() -> None:
    said = worked(
        3,
        CLAIM,
        decided("ana", S, Attribution.SAID_SO, citations=(FIRST,)),
        WANTED,
        decided("leo", S, citations=(FIRST,), content={"answer": "second"}),
    )
    (look,) = second_looks(replace(worked_report(), claims=(said,)))
    assert look.alike == (look.second.attribution in (None, Attribution.SAID_SO))


def test_who_is_to_decide_blind_is_told_of_no_other_answer() -> None:
    item: ClaimReport = worked(3, CLAIM, ANA, WANTED, second(C))
    hidden = replace(item, standing=replace(item.standing, decision=None, state=State.SECOND, veiled=True))
    assert hidden.hidden
    assert second_looks(replace(worked_report(), claims=(hidden,))) == ()


def test_the_page_says_how_many_and_where_not() -> None:
    page = html.document_fromstring(render(worked_report(), "html"))
    told = [" ".join(one.text_content().split()) for one in page.xpath("//section[@class='agreement']//p")]
    assert told == [
        "1 claim decided twice, none alike",
        "2: ana: said so · supported; leo: said so · contradicted; an editor decides",
    ]
    assert agreed(second_looks(worked_report())) == told[0]
    none = html.document_fromstring(render(sample(), "html"))
    assert "No claim of this article was decided by two people." in none.xpath("string(//section[@class='agreement'])")
