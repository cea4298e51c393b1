"""What stands in and before the names of people and bodies: honorifics, titles, given names. Data only, lower case.

Invariant: a name that is in no list is a name all the same.
"""

from __future__ import annotations

HONORIFICS = frozenset(
    "mr messrs mrs ms miss mx dr sir dame lord lady madam rev reverend fr father sister brother".split()
)

MALE_HONORIFICS = frozenset("mr sir lord fr father brother".split())

FEMALE_HONORIFICS = frozenset("mrs ms miss dame lady madam sister".split())

# Offices in capitals: seats stand behind a name as well, "Lund MP Ana Ruiz" and "Ana Ruiz MP".
SEATS = frozenset("mp mps mep meps msp mla".split())

# Titles that stand before a name, one word each; longer ones are made of them.
TITLES = SEATS | frozenset(
    """admiral adm ambassador amb analyst archbishop assemblyman assemblymember assemblywoman assistant
    associate attorney author bishop brig brigadier captain capt cardinal chairman chairwoman chair
    chairperson chancellor chief cllr coach col colonel commander commissioner congressman congresswoman
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
    finance health interior state attorney-general under-secretary envoy head
    coo cto cio vp""".split()
)

NAME_PARTICLES = frozenset(
    """al el bin ibn ben bint binti abu ould van von vom der den de del della dell' degli dal di da do dos das des du
    la las le los ter ten tot zu zum zur und af av ap st y e""".split()
)

# What tells a father from a son, each with the form it is compared in.
GENERATIONS = {
    "jr": "jr",
    "jnr": "jr",
    "junior": "jr",
    "sr": "sr",
    "snr": "sr",
    "senior": "sr",
    "ii": "ii",
    "iii": "iii",
    "iv": "iv",
}

NAME_SUFFIXES = frozenset("jr sr ii iii iv phd md esq obe mbe cbe kbe qc kc frs".split())

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
    vincent vladimir walter warren wayne wesley will william yusuf zachary rand rudy gunther kristian maximilian
    sebastian""".split()
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

# Given names of which one may be short for another, or another spelling of it.
SHORT_NAMES = tuple(
    frozenset(line.split())
    for line in (
        "abigail abby",
        "albert al bert",
        "alexander alexandra alex sasha",
        "andrew andy drew",
        "anthony antony tony",
        "barbara barb",
        "benjamin ben benny",
        "catherine katherine kathryn cathy kathy kate katie",
        "charles charlie chuck",
        "christine christina christopher chris tina",
        "daniel dan danny",
        "david dave",
        "deborah debra debbie",
        "dmitri dmitry",
        "donald don",
        "edward ed eddie ted",
        "elizabeth liz beth betty eliza",
        "eugene gene",
        "francis francisco frank",
        "frederick fred",
        "geoffrey jeffrey geoff jeff",
        "gerald jerry gerry",
        "gregory greg",
        "hussein hossein husain",
        "ivan iwan",
        "jacob jake",
        "james jim jimmy jamie",
        "jennifer jenny jen",
        "john jon jack johnny",
        "jonathan jon",
        "joseph joe",
        "joshua josh",
        "kenneth ken",
        "lawrence laurence larry",
        "leonard len leo",
        "margaret maggie meg peggy",
        "matthew matt",
        "michael mike mick",
        "mohammed mohamed mohammad muhammad",
        "nicholas nick",
        "pamela pam",
        "patricia patrick pat patty",
        "peter pete",
        "philip phillip phil",
        "rebecca becky",
        "richard rick dick rich ricky",
        "robert rob bob bobby robbie",
        "ronald ron",
        "russell russ",
        "samuel samantha sam",
        "sergei sergey",
        "stephen steven steve",
        "susan suzanne sue",
        "theodore ted",
        "theresa teresa tess",
        "thomas tom tommy",
        "timothy tim",
        "victoria vicky",
        "vincent vince",
        "walter walt",
        "william bill billy will",
        "yusuf youssef yousef",
        "zachary zach",
    )
)

# -- bodies -------------------------------------------------------------------------------

# What a company's or a university's name may be short of: "Meridian" for "Meridian Holdings".
COMPANY_WORDS = frozenset(
    """airlines airways bank co college company corp corporation group holdings inc industries llc ltd motors plc
    technologies university""".split()
)

COUNTRY_PREFIXES = frozenset("american british canadian eu uk u.k u.s us".split())
