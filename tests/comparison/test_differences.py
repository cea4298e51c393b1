"""A claim laid beside a passage: what surely differs, and what only seems to."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.comparison import compare
from factcheck.domain import Aspect, Comparison, Point

DAY = date(2026, 3, 6)


def against(claim: str, passage: str) -> set[Aspect]:
    return {point.aspect for point in compare(claim, passage, DAY).against}


def points(comparison: Comparison, aspect: Aspect) -> list[Point]:
    return [point for point in comparison.points if point.aspect is aspect]


# Figures, dates, names and turns of one thing at one time: other currencies, units, months, numerals, word orders.
DIFFERS = [
    (
        "The harbour at Velm cost 40 million euros.",
        "The harbour at Velm cost 60 million euros, auditors found.",
    ),
    (
        "The company employs 4,200 people in Halden.",
        "The company employs 2,400 people in Halden.",
    ),
    (
        "The river rose to 4.1 metres at Orlo.",
        "The river rose to 3.1 metres at Orlo.",
    ),
    (
        "Turnout in the referendum was 61 percent.",
        "Turnout in the referendum was 49.5 per cent.",
    ),
    (
        "The library lends 90,000 books a year.",
        "The library lends 60,000 books a year.",
    ),
    (
        "Anna Berg was born in 1961.",
        "Anna Berg was born in 1964 in Velm.",
    ),
    (
        "The treaty was signed on 4 June 1992.",
        "The treaty was signed on 14 June 1992.",
    ),
    (
        "The law took effect on 1 July 2021.",
        "The law took effect on 1 January 2022.",
    ),
    (
        "Rents in Lund increased by 12 percent.",
        "Rents in Lund increased by 2 percent.",
    ),
    (
        "The tunnel is 12 kilometres long.",
        "The tunnel is 21 kilometres long.",
    ),
    (
        "The judge sentenced Holm to six years in prison.",
        "Holm was sentenced to four years in prison.",
    ),
    (
        "The company recalled 70,000 cars.",
        "The company recalled 17,000 cars.",
    ),
    (
        "Four of the nine bridges in Velm are unsafe.",
        "Seven of the nine bridges in Velm are unsafe.",
    ),
    (
        "The dam holds 3 million cubic metres of water.",
        "The dam holds 8 million cubic metres of water.",
    ),
    (
        "The concert sold out in 9 minutes.",
        "The concert sold out in 90 minutes.",
    ),
    (
        "The mayor's salary is ¥9 million.",
        "The mayor's salary is ¥6 million.",
    ),
    (
        "The festival drew 30,000 visitors.",
        "The festival drew about 12,000 visitors.",
    ),
    (
        "Milk costs 1.20 francs a litre.",
        "Milk costs 2.10 francs a litre.",
    ),
    (
        "The drug lowered blood pressure by 14 points.",
        "The drug lowered blood pressure by 4 points.",
    ),
    (
        "The survey asked 1,012 adults.",
        "The survey asked 2,300 adults.",
    ),
    (
        "The temperature reached 41 degrees Celsius in Orlo.",
        "The temperature reached 37 degrees Celsius in Orlo.",
    ),
    (
        "The fund lost $3 billion in 2022.",
        "The fund lost $300 million in 2022.",
    ),
    (
        "Berg scored 21 goals for Halden last season.",
        "Berg scored 12 goals for Halden last season.",
    ),
    (
        "The cathedral at Orlo was consecrated in 1892.",
        "The cathedral at Orlo was consecrated in 1829.",
    ),
    (
        "The airline cancelled 140 flights on Tuesday.",
        "The airline cancelled 410 flights on Tuesday.",
    ),
    (
        "Norland's economy grew by 2.1 percent in 2023.",
        "Norland's economy shrank by 0.4 percent in 2023.",
    ),
    (
        "The witness saw the driver brake.",
        "The witness did not see the driver brake.",
    ),
    (
        "Nine in ten doctors support the ban.",
        "Four in ten doctors support the ban, the survey shows.",
    ),
    (
        "The senator voted for the bill.",
        "The senator voted against the bill.",
    ),
    (
        "The painting sold for 1.2 million kronor.",
        "The painting sold for 2.1 million kronor at auction.",
    ),
    (
        "The species was discovered by Ida Lindqvist.",
        "The species was discovered by Otto Brandt.",
    ),
    (
        "The wreck lies at a depth of 90 metres.",
        "The wreck lies at a depth of 190 metres.",
    ),
    (
        "The hospital in Velm has a burns unit.",
        "The hospital in Velm has no burns unit.",
    ),
    (
        "The president signed the decree before the election.",
        "The president signed the decree after the election.",
    ),
    (
        "The virus spreads through the air.",
        "There is no evidence that the virus spreads through the air.",
    ),
    (
        "The video shows a riot in Lund.",
        "The video of a riot in Lund is fake, police said.",
    ),
    (
        "The company poisoned the wells of Orlo.",
        "A spokeswoman denied that the company had poisoned the wells of Orlo.",
    ),
    (
        "The pilot was drunk.",
        "The pilot was sober, tests showed.",
    ),
    (
        "The museum is closed on Mondays.",
        "The museum is open on Mondays.",
    ),
    (
        "The team won the final in Halden.",
        "The team lost the final in Halden.",
    ),
    (
        "The tax was raised in April.",
        "The tax was lowered in April.",
    ),
    (
        "The law bans smoking in parks.",
        "The law allows smoking in parks.",
    ),
    (
        "Every ward in Velm has a doctor.",
        "No ward in Velm has a doctor.",
    ),
    (
        "She holds 51 percent of the shares.",
        "She holds 15 percent of the shares.",
    ),
    (
        "The reservoir is full.",
        "The reservoir is empty.",
    ),
    (
        "The bank was founded in 1874 in Genoa.",
        "The bank was founded in Genoa in 1784.",
    ),
    (
        "The patient was vaccinated.",
        "The patient was unvaccinated.",
    ),
    (
        "The ship sank off Portugal.",
        "The ship sank off Morocco.",
    ),
]

# Another time, part, place, person, plan, measure or deed; a bound that holds; the same said again.
NO_DIFFERENCE = [
    (
        "Nine people died in the crash at Velm.",
        "By Monday morning five people had died in the crash at Velm.",
    ),
    (
        "Unemployment fell to 4 percent in March.",
        "Economists had expected unemployment to fall to 5 percent in March.",
    ),
    (
        "Unemployment fell to 4 percent in March.",
        "Unemployment fell to 5 percent in February.",
    ),
    (
        "The company employs 4,200 people.",
        "The company's plant in Orlo employs 300 people.",
    ),
    (
        "The company employs 4,200 people.",
        "The company plans to employ 6,000 people by 2030.",
    ),
    (
        "The company employs 4,200 people.",
        "The company employed 3,100 people in 1998.",
    ),
    (
        "The clinic treated 300 patients.",
        "The clinic treated 300 patients, 40 of them children.",
    ),
    (
        "Turnout was 61 percent.",
        "Turnout among the young was 38 percent.",
    ),
    (
        "The festival drew 30,000 visitors.",
        "The festival drew 30,000 visitors, after 22,000 the year before.",
    ),
    (
        "The festival drew 30,000 visitors.",
        "The first day of the festival drew 9,000 visitors.",
    ),
    (
        "The bridge cost 40 million euros.",
        "The bridge was to cost 30 million euros.",
    ),
    (
        "The bridge cost 40 million euros.",
        "Repairs to the bridge cost 3 million euros.",
    ),
    (
        "The mayor hired 300 nurses.",
        "The mayor hired 300 nurses and 50 doctors.",
    ),
    (
        "The storm killed 12 people in Velm.",
        "The storm killed 31 people in Orlo.",
    ),
    (
        "The storm killed 12 people.",
        "The storm injured 31 people.",
    ),
    (
        "The plan would save £2 million a year.",
        "The plan would save £10 million over five years.",
    ),
    (
        "Profits rose by 8 percent.",
        "Sales rose by 3 percent.",
    ),
    (
        "Profits rose 8 percent to €54 million.",
        "Profits were €54 million, up from €50 million.",
    ),
    (
        "The town has 12,000 inhabitants.",
        "The district has 40,000 inhabitants.",
    ),
    (
        "The school was founded in 1901.",
        "The school moved to Mill Lane in 1955.",
    ),
    (
        "The tower is 300 metres tall.",
        "The tower is 984 feet tall.",
    ),
    (
        "The club paid more than €20 million.",
        "The club paid €22 million.",
    ),
    (
        "The fund lost around $3 billion.",
        "The fund lost $2.9 billion.",
    ),
    (
        "The court fined the firm $2 million.",
        "Prosecutors had asked the court to fine the firm $5 million.",
    ),
    (
        "Police arrested 40 protesters.",
        "Police arrested a further 12 protesters on Sunday.",
    ),
    (
        "Oil prices rose 3 percent on Monday.",
        "Oil prices rose 5 percent on Tuesday.",
    ),
    (
        "Seven ministers resigned.",
        "Since 2019 eleven ministers have resigned.",
    ),
    (
        "The minister did not resign.",
        "The opposition asked the minister to resign.",
    ),
    (
        "The minister resigned.",
        "If the minister resigned, a vote would follow.",
    ),
    (
        "The minister resigned.",
        "It is unclear whether the minister resigned.",
    ),
    (
        "The plant will close.",
        "The union said that the plant must not close.",
    ),
    (
        "The plant was closed in May.",
        "The plant was open to visitors in April.",
    ),
    (
        "Holm denied the charge.",
        "Holm denied the charge in court.",
    ),
    (
        "Holm was charged with fraud.",
        "Holm pleaded not guilty to fraud.",
    ),
    (
        "Holm was charged with fraud.",
        "Holm denied fraud.",
    ),
    (
        "The council has no plans to sell the hall.",
        "The council said it has no plans to sell the hall.",
    ),
    (
        "Prices rose in Velm.",
        "Prices rose in Velm and fell in Orlo.",
    ),
    (
        "Prices rose in Velm.",
        "Prices fell in Orlo.",
    ),
    (
        "Exports to Norland rose.",
        "Imports from Norland fell.",
    ),
    (
        "The first train left at noon.",
        "The last train left at midnight.",
    ),
    (
        "Anna Berg won the prize.",
        "Anna Berg and Carl Holm won the prize.",
    ),
    (
        "Anna Berg praised the plan.",
        "Carl Holm praised the plan, too.",
    ),
    (
        "The meeting was held in Leeds.",
        "The meeting was held in a hotel in Leeds city centre.",
    ),
    (
        "The strike ended on Friday.",
        "The strike began on Monday.",
    ),
    (
        "The dam is safe.",
        "The dam is not only safe but new.",
    ),
    (
        "All trains were cancelled.",
        "Some trains were cancelled on Sunday.",
    ),
    (
        "The vaccine was approved in Norland.",
        "The vaccine was rejected in Sweden.",
    ),
    (
        "Sales of cars fell.",
        "Sales of cars did not rise.",
    ),
    (
        "The airline cancelled 140 flights on Tuesday.",
        "The airline cancelled 410 flights on Wednesday.",
    ),
    (
        "The airline cancelled 140 flights on Tuesday.",
        "By noon on Tuesday the airline had cancelled 60 flights.",
    ),
    (
        "Norland's economy grew by 2.1 percent in 2023.",
        "Norland's economy shrank by 0.4 percent in 2020.",
    ),
    (
        "The senator voted for the bill.",
        "The senator spoke against the amendment and voted for the bill.",
    ),
    (
        "The painting sold for 1.2 million kronor.",
        "The painting was valued at 2 million kronor.",
    ),
    (
        "The painting sold for 1.2 million kronor.",
        "Another painting sold for 3 million kronor.",
    ),
    (
        "The hospital has 300 beds.",
        "The hospital has 300 beds, 40 of them in intensive care.",
    ),
    (
        "The hospital has 300 beds.",
        "The children's hospital has 90 beds.",
    ),
    (
        "The president signed the decree.",
        "The president said that he would not sign the decree unless parliament agreed.",
    ),
    (
        "The video shows a riot in Lund.",
        "The video shows a riot. Police denied that officers used tear gas.",
    ),
    (
        "The pilot was drunk.",
        "The co-pilot was sober.",
    ),
    (
        "The museum is closed on Mondays.",
        "The museum is open on Tuesdays.",
    ),
    (
        "The team won the final in Halden.",
        "The team lost the semi-final in Orlo last year.",
    ),
    (
        "The tax was raised in April.",
        "The tax will be lowered again next year.",
    ),
    (
        "The company made a profit.",
        "The company made a profit for the first time after five years of losses.",
    ),
    (
        "Crime fell in Velm.",
        "Crime fell in Velm, while in Orlo it rose.",
    ),
    (
        "The minister met the strikers.",
        "The minister had refused to meet the strikers in May but met them in June.",
    ),
    (
        "Rain is likely on Sunday.",
        "Rain is unlikely on Saturday.",
    ),
    (
        "The council has 40 members.",
        "The council's 12 women members protested.",
    ),
    (
        "A quarter of the pupils speak two languages.",
        "Half of the teachers speak two languages.",
    ),
    (
        "The storm reached Velm at 3 p.m.",
        "The storm reached Orlo at 5 p.m.",
    ),
    (
        "The suspect is 34 years old.",
        "The suspect's brother is 29 years old.",
    ),
    (
        "The suspect was arrested in Lund.",
        "The suspect, who was born in Malmö, was arrested in Lund.",
    ),
    (
        "The bridge was built by Otto Brandt.",
        "The bridge was built by Otto Brandt and repaired by Ida Lindqvist.",
    ),
    (
        "He donated £10,000 to the party.",
        "He donated £10,000 to the party and £5,000 to its youth wing.",
    ),
    (
        "The vote was 52 to 48.",
        "The vote was close.",
    ),
    (
        "Nobody was hurt.",
        "Two people were hurt in another crash on the same road.",
    ),
    (
        "The judge rejected the appeal.",
        "The judge rejected the appeal on Friday.",
    ),
    (
        "The report found no evidence of fraud.",
        "The report found no evidence of fraud, but criticised the clerks.",
    ),
    (
        "The group denied responsibility.",
        "The group denied responsibility for the blast.",
    ),
    (
        "The firm will cut 300 jobs.",
        "The firm, which cut 500 jobs last year, will cut 300 more.",
    ),
    (
        "Two-thirds of voters back the plan.",
        "66 percent of voters back the plan.",
    ),
    (
        "Prices rose by more than 5 percent.",
        "Prices rose by 7 percent.",
    ),
    (
        "There were about 50 guests.",
        "There were 48 guests.",
    ),
    (
        "It was the coldest winter since 1963.",
        "It was not as cold as in 1963.",
    ),
    (
        "Parliament passed the water bill.",
        "Parliament voted down the water bill.",
    ),
    (
        "The mill dumped dye in the river.",
        "The company did not deny that the mill dumped dye in the river.",
    ),
    (
        "The mill dumped dye in the river.",
        "The mill stands on the river. The company denies wrongdoing.",
    ),
    (
        "The captain raised the alarm at dawn.",
        "The second mate raised the alarm at dawn.",
    ),
    (
        "Anna Berg won the Halden prize.",
        "Ms Berg won the Halden prize.",
    ),
    (
        "The World Health Organization praised the plan.",
        "The WHO praised the plan.",
    ),
    (
        "Unemployment did not fall.",
        "Unemployment did not fall.",
    ),
    (
        "There is no evidence of fraud.",
        "There is no evidence of fraud.",
    ),
    (
        "Only residents may park in Mill Lane.",
        "Residents and visitors may park in Mill Lane.",
    ),
    (
        "The bridge is open to lorries.",
        "The bridge was closed to lorries in 1998 and is open again.",
    ),
    (
        "Two of three witnesses were children.",
        "The trial heard three witnesses.",
    ),
]

IN_WHAT = [
    ("Unemployment in Norland rose in May.", "Unemployment in Norland fell in May.", {Aspect.OPPOSITE}),
    ("The council approved the stadium plan.", "The council rejected the stadium plan.", {Aspect.OPPOSITE}),
    ("The court upheld the ban on fishing.", "The court overturned the ban on fishing.", {Aspect.OPPOSITE}),
    ("The dam at Orlo was never inspected.", "The dam at Orlo was inspected in March.", {Aspect.NEGATION}),
    ("The dam at Orlo was inspected.", "The dam at Orlo was not inspected.", {Aspect.NEGATION}),
    ("The minister apologised to the families.", "The minister did not apologise to the families.", {Aspect.NEGATION}),
    ("The ferry had no smoke detectors.", "Smoke detectors on the ferry sounded at 3 a.m.", {Aspect.NEGATION}),
    ("Nobody was hurt in the fire at the mill.", "Three workers were hurt in the fire at the mill.", {Aspect.NEGATION}),
    ("The mill dumped dye in the river.", "The company denies that the mill dumped dye in the river.", {Aspect.DENIAL}),
    (
        "The mill dumped dye in the river.",
        "It is false that the mill dumped dye in the river, the agency said.",
        {Aspect.DENIAL},
    ),
    (
        "The mill dumped dye in the river.",
        "There is no evidence that the mill dumped dye in the river.",
        {Aspect.DENIAL},
    ),
    (
        "The mill dumped dye in the river.",
        "Reports that the mill had dumped dye in the river were fabricated.",
        {Aspect.DENIAL},
    ),
    (
        "The mill dumped dye in the river.",
        "The mayor rejected claims that the mill dumped dye in the river.",
        {Aspect.DENIAL},
    ),
    (
        "The mill dumped dye in the river.",
        "The claim that the mill dumped dye in the river is not true, the agency said.",
        {Aspect.DENIAL},
    ),
    ("The meeting was held in Leeds.", "The meeting was held in York.", {Aspect.NAME}),
    ("The captain raised the alarm at dawn.", "The engineer raised the alarm at dawn.", {Aspect.NAME}),
    ("Anna Berg won the Halden prize.", "Carl Holm won the Halden prize.", {Aspect.NAME}),
    ("All schools in Velm reopened on Monday.", "No schools in Velm reopened on Monday.", {Aspect.OPPOSITE}),
    ("The strike began before the vote.", "The strike began after the vote.", {Aspect.OPPOSITE}),
    ("The king visited Lund after the flood.", "The king visited Lund before the flood.", {Aspect.OPPOSITE}),
    ("The Bratka river is safe for swimmers.", "The Bratka river is unsafe for swimmers.", {Aspect.OPPOSITE}),
    ("The suspect was found guilty of arson.", "The suspect was acquitted of arson.", {Aspect.OPPOSITE}),
    (
        "Exports to Norland increased last year.",
        "Exports to Norland declined last year while imports increased.",
        {Aspect.OPPOSITE},
    ),
    ("The firm made a profit of €3 million.", "The firm made a loss of €3 million.", {Aspect.OPPOSITE}),
    ("The vaccine is effective in children.", "The vaccine is ineffective in children.", {Aspect.OPPOSITE}),
    ("Inflation is higher than in Sweden.", "Inflation is lower than in Sweden.", {Aspect.OPPOSITE}),
    ("Velm has more nurses than Orlo.", "Velm has fewer nurses than Orlo.", {Aspect.OPPOSITE}),
    ("The ferry had no lifeboats.", "The ferry carried six lifeboats, the report found.", {Aspect.NEGATION}),
]


@pytest.mark.parametrize(("claim", "passage"), DIFFERS)
def test_what_is_said_otherwise_of_the_same_thing_surely_differs(claim: str, passage: str) -> None:
    assert against(claim, passage)


@pytest.mark.parametrize(("claim", "passage"), NO_DIFFERENCE)
def test_what_may_both_be_true_does_not_surely_differ(claim: str, passage: str) -> None:
    assert compare(claim, passage, DAY).against == ()


@pytest.mark.parametrize(("claim", "passage", "aspects"), IN_WHAT)
def test_a_difference_says_in_what(claim: str, passage: str, aspects: set[Aspect]) -> None:
    assert against(claim, passage) >= aspects


@pytest.mark.parametrize("claim", [claim for claim, _ in DIFFERS + NO_DIFFERENCE])
def test_a_claim_does_not_differ_from_itself(claim: str) -> None:
    said = f"Reporters heard it twice. The minister of Velm told them: {claim}"
    assert compare(claim, claim, DAY).against == ()
    assert compare(claim, said, DAY).against == ()


BOTH_TRUE = [
    ("The hostages were freed.", "The hostages were not freed until Sunday."),
    (
        "The council sold the home to Calloway for £3 million.",
        "Calloway bought the home from the council for £3 million.",
    ),
    ("Profits fell in 2025.", "Profits of up to £5 million were reported in 2025."),
    ("The vaccine does not cause autism.", "Claims that the vaccine causes autism were debunked."),
    ("The airline cancelled 600 flights.", "The airline cancelled 80 flights from Heathrow."),
    ("The mayor of Velm hired 300 nurses.", "Will the mayor of Velm hire 120 nurses?"),
    ("The minister never stopped criticising the deal.", "The minister criticised the deal."),
]


@pytest.mark.parametrize(("claim", "passage"), BOTH_TRUE)
def test_what_can_both_be_true_is_no_sure_difference(claim: str, passage: str) -> None:
    assert compare(claim, passage).against == ()
