"""Countries and what their people and things are called, where a shared beginning does not tell. Data only, folded.

Invariant: a word stands for one country.
"""

from __future__ import annotations

# The words of a line are of one country.
_COUNTRIES = """
britain british uk briton britons
france french
netherlands dutch holland
greece greek greeks
spain spanish spaniard
denmark danish dane
switzerland swiss
wales welsh
poland polish pole poles
ireland irish
england english
scotland scottish scots
turkey turkish turks
sweden swedish swede
finland finnish finn finns
germany german
norway norwegian
portugal portuguese
czechia czech
philippines philippine filipino filipinos
us usa america american americans
peru peruvian
cyprus cypriot
iraq iraqi
thailand thai
belgium belgian
israel israeli
argentina argentine
""".strip()

COUNTRY_OF = {word: line.split()[0] for line in _COUNTRIES.splitlines() for word in line.split()}
_SHORTEST = 4  # letters that both must share
_PEOPLES = ("an", "ans", "ese", "ish", "i", "is", "ic")


def same_country(one: str, other: str) -> bool:
    """Whether two folded words are of one country: "brazil" and "brazilian"."""
    if COUNTRY_OF.get(one, one) == COUNTRY_OF.get(other, other):
        return True
    short, long = sorted((one, other), key=len)
    stem = short.rstrip("aey")
    return len(stem) >= _SHORTEST and long.startswith(stem) and long.endswith(_PEOPLES)
