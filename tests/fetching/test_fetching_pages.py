"""Fetching pages from sites that behave, and from those that do not. All of them are on this machine, and nothing is
sent anywhere else."""

from __future__ import annotations

import gzip
import hashlib
import pickle
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from web_server import Site, Visit, certificate, reset, site

from factcheck.errors import InputError, UsageError
from factcheck.fetching import guarded
from factcheck.fetching.asking import FetchLimits
from factcheck.fetching.http import FetchError
from factcheck.fetching.pages import Fetched, Fetcher, Validators

PAGE = b"<html><h1>A wall is built</h1><p>It is 350 km long.</p></html>"
LIMITS = FetchLimits(connect=10, total=30, size=200_000, tries=2, pause=20, longest_pause=40)
HOSTS = {
    "wall.test": ["127.0.0.1"],
    "other.test": ["127.0.0.1"],
    "inward.test": ["10.0.0.7"],
    "mixed.test": ["93.184.216.34", "192.168.0.1"],
    "metadata.test": ["169.254.169.254"],
}
NAMED = ("127.0.0.1", "wall.test", "other.test")


class _Watch:
    """Sees every look-up and connection of this process while it is on; what leads off this machine is refused."""

    def __init__(self) -> None:
        self.on = False
        self.elsewhere: list[object] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on or event not in (
            "socket.connect",
            "socket.getaddrinfo",
            "socket.sendto",
            "socket.gethostbyname",
        ):
            return
        asked = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
        host = asked[0] if isinstance(asked, tuple) else asked
        if host != "127.0.0.1":
            self.elsewhere.append(host)
            raise OSError("the test knows no other machine")


WATCH = _Watch()
sys.addaudithook(WATCH)


@pytest.fixture(autouse=True)
def elsewhere() -> Iterator[list[object]]:
    """What was tried to be reached beyond this machine; nothing, unless a test takes it out."""
    WATCH.on, WATCH.elsewhere = True, []
    yield WATCH.elsewhere
    WATCH.on = False
    assert WATCH.elsewhere == []


def resolver(host: str, port: int) -> Sequence[str]:
    if host not in HOSTS:
        raise OSError("no such host")
    return HOSTS[host]


def fetcher(**more: Any) -> Fetcher:
    given = {"allowed": True, "private": NAMED, "limits": LIMITS, "resolver": resolver, "sleep": lambda _: None}
    return Fetcher(**{**given, **more})


def problem(url: str, **more: Any) -> str:
    with pytest.raises(FetchError) as told:
        fetcher(**more).get(url)
    assert "\n" not in str(told.value)
    return str(told.value)


# -- what goes well -----------------------------------------------------------------------


def test_a_page_comes_with_what_its_server_says_of_it(web: Site) -> None:
    web.page("/a", PAGE, Content_Type='Text/HTML; Charset="ISO-8859-2"', Set_Cookie="id=1")
    found = fetcher().get(web.url("/a?b=c#d"))
    assert (found.body, found.sha256) == (PAGE, hashlib.sha256(PAGE).hexdigest())
    assert (found.status, found.media_type, found.charset, found.unchanged) == (200, "text/html", "ISO-8859-2", False)
    assert found.final_url == web.url("/a?b=c")
    assert web.paths() == ["/robots.txt", "/a?b=c"]


def test_what_is_sent_is_truthful_and_holds_no_cookie_and_no_login(
    web: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ana password hunter2\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.test:3128")
    monkeypatch.setenv("ALL_PROXY", "http://proxy.test:3128")
    web.page("/a", PAGE, Set_Cookie="id=1")
    one = fetcher()
    one.get(web.url("/a"))
    one.get(web.url("/a"))
    for _, headers in web.asked:
        assert {name.lower() for name in headers} == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert headers["User-Agent"].startswith("factcheck/")


def test_a_packed_answer_is_unpacked_also_of_several_members(web: Site) -> None:
    web.page("/a", gzip.compress(PAGE) + gzip.compress(b"<!-- more -->"), Content_Encoding="gzip")
    assert fetcher().get(web.url("/a")).body == PAGE + b"<!-- more -->"


def test_redirects_are_followed_to_the_page(web: Site) -> None:
    web.page("/end", PAGE)
    web.redirect("/a", "b", 301)
    web.redirect("/b", web.url("/c", "other.test"), 307)
    web.redirect("/c", f"//127.0.0.1:{web.port}/end?q=\N{LATIN SMALL LETTER E WITH ACUTE}#part", 308)
    found = fetcher().get(web.url("/a", "wall.test"))
    assert (found.body, found.final_url, found.url) == (PAGE, web.url("/end?q=%C3%A9"), web.url("/a", "wall.test"))


def test_nothing_is_asked_unless_that_is_allowed(web: Site) -> None:
    with pytest.raises(UsageError, match="--allow-network"):
        fetcher(allowed=False).get(web.url("/a"))
    with pytest.raises(UsageError) as told:
        fetcher(allowed=False).get("https://ana:hunter2@wall.test/")
    assert "hunter2" not in str(told.value)
    assert web.asked == []


# -- where it leads -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.7/",
        "http://[::1]/",
        "http://[fd00:ec2::254]/",
        "http://[::ffff:7f00:1]/",
        "http://127.0.0.2/",
        "http://inward.test/",
        "http://mixed.test/",
        "http://metadata.test/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
    ],
)
def test_a_host_within_is_refused_before_anything_is_sent_also_behind_a_redirect(web: Site, target: str) -> None:
    web.redirect("/a", target)
    assert "Nothing was sent" in problem(target)
    told = problem(web.url("/a"))
    assert told.startswith(f"{web.url('/a')} redirects: {target}")
    assert "Nothing was sent" in told
    assert web.paths() == ["/robots.txt", "/a"]


