"""Words cut out of a denial, a doubt, a condition or a question are all there, and a warning names what they lost."""

from __future__ import annotations

import pytest
from comparing import RUIZ, found, turns
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Document, Span, Wording, WordingFinding
from factcheck.wording import Source, compare, quotation


def said(words: str, sentence: str) -> Wording:
    """What becomes of ``words`` where a minister says ``sentence`` in an interview."""
    return found(words, Document("a", f"RUIZ: {sentence}\n\nHADDAD: We shall see.\n"), speaker=RUIZ)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("the pier is sound", "I doubt that the pier is sound."),
        ("the pier is sound", "I don't think the pier is sound."),
        ("the pier is sound", "If the engineers are right, the pier is sound."),
        ("the pier is sound", "The pier is sound, unless it rains."),
        ("the pier is sound", "The pier is sound if nobody drives on it."),
        ("the pier is sound", "The mayor says the pier is sound."),
        ("the pier is sound", "They tell us that the pier is sound."),
        ("the pier is sound", "Some people claim that the pier is sound."),
        ("the pier is sound", "Is it true that the pier is sound?"),
        ("the pier is sound", "The pier is sound. That is a lie."),
        ("the pier is sound", "The pier is sound. Nonsense."),
        ("the pier is sound", "The idea that the pier is sound is absurd."),
        ("the pier is sound", "It is not the case, and I have told you so, that the pier is sound."),
        ("close the pier", "We will not, under any circumstances, close the pier."),
        ("close the pier for good", "The council refuses to close the pier for good."),
        ("close the pier for good", "The council might close the pier for good."),
        ("the pier will stay open", "Provided the cash comes, the pier will stay open."),
        ("the pier will stay open", "The pier will stay open as long as the cash comes."),
        ("the pier will stay open", "The pier will stay open, or so they say."),
        ("the pier will stay open", "Unless we are told otherwise, the pier will stay open."),
        ("the pier will stay open", "It would be wrong to claim that the pier will stay open."),
        ("the pier will stay open", "I hope that the pier will stay open."),
        ("the pier will stay open", "Without cash from the capital the pier will stay open."),
        ("the pier will stay open", "There is no evidence that the pier will stay open."),
        (
            "the pier will stay open",
            "Nobody in this town, least of all the mayor, believes that the pier will stay open.",
        ),
        ("we took the cash from the fund", "I deny that we took the cash from the fund."),
        ("we took the cash from the fund", "It is a myth that we took the cash from the fund."),
        ("we took the cash from the fund", "My opponent keeps telling you we took the cash from the fund."),
        ("we took the cash from the fund", "Had we known of it, we took the cash from the fund."),
        ("he is a thief and a liar", "I would never say he is a thief and a liar."),
        ("he is a thief and a liar", "I am not saying that he is a thief and a liar."),
        ("a safe and modern pier", "This is not a safe and modern pier."),
        ("a safe and modern pier", "This is hardly a safe and modern pier."),
        ("the toll will rise in June", "Whether the toll will rise in June, I cannot tell."),
        ("the toll will rise in June", "It is unclear whether the toll will rise in June."),
        ("the toll will rise in June", "I wonder if the toll will rise in June."),
        ("the toll will rise in June", "The toll will rise in June, but only for the rich."),
        ("the toll will rise in June", "Perhaps the toll will rise in June."),
        ("the toll will rise in June", "I am far from sure that the toll will rise in June."),
        (
            "we have failed the skippers of this town",
            "You will not hear me say we have failed the skippers of this town.",
        ),
        ("we have failed the skippers of this town", "Who says that we have failed the skippers of this town?"),
        ("the race can be won this winter", "No serious officer thinks the race can be won this winter."),
        ("the race can be won this winter", "In theory the race can be won this winter."),
        ("the race can be won this winter", "The claim that the race can be won this winter is simply false."),
        ("only two boats came back", "It isn't true only two boats came back."),
    ],
)
def test_words_cut_out_of_what_denies_or_doubts_them_are_verbatim_with_a_warning(words: str, sentence: str) -> None:
    made = said(words, sentence)
    assert made.finding is WordingFinding.VERBATIM
    assert made.warnings
    assert set(made.warnings) <= set(made.reasons)
    assert not made.misquoted


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("the pier is sound", "There is no doubt that the pier is sound."),
        ("the pier is sound", "Nobody can deny that the pier is sound."),
        ("the pier is sound", "I told you that the pier is sound."),
        ("the pier is sound", "It is not new, but the pier is sound."),
        ("the pier is sound", "I do not like the mayor, and I say the pier is sound."),
        ("the pier is sound", "We have never lied to you. The pier is sound."),
        ("the pier is sound", "No, the pier is sound."),
        ("the pier is sound", "The pier is sound. I drove over it."),
        ("the pier is sound", "The pier is sound and the road is not."),
        ("the pier is sound", "Let me be clear that the pier is sound."),
        ("the pier is sound", "We have always said that the pier is sound."),
        ("the pier is sound", "Make no mistake, the pier is sound."),
        ("the pier is sound", "I know that the pier is sound."),
        ("the pier is sound", "Even if it is old, the pier is sound."),
        ("the pier is sound", "It is no secret that the pier is sound."),
        ("the pier is sound", "We must never forget that the pier is sound."),
        ("the pier is sound", "I cannot stress enough that the pier is sound."),
        ("the pier is sound", "The engineers did not find a crack; the pier is sound."),
        ("the pier is sound", "The pier is sound. Is the road safe?"),
        ("the pier is sound", "Not for the first time I tell you: the pier is sound."),
        ("close the pier for good", "We will close the pier for good."),
        ("close the pier for good", "The council has decided to close the pier for good."),
        ("the pier will stay open", "It is not only new, the pier will stay open."),
        ("the pier will stay open", "The mayor has no time to waste and the pier will stay open."),
        ("the pier will stay open", "I am happy to say that the pier will stay open."),
        ("the pier will stay open", "The pier will stay open, not the lock."),
        ("the pier will stay open", "We are proud that the pier will stay open."),
        ("the pier will stay open", "You asked me about the lock. The pier will stay open."),
        ("the pier will stay open", "He did not come, but the pier will stay open."),
        ("the pier will stay open", "Because nobody uses the lock, the pier will stay open."),
        ("the pier will stay open", "While the lock is not finished, the pier will stay open."),
        ("the pier will stay open", "I think about you every day. The pier will stay open."),
        ("the pier will stay open", "I am sure that the pier will stay open."),
        ("the pier will stay open", "Without a doubt the pier will stay open."),
        ("we took the cash from the fund", "I admit that we took the cash from the fund."),
        ("we took the cash from the fund", "Yes, we took the cash from the fund."),
        ("the toll will rise in June", "As I said in March, the toll will rise in June."),
        ("the toll will rise in June", "People do not want to hear it: the toll will rise in June."),
    ],
)
def test_what_only_seems_to_turn_the_words_is_no_warning(words: str, sentence: str) -> None:
    made = said(words, sentence)
    assert made.finding is WordingFinding.VERBATIM
    assert not made.warnings


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (
            "Few of us believe, after all this, that the pier is sound.",
            "right before them stands “Few of us believe, after all this, that”",
        ),
        ("As far as I know, the pier is sound.", "right before them stands “As far as I know”"),
        ("I'm told that the pier is sound.", "right before them stands “I'm told that”"),
        ("It is a myth that the pier is sound.", "right before them stands “It is a myth that”"),
        ("The pier is sound unless it is hit.", "right after them stands “unless it is hit”"),
        ("The pier is sound. That is simply not true.", "right after them stands “That is simply not true”"),
        ("Has anybody shown us that the pier is sound?", "they stand in a question"),
        ("We do not call it a lie that the pier is sound, if you look.", "right after them stands “if you look”"),
    ],
)
def test_the_warning_names_the_words_that_stand_there(sentence: str, named: str) -> None:
    assert named in said("the pier is sound", sentence).warnings


