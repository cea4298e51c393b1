"""What a page says of itself: its own author, day, outlet and title, and none of another story's."""

from __future__ import annotations

import json
from datetime import date

import pytest

from factcheck.articles import parse
from factcheck.articles.dates import find, in_address, order_in, stamped
from factcheck.articles.pages.names import Authors, authors, joined
from factcheck.domain import Article

STORY = "".join(
    f"<p>{words}</p>"
    for words in (
        "The bridge over the Marl will be closed to lorries from Monday, the harbour office of Lorn said.",
        "About 9,000 people cross the bridge on an ordinary weekday, according to the harbour office.",
        "The repairs are to cost 12 million crowns and will be paid by the county, the council said on Wednesday.",
        "Nobody was hurt when a part of the railing fell into the water in the night to Friday, the police said.",
    )
)


def page(beside: str = "", *, head: str = "", before: str = "", after: str = "", lang: str = "en") -> Article:
    """A page whose story has ``beside`` below its title, ``before`` and ``after`` around it."""
    source = (
        f"<html lang={lang}><head><title>Bridge closed to lorries</title>{head}</head><body>{before}<main><article>"
        f"<h1>Bridge closed to lorries</h1>{beside}{STORY}</article></main>{after}</body></html>"
    )
    return parse(source.encode(), format="html")


def linked(*nodes: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(nodes if len(nodes) > 1 else nodes[0])}</script>"


OWN = {
    "@type": "NewsArticle",
    "headline": "Bridge closed to lorries",
    "author": [{"@type": "Person", "name": "Petra Oswin"}, {"@type": "Person", "name": "Tam Reke"}],
    "datePublished": "2026-02-07T23:30:00-05:00",
    "dateModified": "2026-02-20T08:00:00-05:00",
    "publisher": {"@type": "Organization", "name": "Lorn Post"},
}
CARD = {
    "@type": "NewsArticle",
    "headline": "Mayor quits",
    "author": {"name": "Al Ro"},
    "datePublished": "2020-01-02",
    "url": "https://lornpost.example/mayor-quits",
}


# -- authors --------------------------------------------------------------------------------------


def test_json_ld_names_the_authors_the_outlet_and_the_day_as_the_publisher_counts_it() -> None:
    article = page(head=linked(CARD, OWN))
    assert article.byline == "Petra Oswin and Tam Reke"
    assert (article.publisher, article.publisher_from) == ("Lorn Post", "JSON-LD")
    assert (article.published, article.published_from) == (date(2026, 2, 7), "JSON-LD")


@pytest.mark.parametrize(
    "node",
    [
        CARD,
        {"@type": "ItemList", "itemListElement": [CARD]},
        {"@type": "WebPage", "name": "Bridge closed to lorries", "mentions": [CARD]},
    ],
)
def test_what_json_ld_says_of_another_story_is_not_this_ones(node: object) -> None:
    article = page(head=linked(node))
    assert (article.byline, article.published) == (None, None)


def test_json_ld_may_be_a_graph_whose_people_stand_apart() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "Bridge closed to lorries", "author": {"@id": "#petra"}},
            {"@type": "Person", "@id": "#petra", "name": "Petra Oswin"},
        ]
    }
    assert page(head=linked(graph)).byline == "Petra Oswin"


def test_json_ld_that_is_no_json_still_says_its_day() -> None:
    broken = linked(OWN).replace('"publisher"', '"note": "he said "no"", "publisher"')
    assert page(head=broken).published == date(2026, 2, 7)