def test_a_host_within_is_named_with_what_allows_it(web: Site) -> None:
    told = problem("http://inward.test/", private=())
    assert "inward.test leads to 10.0.0.7, a private address" in told
    assert 'allow_private = ["inward.test"]' in told
    assert "this machine itself" in problem(web.url("/a"), private=("127.0.0.1:1", "wall.test"))
    web.page("/a", PAGE)
    assert fetcher(private=(f"127.0.0.1:{web.port}",)).get(web.url("/a")).body == PAGE


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://wall.test/", "http://a:b@wall.test/", "http://0177.0.0.1/"]
)
def test_a_redirect_to_what_is_no_page_is_not_followed(web: Site, target: str) -> None:
    web.redirect("/a", target)
    told = problem(web.url("/a"))
    assert told.startswith(f"{web.url('/a')}: redirects to what is not fetched")
    assert "a:b" not in told


def test_a_name_that_leads_elsewhere_at_the_second_look_leads_nowhere(web: Site, elsewhere: list[object]) -> None:
    looks: list[str] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        looks.append(host)
        return ["93.184.216.34"] if len(looks) % 2 else ["127.0.0.1"]

    told = problem(f"http://rebind.test:{web.port}/a", resolver=rebinding, private=())
    assert "cannot be reached" in told
    assert looks == ["rebind.test"]  # once, and the connection goes to what was found and checked
    assert elsewhere == ["93.184.216.34"]  # the watch kept it here
    elsewhere.clear()
    assert "this machine itself" in problem(f"http://rebind.test:{web.port}/a", resolver=rebinding, private=())
    assert web.asked == []


def test_redirects_end(web: Site) -> None:
    web.pages["/a"] = lambda visit: visit.say(b"", status=302, Location=f"/a?{len(web.asked)}")
    assert "redirects more than 5 times" in problem(web.url("/a"))
    assert len(web.asked) == 7
    web.redirect("/b", "/c")
    web.redirect("/c", "/b")
    assert f"redirects in a circle, back to {web.url('/b')}" in problem(web.url("/b"))


def test_a_host_that_nobody_knows_is_named(web: Site) -> None:
    assert "there is no host nowhere.test" in problem("http://nowhere.test/a")
    assert "the host cannot be reached" in problem("http://127.0.0.1:9/a")

    def slow(host: str, port: int) -> Sequence[str]:
        time.sleep(0.3)
        return ["127.0.0.1"]

    limits = FetchLimits(connect=0.05, total=0.5)
    assert "could not be looked up in time" in problem("http://wall.test/", resolver=slow, limits=limits)


# -- certificates -------------------------------------------------------------------------


def test_a_certificate_is_verified_for_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with site(certificate(tmp_path, "wall.test")) as secure:
        secure.page("/a", PAGE)
        secure.redirect("/down", f"http://wall.test:{secure.port}/a")
        told = problem(secure.url("/a", "wall.test"))
        assert "no certificate that this machine trusts (self-signed certificate)" in told
        assert secure.asked == []

        trusting = guarded.verifying()
        trusting.load_verify_locations(tmp_path / "cert.pem")
        monkeypatch.setattr(guarded, "verifying", lambda: trusting)
        assert fetcher().get(secure.url("/a", "wall.test")).body == PAGE
        assert "Hostname mismatch" in problem(secure.url("/a", "other.test"))
        assert "redirects from https to http://wall.test" in problem(secure.url("/down", "wall.test"))
        assert "robots.txt cannot be asked for" in problem(f"http://wall.test:{secure.port}/a")


# -- size and time ------------------------------------------------------------------------


