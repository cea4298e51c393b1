"""Words that say nothing by themselves. Data only, all lower case.

Invariant: each list is the core of several that differ at their edges, because what says nothing depends on the
use: "no" tells passages apart as little as "the", and a quotation with it from one without it.
"""

from __future__ import annotations

# In every list of stop words.
COMMON = frozenset(
    """a an the this that these those and or but so if as at by for from in into of on out over to up with about
    after before through than then there where when while which who what how is are was were be been being
    has have had do does did will would should may might can could it its they their them he his she her we
    our you your i also all some any such""".split()
)

# Words of grammar, wherever texts are compared word by word.
GRAMMAR = COMMON | frozenset(
    """nor yet off under until upon within against between down during since here whom why am having doing must
    him me my just very each both""".split()
)

# Nearly every sentence of news has one.
SAYING = frozenset("said say says".split())

# Where a claim is laid beside a passage. No negation is among them: they turn a sentence round. The pieces of
# contractions are.
BESIDE_EVIDENCE = (
    GRAMMAR
    | SAYING
    | frozenset(
        """according across added again al along already although among another around because behind beyond even every
        however including inside many more most much near new now once one only onto other outside per saying shall
        still tell though throughout told toward towards two us via whose d ll m re s t ve""".split()
    )
)
