"""The report for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from desk_samples import worked_report
from report_samples import HOSTILE, bare, cleared, hostile, sample

from factcheck.report import as_dict, claim_as_dict, render
from factcheck.report.model import Since


def test_it_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("sample.json", render(sample(), "json"))


def test_the_text_is_the_dictionary() -> None:
    assert json.loads(render(sample(), "json")) == as_dict(sample())


def test_the_promised_keys_are_there_in_order() -> None:
    data = as_dict(sample())
    assert list(data["article"])[:4] == ["id", "title", "publisher", "published"]
    claim = next(claim for claim in data["claims"] if claim["speaker"])
    promised = "id kind text spans speaker cue addressee flags evidence suggestion".split()
    assert [key for key in claim if key in promised] == promised
    assert {"name", "role", "mention"} <= set(claim["speaker"])
    evidence = data["claims"][0]["evidence"][0]
    promised = "passage_id document_id publisher published url text score stance comparison computed reasons".split()
    assert [key for key in evidence if key in promised] == promised
    assert list(evidence["computed"]) == ["stance", "probability", "scores", "basis", "exact"]
    assert list(data["claims"][0]["suggestion"]) == ["verdict", "probability", "reasons"]


def test_the_stance_is_the_one_that_is_shown_and_what_was_computed_has_a_name_of_its_own() -> None:
    shown = [evidence for claim in as_dict(sample())["claims"] for evidence in claim["evidence"]]
    told = [(evidence["stance"], evidence["computed"]["stance"]) for evidence in shown]
    assert ("contradicts", "neutral") in told, "found by comparing alone"
    assert ("on the subject", "contradicts") in told, "a model's opinion that is not shown"
    assert {stance for stance, _ in told} == {"supports", "contradicts", "on the subject"}


def test_each_point_and_part_has_its_words_in_both_texts() -> None:
    for claim in as_dict(sample())["claims"]:
        for evidence in claim["evidence"]:
            found = evidence["comparison"] or {"points": [], "facts": []}
            for point in found["points"]:
                assert all(claim["text"][slice(*one["span"])] == one["text"] for one in point["claim"])
                assert all(evidence["text"][slice(*one["span"])] == one["text"] for one in point["passage"])
            for fact in found["facts"]:
                assert claim["text"][slice(*fact["span"])] == fact["text"]
                assert not fact["sentence"] or evidence["text"][slice(*fact["sentence"]["span"])]


def test_where_nothing_is_proposed_the_verdict_is_null() -> None:
    suggestions = [claim["suggestion"] for claim in as_dict(sample())["claims"] if claim["suggestion"]]
    assert {suggestion["verdict"] for suggestion in suggestions} == {None, "contradicted"}
    assert all(suggestion["probability"] is None for suggestion in suggestions if not suggestion["verdict"])


def test_spans_slice_the_article_text_to_the_claim() -> None:
    data = as_dict(sample())
    for claim in data["claims"]:
        assert " ".join(data["article"]["text"][start:end] for start, end in claim["spans"]) == claim["text"]


def test_not_yet_checked_is_null_and_unverified_is_a_verdict() -> None:
    verdicts = {claim["number"]: (claim["status"], claim["verdict"]) for claim in as_dict(sample())["claims"]}
    assert verdicts[1] == ("not yet checked", None)
    assert verdicts[4] == ("unverified", "unverified")


def test_numbers_have_four_decimals_at_most() -> None:
    for value in _values(as_dict(sample())):
        if isinstance(value, float):
            assert math.isfinite(value)
            assert value == round(value, 4)


def test_outside_text_is_kept_whole_but_cannot_act_on_a_terminal() -> None:
    text = render(hostile(), "json")
    assert not set(text) & set("\x1b\x9b\u202e\u2066\x00\x07\ud800")
    assert text.encode("utf-8")
    assert json.loads(text)["article"]["title"] == HOSTILE


def test_one_claim_alone_looks_as_it_does_in_the_report() -> None:
    item = sample().claims[2]
    alone = claim_as_dict(sample().article, item)
    assert alone.pop("article") == {"id": sample().article.id, "title": sample().article.title}
    assert alone == as_dict(sample())["claims"][2]


def test_what_is_not_known_is_null() -> None:
    article = as_dict(bare())["article"]
    assert article["title"] is article["publisher"] is article["published"] is article["url"] is None


def test_the_order_of_need_and_what_was_released_and_signed_off_are_told() -> None:
    summary = as_dict(worked_report())["summary"]
    assert [(one["reason"], one["claims"]) for one in summary["need"]][:2] == [("contradicted", [1]), ("not said", [6])]
    assert summary["need"][-1] == {"reason": None, "claims": [3, 4]}
    assert sum(len(one["claims"]) for one in summary["need"]) == len(worked_report().claims)
    assert summary["released"] == []
    claims = {claim["number"]: claim for claim in as_dict(worked_report())["claims"]}
    assert claims[3]["signed_off"]["single source"]["by"] == "mia"
    assert claims[4]["signed_off"] == {}
    assert claims[4]["standing"]["released"] is None


def test_what_an_editor_signed_off_for_the_whole_article_is_told_once() -> None:
    report = worked_report()
    signed = {"blocker": "contradicted", "by": "mia", "at": "2025-03-15", "note": "it runs", "action": "signed-off"}
    standing = replace(report.standing, signed_off=(signed,))  # type: ignore[type-var]
    assert as_dict(replace(report, standing=standing))["summary"]["signed_off"] == {"contradicted": signed}


def test_a_released_verdict_says_who_released_it() -> None:
    (item,) = cleared().claims
    told = {"action": "released", "released": True, "by": "eva", "at": "2025-03-15T08:00:00+00:00", "note": "so"}
    released = replace(item, standing=replace(item.standing, released=told))
    data = as_dict(replace(cleared(), claims=(released,)))
    assert data["summary"]["released"] == [1]
    assert data["claims"][0]["standing"]["released"] == told


def test_what_was_done_since_the_readers_last_report_is_told() -> None:
    assert as_dict(sample())["since"] is None
    since = Since("2025-03-14T09:00:00+00:00", "HOLD: 1 stale (#7)", ("#7 decided by leo",), (7,))
    assert as_dict(replace(sample(), since=since))["since"] == {
        "at": "2025-03-14T09:00:00+00:00",
        "hold": "HOLD: 1 stale (#7)",
        "lines": ["#7 decided by leo"],
        "claims": [7],
    }


def test_readable_letters_stay_readable_and_the_file_ends_with_a_line_feed() -> None:
    text = render(sample(), "json")
    assert "“The new tariff" in text
    assert text.endswith("}\n")


def _values(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _values(value)
    else:
        yield data
