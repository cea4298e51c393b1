"""Nouns for people, bodies and documents. Data only, all lower case.

Invariant: a list says what a noun can be; which it is at a place, the grammar decides.
"""

from __future__ import annotations

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
    strategist strategists student students superintendent supporter supporters surrogate
    surrogates survivor survivors suspect teacher teachers tenant tenants trader traders veteran veterans
    victim victims villager villagers voter voters witness witnesses woman women worker workers writer
    writers others some many most few billionaire businesswoman mogul neurosurgeon nominee front-runner
    frontrunner newsman correspondent columnist anchor anchorman chairman chairwoman chair chief
    coach counsel coroner""".split()
)

# A source that the outlet chose not to name, or a crowd.
ANONYMOUS_HEADS = frozenset(
    """source sources official officials analyst analysts expert experts critic critics observer observers
    insider insiders others some many people person someone individuals aide aides witness witnesses
    supporters opponents voters residents diplomat diplomats""".split()
)
