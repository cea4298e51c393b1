"""Signs, codes and names of currencies, and whose they are. Data only; codes as ISO 4217 has them, words lower case.

Invariant: where a word names several countries' currencies ("dinar"), it stands for itself, and is like no other's.
"""

from __future__ import annotations

from factcheck.language.tables import pairs

CURRENCY_SIGNS = pairs("$:USD £:GBP €:EUR ¥:JPY ₹:INR ₪:ILS ₽:RUB ₩:KRW ₺:TRY ₴:UAH ₦:NGN ฿:THB ₱:PHP ₫:VND")
CURRENCY_PREFIXES = pairs("us:USD a:AUD au:AUD c:CAD ca:CAD hk:HKD nz:NZD s:SGD r:BRL")  # before a "$"
CURRENCY_CODES = frozenset(
    """USD EUR GBP JPY CNY CHF CAD AUD NZD IQD IRR SAR AED INR PKR ILS TRY RUB UAH EGP KWD QAR JOD SYP SEK NOK
    DKK PLN ZAR BRL MXN KRW HUF CZK THB NGN MYR IDR PHP VND""".split()
)
CURRENCY_WORDS = pairs(
    """dollar:USD euro:EUR pound:GBP sterling:GBP quid:GBP yen:JPY yuan:CNY renminbi:CNY franc:CHF rupee:INR
    rouble:RUB ruble:RUB shekel:ILS rand:ZAR zloty:PLN hryvnia:UAH dinar:dinar riyal:riyal rial:rial dirham:dirham
    lira:lira peso:peso krone:krone kroner:krone
    krona:krona kronor:krona forint:HUF koruna:CZK baht:THB naira:NGN ringgit:MYR rupiah:IDR dong:VND"""
)
# Whose currency it is: "Iraqi dinars" are not Kuwaiti ones. The first word of "Hong Kong" stands for both.
CURRENCY_NATIONS = pairs(
    """us:USD american:USD canadian:CAD australian:AUD singapore:SGD hong:HKD iraqi:IQD kuwaiti:KWD jordanian:JOD
    saudi:SAR qatari:QAR swiss:CHF turkish:TRY syrian:SYP egyptian:EGP lebanese:LBP iranian:IRR emirati:AED mexican:MXN
    swedish:SEK norwegian:NOK danish:DKK british:GBP indian:INR pakistani:PKR israeli:ILS russian:RUB chinese:CNY"""
)
# A hundredth of a currency; a cent is one of several.
MINOR_UNITS = pairs("cent:cent ¢:cent pence:GBP penny:GBP p:GBP")
CENT_OF = frozenset("USD EUR CAD AUD NZD SGD HKD ZAR".split())
# Shortly before a number of pounds these make it a weight.
WEIGHED = frozenset("weighed weighs weighing weigh weight heavier lighter".split())
