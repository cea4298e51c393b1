"""Which hosts and addresses pages may come from."""

from __future__ import annotations

import random
from ipaddress import IPv4Address, IPv6Address

import pytest

from factcheck.errors import InputError
from factcheck.fetching.asking import read_url, user_agent
from factcheck.fetching.http import FetchError
from factcheck.fetching.pacing import Pace
from factcheck.fetching.permitted import is_named, is_odd_number, why_refused, without_secret

REFUSED = {
    "this machine": "127.0.0.1 127.9.9.9 ::1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::1",
    "secrets": "169.254.169.254 169.254.170.2 fd00:ec2::254 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 100.100.100.200",
    "private": "10.0.0.7 172.16.0.1 172.31.255.255 192.168.1.1 fc00::1 fd12:3456::1 fec0::1 2002:a00:1::1 64:ff9b:1::1",
    "link-local": "169.254.0.1 169.254.169.253 fe80::1 ::ffff:169.254.1.1",
    "provider": "100.64.0.1 100.127.255.255 ::ffff:100.64.0.1",
    "multicast": "224.0.0.1 239.255.255.250 ff02::1",
    "no address of a host": "0.0.0.0 0.1.2.3 :: 2002::1",
    "reserved": "240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 203.0.113.9 192.0.0.8 2001:db8::1 2001::1 100::1",
    "within one network": "fe80::1%eth0 2606:4700::1%1",
    "can be checked": "localhost 127.1 0x7f000001 010.0.0.1 1.2.3.4.5 -",
}
ALLOWED = "93.184.216.34 8.8.8.8 172.32.0.1 100.128.0.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1"


@pytest.mark.parametrize(("what", "numbers"), REFUSED.items())
def test_a_number_that_leads_inward_is_refused_in_every_form(what: str, numbers: str) -> None:
    found = {number: why_refused(number) for number in numbers.split()}
    assert all(why is not None and what in why for why in found.values()), found


def test_a_number_that_leads_outward_is_not() -> None:
    assert [number for number in ALLOWED.split() if why_refused(number)] == []


def test_a_number_of_ipv4_is_refused_alike_however_ipv6_wraps_it() -> None:
    chosen = random.Random(15)
    for number in (chosen.getrandbits(32) for _ in range(200)):
        alone = why_refused(str(IPv4Address(number)))
        for wrapped in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
            assert (why_refused(str(IPv6Address(wrapped))) is None) == (alone is None)


@pytest.mark.parametrize("host", "2130706433 0x7f000001 0X7F.1 127.1 0177.0.0.1 127.0.0.1. 1.2.3.4.5 a.b.0x10".split())
def test_a_number_that_is_written_oddly_is_told(host: str) -> None:
    assert is_odd_number(host)


@pytest.mark.parametrize("host", "127.0.0.1 8.8.8.8 ::1 ::ffff:127.0.0.1 example.org 1.example.org x1 0x7f.org".split())
def test_other_hosts_are_not(host: str) -> None:
    assert not is_odd_number(host)


def test_a_host_is_named_alone_or_with_its_port() -> None:
    names = ["Wiki.Newsroom.lan", "127.0.0.1:8080", "[::1]:8081", "10.0.0.7"]
    assert is_named("wiki.newsroom.lan.", 443, names)
    assert is_named("127.0.0.1", 8080, names)
    assert is_named("::1", 8081, names)
    assert is_named("10.0.0.7", 80, names)
    assert not is_named("127.0.0.1", 80, names)
    assert not is_named("newsroom.lan", 80, names)
    assert not is_named("x.wiki.newsroom.lan", 80, names)


# -- URLs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://courier.example/a", "only http:// and https://"),
        ("file:///etc/passwd", "only http:// and https://"),
        ("gopher://courier.example", "only http:// and https://"),
        ("http://", "only http:// and https://"),
        ("http:///a", "only http:// and https://"),
        ("http://courier.example:99999/", "only http:// and https://"),
        ("http://courier.example:port/", "no address of a page"),
        ("http://0177.0.0.1/", "no address of a page"),
        ("http://[::1/", "no address of a page"),
        ("http://courier.example/a\nb", "no address of a page"),
        ("https://courier.example/" + "a" * 8000, "more than 8,000 letters"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://ana:hunter2@courier.example/a",
        "https://hunter2@courier.example/a",
        "https://ana:hun/ter2@courier.example/a",
        "https://ana:hunter2@courier.example:port/a",
        "https:ana:hunter2@courier.example/a",
        "  https://ana:hunter2@[::1/a",
        "https://ana:hunter2@@courier.example/a",
    ],
)
def test_a_password_in_an_address_is_refused_and_never_shown(url: str) -> None:
    with pytest.raises(InputError) as told:
        read_url(url)
    assert "hun" not in str(told.value)
    assert "hun" not in without_secret(url)


@pytest.mark.parametrize("url", ["https://courier.example/@ana/1", "https://courier.example/?to=a@b.example", "a:b"])
def test_an_at_sign_elsewhere_is_none(url: str) -> None:
    assert without_secret(url) == url


def test_this_program_says_what_it_is_and_where_it_is_from() -> None:
    import tomllib
    from pathlib import Path

    said = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    from factcheck import __version__

    assert user_agent() == f"factcheck/{__version__} (+{said['urls']['Source']})"


@pytest.mark.parametrize("number", ["2600::5efe:10.0.0.1", "2600::200:5efe:7f00:1"])
def test_a_tunnel_within_a_site_leads_into_it(number: str) -> None:
    assert why_refused(number)


@pytest.mark.parametrize("host", ["xn--127-", "xn--", "xn--a-ecp.ru"])
def test_a_name_that_no_resolver_can_be_asked_for_is_no_address(host: str) -> None:
    with pytest.raises(InputError, match="no address of a page"):
        read_url(f"http://{host}/x")


def test_a_host_that_does_not_answer_holds_up_the_others_twice_and_no_more() -> None:
    pace = Pace(60.0, lambda _: None, lambda _: None)
    pace.failed("slow.example")
    pace.wait("slow.example", "http://slow.example/2")
    pace.failed("slow.example")
    with pytest.raises(FetchError, match=r"slow\.example has not answered 2 times"):
        pace.wait("slow.example", "http://slow.example/3")
    pace.wait("other.example", "http://other.example/1")
    pace.answered("slow.example")
    pace.wait("slow.example", "http://slow.example/4")
