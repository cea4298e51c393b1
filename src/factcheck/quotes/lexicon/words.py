"""Word lists for reading who said what. Data only, all lower case unless it says otherwise.

Invariant: a word list says what a word can be; which it is at a place, the rules decide.
"""

from __future__ import annotations

import re

# -- sources -----------------------------------------------------------------------------

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

COMPANY_WORDS = frozenset(
    """airlines airways bank co college company corp corporation group holdings inc industries llc ltd motors plc
    technologies university""".split()
)

COUNTRY_PREFIXES = frozenset("american british canadian eu uk u.k u.s us".split())

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

# -- people -------------------------------------------------------------------------------

HONORIFICS = frozenset(
    "mr messrs mrs ms miss mx dr sir dame lord lady madam rev reverend fr father sister brother".split()
)
MALE_HONORIFICS = frozenset("mr sir lord fr father brother".split())
FEMALE_HONORIFICS = frozenset("mrs ms miss dame lady madam sister".split())

# Titles that stand before a name, one word each; longer ones are made of them.
TITLES = frozenset(
    """admiral adm ambassador amb analyst archbishop assemblyman assemblymember assemblywoman assistant
    associate attorney author bishop brig brigadier captain capt cardinal chairman chairwoman chair
    chairperson chancellor chief coach col colonel commander commissioner congressman congresswoman
    constable cmdr councillor councilman councilmember councilwoman correspondent deputy detective director
    doctor economist editor emir executive first former general gen gov governor historian imam inspector
    insp judge justice king lawyer leader lieutenant lt major maj manager mayor minister ministers mogul
    officer pastor police premier president president-elect presidential pres prime prince princess
    principal prof professor prosecutor queen rabbi rep representative researcher reverend secretary sen
    senator senators sens reps govs sergeant sgt sheik sheikh shaykh sheriff speaker spokesman spokesperson spokeswoman
    strategist sultan superintendent supt supervisor treasurer undersecretary vice whip adviser advisor candidate
    nominee pollster activist ayatollah chef ceo cfo founder co-founder owner host anchor columnist reporter
    journalist scientist senior junior acting interim vice-president resident teacher student counsel
    solicitor coroner lobbyist magistrate dean provost trustee registrar clerk aide foreign defence defense
    finance health interior state attorney-general""".split()
)

# The nouns at the head of a role: a noun phrase beside a name is a role only if it holds one.
ROLE_NOUNS = frozenset(
    word
    for word in TITLES
    if word
    not in (
        "first",
        "former",
        "senior",
        "junior",
        "police",
        "prime",
        "vice",
        "acting",
        "interim",
        "foreign",
        "defence",
        "defense",
        "finance",
        "health",
        "interior",
        "state",
        "presidential",
        "deputy",
        "assistant",
        "associate",
    )
) | frozenset(
    """administrator advocate agent ally analyst architect artist astronaut athlete banker barrister biologist
    boss broker builder campaigner captain chemist clinician commentator commander consultant coordinator
    co-chair co-author co-director critic curator democrat dentist designer developer diplomat doctor driver
    educator employee engineer epidemiologist executive expert farmer fellow filmmaker firefighter fisherman
    friend geologist grandmother head hydrologist instructor investigator investor lawmaker lecturer liberal
    librarian man member meteorologist mother father son daughter brother sister wife husband neighbor
    neighbour novelist nurse official operative organiser organizer parent partner philosopher physician
    physicist pilot planner player poet politician postdoc producer programmer protester psychologist
    psychiatrist ranger representative republican researcher resident scholar scientist secretary shopkeeper
    singer soldier specialist staffer statistician student supporter surgeon surveyor teacher technician
    trader translator trainer treasurer veteran victim virologist volunteer voter witness woman worker
    writer chief-of-staff billionaire businessman businesswoman neurosurgeon pundit insider entrepreneur
    publisher winner contender hopeful opponent rival spokesperson""".split()
)

# Offices that one person at a time holds: "the mayor" is not named, but is nobody's secret.
OFFICES = frozenset(
    """ambassador archbishop attorney-general bishop ceo chairman chairwoman chancellor chief commissioner coroner
    dean emir governor judge king magistrate mayor minister pope premier president prime-minister prince princess
    principal prosecutor provost queen rector secretary sheriff superintendent treasurer vice-president""".split()
)

# Singular nouns that seldom stand for somebody already named.
STRANGERS = frozenset(
    """brother daughter driver employee father friend husband man member mother neighbor neighbour official opponent
    partner resident sister son spokesperson student supporter suspect victim voter wife witness woman worker""".split()
)

# Those whose trade it is to speak for somebody else.
VOICES = frozenset("spokesman spokesperson spokespersons spokesmen spokespeople spokeswoman spokeswomen".split())

# Those who speak for the body they lead or represent when no one of them is named: "district leaders".
AGENTS = frozenset(
    """administrators attorneys executives lawyers leaders leadership managers officials representatives
    spokespeople""".split()
)

NAME_PARTICLES = frozenset(
    "al el bin ibn ben abu van von der den de del della di da dos das du la le ter ten st y e".split()
)
NAME_SUFFIXES = frozenset("jr sr ii iii iv phd md esq".split())

