"""The closed classes of English: pronouns, determiners, prepositions, conjunctions. Data only, all lower case.

Invariant: a list says what a word can be; which it is at a place, the grammar decides.
"""

from __future__ import annotations

SUBJECT_PRONOUNS = frozenset("he she they it i we you".split())

OBJECT_PRONOUNS = frozenset("him her them me us it you himself herself themselves".split())

THIRD_PERSON = frozenset("he she it they him her them his hers its their theirs".split())

OTHER_PRONOUNS = frozenset("everyone everybody someone somebody anyone anybody nobody one neither both none".split())

DETERMINERS = frozenset(
    """the a an this these those his her their its my our your some any many several all most each every
    another no other few more two three four five six seven eight nine ten dozens hundreds thousands one
    both such what whatever which""".split()
)

QUANTITIES = frozenset("some many several most both all few more others".split())  # can be a subject alone

PLURALS = frozenset("they i we you who people some many several most both others , police men women".split())

PREPOSITIONS = frozenset(
    """of in on at by for with from to into onto about against between among through during before after under
    over above below near via within without toward towards across along around behind beside besides beyond
    despite except inside outside since than throughout until upon per amid like unlike as alongside""".split()
)

PARTICLES = frozenset("off up down out away back aside apart forward it him her them us me".split())  # behind a verb

AUXILIARIES = frozenset(
    """is are was were be been being am has have had having do does did will would can could may might shall
    should must isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't
    couldn't shouldn't cannot 's 've 'd 'll 're 'm""".split()
)

BE_FORMS = frozenset("is are was were be been being am 're 'm isn't aren't wasn't weren't gets got".split())

MODALS = frozenset("would could might may should must can will wouldn't couldn't won't can't".split())

CONJUNCTIONS = frozenset("and or but nor yet so".split())

SUBORDINATORS = frozenset(
    """because while when after before since although though if unless as until whereas whether once that where
    even""".split()
)

RELATIVES = frozenset("who which that whom".split())

QUESTION_WORDS = frozenset("what how why whether where when who if which".split())

ADVERBS = frozenset(
    """also then just later recently first repeatedly never already still now once again even often too soon
    not only ever always further instead sometimes previously meanwhile nonetheless nevertheless
    however though thus therefore himself herself themselves itself quickly long openly apparently yet
    rather perhaps""".split()
)

# Capitalised at the head of a sentence without being a name.
SENTENCE_OPENERS = frozenset(
    """but and or so yet still meanwhile however moreover also then now here there today yesterday earlier
    later instead indeed perhaps once again finally additionally furthermore nonetheless nevertheless thus
    otherwise plus separately elsewhere asked speaking writing""".split()
)
