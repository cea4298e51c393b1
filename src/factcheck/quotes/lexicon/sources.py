"""Nouns that can be the one who says, and what they say it in. Data only, all lower case.

Invariant: a list says what a word can be; which it is at a place, the grammar decides.
"""

from __future__ import annotations

# Nouns that carry what was said: "his claim that …", "a statement saying …".
SAYING_NOUNS = frozenset(
    """accusation admission allegation announcement argument assertion assessment assurance charge claim
    comment complaint conclusion contention criticism declaration demand denial estimate explanation finding
    insistence message observation joke pledge prediction promise proposal proposition question recommendation
    remark report request revelation rumor rumour statement suggestion testimony threat vow warning word""".split()
)

# Things written or published that can be the one who says: "the report found …".
DOCUMENT_NOUNS = frozenset(
    """ad advert advertisement affidavit analysis article assessment audit bill biography blog book bulletin
    caption clause communique communiqué complaint constitution contract data dispatch document documents
    draft editorial email emails e-mail estimate estimates excerpt figures filing filings findings forecast
    guidance guidelines headline indictment investigation invitation invoice law lawsuit leaflet letter
    letters manifesto memo memoir memorandum message newsletter notes notice notification op-ed opinion
    order pamphlet paper passage petition plan platform poll polling polls post posting press-release
    prospectus quiz records recording release report reports research resolution review ruling sign
    spreadsheet statement statements statistics story studies study subpoena suit summary survey surveys
    testimony text transcript transcripts treaty tweet tweets verdict video website""".split()
)

# Documents that a name before them need not have issued: "the Ruiz indictment", "the Senate bill".
ABOUT_NOT_BY = frozenset(
    """ad advert advertisement bill biography clause constitution contract filing headline indictment law
    lawsuit order petition plan platform review ruling sign stories story subpoena suit treaty verdict
    complaint""".split()
)

# Where somebody speaks or writes: "in an interview", "at a rally".
OCCASIONS = frozenset(
    """ad address advertisement appearance article book briefing broadcast call column commercial conference debate
    editorial email event essay forum gathering hearing interview letter lunch luncheon mailer meeting memo message
    newsletter op-ed panel podcast post press-release release report rally remarks segment show speech statement
    statements story testimony town-hall tweet tweets video""".split()
)

NETWORKS = frozenset("facebook instagram twitter youtube telegram tiktok bluesky mastodon threads".split())

# What dates a document: "a poll released on Tuesday".
PUBLISHED = frozenset(
    """aired broadcast commissioned completed conducted distributed done filed issued leaked made obtained posted
    produced published reviewed released sent signed taken unveiled updated written""".split()
)

# Bodies named by a common noun.
BODY_NOUNS = frozenset(
    """administration agency alliance army association authority authorities band bank board body branch brigade crew
    bureau cabinet campaign chamber charity church club coalition command commission committee company
    conference congress consortium corporation council country court defence defense delegation department
    district division embassy executive faction federation firm force forces foundation fund government
    group hospital industry institute institution judiciary lab laboratory labour league magazine management media
    military ministry mission movement navy network newspaper office organisation organization outlet panel paper
    parliament party police portal practice prosecution regime retailer school secretariat senate service
    society squad station team think-tank tribunal troupe trust unit university union watchdog website
    white-house""".split()
)

# People without a name.
PEOPLE_NOUNS = frozenset(
    """activist activists adviser advisers advisor advisors advocate advocates aide aides ally allies analyst
    analysts attorney attorneys attendee attendees author authors backer backers boss bosses businessman
    campaigner campaigners candidate candidates captain citizen citizens clinician colleague colleagues
    commander commanders commentator commentators commissioner congressman congresswoman conservative
    conservatives critic critics customer defendant delegate delegates demonstrators deputy detective
    detectives diplomat diplomats director doctor doctors donor donors driver economist economists editor
    editors employee employees engineer executive executives expert experts families family farmer farmers
    father firefighters forecasters friend friends governor governors guest historian historians host
    individuals insider insiders inspector inspectors investigator investigators investor investors
    journalist journalists judge judges justice justices lawmaker lawmakers lawyer lawyers leader leaders
    liberals manager managers man mayor mayors member members men minister ministers moderator mother
    neighbor neighbors neighbour neighbours nurse nurses observer observers officer officers official
    officials operative operatives opponent opponents organizer organizers organiser organisers owner owners
    parent parents participant participants passenger passengers patient patients people person physician
    pilot policeman politician politicians pollster pollsters president professor prosecutor prosecutors
    protester protesters pundit pundits rebels relative relatives reporter reporters representative
    representatives researcher researchers resident residents respondents republicans democrats rival rivals
    scholar scholars scientist scientists secretary senator senators shopkeeper sheriff skeptics source
    sources speaker spokesman spokesmen spokesperson spokespeople spokeswoman staff staffer staffers
    staffers strategist strategists student students superintendent supporter supporters surrogate
    surrogates survivor survivors suspect teacher teachers tenant tenants trader traders veteran veterans
    victim victims villager villagers voter voters witness witnesses woman women worker workers writer
    writers others some many most few billionaire businesswoman mogul neurosurgeon nominee front-runner
    frontrunner lawmaker newsman correspondent columnist anchor anchorman chairman chairwoman chair chief
    coach counsel coroner""".split()
)

SOURCE_NOUNS = DOCUMENT_NOUNS | BODY_NOUNS | PEOPLE_NOUNS

# A source that the outlet chose not to name, or a crowd.
ANONYMOUS_HEADS = frozenset(
    """source sources official officials analyst analysts expert experts critic critics observer observers
    insider insiders others some many people person someone individuals aide aides witness witnesses
    supporters opponents voters residents diplomat diplomats""".split()
)

# Words that make a capitalised name the name of a body.
BODY_NAME_WORDS = frozenset(
    """academy administration agency airlines alliance army assembly associates association authority bank
    board broadcasting bureau cabinet campaign caucus center centre chamber chronicle church circuit city
    club coalition college command commission committee company conference congress consortium corp
    corporation council county court daily department dept district division embassy enquirer examiner
    federation force forces foundation fund gazette government group guard guardian herald hospital hotel
    house inc institute institution international journal labor law league llc llp ltd magazine ministry
    mission movement museum network news nations newspaper office organisation organization panel parliament
    party partners partnership patrol police post press program programme project radio reform registry
    reserve review school senate service services society state states station street studio studios team
    telegraph times tribune tribunal trust tv union university watch week white protection enforcement exchange
    affairs wildlife laboratory lab united fc courier""".split()
)

# Common nouns for whatever body an article is about.
GENERIC_BODIES = frozenset("agency airline association body company firm group organisation organization".split())

# Fields of work that open a body's name before an "and": "Customs and Border Protection".
BODY_FIELDS = frozenset(
    """aging agriculture alcohol arts budget building children civil commerce conservation consumer corrections
    cultural culture customs development disease drug economic education energy engineering environment
    environmental equality families finance fire fish food forestry health highway history housing human
    immigration industry innovation justice labor labour land management marine maritime media medical oceanic
    parks pensions pipeline planning ports prevention products public recreation research revenue rights safety
    schools science securities security social sport sports standards technology trade trading transport
    transportation treatment veterans water wildlife work works youth""".split()
)
