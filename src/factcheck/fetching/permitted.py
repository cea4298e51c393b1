"""Which hosts and which addresses a page may be fetched from.

Invariant: a number that leads into this machine, into the network it stands in, or to nobody in particular is refused,
in whatever form it is written and whatever name resolves to it, unless the workspace names the host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

# What each is, for the message. The first network that holds an address names it.
_REFUSED: tuple[tuple[IPv4Network | IPv6Network, str], ...] = tuple(
    (ip_network(network), what)
    for network, what in (
        ("169.254.169.254/32", "where clouds keep a machine's secrets"),
        ("169.254.170.2/32", "where clouds keep a machine's secrets"),
        ("100.100.100.200/32", "where clouds keep a machine's secrets"),
        ("fd00:ec2::254/128", "where clouds keep a machine's secrets"),
        ("127.0.0.0/8", "this machine itself"),
        ("::1/128", "this machine itself"),
        ("0.0.0.0/8", "no address of a host"),
        ("::/128", "no address of a host"),
        ("10.0.0.0/8", "a private address"),
        ("172.16.0.0/12", "a private address"),
        ("192.168.0.0/16", "a private address"),
        ("fc00::/7", "a private address"),
        ("fec0::/10", "a private address"),
        ("64:ff9b:1::/48", "a private address"),
        ("100.64.0.0/10", "an address within a provider's network"),
        ("169.254.0.0/16", "a link-local address"),
        ("fe80::/10", "a link-local address"),
        ("224.0.0.0/4", "a multicast address"),
        ("ff00::/8", "a multicast address"),
        *(
            (network, "a reserved address")
            for network in (
                *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24"),
                *("203.0.113.0/24", "240.0.0.0/4", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16"),
            )
        ),
    )
)
_IN_IPV6 = (  # networks whose addresses hold one of IPv4, and how many bits stand behind it
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("::ffff:0:0:0/96"), 0),  # translated (SIIT)
    (IPv6Network("::/96"), 0),  # "compatible", given up long ago
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (IPv6Network("2002::/16"), 80),  # 6to4
)
_ISATAP = 0x00005EFE  # in the middle of an address, before one of IPv4
_AUTHORITY = re.compile(r"(\s*(?:[\w+.-]+:)?[/\\]*)([^/?#\\]*)(.*)", re.S)
_NUMERIC = re.compile(r"0x[0-9a-f]*|[0-9]+", re.I)


def why_refused(address: str) -> str | None:
    """What is wrong with going to ``address``, a number: "a private address"; None if nothing is."""
    try:
        number = ip_address(address)
    except ValueError:  # with a zone behind "%", or no number at all
        return "no address that can be checked"
    if isinstance(number, IPv6Address) and number.scope_id:
        return "an address within one network"
    plain = _plain(number)
    found = next((what for network, what in _REFUSED if plain.version == network.version and plain in network), None)
    return found or (None if plain.is_global else "a reserved address")


def _plain(number: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The address of IPv4 that one of IPv6 leads to, or the address itself."""
    if isinstance(number, IPv4Address) or int(number) <= 1:
        return number
    if (int(number) >> 32) & 0xFDFFFFFF == _ISATAP:
        return IPv4Address(int(number) & 0xFFFFFFFF)
    behind = next((bits for network, bits in _IN_IPV6 if number in network), None)
    return number if behind is None else IPv4Address((int(number) >> behind) & 0xFFFFFFFF)


def is_odd_number(host: str) -> bool:
    """Whether ``host`` is a number of IPv4 that is not written as four of ten digits: 2130706433, 0x7f000001, 127.1,
    0177.0.0.1. Such are read in one way here and in another there."""
    if ":" in host or not _NUMERIC.fullmatch(host.rstrip(".").rpartition(".")[2]):
        return False
    try:
        return str(IPv4Address(host)) != host
    except ValueError:
        return True


def is_named(host: str, port: int, named: Iterable[str]) -> bool:
    """Whether the workspace names a host, alone or with this port."""
    plain = host.lower().rstrip(".")
    written = f"[{plain}]" if ":" in plain else plain
    return bool({plain, written, f"{written}:{port}"} & {one.strip().lower().rstrip(".") for one in named})


def without_secret(url: str) -> str:
    """A URL to be shown: without a name and a password before its host, also where they make it none."""
    found = _AUTHORITY.match(url)
    assert found is not None  # it matches anything
    scheme, authority, rest = found.groups()
    if "@" in authority:
        return scheme + authority.rpartition("@")[2] + rest
    host, colon, port = authority.rpartition(":")
    if colon and "@" in rest and not port.isdigit() and not host.startswith("["):  # a password with a stroke in it
        return scheme + rest.rpartition("@")[2]
    return url