MALE_NAMES = frozenset(
    """aaron abdul abdullah adam adrian ahmed alan albert alex alexander ali allen amir andre andrew andy
    anthony antonio arthur austin barack barry ben benjamin bernard bernie bert bill billy bob bobby brad
    bradley brandon brendan brent brett brian bruce bryan cameron carl carlos charles charlie chris
    christian christopher chuck clarence colin corey craig curtis dan daniel darren dave david dean dennis
    derek diego dmitri don donald doug douglas duncan dylan ed eddie edward edwin elijah emmanuel eric
    ernest ethan eugene evan felix fernando francis francisco frank fred frederick gabriel gary gavin gene
    geoff geoffrey george gerald giovanni glenn gordon graham grant greg gregory harold harry hassan hector
    henry howard hugh hugo hussein ian ibrahim isaac ivan jack jacob jake james jamal jared jason javier jay
    jeff jeffrey jeremy jerome jerry jesse jim jimmy joe joel john johnny jon jonathan jordan jorge jose
    josé joseph josh joshua juan julian justin karl keith ken kenneth kevin khalid kurt kyle larry lawrence
    lee leo leon leonard lewis liam louis lucas luis luke mahmoud malcolm manuel marc marco marcus mario
    mark martin marvin matt matthew maurice max michael miguel mike mitch mitt mohamed mohammad mohammed
    muhammad mustafa nathan neil nicholas nick nigel noah norman oliver omar oscar owen patrick paul pedro
    pete peter phil philip phillip preston rafael ralph ramon raul ray raymond ricardo richard rick ricky
    rob robert roberto rodney roger roland ron ronald ross roy russell ryan sam samuel scott sean sergei
    sergey seth shane shaun simon spencer stanley stefan stephen steve steven stewart stuart tariq ted
    terrence terry theodore thomas tim timothy toby todd tom tommy tony travis trevor tyler vernon victor
    vincent vladimir walter warren wayne wesley will william yusuf zachary rand rudy""".split()
)
FEMALE_NAMES = frozenset(
    """abigail aisha alexandra alice alicia alison amanda amber amelia amina amy ana andrea angela anita ann
    anna anne annie april ashley audrey barbara beatrice becky bernadette beth bethany betty bonnie brenda
    brianna bridget brittany camille carla carly carmen carol caroline carolyn catherine cecilia charlotte
    chelsea cheryl christina christine cindy claire clara claudia colleen connie courtney crystal cynthia
    danielle debbie deborah debra denise diana diane donna doris dorothy eileen elaine eleanor elena
    elizabeth ella ellen emily emma erica erin esther eva evelyn fatima fiona florence frances gabriela
    georgia gina gloria grace hannah hannan heather heidi helen hillary holly hope huma ida ingrid irene
    isabel ivanka jackie jacqueline jane janet janice jasmine jean jeanne jennifer jenny jessica jill jo
    joan joanna joanne jocelyn joyce juanita judith judy julia julie june kamala karen kate katherine
    kathleen kathryn kathy katie katrina kayla kellyanne kelly kim kimberly kristen kristin kristina laila
    laura lauren layla leah leila leslie lillian linda lisa lois lori lorraine louise lucia lucy lydia lynn
    madeleine maggie marcia margaret maria marie marilyn marina marissa martha mary maryam maureen megan mei
    melania melanie melissa mercedes mia michelle mina miriam molly monica nadia nancy naomi natalie natasha
    nicole nina noor nora olivia pamela patricia patty paula pauline penny phyllis priya rachel rebecca
    regina renee rhonda rita roberta rosa rose rosemary ruth sabrina sally samantha sandra sara sarah
    shannon sharon sheila shelly sherry shirley silvia sofia sonia sophia sophie stacy stephanie sue susan
    suzanne sylvia tamara tammy tania tanya tara teresa theresa tina tracy valerie vanessa veronica victoria
    vivian wendy yasmin yolanda yvonne zainab zoe loretta""".split()
)
GIVEN_NAMES = MALE_NAMES | FEMALE_NAMES

MALE_NOUNS = frozenset(
    """man father son brother husband spokesman chairman congressman councilman businessman king prince actor""".split()
)
FEMALE_NOUNS = frozenset(
    """woman mother daughter sister wife spokeswoman chairwoman congresswoman councilwoman businesswoman queen
    princess actress""".split()
)

# -- grammar ------------------------------------------------------------------------------

SUBJECT_PRONOUNS = frozenset("he she they it i we you".split())
OBJECT_PRONOUNS = frozenset("him her them me us it you himself herself themselves".split())
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
    not only once ever always further instead sometimes previously meanwhile nonetheless nevertheless
    however though thus therefore himself herself themselves itself quickly long openly apparently not yet
    rather perhaps""".split()
)
TIME_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan feb mar apr jun jul aug sept sep oct nov dec today
    yesterday tomorrow tonight morning afternoon evening night week month year weekend earlier later ago
    recently day noon midnight""".split()
)
# Capitalised at the head of a sentence without being a name.
SENTENCE_OPENERS = frozenset(
    """but and or so yet still meanwhile however moreover also then now here there today yesterday earlier
    later instead indeed perhaps once again finally additionally furthermore nonetheless nevertheless thus
    otherwise plus separately elsewhere asked speaking writing""".split()
)
NEGATIONS = re.compile(r"(?:^(?:not|never|no|nor|cannot|without|hardly)$|n['’]t$)")
