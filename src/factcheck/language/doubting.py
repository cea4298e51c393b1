"""Words that deny, doubt or make conditional a whole clause, and those that only seem to. Data only, all lower case.

Invariant: a word says here what it does to the clause that it governs: "it is a myth that", "if", "I hope".
"""

from __future__ import annotations

from factcheck.language.tables import phrases

# Words that say of what follows that it is not so.
DENIALS = frozenset(
    """false untrue wrong incorrect mistaken lie lies lied liar myth fiction fantasy nonsense rubbish absurd ridiculous
    ludicrous preposterous hoax fake fabricated baseless unfounded groundless fallacy illusion misleading deny denies
    denied denying refute refutes refuted refuse refuses refused refusing reject rejects rejected rejecting dispute
    disputes disputed dismiss dismisses dismissed disagree disagrees disagreed pretend pretends pretended impossible
    inconceivable unthinkable unacceptable contrary stop stops stopped prevent prevents prevented avoid fail fails
    failed unable unwilling disprove disproved debunk debunked""".split()
)

DENYING_PAIRS = frozenset((("far", "from"), ("anything", "but"), ("rather", "than"), ("instead", "of")))

# Words that leave it open whether what follows is so.
DOUBTS = frozenset(
    """doubt doubts doubted doubtful unlikely unclear unsure uncertain unproven unconfirmed wonder wonders wondered
    wondering whether questioned questionable allegedly reportedly supposedly purportedly apparently seemingly perhaps
    maybe possibly probably presumably seem seems seemed rumor rumors rumour rumours speculation
    hypothetically theoretically sceptical skeptical""".split()
)

# Words by which somebody only holds it to be so.
OPINIONS = frozenset(
    """think thinks thought believe believes believed guess guessed suppose supposed imagine imagined hope hopes hoped
    fear fears feared suspect suspects suspected assume assumed feel feels felt wish wishes dream dreams dreamed pray
    """.split()
)

CONDITIONS = frozenset("if unless lest without".split())
# These make conditions before a clause only: "provided the money comes", and not "providing weapons".
PARTICIPLES = frozenset("provided providing assuming supposing suppose".split())
CONDITIONAL_PHRASES = phrases(
    "as long as, so long as, on condition, on the condition, in case, in the event, subject to"
)
# "Even if it rains", "as if by chance", "if anything": no condition on what the sentence says.
NO_CONDITIONS = phrases("even if, as if, if anything, if ever, if not, if you like, if you will, if i may, provided by")

# With a negation before them these assert: "there is no doubt that", "nobody can deny that", "let us not forget that".
AFFIRMED = frozenset(
    """doubt doubts doubted question questions questioned deny denies denied denying dispute disputes disputed disputing
    disagree disagrees secret coincidence accident wonder surprise surprised surprising mistake forget forgets forgotten
    ignore overlook escape hide underestimate only just merely simply solely least regret overstate stress exaggerate
    fail hesitate hesitation less tire tired enough""".split()
)
