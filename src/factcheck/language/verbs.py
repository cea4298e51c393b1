"""Which English words can be the verb of a clause, and the forms that no rule makes.

Invariant: a form says what a word can be; a word before it that makes it a noun or an adjective tells otherwise.
"""

from __future__ import annotations

from factcheck.language.function_words import AUXILIARIES, DETERMINERS, MODALS
from factcheck.language.tables import pairs

# Past form or participle → the form in the dictionary.
IRREGULAR = pairs(
    """arose:arise arisen:arise ate:eat eaten:eat beat:beat beaten:beat became:become began:begin begun:begin bet:bet
    bit:bite bitten:bite bled:bleed blew:blow blown:blow bore:bear borne:bear born:bear bought:buy broke:break
    broken:break brought:bring built:build burnt:burn came:come caught:catch chose:choose chosen:choose
    dealt:deal drank:drink drew:draw drawn:draw drove:drive driven:drive dug:dig fed:feed fell:fall fallen:fall
    felt:feel fled:flee flew:fly flown:fly forbade:forbid forbidden:forbid forgot:forget forgotten:forget
    fought:fight found:find froze:freeze frozen:freeze gave:give given:give got:get grew:grow grown:grow
    heard:hear held:hold hid:hide hidden:hide hung:hang kept:keep knew:know known:know laid:lay lain:lie
    led:lead left:leave lent:lend lit:light lost:lose made:make meant:mean met:meet upheld:uphold
    withheld:withhold overthrew:overthrow overthrown:overthrow withstood:withstand misled:mislead
    overcame:overcome overtook:overtake paid:pay ran:run rang:ring rose:rise risen:rise said:say sang:sing
    sank:sink sunk:sink sat:sit saw:see seen:see sent:send shook:shake shaken:shake shone:shine shot:shoot
    showed:show shown:show shrank:shrink shrunk:shrink slept:sleep sold:sell sought:seek spent:spend spoke:speak
    spoken:speak sprang:spring stole:steal stolen:steal stood:stand struck:strike stuck:stick sued:sue swam:swim
    swept:sweep swore:swear sworn:swear taught:teach thought:think threw:throw thrown:throw told:tell took:take
    taken:take tore:tear torn:tear undertook:undertake understood:understand went:go gone:go withdrew:withdraw
    withdrawn:withdraw woke:wake won:win wore:wear worn:wear wrote:write written:write"""
)
# Pasts that are as often something else: "the found objects" is rare, "left" and "felt" are not.
_UNMARKED = frozenset("cut put set hit let shut cost hurt split spread read quit".split())
_PARTICIPLES = frozenset(
    """beaten begun bitten borne broken chosen drawn driven eaten fallen flown forbidden forgotten frozen given grown
    hidden known lain risen shaken shown spoken stolen sunk sworn taken thrown torn withdrawn worn written gone seen
    shrunk""".split()
)
# The present of common verbs that are hardly nouns.
_PRESENT = frozenset(
    """accuses adds agrees allows announces appears argues asks becomes begins believes belongs brings buys calls
    claims comes concludes confirms considers consists contains continues costs counts covers creates cuts deals
    decides denies depends describes dies disputes employs ends estimates exceeds exists expects explains faces falls
    feels finds focuses gets gives goes grows happens has helps holds hopes includes insists intends involves joins
    keeps kills knows lacks lasts lays leads leaves lies lives loses makes marks means meets moves needs occurs offers
    opens opposes owns pays plans plays produces promises proposes proves provides puts quotes raises ranks reaches
    receives refuses rejects remains reports requires rises runs says seeks seems sees sells sends serves sets shows
    sits speaks spends stands starts states stays suffers suggests supports takes tells thinks threatens tries uses
    wants warns wins works writes""".split()
)
_NO_PAST = frozenset(
    """indeed speed seed feed breed exceed proceed succeed hundred sacred naked wicked red bed shed united
    embed biased aged so-called alleged supposed unnamed unidentified armed advanced limited detailed""".split()
)
_FINITE = (AUXILIARIES - frozenset("be been being having".split())) | MODALS


def base(word: str) -> str:
    """The dictionary's form of a past that no rule makes; any other word as it is."""
    return IRREGULAR.get(word, word)


def is_verb(word: str) -> bool:
    """Whether ``word`` in lower case can be a form of a verb that tells what happened, whatever stands before it."""
    if word in _FINITE:
        return False
    return (
        word in IRREGULAR or word in _UNMARKED or word in _PRESENT or (len(word) > 4 and word.endswith(("ed", "ing")))
    )


def is_finite(word: str, before: str = "") -> bool:
    """Whether ``word`` in lower case, behind ``before``, can be the verb of a clause.

    "the suspended coach", "more wounded" and "has been suspended" have none in "suspended" and "wounded": the
    auxiliary is the verb there.
    """
    if word in _FINITE or word.endswith(("n't", "n’t")):
        return True
    if before in DETERMINERS or before.endswith(("'s", "’s")) or word in _PARTICIPLES:
        return False
    if word in _PRESENT or word in IRREGULAR or word in _UNMARKED:
        return before not in ("to", "of")
    return len(word) > 4 and word.endswith("ed") and word not in _NO_PAST and before not in ("of", "with", "and")