@pytest.mark.parametrize(
    ("beside", "byline"),
    [
        ("<p class=byline>By Petra Oswin</p>", "By Petra Oswin"),
        (
            "<div class=byline><span>By Petra Oswin</span><span>Lorn Post</span><i>Dec 13, 2026</i></div>",
            "By Petra Oswin",
        ),
        (
            "<div class=meta><a rel=author href=/x>Petra Oswin</a> and <a rel=author href=/y>Tam Reke</a></div>",
            "Petra Oswin and Tam Reke",
        ),
        ("<p class=author-name>PETRA OSWIN</p><p class=author-title>Harbour editor</p>", "PETRA OSWIN"),
        ("<p class=byline>By Petra Oswin, Lorn</p>", "By Petra Oswin"),
        ("<p class=byline>Petra Oswin @poswin poswin@lornpost.example</p>", "Petra Oswin"),
        ("<p>By Petra Oswin</p>", "By Petra Oswin"),
        ("<p><a href=/authors/petra-oswin>Petra Oswin</a></p>", "Petra Oswin"),
        ("<p class=byline>By Petra Oswin for the Lorn Post</p>", "By Petra Oswin"),
        ("<p class=byline>By Petra Oswin <a href=#>Follow</a></p>", "By Petra Oswin"),
    ],
)
def test_a_printed_byline_is_its_names_and_nothing_that_is_glued_to_them(beside: str, byline: str) -> None:
    assert page(beside).byline == byline


@pytest.mark.parametrize(
    "after",
    [
        "<aside><div class=card><a href=/x>Ferry sinks</a><span class=byline>By Al Ro</span></div></aside>",
        "<div class=comments><p class=comment-author>Al Ro</p></div>",
        "<section class=related><p class=author>Al Ro</p></section>",
        "<footer><p class=author>Al Ro</p></footer>",
    ],
)
def test_the_author_of_a_card_or_a_comment_is_not_the_storys(after: str) -> None:
    assert page(after=after).byline is None
    assert page("<p class=byline>By Petra Oswin</p>", after=after).byline == "By Petra Oswin"


def test_two_places_that_name_different_people_are_said_and_json_ld_is_believed() -> None:
    article = page("<p class=byline>By Al Ro</p>", head=linked({**OWN, "author": {"name": "Petra Oswin"}}))
    assert article.byline == "Petra Oswin"
    assert article.notices == ("the page says two authors: “Petra Oswin” (JSON-LD), “Al Ro” (byline)",)


@pytest.mark.parametrize("printed", ["By PETRA OSWIN", "By P. Oswin", "By Petra Oswin and Tam Reke", "By Lorn Post"])
def test_case_initials_more_names_and_the_outlet_are_no_disagreement(printed: str) -> None:
    node = {**OWN, "author": {"name": "Petra Oswin"}}
    assert page(f"<p class=byline>{printed}</p>", head=linked(node)).notices == ()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("View all posts by Petra Oswin", ("Petra Oswin",)),
        ("Written by: Petra Oswin & Tam Reke", ("Petra Oswin", "Tam Reke")),
        ("Petra Oswin, Tam Reke and Jo de Lorn", ("Petra Oswin", "Tam Reke", "Jo de Lorn")),
        ("Petra Oswin Senior Editor", ("Petra Oswin",)),
        ("Dr. Petra Oswin, MD, PhD", ("Dr. Petra Oswin",)),
        ("Ana May", ("Ana May",)),
        ("Jo Said", ("Jo Said",)),
        ("Harbour notes By Petra Oswin", ("Petra Oswin",)),
        ("Petra Oswin - Lorn Post", ("Petra Oswin",)),
        ("oswin77", ("oswin77",)),
        ("admin", ()),
        ("Staff Writer", ()),
        ("", ()),
    ],
)
def test_names_are_read_out_of_what_stands_around_them(value: str, names: tuple[str, ...]) -> None:
    assert authors([value], ["Lorn Post"]).names == names


def test_who_wrote_it_stands_before_whose_page_it_is() -> None:
    beside = "<div class=byline>By The Lorn Agency</div><p>Written by: Petra Oswin</p>"
    assert page(beside).byline == "Written by: Petra Oswin"
    assert page("<p class=author>Text & photos: Petra Oswin</p>").byline == "Petra Oswin"


def test_a_body_is_an_author_only_where_no_person_is() -> None:
    assert authors(["Orvale Press Agency"]) == Authors(("Orvale Press Agency",), False)
    assert authors(["Orvale Press Agency", "Petra Oswin"]) == Authors(("Petra Oswin",), True)


