"""What a page prints for its own sake is told from its story, sentence by sentence."""

from __future__ import annotations

import pytest

from factcheck.articles import parse
from factcheck.domain import BlockKind

FIRST = "The port of Tallow has handled more ore since 2019."
TELLING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE})


def told(text: str, byline: str = "") -> list[str]:
    """What is left of ``text`` as story, behind a headline and a first paragraph."""
    article = parse(f"Ore for Tallow\n{byline}\n{FIRST}\n\n{text}\n".encode(), format="text")
    return [span.of(article.text) for span in article.of_kind(*TELLING)][1:]


FURNITURE = (
    "To add your view of the bridge, log in or make an account.",
    "Stay up to date with the Orvale Post by signing up for our daily briefing.",
    "Join our WhatsApp channel for breaking news from the coast.",
    "Email the author at t.brandt@fennickpost.example or find her on Mastodon.",
    "Send your tips and pictures to newsdesk@fennickpost.example.",
    "Call our newsroom on 0555 123 456 if you have a story.",
    "Already a subscriber? Log in here.",
    "Your free trial ends in 3 days.",
    "You have 2 free stories left this week.",
    "This story was originally published by the Fennick Ledger on 3 May 2019.",
    "This post was first published in The Tallow Review and is republished here with permission.",
    "This story has been updated to include a comment from the harbour board.",
    "This is a developing story and will be updated.",
    "© 2021 Fennick Ledger Media Group. All rights reserved.",
    "No part of this article may be reproduced or distributed without written permission.",
    "This material may not be published, broadcast, rewritten or redistributed.",
    "Copyright 2018 Orvale Broadcasting. Reproduction without prior consent is prohibited.",
    "Recommended: 10 walks around Orvale",
    "Tags: ferries, harbour, Fennick",
    "Filed under: Transport, Tallow",
    "Your browser does not support the video element.",
    "JavaScript must be enabled in your browser to play this video.",
    "Sorry, this video is not available in your country.",
    "By clicking Sign up you agree to receive marketing e-mails from our partners.",
    "This website uses cookies to improve your experience.",
    "Please enter a valid e-mail address.",
    "Image credit: Ines Dahl / Fennick Ledger / Stockpix",
    "Updated at 4:15 p.m. on May 3 to add a statement from the port.",
    "Like us on Facebook and follow @fennickledger on Instagram.",
    "Share this story with your friends.",
    "Comments are closed on this article.",
    "Support independent journalism by becoming a member today.",
    "Download our app to get alerts on your phone.",
    "Click here for more on the ferry inquiry.",
    "Thank you for reading the Fennick Ledger.",
    "Adapted from an essay that first appeared in the Tallow Review.",
    "Translated from the Norlandic by Ines Dahl.",
    "Additional research by Rowan Ilse.",
    "Advertisement - story continues below",
    "Story continues below this ad.",
    "Scroll down for video",
    "Read the full report on the bridge here.",
    "To receive our newsletter every Friday, enter your address below.",
    "Enjoying this article? Subscribe for 2 crowns a month.",
    "Have a question about your bins? Write to us at bins@ledger.example.",
    "View this post on Instagram",
    "Sieh dir diesen Beitrag auf Instagram an",
    "Diesen Beitrag auf Instagram ansehen",
    "Voir cette publication sur Instagram",
    "Ver esta publicación en Instagram",
    "Visualizza questo post su Instagram",
    "Ver essa foto no Instagram",
    "A version of this article appears in print on page A12 of the New Orvale edition.",
    "Find more pictures from the regatta on our Instagram page.",
    "To contact the reporter on this story: Jonas Weil in Tallow at jweil@radiotallow.example",
    "Unlimited access for only 1 crown a week – cancel at any time.",
    "An abridged version of this essay was originally published by The Marl Quarterly.",
    "Sign in to comment on this story",
    "Your comment has been submitted and awaits moderation.",
    "The content you requested could not be loaded.",
    "Reprints of this page without the consent of the Tallow Press are forbidden.",
    "UPDATE, 3 May 2021, 9:15 a.m.: Updated to include a reply from the ferry company.",
    "Never miss a story: get our free newsletter in your inbox each Friday.",
    "Photo: Courtesy of the Marl Museum",
    "Keep reading for 1 crown a month.",
    "This page requires JavaScript to work properly.",
    "More from Tallow Today: Ferry boss quits",
    "Got a tip? Text our news desk on 0555 987 654.",
    "We and our partners store cookies on your device.",
    "Sign up to the Tallow Lunchtime letter and never miss a story.",
    "Theo Marsh is Norland bureau chief for the Orvale Dispatch. You can find him on Bluesky @theomarsh.",
    "Reporting for this article was supported by a grant from the Sturm Foundation.",
    "Subscribers can read the full investigation on our website.",
    "To share your views, send a letter of up to 200 words to letters@dispatch.example.",
    "Published by arrangement with the Marl Press Agency.",
    "[GALLERY: Tallow under water]",
    "Watch our documentary about the dam on YouTube.",
    "You can unsubscribe at any time.",
    "Terms and conditions apply.",
    "Kim Alder is a freelance journalist based in Tallow",
    "Photo illustration by Kim Alder. Source photos: Stockpix",
    "LIVE UPDATES: STORM HITS TALLOW COAST",
    "For more stories like this, subscribe to the Orvale Dispatch.",
    "Skip to main content",
)
LINKS = (
    "[ Bridge owners lose 4 million crowns ]",
    "[Related: Why the ferry of 1911 sank]",
    "[In Pictures: 12 Bridges That Fell Down]",
    "Watch moment crane falls into harbour during storm [PHOTOS]",
    "FENNICK MAYOR'S SON BACK IN COURT AFTER 40 DAYS ON THE RUN",
    "MORE: TALLOW COUNCIL TO VOTE ON BINS",
    "[Read: How the lighthouse was moved 40 metres]",
    "SEE PICS: PIER BURNS DOWN IN TALLOW FOR THE SECOND TIME",
)
BIOS = (
    "Rowan Ilse covers transport for the Fennick Ledger. Reach him at rilse@ledger.example.",
    "Ines Dahl is a staff writer at the Fennick Ledger who covers courts.",
    "Tom Brandt is the author of “Salt Roads”, a history of the coast. Follow him @tombrandt.",
    "Jonas Weil is a political correspondent for Radio Tallow. He tweets at @jonasweil.",
    "Lena Sturm writes about science and the sea. She lives in Fennick.",
)
STORY = (
    "Ana Maro follows 40 accounts on Twitter, the court in Orvale was told.",
    "The hackers wrote to 300 clerks from info@marl.example in March.",
    "The residents can be reached only by boat since the bridge fell in May.",
    "Follow-up tests in March showed that 40 wells were polluted.",
    "The museum copied the map without permission in 2018.",
    "The court ruled that the songs were copyrighted in 1972.",
    "Originally published in 1951, the novel has sold two million copies.",
    "This report was published by the regulator of Norland in May 2019.",
    "The article of the constitution was amended in 2003.",
    "The newspaper lost 4,000 subscribers after the strike in 2018.",
    "The bakery sells 300 cookies a day through its website.",
    "The firm uses cookies to track 3 million readers without their consent, the regulator found.",
    "Ana Maro is a reporter who was arrested in Orvale in May 2019.",
    "Tom Brandt is the editor of the Tallow Review, which was closed by the court in March.",
    "Readers of the Ledger have sent 400 letters about the bins since May.",
    "Watch sales rose by 8 percent in Norland last year.",
    "Share prices fell by 8 percent on Friday.",
    "Subscriptions to the ferry pass cost 40 crowns a month.",
    "An error has cost the council of Orvale 3 million crowns.",
    "An error occurred in the count of the votes in Tallow on Sunday.",
    "The tariff was updated in May to include a tax on fuel.",
    "The video shows that the crane fell at 10:42 on Friday.",
    "The photographs by Ines Dahl were sold for 3,000 crowns in May.",
    "The app has been downloaded 40,000 times since March.",
    "The ferry company e-mailed its 3,000 customers on Friday.",
    "IMF, NATO and the UN signed the pact in Orvale on Friday.",
    "[The mayor resigned on 3 May 2019.]",
    "Police can be seen on the video beating a man of 40 on the quay.",
    "Comments on the plan are closed, and 300 people had written by Friday.",
    "The council has asked for permission to reproduce the map of 1611.",
    "Join the dots, and 40 percent of the loans went to one firm, the audit found.",
    "Your chances of winning are one in 14 million.",
    "You need a permit to fish in the Marl since 2018.",
    "More than 40 ferries were cancelled on Friday.",
    "Related companies paid 3 million crowns to the mayor's brother.",
    "The advertisement was banned by the regulator in May.",
    "Sponsored runners raised 40,000 crowns for the hospital in 2019.",
    "Getting a visa takes 40 days, according to the ministry.",
    "Support for the mayor has fallen to 31 percent since May.",
    "Contact with the ship was lost at 04:15 on Friday.",
    "Click fraud cost the firm 3 million crowns in 2018.",
    "Print runs of the Ledger fell to 20,000 in May.",
    "The story was first reported by the Tallow Review on 3 May.",
    "The new version of the law was published on 3 May.",
    "Rights groups counted 40 arrests in Orvale on Friday.",
    "The play by Jo Vane was first staged in Orvale in 1911.",
    "The bank's site was down for 40 hours in May after an error.",
    "The editor of the Ledger, Rowan Ilse, was fined 400 crowns in 2019.",
    "Visit numbers at the museum rose to 40,000 in 2019.",
    "Please Save Our Pier, a group of 40 residents, has collected 3,000 names.",
    "Free trials of the tram ended in May.",
    "Thanks to the new lock, ships wait 40 minutes less.",
    "“Follow us on Twitter,” the mayor told 300 voters in Tallow. “Sign up today.”",
    "Pictures by satellite prove that 40 houses burned in Tallow.",
    "Reuters has 2,500 journalists in 200 places.",
    "AP cut 40 jobs in Orvale in May, the union said.",
    "Getty bought the archive for 3 million crowns in 2018.",
    "Video from the scene showed 12 people in the water.",
    "Photos published by the Ledger on Friday showed the mayor in Tallow.",
    "Image rights cost the club 3 million crowns last season.",
    "AFP, which employs 2,400 people, was founded in 1835.",
    "Find out who paid for the pier, the judge told the auditors in May.",
    "The correspondent was paid 4,000 crowns a month, according to the union.",
    "The access road cost 3 million crowns and was opened in 2018.",
    "The essay by Lena Sturm was translated into 12 languages.",
    "[The mayor later paid the 400 crowns back.]",
    "IN 2018 THE PIER BURNED DOWN FOR THE SECOND TIME.",
    "Commenters left 300 messages below the story of the pier.",
    "The request could not be met because 40 clerks were on strike, the port said.",
    "Updated figures show that 400 people left Tallow in 2019.",
    "An update of the software stopped 40 trains on Friday.",
    "Text messages from the mayor to the builder were read out on Friday.",
    "Subscribers to the theatre fell to 800 in 2019.",
    "Lena Sturm, a writer who lives in Fennick, was elected to the council in May.",
    "Keep the Pier, a charity, was founded in 2011.",
    "This page of history was closed when the last mine shut in 1994.",
    "Our own count of the ballots found 312 that were void.",
    "Courtesy buses ran to the pier every 10 minutes on Friday.",
    "Call centres in Tallow employ 1,200 people.",
    "Subscribers paid 40 crowns a month for the channel until it was shut in May.",
    "A grant from the Sturm Foundation paid for the new roof.",
    "The letter of 200 words was sent to every house in Tallow.",
    "The documentary about the dam was seen by 2 million people on YouTube.",
    "Published in May, the study counted 312 species of moss.",
    "The terms of the loan apply to 40 farms.",
    "Kim Alder is the journalist whose files were seized in March.",
    "Fans can follow the trial on the court's website from Monday.",
    "She found her brother on Facebook after 40 years.",
    "The clinic can be reached by tram from the harbour since May.",
    "Contact between the two pilots broke off at 14:05.",
    "The gallery was flooded when the dam broke in 2016.",
    "Share of the vote won by the Greens: 31 percent.",
)


