"""The words that turn a sentence round, and those that say nothing. All in lower case."""

from __future__ import annotations

from factcheck.language import negation
from factcheck.language.stop_words import GRAMMAR, SAYING

# No negation is among them: they turn a sentence round. The pieces of contractions are.
STOP_WORDS = (
    GRAMMAR
    | SAYING
    | frozenset(
        """according across added again al along already although among another around because behind beyond even every
        however including inside many more most much near new now once one only onto other outside per saying shall
        still tell though throughout told toward towards two us via whose d ll m re s t ve""".split()
    )
)

# A word that denies what follows it, up to the end of its clause.
NEGATIONS = (
    negation.WORDS
    | negation.NEARLY
    | frozenset(
        """impossible incapable deny denies denied denying lack lacks lacked lacking unable refuse refuses refused fail
        fails failed failing unlikely""".split()
    )
)
# These deny the noun phrase behind them and no more: "has no roof and remains in use".
OF_A_NOUN = frozenset("no without lack lacks lacked lacking".split())
# These are negations only before "to": "failed to hold" but "the failed state".
BEFORE_TO = frozenset("fail fails failed failing refuse refuses refused unable".split())
# "not only", "no fewer than", "no later than" deny nothing; nor does "no" as the short form of number.
AFTER_NO = frozenset("only just fewer less more later sooner greater necessarily doubt matter wonder".split())
CLAUSE_ENDS = frozenset(",;:.!?—()")
TURNS = frozenset("but although though however while whereas yet who which because since despite".split())

# Said of a claim rather than of the world: the evidence rejects what the claim says.
REJECTIONS = frozenset(
    """false untrue incorrect hoax myth debunked fabricated baseless unfounded misleading fake disproved disproven
    refuted rejected denied denies misattributed doctored satire inaccurate wrong""".split()
)

# Every word on the left is an opposite of every word on the right; indented lines go on with the one above.
_OPPOSITES = """
rose rise risen rising increase increased climbed grew grow growth up soared surged | fell fall fallen falling
    decrease decreased dropped declined decline shrank down plunged slumped
higher more greater larger | lower fewer less smaller
secure secured safe stable calm | insecure unsafe unstable porous breached volatile
ended end ends over finished concluded stopped halted ceased suspended | continues continue continued ongoing
    began begins started starts resumed remains persists
confirmed confirms confirm admitted admits acknowledged | denied denies deny rejected disputed
win won wins victory | lost loses lose defeat defeated
alive survived survives survivor | dead died killed dies
legal lawful allowed permitted permits allows | illegal unlawful banned bans prohibited prohibits forbidden
    outlawed
guilty convicted | innocent acquitted cleared exonerated
accepted accepts approved approves agreed passed adopted ratified | rejected rejects refused vetoed blocked
    declined withdrew
arrived entered entering joined joins stay stays stayed remain retained keep kept maintain | left leave leaves
    withdrew withdraw withdrawal withdrawn departed exited quit
open opened opens reopened | closed closes shut
strong stronger strengthened strengthens | weak weaker weakened weakens
support supports supported backs backed endorsed | oppose opposes opposed
before earlier | after later
first | last
male man men boy boys | female woman women girl girls
north northern | south southern
east eastern | west western
success successful succeeded succeeds | failure failed fails unsuccessful
true accurate correct real genuine | false untrue incorrect inaccurate fake hoax fabricated myth
always | never
all every everyone | none nobody
public | private
increases raises raised boosts boosted | reduces reduced lowers lowered cuts cut lowering
improved improves better best | worsened worsens worse worst
included includes | excluded excludes
hot warmer warming | cold cooler cooling
positive | negative
rich wealthy | poor
present presence | absent absence
effective | ineffective
able | unable
possible | impossible
likely | unlikely
married | divorced unmarried single
outdoors outside | indoors inside
asleep sleeping | awake
enemy enemies foe | ally allies friend
attack attacked | defend defended
deployed deploys | withdrawn withdrew
gained gains captured captures retook seized | lost loses surrendered
upregulated upregulates activates activated promotes induces | downregulated downregulates inhibits inhibited
    suppresses suppressed prevents
""".strip()


def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in _OPPOSITES.replace("\n    ", " ").splitlines():
        left, right = (frozenset(side.split()) for side in line.split("|"))
        for words, others in ((left, right), (right, left)):
            for word in words:
                table[word] = table.get(word, frozenset()) | others
    return table


OPPOSITES = _opposites()
