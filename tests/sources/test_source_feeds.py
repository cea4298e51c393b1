"""Feeds, sitemaps and lists of addresses: what they name, and what is wrong with them."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies

from factcheck.domain.flagging import Content, SourceItem, Unusable
from factcheck.errors import InputError
from factcheck.flagging.sources import ArticleSource, Fetch, SourceKind, article_of, feeds, items, sitemaps, source_of
from factcheck.flagging.sources.model import Found

FEED = "https://courier.example/feed"
RSS = '<?xml version="1.0"{}?><rss version="2.0"><channel><title>The Courier &amp; Post</title>{}</channel></rss>'
ITEM = "<item><title>Story {0}</title><link>/news/{0}</link><pubDate>Mon, 02 Nov 2026 23:30:00 -0500</pubDate></item>"
PAGE = b"<!doctype html><html><head></head><body><p>The wall is 350 km long.</p></body></html>"
LONG = "&lt;p&gt;The wall is 350 km long.&lt;/p&gt;" * 20


def web(pages: Mapping[str, bytes]) -> Fetch:
    def fetch(url: str) -> Content:
        if url not in pages:
            raise InputError(f"{url}: not found (404). Look whether it has moved.")
        return Content(pages[url], url, hashlib.sha256(pages[url]).hexdigest(), media_type="text/html")

    return fetch


def listed(data: bytes | str, kind: SourceKind = SourceKind.URL, **more: bytes) -> list[Found]:
    pages = {FEED: data if isinstance(data, bytes) else data.encode()}
    pages |= {f"https://courier.example/{name}": page for name, page in more.items()}
    return list(items([ArticleSource(kind, FEED)], fetch=web(pages), max_bytes=10_000_000))


def only(found: list[Found]) -> SourceItem:
    (item,) = found
    assert isinstance(item, SourceItem)
    return item


def problem(found: list[Found]) -> str:
    (one,) = found
    assert isinstance(one, Unusable)
    assert one.place == FEED
    return one.problem


def test_an_entry_says_where_its_article_is_and_what_the_feed_knows_of_it() -> None:
    item = only(listed(RSS.format("", ITEM.format(1))))
    assert item.key == "https://courier.example/news/1"
    assert item.said == {
        "url": item.key,
        "title": "Story 1",
        "title_from": "feed",
        "publisher": "The Courier & Post",
        "publisher_from": "feed",
        "published": date(2026, 11, 2),
        "published_from": "feed",
    }
    assert (item.modified, item.stamp) == (datetime(2026, 11, 3, 4, 30, tzinfo=UTC), None)


@pytest.mark.parametrize(
    "feed",
    [
        '<rss version="0.91"><channel><title>x</title><item><title>t</title><link>{}</link></item></channel></rss>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<item><title>t</title><link>{}</link></item></rdf:RDF>",
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title><link href="{}"/></entry></feed>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://courier.example/news/"><entry><title>t</title>'
        '<link href="1"/></entry></feed>',
        '{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"title": "t", "url": "{}"}}]}}',
        '<!-- a --><?x y?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'
        '<rss version="0.91"><channel><item><title>t</title><link>{}</link></item></channel></rss>',
    ],
)
@pytest.mark.parametrize(
    "link", ["https://courier.example/news/1", "/news/1#top", "HTTPS://Courier.Example:443/news/1"]
)
def test_feeds_of_every_kind_are_told_by_their_content(feed: str, link: str) -> None:
    item = only(listed(feed.format(link)))
    assert (item.key, item.said["title"]) == ("https://courier.example/news/1", "t")


def test_links_are_taken_once_and_those_that_lead_into_files_not_at_all() -> None:
    links = ("/a", "https://courier.example/a#b", "file:///etc/passwd", "javascript:alert(1)", "ftp://x.example/")
    entries = "".join(f"<item><title>t</title><link>{link}</link></item>" for link in links)
    found = listed(RSS.format("", entries + "<item><title>Nothing but this</title></item>"))
    assert isinstance(found[0], SourceItem)
    assert all(isinstance(one, Unusable) for one in found[1:])
    assert [one.place.rpartition(" ")[2] for one in found[1:]] == ["3", "4", "5", "6"]


def test_the_article_in_an_entry_is_read_where_its_page_cannot_be_had() -> None:
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title><entry><title>T</title><link href="/{}"/>' + (
        f'<updated>2026-11-02T10:00:00Z</updated><content type="html">{LONG}</content></entry></feed>'
    )
    gone = only(listed(atom.format("gone")))
    assert gone.stamp == "2026-11-02T10:00:00Z"
    article = article_of(gone, gone.read(), max_bytes=10_000)
    assert article.text.startswith("T\n\nThe wall is 350 km long.")
    assert (article.publisher, article.publisher_from) == ("P", "feed")
    there = only(listed(atom.format("there"), there=PAGE))
    assert there.read().data == PAGE


@pytest.mark.parametrize(
    ("encoding", "label"),
    [("utf-8", ""), ("utf-8", ' encoding="us-ascii"'), ("cp1252", ' encoding="windows-1252"'), ("utf-16", "")],
)
def test_a_wrong_label_spoils_no_letter(encoding: str, label: str) -> None:
    text = RSS.format(label, "<item><title>Café “Zürich”&nbsp;– £5</title><link>/a</link></item>")
    assert only(listed(text.encode(encoding))).said["title"] == "Café “Zürich” – £5"


@pytest.mark.parametrize("hidden", ["", "\x01", "\ufffe"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_any_parser_sees_them(encoding: str, hidden: str) -> None:
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!EN{hidden}TITY b "ha"><!EN{hidden}TITY c "&b;&b;">]>'
    for body in ("<rss><channel><title>&c;</title></channel></rss>", "<urlset><url><loc>&c;</loc></url></urlset>"):
        assert problem(listed((bomb + body).encode(encoding))).startswith("declares entities of its own")


@pytest.mark.parametrize("link", ["http://[", "//[x", "http://[v1]/", "http://a]b/"])
def test_a_link_that_is_none_is_named_and_the_next_is_read(link: str) -> None:
    entries = f"<item><title>A</title><link>{link}</link></item><item><title>B</title><link>/b</link></item>"
    bad, good = listed(RSS.format("utf-8", entries).encode())
    assert isinstance(bad, Unusable)
    assert "entry 1" in bad.place
    assert isinstance(good, SourceItem)


def test_a_page_in_the_place_of_a_feed_or_sitemap_is_said_to_be_one() -> None:
    assert problem(listed(PAGE, SourceKind.FEED)).startswith("no feed but a page (HTML).")
    assert problem(listed(PAGE, SourceKind.SITEMAP)).startswith("no sitemap but a page (HTML).")
    assert problem(listed(b"\x1f\x8bno gzip", SourceKind.FEED)).startswith("cannot be read as gzip")
    assert article_of(only(listed(PAGE)), only(listed(PAGE)).read(), max_bytes=1000).text == "The wall is 350 km long."


def test_a_feed_that_is_cut_gives_what_it_has_and_is_named() -> None:
    found = listed(RSS.format("", "".join(map(ITEM.format, range(5)))).encode()[:-90])
    assert "ends in the middle" in problem(found[-1:])
    assert len(found) >= 5


def test_a_feed_without_end_is_read_to_a_number_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 20)
    found = listed(RSS.format("", "".join(map(ITEM.format, range(50_000)))))
    assert problem(found[-1:]).startswith("a feed of 50,000 entries, of which the first 20 are read")
    assert [one.key for one in found[:-1] if isinstance(one, SourceItem)] == [
        f"https://courier.example/news/{number}" for number in range(20)
    ]


@pytest.mark.parametrize("piece", ["<a ", "<a>", "<![CDATA[", '<a b="', "<!DOCTYPE a [", "&#", "<!--"])
def test_hostile_feeds_end_soon(piece: str) -> None:
    listed(f"<rss><channel><item><title>x</title>{piece * 50_000}")


# -- sitemaps -----------------------------------------------------------------------------


def urlset(*pages: str) -> bytes:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(pages)}</urlset>'.encode()


def index(*names: str) -> bytes:
    inner = "".join(f"<sitemap><loc>https://courier.example/{name}</loc></sitemap>" for name in names)
    return f"<sitemapindex>{inner}</sitemapindex>".encode()


def test_a_sitemap_says_when_a_page_was_changed_and_what_news_it_is() -> None:
    news = (
        "<n:news xmlns:n='x'><n:publication><n:name>The Courier</n:name></n:publication>"
        "<n:publication_date>2026-11-01</n:publication_date><n:title>T</n:title></n:news>"
    )
    picture = "<i:image xmlns:i='y'><i:loc>https://courier.example/p.jpg</i:loc><i:title>No</i:title></i:image>"
    page = f"<url>{picture}<loc>https://courier.example/a</loc><lastmod>2026-11-02T10:00:00Z</lastmod>{news}</url>"
    item = only(listed(urlset(page)))
    assert item.said["title"] == "T"
    assert (item.said["publisher"], item.said["published"]) == ("The Courier", date(2026, 11, 1))
    assert (item.modified, item.stamp) == (datetime(2026, 11, 2, 10, tzinfo=UTC), "2026-11-02T10:00:00Z")
    daily = only(listed(urlset("<url><loc>https://courier.example/a</loc><lastmod>2026-11-02</lastmod></url>")))
    assert (daily.modified, daily.stamp) == (datetime(2026, 11, 2, tzinfo=UTC), None)


def test_an_index_is_followed_three_deep_and_what_cannot_be_had_is_named() -> None:
    page = urlset("<url><loc>https://courier.example/p</loc></url>")
    found = listed(
        index("two", "packed", "gone", "feed"),
        two=index("three"),
        three=index("four"),
        packed=gzip.compress(page),
        four=page,
    )
    assert [one.place for one in found] == [
        "https://courier.example/four",
        "https://courier.example/p",
        "https://courier.example/gone",
    ]


def test_a_sitemap_without_end_is_read_to_a_number_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 20)
    pages = (f"<url><loc>https://courier.example/{number}</loc></url>" for number in range(5_000))
    found = listed(urlset(*pages))
    assert len(found) == 21
    assert problem(found[-1:]).startswith("more than 20 addresses")


def test_what_is_cut_or_no_address_in_a_sitemap_is_named() -> None:
    pages = [f"<url><loc>https://courier.example/{path}</loc></url>" for path in ("1?a=1&b=2", "2")]
    found = listed(urlset(*pages, "<url><loc>/3</loc></url>", pages[1])[:-20])
    assert [one.key for one in found if isinstance(one, SourceItem)] == [
        "https://courier.example/1?a=1&b=2",
        "https://courier.example/2",
    ]
    assert [one.problem[:22] for one in found if isinstance(one, Unusable)] == [
        "“/3” is no address of ",
        "the sitemap ends in th",
    ]


# -- addresses ----------------------------------------------------------------------------


def test_a_list_of_addresses_is_told_from_an_article(tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_text(
        "# ours\nhttps://courier.example/a  # the first\n\nHTTPS://Courier.example/a#b\nhttps://courier.example\n"
    )
    found = list(items([source_of(str(file))], fetch=None, max_bytes=1000))
    assert [one.place for one in found] == ["https://courier.example/a", "https://courier.example/"]
    file.write_text("https://courier.example/a\nnonsense\nhttp://\nhttps://a b\n")
    bad = list(items([ArticleSource(SourceKind.URLS, str(file))], fetch=None, max_bytes=1000))[1:]
    assert [one.place.rpartition(" ")[2] for one in bad] == ["2", "3", "4"]


def test_a_feed_on_disk_is_a_source_whose_links_are_those_of_its_site(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(RSS.format("", "<link>https://courier.example/</link>" + ITEM.format(1)))
    item = only(list(items([source_of(str(file))], fetch=None, max_bytes=10_000)))
    assert item.key == "https://courier.example/news/1"
    with pytest.raises(InputError, match="--allow-network"):
        item.read()


def test_what_is_older_than_a_source_wants_is_left_aside() -> None:
    source = ArticleSource(SourceKind.FEED, FEED, since=date(2026, 11, 4), publisher="Ours", language="en")
    fetch = web({FEED: RSS.format("", ITEM.format(1) + ITEM.format(2).replace("02 Nov", "05 Nov")).encode()})
    item = only(list(items([source], fetch=fetch, max_bytes=10_000)))
    assert (item.key, item.language) == ("https://courier.example/news/2", "en")
    assert (item.said["publisher"], item.said["publisher_from"]) == ("Ours", "given")


@given(
    strategies.text(alphabet="<>/!?-[]&;\"'= \n\0abrssfeeditemlinkENTITY:{}", max_size=80),
    strategies.sampled_from(["", "<rss>", "<urlset>", "<feed>", '{"version":"https://jsonfeed.org/']),
)
@settings(max_examples=80)
def test_whatever_is_fetched_ends_in_items_or_words(tail: str, begin: str) -> None:
    for one in listed(begin + tail):
        f"{one.place}{one.problem if isinstance(one, Unusable) else one.key}".encode()
