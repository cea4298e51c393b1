"""Words that make a number beside them something else than a figure: part of a name, or of a score. Data only, all
lower case.

Invariant: what a word means where no number stands beside it is of no account.
"""

from __future__ import annotations

# A number behind one of these is part of a name, whatever follows: "Tower 22", "Boeing 737 jets".
DESIGNATORS = frozenset(
    """tower union article section chapter resolution flight room gate phase level type group unit area camp
    route highway interstate road apollo formula channel radio page figure table version vol volume windows
    iphone model class grade covid title proposition amendment protocol sector zone district ward block terminal
    platform pier building checkpoint line track lane exit bus boeing airbus psalm star agenda category tier
    stage step part season episode paragraph clause rule regulation directive case hall shaft reactor antonov
    tupolev mig sukhoi soyuz vision flat apartment suite cabin locker seat bay""".split()
)
# Near one of these two numbers with a dash between them are a score.
CONTESTS = frozenset(
    """won win wins winning lost lose loses losing beat beats beaten beating drew draw defeat defeated defeating victory
    score scored scoring final voted vote votes led leading tied""".split()
)
