"""What a review finds: the publisher's words, or a number with its scale.

Invariant: a rating stays in its publisher's own words; what they mean in ours is said only where they can mean nothing
else.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.domain import Verdict
from factcheck.language.tokens import words
from factcheck.precedents.linked import Fields, listed
from factcheck.precedents.plain_words import plain_words

WORST, BEST = 1.0, 5.0  # where a rating does not say, by schema.org's definition, if it lies within
# Ratings that can mean nothing else, in lower case without marks. Any other ("mostly true", "missing
# context", "four Pinocchios") is shown as it is and proposes nothing.
_PLAIN = {
    **dict.fromkeys("true correct accurate verified supported".split(), Verdict.SUPPORTED),
    **dict.fromkeys(
        (
            *"false untrue incorrect inaccurate wrong fake fabricated hoax debunked contradicted".split(),
            "not true",
            "pants on fire",
        ),
        Verdict.CONTRADICTED,
    ),
}
_IN_WORDS = ("textualRating", "alternateName", "name")


def plain_verdict(rating: str) -> Verdict | None:
    """What a publisher's rating plainly means in our words, or None."""
    return _PLAIN.get(" ".join(words(rating)))


def rating(value: object) -> str:
    """The rating in ``value``, "" if there is none: text, a number, an object, or a list of them.

    Words come before numbers, those of any rating before the number of the first.
    """
    ratings = list(_flat(value))
    forms = (_words, _number, lambda one: _text(one.get("ratingExplanation")))
    return next((found for form in forms for one in ratings if (found := form(one))), "")


def _flat(value: object) -> Iterator[Fields]:
    """The ratings of a field as objects, also those that another holds."""
    for one in listed(value):
        if isinstance(one, dict):
            yield one
            yield from _flat(
                [inner for name in ("reviewRating", "rating", "ratingValue") for inner in _held(one, name)]
            )
        elif not isinstance(one, list):
            yield {"ratingValue": one}
        else:
            yield from _flat(one)


def _held(fields: Fields, name: str) -> list[object]:
    return [inner for inner in listed(fields.get(name)) if isinstance(inner, dict)]


def _words(one: Fields) -> str:
    """The rating in words; a value that is no number is one as well."""
    said = [_text(one.get(name)) for name in _IN_WORDS]
    value = _text(one.get("ratingValue"))
    return next((words for words in (*said, value) if words and _figure(words) is None), "")


def _number(one: Fields) -> str:
    """A rating that is a number only, with its scale: without it "1" could be the best or the worst."""
    named = next((one.get(name) for name in ("ratingValue", *_IN_WORDS) if _figure(one.get(name)) is not None), None)
    value, worst, best = (_figure(number) for number in (named, one.get("worstRating"), one.get("bestRating")))
    if value is None or (worst is not None and worst == best):  # one step says that there is no rating
        return ""
    if worst is None and value >= WORST and best != WORST:
        worst = WORST
    if best is None and value <= BEST and worst != BEST:
        best = BEST
    ends = (f" from {worst:g} (worst)" if worst is not None else "") + (
        f" to {best:g} (best)" if best is not None else ""
    )
    return f"{value:g}{' on a scale' + ends if ends else ''}"


def _figure(value: object) -> float | None:
    """The number that a field holds, whatever way it is written."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None


def _text(value: object) -> str:
    """The first words in a field. A number is none."""
    return next((found for one in listed(value) if isinstance(one, str) and (found := plain_words(one))), "")
