"""Words that cannot both hold of one thing at one time. Data only, all lower case.

Invariant: if a word is an opposite of another, that one is an opposite of it; no word is its own.
"""

from __future__ import annotations

# Every word on the left is an opposite of every word on the right; indented lines go on with the one above.
_OPPOSITES = """
rose rise risen rising rises increase increased increases climbed climbs grew grow grows growth grown up soared surged
    jumped rallied swelled expanded | fell fall fallen falling falls decrease decreased decreases dropped drops declined
    decline declines shrank shrunk shrinks down plunged slumped tumbled dwindled sank dipped contracted
higher more greater larger bigger | lower fewer less smaller
longer | shorter
faster quicker | slower
heavier | lighter
older | younger
secure secured safe stable calm | insecure unsafe unstable porous breached volatile
ended end ends over finished concluded stopped halted ceased suspended discontinued abandoned | continues continue
    continued ongoing resumed remains persists
confirmed confirms confirm admitted admits acknowledged | denied denies deny rejected disputed refuted
win won wins victory | lost loses lose defeat defeated
alive survived survives survivor | dead died killed dies
legal lawful allowed permitted permits allows | illegal unlawful banned bans prohibited prohibits forbidden
    outlawed
guilty convicted | innocent acquitted cleared exonerated
convicts | acquits clears
accepted accepts approved approves agreed passed adopted ratified | rejected rejects refused vetoed blocked
    declined withdrew
upheld upholds affirmed | overturned overturns quashed annulled struck reversed
granted grants awarded | denied refused rejected revoked
arrived entered entering joined joins stay stays stayed remain retained keep kept maintain | left leave leaves
    withdrew withdraw withdrawal withdrawn departed exited quit
open opened opens reopened | closed closes shut
strong stronger strengthened strengthens | weak weaker weakened weakens
support supports supported backs backed endorsed favours favors | oppose opposes opposed
before earlier | after later
first | last
male man men boy boys | female woman women girl girls
father son brother husband | mother daughter sister wife
north northern | south southern
east eastern | west western
northbound | southbound
eastbound | westbound
upstream | downstream
success successful succeeded succeeds | failure failed fails unsuccessful
true accurate correct real genuine authentic | false untrue incorrect inaccurate fake hoax fabricated myth forged
always | never
all every everyone | none nobody
public | private
increases raises raised boosts boosted | reduces reduced lowers lowered cuts cut lowering
improved improves better best improving | worsened worsens worse worst worsening deteriorated
included includes including | excluded excludes excluding
hot warmer warming hotter warm | cold cooler cooling colder cool
wet wetter | dry drier
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
bought buys acquired purchased | sold sells
hired hires recruited | fired dismissed sacked
profit profits surplus | loss losses deficit
maximum most highest largest biggest | minimum least lowest smallest fewest
lifted eased loosened relaxed | imposed tightened reimposed
armed | unarmed
damaged destroyed | undamaged unharmed intact unscathed
related linked connected | unrelated unconnected
majority | minority
temporary temporarily | permanent permanently
voluntary voluntarily | compulsory mandatory forced
unanimous unanimously | split divided
known named identified | unknown unnamed unidentified anonymous
responsible | blameless
released freed | jailed imprisoned detained arrested
conscious | unconscious
empty | full
early | late
left-wing | right-wing
domestic | foreign
urban | rural
sober | drunk intoxicated
vaccinated | unvaccinated
paid | unpaid
extended prolonged lengthened | shortened curtailed
signed | unsigned
complete completed | incomplete unfinished
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