@pytest.mark.parametrize("line", [*FURNITURE, *LINKS, *BIOS])
def test_what_a_page_prints_for_its_own_sake_is_no_story(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize("line", STORY)
def test_a_story_with_the_same_words_stays_one(line: str) -> None:
    assert told(line) == [line]


def test_a_sentence_of_the_page_inside_a_paragraph_leaves_the_rest() -> None:
    line = "The crane was sold in May. Read more about the crane here. It went to Norland."
    assert told(line) == ["The crane was sold in May.", "It went to Norland."]


@pytest.mark.parametrize(
    "line",
    [
        "“Sign up for our newsletter. Follow us on Facebook. It costs nothing,” the mayor told 300 people.",
        "“Please show me that man. Please show me his ship.”",
    ],
)
def test_what_is_said_in_marks_is_never_the_pages_own(line: str) -> None:
    assert told(line) == [line]


@pytest.mark.parametrize(
    ("bio", "byline", "is_story"),
    [
        ("Ines Dahl lives in Fennick and is a lawyer.", "By Ines Dahl", False),
        ("Ines Dahl is a lawyer in Fennick. She has sailed for 40 years.", "By Ines Dahl", False),
        ("Ines Dahl is a lawyer in Fennick.", "By Tom Brandt", True),
        ("Ines Dahl is a reporter who was arrested in May.", "", True),
        ("Ines Dahl was an editor at the Ledger when the mill burned.", "", True),
    ],
)
def test_a_line_about_the_author_is_one_only_where_something_says_so(bio: str, byline: str, is_story: bool) -> None:
    assert bool(told(bio, byline)) == is_story


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("14:05 Two more bodies have been found in the harbour.", "14:05"),
        ("09:15 GMT – Police have shut the quay in Fennick.", "09:15 GMT"),
        ("9.15pm: The mayor has left the town hall by a side door.", "9.15pm"),
        ("[18:30] Rescuers have reached the last of the 12 miners.", "[18:30]"),
        ("3.40 p.m. | Ines Dahl has been named as the new chair of the port.", "3.40 p.m."),
        ("23:59 “We are safe,” the captain said by radio.", "23:59"),
        ("(AP) — Rescuers found 12 miners alive in Tallow on Friday.", "(AP)"),
        ("(Northwire) - The port of Tallow will shut in May, two officials said.", "(Northwire)"),
        ("10:42 was when the last train left Tallow on Friday.", ""),
        ("10:42 trains were late by 40 minutes on Friday.", ""),
        ("3-1 Rovers beat Tallow on Friday.", ""),
        ("12 People were hurt in Tallow on Friday.", ""),
        ("2019 Census figures show that 4,000 people left Tallow.", ""),
        ("7.30 Report presenter Ana Maro was fined in May.", ""),
    ],
)
def test_the_time_of_an_entry_and_the_agencys_name_stand_apart(line: str, stamp: str) -> None:
    assert told(line) == [line.removeprefix(stamp).lstrip(" –-—:|")]


@pytest.mark.parametrize(
    "line",
    [
        "Reuters/Ines Dahl",
        "AFP/Getty Images",
        "Photo by Ines Dahl/Fennick Ledger",
        "Getty Images",
        "Picture by Jo de Vane for the Fennick Ledger",
        "Video by Ines Dahl and Tom Brandt, The Ledger",
        "Photo courtesy of the Tallow Museum",
        "AP Photo/Tom Brandt",
        "Image: Ines Dahl via Getty Images",
        "(Photo by Tom Brandt/Stockpix)",
    ],
)
def test_a_credit_is_no_story(line: str) -> None:
    assert told(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Reuters, the agency, lost 40 million crowns in 2018.",
        "AFP reporters counted 300 boats off Tallow on Monday.",
        "Getty heirs sold the villa for 3 million crowns in May.",
        "Videos by neighbours show that police fired 12 shots.",
        "Photographs by Ines Dahl prove that the pier stood in 1911.",
        "Reuters could not reach the mayor on Friday.",
        "AP and Reuters left Norland in 2018.",
        "Illustration by children of the school fills 40 walls in Tallow.",
    ],
)
def test_a_sentence_about_an_agency_or_a_picture_is_no_credit(line: str) -> None:
    assert told(line) == [line]
