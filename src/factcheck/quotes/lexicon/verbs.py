"""Verbs of saying by what they take. Data only, lower case.

Invariant: a list says what a verb can take, which is its frames; whether it takes that at a place, the grammar decides.
Whatever takes anything at all takes words in marks, too.
"""

from __future__ import annotations

# "lemma" alone is inflected regularly; "lemma:past" and "lemma:past:participle" are not.

# Take a clause or quoted words, and stand behind them or inverted: "…," she insisted; "…," said Ruiz.
SAY = """say:said add admit acknowledge affirm allege announce argue assert boast caution claim comment complain
    concede conclude confess confirm contend counter declare deny disclose elaborate emphasize
    emphasise exclaim explain fume hint imply indicate insist joke lament maintain marvel mention muse note
    observe opine posit predict proclaim promise quip recall reckon recount reiterate remark repeat reply
    report respond retort reveal shout signal specify speculate state stipulate stress suggest
    swear:swore:sworn testify theorize tweet underline underscore vow warn whisper write:wrote:written yell
    agree answer demand propose recommend pledge cry chant rail scoff snap assure chime interject intone
    murmur mutter plead protest rejoin summarize summarise reaffirm rebut apologize apologise charge
    forecast:forecast estimate divulge certify attest avow clarify concur grumble gripe moan intimate pronounce
    surmise hypothesize hypothesise verify lecture advise advocate post point-out fire-back shoot-back:shot
    hit-back:hit write-back:wrote:written shout-out cry-out blurt-out
    make-clear:made make-plain:made make-known:made make-it-clear:made make-it-plain:made make-it-known:made
    let-slip:let"""

# Take a hearer first: "told reporters that …".
TELL = "tell:told remind inform instruct assure notify advise warn text email"

# Of documents, polls and courts above all; take a clause or a finding.
SHOW = """show:showed:shown find:found calculate determine indicate suggest reveal report estimate conclude
    read:read rule project"""

# Take a question.
ASK = "ask question wonder inquire enquire query"

# Take a person and what he or she should do: "urged the council to act".
URGE = """urge ask implore beg beseech exhort petition warn tell:told remind call-on call-upon"""

# Take a promise or a refusal: "vowed to appeal".
PROMISE = """promise vow pledge threaten offer refuse decline propose swear:swore:sworn demand ask claim
    request volunteer"""

# Take what they speak of as a noun phrase: "praised the plan", "accused him of lying".
JUDGE = """accuse applaud assail bash belittle berate blame blast castigate chide commend condemn
    criticize criticise decry defend denounce deride describe disavow disparage dismiss endorse extol fault
    hail hammer lambaste lament laud liken mock praise question rebuff rebuke rebut refute reject
    reprimand ridicule scold slam thank trash dispute rip skewer congratulate credit downplay
    pan savage insult taunt lambast repudiate renounce"""

# Take something and what it is said to be: "called the plan a mistake".
CALL = "call deem brand label label:labelled dub attack compare characterize characterise depict portray"

# Take a person alone, too: whom one endorses is what is said.
ENDORSE = "endorse"

# Take what they speak of as a noun phrase, without judging it: "stressed the need for …".
MENTION = """acknowledge admit announce cite claim deny detail disclose discuss emphasize emphasise
    hint-at note outline promise propose recall recommend reiterate reveal stress suggest tweet warn-of
    warn-about warn-against call-for talk-about talk-of speak-about:spoke:spoken speak-of:spoke:spoken
    speak-against:spoke:spoken refer-to point-out comment-on allude-to complain-about
    complain-of lash-out-at speak-out-against:spoke:spoken apologize-for apologise-for boast-about boast-of
    brag-about argue-for argue-against advocate-for agree-with object-to joke-about
    weigh-in-on push-back-against testify-about ask-about ask-for wonder-about insist-on rail-against
    vouch-for tell-of:told advocate demand request caution-against question
    quote describe recount insist-upon elaborate-on opine-on disagree-with
    hit-back-at:hit fire-back-at defend signal signal:signalled"""

# Mostly tell what somebody did; what it was in words, only words in marks show: "offered a “sincere apology”".
DO = """offer mention continue challenge welcome knock encourage press pressure address predict explain repeat
    reference respond-to point-to invoke tout echo highlight underline unveil retweet declare report confirm
    proclaim estimate"""

# Take something and the figure it is put at: "put the cost at 6 million".
PUT_AT = "put:put estimate reckon value assess peg gauge place"

# What is to be said was not said yet, or never: "has yet to say", "failed to say".
UNSAID = "yet fail forget:forgot:forgotten refuse decline neglect omit want hope plan intend wish hesitate"
