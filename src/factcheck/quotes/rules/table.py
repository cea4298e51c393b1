"""The table of rules, in the order in which they are tried.

Invariant: extraction, ``--explain``, ``--without`` and the page on quotations know no other rules, and each
example is read by its own rule.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from factcheck.domain import QuotationKind
from factcheck.quotes.foreign import beside
from factcheck.quotes.rules import (
    content_first,
    headlines,
    interviews,
    pull_quotes,
    questions,
    set_apart,
    source_first,
    transcripts,
    without_cue,
    words_in_marks,
)
from factcheck.quotes.rules.rule import Example, Reads, Rule

DIRECT, MIXED, INDIRECT = QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT

RULES: tuple[Rule, ...] = (
    Rule(
        "inverted after content",
        content_first.inverted_after_content,
        Reads.CUE_BEHIND,
        0.95,
        (
            Example(
                '"The bridge is safe," said Ana Ruiz, the city engineer.',
                ("The bridge is safe,",),
                "Ana Ruiz, the city engineer",
                DIRECT,
            ),
            Example('"The bridge," said Ana Ruiz, "is safe."', ("The bridge,", "is safe."), "Ana Ruiz", DIRECT),
        ),
    ),
    Rule(
        "source and cue after content",
        content_first.source_and_cue_after_content,
        Reads.CUE_BEHIND,
        0.95,
        (
            Example(
                "The bridge is safe, the engineer told reporters on Monday.",
                ("The bridge is safe",),
                "the engineer",
                INDIRECT,
            ),
            Example("For now, Ana Ruiz said, the bridge is safe.", ("the bridge is safe",), "Ana Ruiz", INDIRECT),
        ),
        unsure=0.9,
    ),
    Rule(
        "as somebody said",
        content_first.as_somebody_said,
        Reads.CUE_BEHIND,
        0.8,
        (
            Example("The bridge is safe, as the engineer noted.", ("The bridge is safe",), "the engineer", INDIRECT),
            Example(
                "“The bridge is safe,” as Ana Ruiz said when she opened it.",
                ("The bridge is safe,",),
                "Ana Ruiz",
                DIRECT,
            ),
        ),
    ),
    Rule(
        "according to",
        content_first.according_to,
        Reads.STATEMENT,
        0.9,
        (
            Example(
                "Rents fell by a third, according to the survey.", ("Rents fell by a third",), "the survey", INDIRECT
            ),
            Example("According to the survey, rents fell.", ("rents fell",), "the survey", INDIRECT),
        ),
    ),
    Rule(
        questions.QUESTION_PUT,
        questions.question_put,
        Reads.STATEMENT,
        0.7,
        (
            Example(
                "Asked whether the bridge is safe, the engineer shrugged.",
                ("whether the bridge is safe",),
                None,
                INDIRECT,
            ),
            Example("The engineer was asked about the bridge.", ("the bridge",), None, INDIRECT),
        ),
    ),
    Rule(
        "inverted before content",
        source_first.inverted_before_content,
        Reads.CUE_BEFORE,
        0.9,
        (Example('But, said Ana Ruiz, "the bridge is safe".', ("the bridge is safe",), "Ana Ruiz", DIRECT),),
    ),
    Rule(
        "object relative",
        source_first.object_relative,
        Reads.CUE_BEFORE,
        0.85,
        (
            Example(
                "The plan, which the engineer called unsafe, was dropped.",
                ("which", "unsafe"),
                "the engineer",
                INDIRECT,
            ),
        ),
    ),
    Rule(
        "cue before content",
        source_first.cue_before_content,
        Reads.CUE_BEFORE,
        0.9,
        (
            Example(
                "The engineer said on Monday that the bridge is safe.",
                ("that the bridge is safe",),
                "The engineer",
                INDIRECT,
            ),
            Example("Ana Ruiz called it “as safe as houses.”", ("it “as safe as houses.”",), "Ana Ruiz", MIXED),
        ),
    ),
    Rule(
        "relative clause",
        source_first.relative_clause,
        Reads.CUE_BEFORE,
        0.8,
        (Example("The vote pleased Ana Ruiz, who said the bridge is safe.", ("the bridge is safe",), "who", INDIRECT),),
    ),
    Rule(
        "infinitive",
        source_first.infinitive,
        Reads.CUE_BEFORE,
        0.7,
        (
            Example(
                "The engineer went on the radio to say that the bridge is safe.",
                ("that the bridge is safe",),
                "The engineer",
                INDIRECT,
            ),
        ),
    ),
    Rule(
        source_first.PARTICIPLE,
        source_first.participle,
        Reads.CUE_BEFORE,
        0.8,
        (
            Example(
                "The engineer reopened the bridge, saying that it is safe.",
                ("that it is safe",),
                "The engineer",
                INDIRECT,
            ),
            Example("The vote was close, with Ruiz calling the bridge safe.", ("the bridge safe",), "Ruiz", INDIRECT),
        ),
        unsure=0.75,
    ),
    Rule(
        "wording of a document",
        source_first.wording_of_a_document,
        Reads.CUE_BEFORE,
        0.75,
        (
            Example(
                "The council sent out a letter saying that the bridge is safe.",
                ("that the bridge is safe",),
                "a letter",
                INDIRECT,
            ),
        ),
    ),
    Rule(
        "second verb",
        source_first.second_verb,
        Reads.CUE_BEFORE,
        0.75,
        (
            Example(
                "The engineer toured the site and said the bridge is safe.",
                ("the bridge is safe",),
                "The engineer",
                INDIRECT,
            ),
        ),
    ),
    Rule(
        headlines.LAST,
        headlines.headline_with_its_source_last,
        Reads.REMAINDER,
        0.6,
        (
            Example("# Most want a bridge: poll\nIt rained.", ("Most want a bridge",), "poll", INDIRECT),
            Example("# ‘Bridge is safe’ – Ruiz\nAna Ruiz came.", ("Bridge is safe",), "Ruiz", DIRECT),
        ),
    ),
    Rule(
        headlines.DASH,
        headlines.headline_with_a_dash,
        Reads.REMAINDER,
        0.6,
        (Example("# Ana Ruiz – ‘we will not pay’\nAna Ruiz came.", ("we will not pay",), "Ana Ruiz", DIRECT),),
    ),
    Rule(
        headlines.COLON,
        without_cue.colon_before_content,
        Reads.REMAINDER,
        0.7,
        (
            Example('The engineer was blunt: "The bridge is safe."', ("The bridge is safe.",), "The engineer", DIRECT),
            Example("# Ruiz: Bridge is safe\nAna Ruiz came.", ("Bridge is safe",), "Ruiz", INDIRECT),
        ),
    ),
    Rule(
        "noun of saying",
        without_cue.noun_of_saying,
        Reads.REMAINDER,
        0.7,
        (
            Example(
                "Nobody believed the engineer's claim that the bridge is safe.",
                ("that the bridge is safe",),
                "the engineer's",
                INDIRECT,
            ),
        ),
    ),
    Rule(
        "passive",
        without_cue.passive,
        Reads.REMAINDER,
        0.7,
        (
            Example("Residents were told that the bridge is safe.", ("that the bridge is safe",), None, INDIRECT),
            Example(
                "Residents were told by Ana Ruiz that the bridge is safe.",
                ("that the bridge is safe",),
                "Ana Ruiz",
                INDIRECT,
            ),
        ),
    ),
    Rule(
        words_in_marks.UNREAD,
        words_in_marks.words_in_marks,
        Reads.REMAINDER,
        0.6,
        (
            Example("Ana Ruiz winked, “The bridge is quite safe.”", ("The bridge is quite safe.",), "Ana Ruiz", DIRECT),
            Example(
                "From the quay came “the bridge is not safe at all”.", ("the bridge is not safe at all",), None, DIRECT
            ),
        ),
        unsure=0.4,
    ),
    Rule(
        transcripts.SPEAKER_LABEL,
        transcripts.find_turns,
        Reads.ARTICLE,
        0.9,
        (
            Example(
                "Ana Ruiz met Omar Haddad.\nRUIZ: The bridge is safe.\nHADDAD: I have my doubts.",
                ("The bridge is safe.",),
                "RUIZ",
                DIRECT,
            ),
        ),
    ),
    Rule(
        interviews.ANSWER,
        interviews.find_answers,
        Reads.ARTICLE,
        0.6,
        (
            Example(
                "The engineer Ana Ruiz talks about the bridge.\nIs it safe?\nIt is. It will stay so.\n"
                "Who pays for it?\nThe county does.",
                ("It is. It will stay so.",),
                None,
                DIRECT,
            ),
        ),
    ),
    Rule(
        "quotation after indirect speech",
        set_apart.quotation_after_indirect_speech,
        Reads.WORDS_APART,
        0,
        (
            Example(
                "Ana Ruiz said the bridge is safe. “We tested it twice.”", ("We tested it twice.",), "Ana Ruiz", DIRECT
            ),
        ),
    ),
    Rule(
        set_apart.FLOATING,
        set_apart.floating_quotation,
        Reads.WORDS_APART,
        0.5,
        (
            Example(
                "“The bridge is safe,” Ana Ruiz said.\n“We tested it twice.”",
                ("We tested it twice.",),
                "Ana Ruiz",
                DIRECT,
            ),
            Example("It rained.\n“We tested it twice.”", ("We tested it twice.",), None, DIRECT),
        ),
        unsure=0.2,
    ),
    Rule(
        set_apart.SIGNED,
        set_apart.name_behind_a_dash,
        Reads.ARTICLE,
        0.8,
        (
            Example(
                "“We tested it twice.” — Ana Ruiz, engineer", ("We tested it twice.",), "Ana Ruiz, engineer", DIRECT
            ),
        ),
    ),
    Rule(
        pull_quotes.PULL_QUOTE,
        pull_quotes.without_pull_quotes,
        Reads.ARTICLE,
        0,
        (
            Example(
                "“The bridge is safe. We tested it twice,” Ana Ruiz said.\n“We tested it twice.”",
                ("We tested it twice.",),
                "Ana Ruiz",
                DIRECT,
            ),
        ),
    ),
    Rule(
        beside.NAMED,
        beside.name_beside_marks,
        Reads.FOREIGN,
        0.6,
        (
            Example("„Wir haben zweimal geprüft“, sagte Ana Ruiz.", ("Wir haben zweimal geprüft",), "Ana Ruiz", DIRECT),
            Example("« Nous avons vérifié », a déclaré Ana Ruiz.", ("Nous avons vérifié",), "Ana Ruiz", DIRECT),
        ),
    ),
    Rule(
        beside.ALONE,
        beside.marks_alone,
        Reads.FOREIGN,
        0.2,
        (
            Example(
                "„Wir haben zweimal geprüft und nichts gefunden“",
                ("Wir haben zweimal geprüft und nichts gefunden",),
                None,
                DIRECT,
            ),
        ),
    ),
)

_BY_NAME = {rule.name: rule for rule in RULES}
_BY_READS = {reads: tuple(rule for rule in RULES if rule.reads is reads) for reads in Reads}


def rule_named(name: str) -> Rule:
    """The rule of this name. Raises KeyError if there is none."""
    return _BY_NAME[name]


def rules_that_read(reads: Reads, without: Collection[str] = ()) -> Sequence[Rule]:
    """The rules that are tried on what ``reads`` says, in order, but those named in ``without``."""
    rules = _BY_READS[reads]
    return [rule for rule in rules if rule.name not in without] if without else rules
