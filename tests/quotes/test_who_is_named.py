"""Whose words they are: names, bodies and descriptions of many kinds, a line each, near misses among them.

The speakers stand behind each text, in the order of the quotations; * is anybody.
"""

from __future__ import annotations

import pytest
from quoting import said

from factcheck.domain import BlockKind

OPENING = "The town of Lorn has changed since 2019.\n"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Deputy Minister for Rural Roads Ivo Stern said the road is open.", ["Ivo Stern"]),
        (
            "Norland's envoy to the Vell Islands Mara Quist told reporters that talks had failed. “We "
            "tried,” Quist said.",
            ["Mara Quist", "Mara Quist"],
        ),
        ("Former Under-Secretary for Trade Policy Odd Lien said the tariff was a mistake.", ["Odd Lien"]),
        ("“Nobody drowned,” said Chief of the Harbour Police Lena Brandt.", ["Lena Brandt"]),
        ("Secretary of State Edda Moor said no treaty was signed.", ["Edda Moor"]),
        ("Commissioner for Human Rights Jonas Vik warned that the camp was full.", ["Jonas Vik"]),
        ("The president of the Lorn Farmers Union, Greta Hald, said milk was cheap.", ["Greta Hald"]),
        ("Vice President of Sales Tomas Reil said orders rose by a third.", ["Tomas Reil"]),
        ("Archbishop of Lorn Felix Aldane said the bells would ring.", ["Felix Aldane"]),
        (
            "Ambassador to the United Nations Sela Roth said the vote would be held on Friday. Roth "
            "added that nobody would abstain.",
            ["Sela Roth", "Sela Roth"],
        ),
        ("Head of Marketing at Orvale Foods Kim Dahl said sales fell.", ["Kim Dahl"]),
        ("Dean of the School of Nursing Ada Penn said classes start in May.", ["Ada Penn"]),
        ("Mayor of Vell Otto Brack told Radio Lorn that the hall was sold.", ["Otto Brack"]),
        ("Minister of Finance and Trade Ruth Okoye said growth was slow.", ["Ruth Okoye"]),
        ("The Bank of Lorn said rates would rise.", ["Bank of Lorn"]),
        ("The University of North Vell said term starts in May.", ["University of North Vell"]),
        ("The Minister for Health said beds were short.", ["Minister for Health"]),
        ("The Office of the Attorney General said the case was closed.", ["Office of the Attorney General"]),
        ("Interim Head of the Coastal Rescue Service Nils Aaby said six boats went out.", ["Nils Aaby"]),
        (
            "The Vell republic's consul to Orvale Bay Sumi Tandoc told reporters the visas were ready. "
            "Tandoc added that fees were waived.",
            ["Sumi Tandoc", "Sumi Tandoc"],
        ),
        ("Director of Public Works Hana Kroll warned that pipes would burst.", ["Hana Kroll"]),
        ("“We are broke,” said Treasurer of the Dockers Guild Pim Otter.", ["Pim Otter"]),
        ("Bishop of North Marl said the chapel would close.", ["Bishop of North Marl"]),
        ("State Secretary for Digital Affairs Bea Quill said cables were cut.", ["Bea Quill"]),
        (
            "Acting Chief Clerk to the Court of Quill Nora Beck said files burnt. “All of them,” Beck said.",
            ["Nora Beck", "Nora Beck"],
        ),
        ("Norland's consul in Vell Bao Ren said visas were ready. “Come early,” Bao said.", ["Bao Ren", "Bao Ren"]),
    ],
)
def test_a_title_with_of_for_or_to_leaves_the_name_whole(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The Fishermen's Union said boats stayed in port.", ["Fishermen's Union"]),
        ("Lorn Children's Hospital said eight babies were treated.", ["Lorn Children's Hospital"]),
        ("The Women's Institute of Vell warned that the hall was cold.", ["Women's Institute of Vell"]),
        ("On Friday, the Workers' Daily, a party paper, said strikes would spread.", ["Workers' Daily"]),
        ("The Orvale Sheriff's Office said the man was armed.", ["Orvale Sheriff's Office"]),
        ("St. Bride's Hospital said the ward was shut.", ["St. Bride's Hospital"]),
        ("The Norland Farmers’ Association said wheat was scarce.", ["Norland Farmers’ Association"]),
        (
            "The Vell County District Attorney's Office said no charges would be filed.",
            ["Vell County District Attorney's Office"],
        ),
        ("“Prices are up,” said the Shopkeepers’ League.", ["Shopkeepers’ League"]),
        ("The People's Bank of Norland said the rate would stay.", ["People's Bank of Norland"]),
        ("The Mayor's Fund for Parks said benches would be mended.", ["Mayor's Fund for Parks"]),
        ("Ruiz's lawyer, Omar Haddad, said it was late.", ["Omar Haddad"]),
        ("Vell's mayor, Ola Fen, said it was late.", ["Ola Fen"]),
        ("Norland's President Ivo Stern said it was late.", ["Ivo Stern"]),
        ("Meridian's Jo Vane said it was late.", ["Jo Vane"]),
        ("Lorn's Tom Fen scored twice. Fen said the pitch was wet.", ["Tom Fen"]),
        ("The Nurses' Federation said shifts were too long.", ["Nurses' Federation"]),
        ("The Quill County Coroner's Office said the cause was unclear.", ["Quill County Coroner's Office"]),
        ("The Young Writers' Guild of Marl warned that grants were gone.", ["Young Writers' Guild of Marl"]),
        ("St. Olga's College said exams were moved.", ["St. Olga's College"]),
        ("Orvale's Bea Quill said the goal was late.", ["Bea Quill"]),
        ("On Sunday the Citizens' Gazette, a weekly, claimed that votes were lost.", ["Citizens' Gazette"]),
    ],
)
def test_a_possessive_inside_the_name_of_a_body_is_part_of_it(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Channel 9 Lorn reported that the dam had burst.", ["Channel 9 Lorn"]),
        ("On Monday, KLR 7 News reported that the ferry sank.", ["KLR 7 News"]),
        ("“Rents are too high,” said Local 212 of the Dockers Union.", ["Local 212 of the Dockers Union"]),
        ("Group 4 Security said the guards were trained.", ["Group 4 Security"]),
        ("Radio 24 said the mayor had resigned.", ["Radio 24"]),
        ("3M Norland said the plant would close.", ["3M Norland"]),
        ("The Slow Boat Company's new finance chief Eva Lund said costs fell.", ["Eva Lund"]),
        ("Sales fell, said The Daily Loaf's outgoing chief executive Ben Orr in a note to staff.", ["Ben Orr"]),
        ("The Lorn Post's crime reporter Ada Moss said she was threatened.", ["Ada Moss"]),
        ("Studio 5's owner Pia Holm said the roof leaked.", ["Pia Holm"]),
        ("Area 12 commander Ivo Stern said the fire was out.", ["Ivo Stern"]),
        ("Ward 3 Councillor Tess Bray said the drains were old.", ["Tess Bray"]),
        ("District 7 candidate Maya Love said signatures were missing.", ["Maya Love"]),
        ("On May 4 Lorn Council said the road was closed.", ["Lorn Council"]),
        ("In 2019 Ola Fen said the bridge was safe.", ["Ola Fen"]),
        ("On Dec. 3, 2019, Meridian Airlines said fares would rise.", ["Meridian Airlines"]),
        ("Radio 5 Marl reported that the strike was over.", ["Radio 5 Marl"]),
        ("“No comment,” said Sector 9 Films.", ["Sector 9 Films"]),
        ("Route 12 Logistics said trucks were late.", ["Route 12 Logistics"]),
        ("Costs rose, said The Tin Boat Society's newly elected treasurer Nils Aaby.", ["Nils Aaby"]),
        ("Platoon 6 Sergeant Hana Kroll said the bridge was mined.", ["Hana Kroll"]),
        ("On June 3 Marl Hospital said the ward was full.", ["Marl Hospital"]),
    ],
)
def test_figures_belong_to_a_name(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“We are ready,” said Marc des Prez, a painter.", ["Marc des Prez"]),
        ("Ana de los Rios said the river rose.", ["Ana de los Rios"]),
        ("Gerrit van den Berg said cows were sold.", ["Gerrit van den Berg"]),
        ("Kees van der Velde, 44, said he saw smoke.", ["Kees van der Velde"]),
        ("Hans zu Wied said the castle was open.", ["Hans zu Wied"]),
        ("Erik af Trolle said the estate was his.", ["Erik af Trolle"]),
        (
            "Khalid bin Salem al-Otar said oil was cheap. Al-Otar added that it would stay so.",
            ["Khalid bin Salem al-Otar", "Khalid bin Salem al-Otar"],
        ),
        ("Leonardo da Costa e Silva said no.", ["Leonardo da Costa e Silva"]),
        ("“No,” Petra von und zu Stein said.", ["Petra von und zu Stein"]),
        ("Luca dell'Orto said the wine was good.", ["Luca dell'Orto"]),
        (
            "James Van Der Hoek said the play was long. Van Der Hoek said he slept.",
            ["James Van Der Hoek", "James Van Der Hoek"],
        ),
        ("Saad ould Ahmed said the desert was near.", ["Saad ould Ahmed"]),
        ("Paul du Bois and Luc de la Tour said no.", ["Paul du Bois and Luc de la Tour"]),
        ("The den in Lorn is empty, Ola Fen said.", ["Ola Fen"]),
        ("A van in Vell Street burnt, Ola Fen said.", ["Ola Fen"]),
        ("“It leaks,” said Odile des Anges.", ["Odile des Anges"]),
        ("Rui do Vale said the harvest was poor.", ["Rui do Vale"]),
        ("Faisal bin Nasser Al-Qadi said wells were dry.", ["Faisal bin Nasser Al-Qadi"]),
        (
            "Pieter van den Broek told Radio Marl that cows were sold. Van den Broek said he wept.",
            ["Pieter van den Broek", "Pieter van den Broek"],
        ),
        ("Carla de las Torres, 30, said she saw smoke.", ["Carla de las Torres"]),
        ("Sven af Klint said the yacht sank.", ["Sven af Klint"]),
    ],
)
def test_small_words_belong_to_a_name(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Kestrel Motors will cut 300 jobs, it said on Monday, as the European Union tightens rules.",
            ["Kestrel Motors"],
        ),
        (
            "In its yearly report, the Lorn Harbour Trust said ships were fewer. “The channel is silted,” it said.",
            ["Lorn Harbour Trust", "Lorn Harbour Trust"],
        ),
        (
            "Meridian Airlines said on Tuesday that fares would rise. It competes with Solbank Air. It "
            "said fuel was dear.",
            ["Meridian Airlines", "Meridian Airlines"],
        ),
        (
            "The Vell Bank lent money to Orvale Foods. The bank said the loan was safe. It said it would be repaid.",
            ["Vell Bank", "Vell Bank"],
        ),
        ("The Transport Department “is aware of the fault,” it said in its yearly review.", ["Transport Department"]),
        (
            "At least one state agency, the Lorn Coastal Commission, has approved a request of Ports "
            "and Borders. The agency said the towers were ugly.",
            ["Lorn Coastal Commission"],
        ),
        (
            "The Marl Institute, a think tank, says wages fell. Norland's central bank cut rates in "
            "May. In a new paper, Quill Research says rents rose. “Tenants suffer,” it says.",
            ["Marl Institute", "Quill Research", "Quill Research"],
        ),
        (
            "Tin Boat Films shut its studio, it said in a statement, after talks with the Marl Council.",
            ["Tin Boat Films"],
        ),
        ("The Fisheries Board met envoys of the European Union. It said quotas would shrink.", ["Fisheries Board"]),
        (
            "Quill Research warned of a slump on Monday. “Banks are weak,” it said, citing data from "
            "the Marl Exchange.",
            ["Quill Research", "Quill Research"],
        ),
        (
            "Orvale Rail said tracks froze. It blamed Norland Steel for weak bolts. It said trains "
            "would run by Friday.",
            ["Orvale Rail", "*", "Orvale Rail"],
        ),
        ("The clinic, Marl Health, lost power. “We had no light,” it said.", ["Marl Health"]),
    ],
)
def test_it_is_what_spoke_or_what_a_sentence_was_about(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The mayor said the bridge was safe, but engineers doubt it and say it will fall.", ["mayor", "engineers"]),
        (
            "Ola Fen promised lower rents, but tenants remember earlier vows and say nothing will change.",
            ["*", "tenants"],
        ),
        (
            "Ruiz said she was innocent, although two witnesses saw her and told police she had the keys.",
            ["Ruiz", "two witnesses"],
        ),
        ("The council closed the pool and said it would be sold.", ["council"]),
        ("The council, which owns the pool, closed it and said it would be sold.", ["council"]),
        ("Fen met the dockers who had lost their jobs and said the port would reopen.", ["Fen"]),
        ("Fen sat down, opened the letter and said it was a fake.", ["Fen"]),
        ("Ana Maro, who runs the school her father built, left the room and said she was tired.", ["Ana Maro"]),
        ("When the doctor arrived the nurse pointed at the bed and said he was dead.", ["nurse"]),
        ("Aaby told the court he slept, although a guard saw him and testified that he ran.", ["Aaby", "guard"]),
        ("The guild broke off talks and said it would strike.", ["guild"]),
        (
            "Minister Nora Beck promised on Monday that Norland would never sell the port and said wages had doubled.",
            ["*", "Nora Beck"],
        ),
        ("The mayor claimed that Lorn would win the cup and said tickets were gone.", ["mayor", "mayor"]),
    ],
)
def test_a_second_verb_has_the_subject_of_its_own_clause(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Norland Ends Its Ban On Trade After Talks With Envoy Ivo Stern\nThe court met. Stern said "
            "the ban was wrong.",
            ["Ivo Stern"],
        ),
        ("How Pia Holm Built The Largest Ferry In Vell\nHolm said she slept on board.", ["Pia Holm"]),
        (
            "Police Release Video Of Marl Bridge Chase\nPolice said the driver fled. The video shows "
            "the car on two wheels.",
            ["Police", "video"],
        ),
        (
            "Here Comes Orvale With A Cheaper Phone\nOrvale has struggled. In May, Orvale stopped "
            "sales, claiming that buyers were gone.",
            ["Orvale"],
        ),
        ("Why Ana Maro Thinks Trams Will Win\nMaro told Radio Lorn that trams are quiet.", ["Ana Maro"]),
        (
            "Judge Drops Charges Against Tom Fen And Li Wei\nFen said he was glad. Wei said she would sue.",
            ["Tom Fen", "Li Wei"],
        ),
        ("Singer Lola Grant Talks Love And Loss In New Book\nGrant said the book was hard to write.", ["Lola Grant"]),
        (
            "Exclusive: Jo Vane Leaves Rovers For Lorn City\nVane said it was time. Rovers said he would be missed.",
            ["Jo Vane", "Rovers"],
        ),
        ("Watch Eva Lund Win Gold In The Slalom\nLund said the snow was fast.", ["Eva Lund"]),
        ("The Fall And Rise Of Dan Pell\nPell said he had sold the house.", ["Dan Pell"]),
        ("VELL DROPS INQUIRY AGAINST JULIAN PELL\nPell said it was over.", ["Julian Pell"]),
        ("Marl Frees Reporter Bea Quill After Ten Days\nQuill said she had been well fed.", ["Bea Quill"]),
        ("Inside The Last Mill Of Nils Aaby\nAaby said he would never sell.", ["Nils Aaby"]),
        (
            "Orvale Bets Big On Robot Ferries\nOrvale said tests begin in May. Critics said nobody had asked for them.",
            ["Orvale", "Critics"],
        ),
        ("Meet The Baker Who Beat Hana Kroll\nKroll said the contest was rigged.", ["Hana Kroll"]),
        ("Court Clears Pim Otter Of Theft As Otter Weeps\nOtter said he forgave them.", ["Pim Otter"]),
        (
            "Nine Reasons To Visit Marl In Spring\nThe mayor, Odile Brand, said hotels were full. Brand "
            "said prices were fair.",
            ["Odile Brand", "Odile Brand"],
        ),
    ],
)
def test_capitals_of_a_headline_make_no_name(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(text, {0: BlockKind.TITLE})]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Actor Sam Orr lost the race. “I was slow,” the actor said.", ["Sam Orr"]),
        ("Lola Grant, who sang in Vell on Friday, broke a leg. “It hurts,” the singer said.", ["Lola Grant"]),
        ("Norland Power cut the current in May. The utility said it was a precaution.", ["Norland Power"]),
        (
            "The state's largest utility, Norland Power, cut the current. The utility said it was a precaution.",
            ["Norland Power"],
        ),
        (
            "Ivo Stern, chair of the Reserve Bank, met the press. The bank chief refused to comment on rates.",
            ["Ivo Stern"],
        ),
        ("Reserve Bank Chair Ivo Stern met the press. “Rates will rise,” the bank chief said.", ["Ivo Stern"]),
        ("Dan Pell, 34, won the Lorn marathon. The Vell native said he was proud.", ["Dan Pell"]),
        ("The novelist Ada Penn moved to Lorn. “It is quiet,” the author said.", ["Ada Penn"]),
        ("Orvale chief executive Kim Dahl left in May. “I am tired,” the former boss told Radio Lorn.", ["Kim Dahl"]),
        ("Tess Bray opened a bakery. “Bread is life,” the baker said.", ["Tess Bray"]),
        ("Ola Fen fell off a roof. “He screamed,” the neighbour said.", ["neighbour"]),
        ("Ola Fen and Dan Pell met in Lorn. A doctor said both were ill.", ["doctor"]),
        ("Mayor Otto Brack met the dockers. A union leader said pay was low.", ["union leader"]),
        ("Singer Lola Grant married actor Sam Orr. “She is kind,” the actor said.", ["Sam Orr"]),
        ("Ana Maro was robbed in Vell. The suspect said he was hungry.", ["suspect"]),
        ("Lola Grant sued her landlord. The landlord said rent was due.", ["landlord"]),
        ("Striker Nils Aaby left Rovers. “I wanted more,” the striker said.", ["Nils Aaby"]),
        ("Bea Quill, a cellist from Marl, played on the pier. “It was windy,” the musician said.", ["Bea Quill"]),
        ("Tin Boat Films lost two ships. The studio said nobody was hurt.", ["Tin Boat Films"]),
        (
            "Hana Kroll, governor of the Marl Central Bank, spoke in Lorn. “Rates stay,” the central bank chief said.",
            ["Hana Kroll"],
        ),
        ("Pim Otter was hit by a tram. The driver said he saw nothing.", ["driver"]),
        ("Odile Brand swam the strait in June. The 19-year-old said the water was cold.", ["Odile Brand"]),
        ("Nils Aaby hired a gardener. The gardener said he was never paid.", ["gardener"]),
    ],
)
def test_a_description_is_somebody_named_or_stays_a_description(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ruth Okoye, 62, a retired nurse, promised to sue.", ["Ruth Okoye"]),
        ("Brandt, 29, also vowed to return.", ["Brandt"]),
        ("Tomas Reil (41) said the van was white.", ["Tomas Reil"]),
        ("The MEP, Greta Hald, said milk was cheap. She said farms would close.", ["Greta Hald", "Greta Hald"]),
        ("Vell North MP Otto Brack said the wall was gone. “It fell,” he said.", ["Otto Brack", "Otto Brack"]),
        ("The CEO, Kim Dahl, said sales fell.", ["Kim Dahl"]),
        ("Orvale CFO Eva Lund said costs fell.", ["Eva Lund"]),
        ("Lena Brandt MP said the plan was dead.", ["Lena Brandt"]),
        ("“It rained,” Mayor Ada Penn 🌧️ said.", ["Ada Penn"]),
        ("Pia Holm ✨ told fans that the show was over.", ["Pia Holm"]),
        (
            "Lorn's MP, Jonas Vik, told the BBC that trains were late. He said: “I wrote twice.”",
            ["Jonas Vik", "Jonas Vik"],
        ),
        ("Tess Bray, 34, from Vell, told the court that she saw the van.", ["Tess Bray"]),
        ("The VP, Odd Lien, refused to comment.", ["Odd Lien"]),
        ("Holm, 38 and pregnant, said the road was icy.", ["Holm"]),
        ("The BBC, a broadcaster, said the film was late.", ["BBC"]),
        ("The NHS, Norland's health service, said beds were short.", ["NHS"]),
        ("Kroll, 77, a former miner, vowed to march.", ["Kroll"]),
        (
            "The MP, Bea Quill, said the levy was unfair. “It is a tax on the poor,” she said.",
            ["Bea Quill", "Bea Quill"],
        ),
        ("Marl West MSP Nils Aaby told the paper that ferries were late.", ["Nils Aaby"]),
        ("Hana Kroll 🎻 said the tour was sold out.", ["Hana Kroll"]),
        ("Odile Brand MBE said she was proud.", ["Odile Brand"]),
        ("The group's CTO, Pim Otter, said servers failed.", ["Pim Otter"]),
    ],
)
def test_ages_offices_in_capitals_and_emoji_are_no_names(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("National Rail said tickets would cost more.", ["National Rail"]),
        ("Lorn Water said pipes froze.", ["Lorn Water"]),
        ("Transport for Vell said trams were full.", ["Transport for Vell"]),
        ("Citizens for Clean Rivers said fish died.", ["Citizens for Clean Rivers"]),
        ("Brandt & Sons said the mill would close.", ["Brandt & Sons"]),
        ("Holm and Lind Partners said the mill would close.", ["Holm and Lind Partners"]),
        ("The Ministry of Culture, Media and Sport said grants would end.", ["Ministry of Culture, Media and Sport"]),
        (
            "The Department for Farming, Food and Rural Roads (Dffr) said cows were counted.",
            ["Department for Farming, Food and Rural Roads"],
        ),
        (
            "The Committee on Fisheries, Ports and Trade said quotas were too high.",
            ["Committee on Fisheries, Ports and Trade"],
        ),
        ("Friends of the Marl said the river stank.", ["Friends of the Marl"]),
        ("Lorn Royal Opera said the tenor was ill.", ["Lorn Royal Opera"]),
        (
            "The Royal Society for the Protection of Newts said ponds were dry.",
            ["Royal Society for the Protection of Newts"],
        ),
        ("Network Lorn has said repairs will cost £2m.", ["Network Lorn"]),
        ("South Eastern Ferries said boats were late.", ["South Eastern Ferries"]),
        ("Ana Maro, Tom Fen and Li Wei said no.", ["Ana Maro, Tom Fen and Li Wei"]),
        ("Police and Crime Commissioner Tess Bray said theft fell.", ["Tess Bray"]),
        (
            "The Department of Fisheries, Forests and Rural Housing said fees would rise.",
            ["Department of Fisheries, Forests and Rural Housing"],
        ),
        ("Quill & Otter said the brand was sold.", ["Quill & Otter"]),
        ("Action for Quiet Skies said jets were too low.", ["Action for Quiet Skies"]),
        ("Network Marl said cables were cut.", ["Network Marl"]),
        ("Teachers Against Noise said schools were loud.", ["Teachers Against Noise"]),
        (
            "The Norland Council for the Care of Animals said cats were chipped.",
            ["Norland Council for the Care of Animals"],
        ),
        (
            "The Ministry for Water, Energy and Rural Affairs said wells were dry.",
            ["Ministry for Water, Energy and Rural Affairs"],
        ),
        ("The Office of Housing and Local Government said rents fell.", ["Office of Housing and Local Government"]),
    ],
)
def test_bodies_are_named_in_full(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“No,” said Dan Pell wearily.", ["Dan Pell"]),
        ("“No,” said Pia Holm softly from the back row.", ["Pia Holm"]),
        ("“Never,” snapped Otto Brack angrily before he hung up.", ["Otto Brack"]),
        ("“It is done,” said Ada Penn upstairs in her study.", ["Ada Penn"]),
        ("“It is done,” said Ada Penn, smiling.", ["Ada Penn"]),
        ("“It is cold here,” said Ivo Stern across the table.", ["Ivo Stern"]),
        ("“It is cold here,” said Tess Bray through tears.", ["Tess Bray"]),
        ("“It is late,” whispered Lola Grant, almost inaudibly.", ["Lola Grant"]),
        ("“It is late,” said Sam Orr outside the court.", ["Sam Orr"]),
        ("“It is late,” said Greta Hald half an hour later.", ["Greta Hald"]),
        ("“It is late,” said Kim Dahl when asked about the vote.", ["Kim Dahl"]),
        ("“It is late,” said Lena Brandt to nobody in particular.", ["Lena Brandt"]),
        ("“It is late,” said Ruth Okoye again.", ["Ruth Okoye"]),
        ("“It is late,” Ruth Okoye quietly said.", ["Ruth Okoye"]),
        ("“It is late,” said Beverly Daly.", ["Beverly Daly"]),
        ("“It is late,” said Kelly.", ["Kelly"]),
        ("“It is late,” said Odd Lien of Lorn Water.", ["Odd Lien"]),
        ("“Go,” said Bea Quill hoarsely.", ["Bea Quill"]),
        ("“It is mine,” said Hana Kroll proudly in the hall.", ["Hana Kroll"]),
        ("“It is mine,” said Pim Otter the next morning.", ["Pim Otter"]),
        ("“It is mine,” said Odile Brand, almost shouting.", ["Odile Brand"]),
        ("“It is mine,” replied Kroll instantly.", ["Kroll"]),
    ],
)
def test_words_behind_a_name_are_no_part_of_it(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("A March memo to staff said jobs would go.", ["March memo to staff"]),
        ("An August audit of the port found that money was missing.", ["August audit of the port"]),
        ("A Monday statement by the union said talks had failed.", ["Monday statement by the union"]),
        ("Prices will fall, according to the latest “heat map” of the bank.", ["latest “heat map” of the bank"]),
        ("Half of all pupils skip meals, according to a new study.", ["new study"]),
        ("A 2019 survey of nurses found that pay was low.", ["2019 survey of nurses"]),
        ("An earlier version of this story said the bridge was built in 1950.", ["earlier version of this story"]),
        ("A September letter from the envoy warned that food was short.", ["September letter from the envoy"]),
        ("An April briefing for investors said sales would double.", ["April briefing for investors"]),
        (
            "Rents will fall, according to a so-called “price radar” of the guild.",
            ["so-called “price radar” of the guild"],
        ),
        ("An earlier edition of this article said the mine was shut.", ["earlier edition of this article"]),
        ("A December poll of farmers found that few would sell.", ["December poll of farmers"]),
        ("A recent survey found that cats sleep 15 hours.", ["recent survey"]),
    ],
)
def test_a_document_is_called_by_more_than_its_article(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“We lost,” said Meridian’s newly hired head coach Jo Vane.", ["Jo Vane"]),
        ("Orvale's long-serving finance director Kim Dahl said costs fell.", ["Kim Dahl"]),
        ("“It is late,” said the then harbour master Odd Lien.", ["Odd Lien"]),
        ("The firm's recently named chair, Ruth Okoye, said costs fell.", ["Ruth Okoye"]),
        ("The firm's recently named chair said costs fell.", ["firm's recently named chair"]),
        ("Lorn University's best-known historian Ada Penn said the map was fake.", ["Ada Penn"]),
        ("“It is late,” said Solbank's just-retired chief economist Ivo Stern in a speech.", ["Ivo Stern"]),
        ("Ruth Okoye's younger brother Sam Okoye said she fled.", ["Sam Okoye"]),
        ("“It is late,” said The Lorn Post's widely read columnist Tess Bray.", ["Tess Bray"]),
        ("Norland's first elected woman president Greta Hald said no.", ["Greta Hald"]),
        ("“It is late,” said Rovers' injured striker Dan Pell.", ["Dan Pell"]),
        ("Kestrel Motors' freshly promoted works manager Eva Lund said robots came.", ["Eva Lund"]),
        ("“We lost,” said Rovers' on-loan goalkeeper Pim Otter.", ["Pim Otter"]),
        ("Tin Boat's recently appointed creative director Bea Quill said sets were cheap.", ["Bea Quill"]),
        ("The guild's newly elected spokeswoman said talks failed.", ["guild's newly elected spokeswoman"]),
        ("“Prices fell,” said The Marl Courier's long-time food critic Nils Aaby.", ["Nils Aaby"]),
        ("Norland's most decorated diver Hana Kroll said the sea was warm.", ["Hana Kroll"]),
        ("The bank's then deputy governor Odile Brand said rates were high.", ["Odile Brand"]),
        ("Cuts will come, said The Loud Factory’s freshly hired finance boss Nora Beck in a memo.", ["Nora Beck"]),
        ("Sales fell, said Tin Boat's recently promoted deputy head Bao Ren.", ["Bao Ren"]),
    ],
)
def test_a_name_behind_a_long_description_is_the_speaker(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("In the end it was Okafor who spoke up. “Enough,” she said.", ["Okafor"]),
        ("Halloran walked to the window. “They will never pay,” she said.", ["Halloran"]),
        ("The hall fell silent when Quillan stood up. “You were warned,” he said.", ["Quillan"]),
        ("The mayor, Edda Moor, came late. She said the count was fair.", ["Edda Moor"]),
        ("The quay's owner, Imre Szabad, was angry. “I paid for every stone,” he said.", ["Imre Szabad"]),
        ("“It cost me a year,” she says, when I meet Ondine Vasko in her shop.", ["Ondine Vasko"]),
        ("The quay in Orvale Bay was shut. “It is over,” she said.", [""]),
        ("Jo Wirth spoke. “It is late,” her brother, Ib Hald, cut in. “Go home.”", ["Ib Hald"]),
        ("“Are you proud?” Ola Brekke shouted at the guards as she was led out.", ["Ola Brekke"]),
        ("“Who let them in?” Felix Aldane asked the board before he left.", ["Felix Aldane"]),
        ("“Is it over?” The crowd had left the square before she came.", []),
        (
            "“We tested forty bridges,” co-director Sela Roth, an engineer at the Technical University in Lorn, Vell, "
            "and a former adviser to the ministry, said.",
            ["Sela Roth"],
        ),
        (
            "“The school is fine,” said Otto Brack, who took over when she left in March, “and will stay.”",
            ["Otto Brack"],
        ),
        ("Then this, from Councillor Pia Norr: “We were never asked.”", ["Pia Norr"]),
        ("A letter from Lorn: “We were never asked.”", ["letter from Lorn"]),
        ("Asked by a clerk, “Did you take it?”, Brack said: “I took nothing.”", ["clerk", "Brack"]),
        ("“We asked for help,” Haddad said, “and got none.”", ["Haddad"]),
        ("The Ministry for Forests, Lakes and Village Life said so.\nIt rained.", ["*"]),
        ("The Committee on Bees, Birds and Hedges said the count was low.", ["Committee on Bees, Birds and Hedges"]),
        ("The Bank of Lorn, Orvale College and Vell Academy said they would merge.", ["Bank of Lorn"]),
        ("St Alda's Grammar School said lessons would go on.", ["St Alda's Grammar School"]),
        (
            "The central bank raised rates. In a note, Reil & Stern, a broker, says it is over. “It is,” it says.",
            ["Reil & Stern", "Reil & Stern"],
        ),
        ("Trains stopped at noon. The company said the line was safe.", ["company"]),
    ],
)
def test_whoever_acts_or_is_explained_is_meant(text: str, speakers: list[str]) -> None:
    found = [one.speaker or "" for one in said(OPENING + text)]
    assert ["*" if wanted == "*" else one for one, wanted in zip(found, speakers, strict=True)] == speakers