def test_several_names_are_joined_as_a_sentence_has_them() -> None:
    assert joined(("Ana Lim", "Jo Vane", "Bo Roe")) == "Ana Lim, Jo Vane and Bo Roe"
    assert joined(("Ana Lim",)) == "Ana Lim"
    assert joined(()) == ""


# -- days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "before"),
    [
        (
            "<section class=more><a href=/2021/05/06/x>Ferry sinks</a> <span class=date>6 May 2021</span></section>",
            "",
        ),
        (
            "<aside><h3>Most read</h3><ul><li><time datetime=2020-01-02>2 January 2020</time> Mayor quits</ul></aside>",
            "",
        ),
        ("<div><h3>Also</h3><ul><li><a href=/x>Mayor quits</a> <time>2 January 2020</time></ul></div>", ""),
        ("<div class=comments><div class=comment><time class=published>2 January 2020</time></div></div>", ""),
        ("<footer><span class=date>3 May 2019</span> Lorn Post</footer>", ""),
        ("", "<header><span class=date>Sunday, 29 November 2026</span></header>"),
        ("<div><h3>Also</h3><p>Mayor quits</p><span class=date>2 January 2020</span></div>", ""),
        ("<ul><li><a href=/x>The mayor of Orvale quits at last</a> 2 January 2020</li></ul>", ""),
    ],
)
def test_the_day_of_another_story_or_of_the_visit_is_none(after: str, before: str) -> None:
    assert page(after=after, before=before).published is None


@pytest.mark.parametrize(
    ("beside", "day", "place"),
    [
        ("<time datetime=2026-02-07T23:30:00-05:00>last night</time>", date(2026, 2, 7), "dateline"),
        ("<p class=date>Published 7 February 2026, updated 9 February 2026</p>", date(2026, 2, 7), "dateline"),
        ("<p class=date>Updated 9 February 2026</p>", None, None),
        ("<p class=byline>By Petra Oswin | 7 February 2026</p>", date(2026, 2, 7), "byline"),
        ("<p class=date>25/02/2026</p>", date(2026, 2, 25), "dateline"),
        ("<p class=date>03/02/2026</p>", None, None),
        ("<blockquote><p>Fog again</p>Tam Reke <a href=/tam/1>7 February 2026</a></blockquote>", None, None),
        ("<span property='schema:dateCreated' content=2026-02-07T09:00:00></span>", date(2026, 2, 7), "dateline"),
        ("<footer class=meta><span class=date>7 February 2026</span></footer>", date(2026, 2, 7), "dateline"),
        ("<div class=teaser-meta>7 February 2026</div>", date(2026, 2, 7), "dateline"),
        ("<aside><dl><dt>Date</dt><dd>7 February 2026</dd></dl></aside>", date(2026, 2, 7), "dateline"),
        ("<div class=when><b>7</b><b>February</b><b>2026</b></div>", date(2026, 2, 7), "dateline"),
        ("<p>Lorn, (7 February 2026). The bridge is to be closed.</p>", date(2026, 2, 7), "dateline"),
    ],
)
def test_a_printed_day_is_that_of_publication(beside: str, day: date | None, place: str | None) -> None:
    article = page(beside)
    assert (article.published, article.published_from) == (day, place)


def test_the_language_of_a_page_settles_the_order_of_day_and_month() -> None:
    assert page("<p class=date>03/02/2026</p>", lang="en-GB").published == date(2026, 2, 3)
    assert page("<p class=date>03/02/2026</p>", lang="en-US").published == date(2026, 3, 2)
    assert order_in("en") is None
    assert page("<p class=date>7.2.26</p>", lang="de").published == date(2026, 2, 7)
    assert page("<p class=date>7.2.26</p>").published is None


def test_the_country_of_an_address_and_the_place_of_a_language_settle_it_too() -> None:
    british = "<link rel=canonical href=https://lornpost.co.uk/bridge>"
    assert page("<p class=date>03/02/2026</p>", head=british).published == date(2026, 2, 3)
    american = "<meta property=og:locale content=en_US>"
    assert page("<p class=date>03/02/2026</p>", head=american).published == date(2026, 3, 2)


