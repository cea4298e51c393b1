"""Tables of words: written down in one string, and refused where they contradict themselves."""

from __future__ import annotations

import pytest

from factcheck.language.tables import by_sense, pairs, phrases


def test_phrases_are_parted_by_commas_and_may_run_over_lines() -> None:
    assert phrases("at least, more\n    than, up to") == ("at least", "more than", "up to")


def test_pairs_give_each_word_its_meaning() -> None:
    assert pairs("km:kilometre mi:mile") == {"km": "kilometre", "mi": "mile"}


def test_words_behind_a_sense_all_have_it() -> None:
    assert by_sense({"hurt": "injured wounded", "dead": "killed"}) == {
        "injured": "hurt",
        "wounded": "hurt",
        "killed": "dead",
    }


def test_a_word_that_is_listed_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'mi' stands twice in a table of words, as 'mile' and 'minute'"):
        pairs("mi:mile mi:minute")
    with pytest.raises(ValueError, match="'hurt' stands twice"):
        by_sense({"injured": "hurt", "offended": "hurt"})