def _endless(visit: Visit, pause: float = 0.0, chunk: bytes = b"0" * 65536, **headers: str) -> None:
    visit.send_response(200)
    for name, value in headers.items():
        visit.send_header(name.replace("_", "-"), value)
    visit.end_headers()
    for _ in range(10**10 // len(chunk)):
        visit.wfile.write(chunk)
        time.sleep(pause)


def test_an_answer_of_ten_gigabytes_is_not_read(web: Site) -> None:
    web.pages["/said"] = lambda visit: _endless(visit, Content_Length=str(10**10))
    web.pages["/unsaid"] = _endless
    web.pages["/lie"] = lambda visit: _endless(visit, Content_Length="9" * 30)
    assert "it has 10,000,000,000 bytes; at most 200,000 are read" in problem(web.url("/said"))
    assert "it has more than 200,000 bytes; at most 200,000 are read" in problem(web.url("/unsaid"))
    assert "no HTTP (bad Content-Length)" in problem(web.url("/lie"))


def test_a_gzip_bomb_is_unpacked_only_so_far(web: Site) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < LIMITS.size
    web.page("/a", bomb, Content_Encoding="gzip")
    assert "it unpacks to more than 200,000 bytes" in problem(web.url("/a"))


def test_what_is_packed_otherwise_or_badly_is_refused(web: Site) -> None:
    web.page("/br", b"x", Content_Encoding="br")
    web.page("/twice", gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip, gzip")
    web.page("/cut", gzip.compress(PAGE)[:-9], Content_Encoding="gzip")
    web.page("/none", PAGE, Content_Encoding="gzip")
    assert "packed as br, which nobody asked for" in problem(web.url("/br"))
    assert "packed as gzip, gzip, which nobody asked for" in problem(web.url("/twice"))
    assert "broke off in the middle of its gzip" in problem(web.url("/cut"))
    assert "its gzip is broken" in problem(web.url("/none"))


def test_an_answer_that_trickles_in_ends_when_its_time_is_up(web: Site) -> None:
    web.pages["/body"] = lambda visit: _endless(visit, 0.05, b"x")

    def head(visit: Visit) -> None:
        visit.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(1000):
            visit.wfile.write(b"X-%d: y\r\n" % number)
            time.sleep(0.05)

    web.pages["/head"] = head
    web.pages["/never"] = lambda visit: time.sleep(0.8)
    for path in ("/body", "/head", "/never"):
        assert "not answered whole within 0.5 seconds" in problem(web.url(path), limits=replace(LIMITS, total=0.5)), (
            path
        )


def test_an_answer_that_lies_or_breaks_off_is_not_taken_for_a_page(web: Site) -> None:
    web.pages["/short"] = lambda visit: visit.say(b"abc", length=100)
    web.pages["/reset"] = reset
    web.pages["/noise"] = lambda visit: visit.wfile.write(b"SSH-2.0-OpenSSH\r\n")
    web.pages["/silent"] = lambda visit: None
    web.pages["/long"] = lambda visit: visit.say(PAGE + b"more", length=len(PAGE))
    assert "the answer is cut short" in problem(web.url("/short"))
    assert "the connection broke off" in problem(web.url("/reset"))
    assert "no HTTP" in problem(web.url("/noise"))
    assert fetcher().get(web.url("/long")).body == PAGE


# -- manners ------------------------------------------------------------------------------


def test_what_robots_txt_forbids_is_not_asked_for(web: Site) -> None:
    web.page("/robots.txt", b"User-agent: *\nDisallow: /all\n\nUser-agent: factcheck\nDisallow: /private\n")
    for path in ("/private/a", "/all/a"):
        web.page(path, PAGE)
    one = fetcher()
    with pytest.raises(FetchError, match="asks programs to leave this page alone"):
        one.get(web.url("/private/a"))
    assert one.get(web.url("/all/a")).body == PAGE  # what stands under our own name holds alone
    assert web.paths() == ["/robots.txt", "/all/a"]  # asked once in a run
    web.redirect("/public", "/private/a")
    assert "leave this page alone" in problem(web.url("/public"))


def test_where_robots_txt_cannot_be_asked_for_nothing_is_fetched(web: Site) -> None:
    web.page("/a", PAGE)
    for status in (500, 503, 429):
        web.pages["/robots.txt"] = lambda visit, status=status: visit.say(b"", status=status)
        assert f"robots.txt cannot be asked for (status {status})" in problem(web.url("/a"))
    web.pages["/robots.txt"] = reset
    assert "robots.txt cannot be asked for: the connection broke off" in problem(web.url("/a"))
    for status in (403, 404, 410):
        web.pages["/robots.txt"] = lambda visit, status=status: visit.say(b"", status=status)
        assert fetcher().get(web.url("/a")).body == PAGE


def test_a_robots_txt_without_end_is_read_so_far(web: Site) -> None:
    web.page("/a", PAGE)
    web.page("/b", PAGE)
    web.pages["/robots.txt"] = lambda visit: _endless(visit, chunk=b"User-agent: *\nDisallow: /a\n" * 1000)
    limits = FetchLimits(total=5, robots_size=20_000)
    assert "leave this page alone" in problem(web.url("/a"), limits=limits)
    assert fetcher(limits=limits).get(web.url("/b")).body == PAGE


def test_a_host_is_left_alone_between_two_requests(web: Site) -> None:
    web.page("/a", PAGE)
    slept: list[float] = []
    one = fetcher(sleep=slept.append)
    one.get(web.url("/a", "wall.test"))
    assert slept == []
    one.get(web.url("/a", "wall.test"))
    assert len(slept) == 1
    assert 10 < slept[0] <= 20
    one.get(web.url("/a", "other.test"))
    one.get(web.url("/a"))
    one.get(web.url("/a"))  # this machine itself needs no rest
    assert len(slept) == 1


def test_crawl_delay_is_kept_or_the_host_left_alone(web: Site) -> None:
    web.page("/a", PAGE)
    web.page("/robots.txt", b"User-agent: *\nCrawl-delay: 35\n")
    slept: list[float] = []
    told: list[str] = []
    one = fetcher(sleep=slept.append, notice=told.append)
    one.get(web.url("/a", "wall.test"))
    one.get(web.url("/a", "wall.test"))
    assert 25 < slept[0] <= 35
    assert told[0].startswith("wall.test wants a pause: waiting ")
    web.page("/robots.txt", b"User-agent: *\nCrawl-delay: 3600\n")
    one = fetcher()
    one.get(web.url("/a", "wall.test"))
    with pytest.raises(FetchError, match=r"wants 3,[56][0-9]{2} seconds without a request, more than the 40"):
        one.get(web.url("/a", "wall.test"))


def test_a_busy_server_is_asked_again_when_it_says(web: Site) -> None:
    def busy(visit: Visit) -> None:
        if web.paths().count("/a") < 2:
            visit.say(b"", status=429, Retry_After="35")
        else:
            visit.say(PAGE)

    web.pages["/a"] = busy
    slept: list[float] = []
    assert fetcher(sleep=slept.append).get(web.url("/a")).body == PAGE
    assert 25 < slept[0] <= 35
    web.pages["/b"] = lambda visit: visit.say(b"", status=503, Retry_After="0")
    assert "too busy to answer (status 503)" in problem(web.url("/b"))
    assert web.paths().count("/b") == 2
    web.pages["/c"] = lambda visit: visit.say(b"", status=429, Retry_After="99999")
    assert "wants 99,9" in problem(web.url("/c"))
    assert web.paths().count("/c") == 1


def test_each_status_without_a_page_has_its_message(web: Site) -> None:
    said = {
        404: "no such page there",
        403: "without a login",
        401: "without a login",
        500: "the site failed",
        204: "no page",
    }
    for status, words in said.items():
        web.pages["/a"] = lambda visit, status=status: visit.say(b"", status=status)
        told = problem(web.url("/a"))
        assert words in told
        assert f"(status {status})" in told
        assert told.startswith(web.url("/a"))


# -- what is known already ----------------------------------------------------------------


def _if_changed(visit: Visit) -> None:
    known = visit.headers.get("If-None-Match") == '"1"' or visit.headers.get("If-Modified-Since") == "yesterday"
    visit.say(b"" if known else PAGE, status=304 if known else 200, ETag='"1"')


def test_a_page_that_has_not_changed_is_not_sent_again(web: Site) -> None:
    web.pages["/a"] = _if_changed
    web.redirect("/b", "/a")
    sha256 = hashlib.sha256(PAGE).hexdigest()

    def get(etag: str | None, modified: str | None, path: str = "/a", final: str = "/a", **more: Any) -> Fetched:
        known = Validators(web.url(final), etag, modified, sha256)
        return fetcher(known=lambda _: known).get(web.url(path), **more)

    for found in (get('"1"', None), get(None, "yesterday"), get('"1"', None, "/b")):
        assert (found.status, found.body, found.sha256, found.unchanged) == (304, b"", sha256, True)
    assert get('"1"', None, "/a", "/elsewhere").status == 200
    assert get('"1"', None, anew=True).status == 200
    found = get(None, None)  # sent again, and the same to the byte
    assert (found.status, found.body, found.unchanged) == (200, PAGE, True)


def test_a_304_that_nobody_asked_for_is_no_page(web: Site) -> None:
    web.pages["/a"] = lambda visit: visit.say(b"", status=304)
    assert "no page (status 304)" in problem(web.url("/a"))
    assert isinstance(FetchError("x", passing=False), InputError)


def test_what_went_wrong_can_be_told_to_another_process() -> None:
    for passing in (False, True):
        told = pickle.loads(pickle.dumps(FetchError("the site failed", passing=passing)))
        assert (type(told), str(told), told.passing) == (FetchError, "the site failed", passing)