@pytest.mark.parametrize(
    "lead", ["Thanks to the crew, who never slept,", "I never tire of saying that", "If I may say so,"]
)
def test_an_aside_and_an_assurance_turn_nothing(lead: str) -> None:
    assert not said("the pier is sound", f"{lead} the pier is sound.").warnings


def test_words_over_the_end_of_a_line_and_over_two_subtitles_are_one_sentence() -> None:
    wrapped = said("the pier is sound", "It is not\ntrue that\nthe pier is sound.")
    cues = (
        "1\n00:00:01,000 --> 00:00:03,000\nIt is a lie that\n\n2\n00:00:03,000 --> 00:00:05,000\nthe pier is sound.\n"
    )
    assert wrapped.warnings == ("right before them stands “It is not true that”",)
    assert found("the pier is sound", Document("a", cues)).warnings == ("right before them stands “It is a lie that”",)


def test_an_article_that_says_as_much_beside_the_marks_has_cut_nothing_out() -> None:
    source = Source(Document("a", "RUIZ: It is not true that the pier is sound.\n\nHADDAD: We shall see.\n"))
    for article, warned in (
        ("Ruiz said it was not true that “the pier is sound”.", False),
        ("Ruiz insists that “the pier is sound”.", True),
    ):
        start = article.index("“") + 1
        made = compare(quotation(article, [Span(start, article.index("”"))], RUIZ), [source], turns)
        assert bool(made.warnings) is warned


def test_a_reporters_she_thought_is_no_doubt_of_hers_and_his_she_denied_is_a_denial() -> None:
    for report, warned in (
        ("The minister thought that the pier is sound, and left.", False),
        ("The minister said that the pier is sound, and left.", False),
        ("The minister denied that the pier is sound, and left.", True),
    ):
        assert bool(found("the pier is sound", Document("a", report)).warnings) is warned


def test_altered_words_and_parts_of_a_quotation_are_warned_of_too() -> None:
    altered = said("the old pier is quite sound for the lorries", "I doubt that the old pier is sound for the lorries.")
    assert altered.finding is WordingFinding.ALTERED
    assert altered.warnings == ("right before them stands “I doubt that”",)
    words = "We took the cash from the fund. And then a hundred swans came back to the lake of Lund."
    part = said(words, "It is a lie that we took the cash from the fund.")
    assert part.finding is WordingFinding.IN_PART
    assert part.warnings == ("right before them stands “It is a lie that”",)


@given(
    st.lists(
        st.sampled_from("if not that , . ? “ ” the pier is sound and I doubt it \n\n may nobody".split(" ")),
        max_size=40,
    )
)
def test_any_surroundings_can_be_read(words: list[str]) -> None:
    made = found("the pier is sound", Document("a", " ".join((*words, "the pier is sound", *words[::-1]))))
    assert set(made.warnings) <= set(made.reasons)