def test_where_two_time_zones_are_a_day_apart_the_printed_day_is_the_publishers() -> None:
    head = "<meta property=article:published_time content=2026-02-08T02:10:00Z>"
    assert page(head=head).published == date(2026, 2, 8)
    assert page("<time>7 February 2026</time>", head=head).published == date(2026, 2, 7)


def test_a_day_apart_is_another_day_where_no_clock_can_show_it() -> None:
    head = "<meta property=article:published_time content=2026-02-08T22:10:00Z>"
    article = page("<time>7 February 2026</time>", head=head)
    assert article.published == date(2026, 2, 8)
    assert article.notices == ("the page says two days: 2026-02-08 (metadata), 2026-02-07 (dateline)",)


def test_where_two_declared_days_differ_the_printed_one_settles_it() -> None:
    head = linked(OWN) + "<meta property=article:published_time content=2026-02-12T08:00:00-05:00>"
    article = page("<time>12 February 2026</time>", head=head)
    assert (article.published, article.published_from, article.notices) == (date(2026, 2, 12), "metadata", ())


def test_of_many_days_in_a_script_the_one_beside_the_pages_address_is_its_own() -> None:
    head = (
        "<link rel=canonical href=https://lornpost.example/bridge-closed>"
        '<script>var x = [{"url": "/bridge-closed", "publishedAt": "2026-02-07T08:00"},'
        f'"{"." * 700}", {{"url": "/mayor-quits", "publishedAt": "2020-01-02T08:00"}}]</script>'
    )
    assert page(head=head).published == date(2026, 2, 7)


def test_a_picture_dates_a_page_only_if_it_is_the_storys_own() -> None:
    other = "<aside><img src=https://lornpost.example/2026/03/09/mayor.jpg></aside>"
    assert page(after=other).published is None
    article = page("<img src=https://lornpost.example/2026/02/07/bridge.jpg>", after=other)
    assert (article.published, article.published_from) == (date(2026, 2, 7), "image address")


def test_a_day_that_only_the_address_says_is_named_as_that() -> None:
    article = page(head="<link rel=canonical href=https://lornpost.example/2026/02/07/bridge/>")
    assert (article.published, article.published_from) == (date(2026, 2, 7), "address")


def test_a_modified_day_is_no_day_of_publication() -> None:
    assert page(head="<meta property=article:modified_time content=2026-02-20T20:33:20Z>").published is None


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-02-07T23:30:00-05:00", date(2026, 2, 7)),
        ("20260207", date(2026, 2, 7)),
        ("Sat, 07 Feb 2026 12:00:00 GMT", date(2026, 2, 7)),
        ("2026-02-30", None),
        ("yesterday", None),
    ],
)
def test_a_time_for_machines_is_its_own_day(value: str, day: date | None) -> None:
    assert stamped(value) == day


def test_months_in_other_languages_and_in_addresses_are_read() -> None:
    assert find("5. März 2026") is not None
    assert find("18 de mayo de 2026") is not None
    assert in_address("https://lornpost.example/2026/feb/07/bridge") == date(2026, 2, 7)


# -- title and outlet -----------------------------------------------------------------------------


def test_the_title_is_the_heading_that_is_declared_and_not_the_name_of_the_site() -> None:
    source = (
        "<html><head><title>Bridge closed to lorries | Lorn Post</title>"
        "<link rel=canonical href=https://www.lornpost.example/bridge></head>"
        f"<body><h1>Lorn Post</h1><article><h2>Bridge closed to lorries</h2>{STORY}</article></body></html>"
    )
    article = parse(source.encode(), format="html")
    assert (article.publisher, article.publisher_from) == ("Lorn Post", "title")


def test_a_site_name_is_the_publisher() -> None:
    article = page(head="<meta property=og:site_name content='Lorn Post'>")
    assert (article.publisher, article.publisher_from) == ("Lorn Post", "metadata")


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://lornpost.example/bridge", True),
        ("https://lornpost.example/?p=7", True),
        ("https://lornpost.example/", False),
    ],
)
def test_the_front_page_of_a_site_is_the_address_of_no_story(address: str, own: bool) -> None:
    assert (page(head=f"<link rel=canonical href='{address}'>").url == address) is own
