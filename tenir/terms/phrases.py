"""What the rules say to people, in French and in English, with figures in the reader's manner.

A template quotes values with a format that names their kind: `{rate:percent}`,
`{due_at:instant}`, `{claim_by:deadline}`, `{amount:money}`, `{late:duration}`.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from tenir.terms import wording
from tenir.terms.countries import country_named
from tenir.terms.holiday_names import holiday_named
from tenir.terms.names import NAMES

Language: TypeAlias = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_UNITS = {
    "second": (("seconde", "secondes"), ("second", "seconds")),
    "minute": (("minute", "minutes"), ("minute", "minutes")),
    "hour": (("heure", "heures"), ("hour", "hours")),
    "day": (("jour", "jours"), ("day", "days")),
    "week": (("semaine", "semaines"), ("week", "weeks")),
    "month": (("mois", "mois"), ("month", "months")),
    "working_hour": (("heure ouvrée", "heures ouvrées"), ("working hour", "working hours")),
    "working_day": (("jour ouvré", "jours ouvrés"), ("working day", "working days")),
}
KNOWN: dict[str, tuple[str, str]] = dict(wording.PHRASES)
_QUOTED = re.compile(r"([“«]\s?)([a-z0-9]+(?:[.-][a-z0-9]+)+)(\s?[”»])")
NARROW = "\u202f"  # narrow no-break space: French typography
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=[%€×]|(?:h|min|s)\b)")
_DAY = re.compile(r"(?<![\w./-])\d{4}-\d\d-\d\d(?![\w/-])")
_HOW_MANY = re.compile(r"(\w+)\((s|x|aux)\)")
_COUNT = re.compile(r"(?<![\w/:.,-])\d+(?:[ \u202f]\d{3})*(?![\w/:%-])(?![.,]\d)")
_BEFORE_SIGN = re.compile(_BEFORE_UNIT.pattern + r"| (?=[:;?!»])|(?<=«) ")


def say(key: str, language: Language, /, **values: object) -> str:
    """The phrase of that key in that language; an unknown key is a programming error."""
    french, english = KNOWN[key]
    return "".join(
        text if name is None else text + _told(values[name], kind, language)
        for text, name, kind in _parts(french if language == "fr" else english)
    )


def learn(more: Mapping[str, tuple[str, str]]) -> None:
    """Adds the phrases of an app: {key: (French, English)}; the same again changes nothing."""
    for key, phrase in more.items():
        if KNOWN.setdefault(key, phrase) != phrase:
            raise KeyError(f"the phrase {key!r} has another wording already")


def both(key: str, /, **values: object) -> dict[str, str]:
    """The phrase in each language: {"fr": …, "en": …}."""
    return {language: say(key, language, **values) for language in LANGUAGES}


def number(value: Decimal | int, language: Language) -> str:
    """A figure with the reader's separators: 1 234,50 in French, 1,234.50 in English."""
    text = f"{value:,}"
    if language == "en":
        return text
    return text.replace(",", NARROW).replace(".", ",")


def points(value: Decimal | str, language: Language) -> str:
    """A number of points, its decimals as given."""
    return number(Decimal(value), language)


def money(value: Decimal, language: Language) -> str:
    """An amount in euros with its cents where it has any."""
    cents = Decimal(value).quantize(Decimal("0.01"))
    shown = cents if cents != cents.to_integral_value() else Decimal(int(cents))
    if language == "fr":
        return f"{number(shown, language)}{NARROW}€"
    return f"€{number(shown, language)}"


def duration(seconds: int, language: Language) -> str:
    """Whole seconds as days of clock time, hours, minutes and seconds: 1 h 30 min."""
    sign, left = ("-" if seconds < 0 else ""), abs(seconds)
    hours, left = divmod(left, 3600)
    minutes, rest = divmod(left, 60)
    parts = [
        f"{number(n, language)} {unit}"
        for n, unit in ((hours, "h"), (minutes, "min"), (rest, "s"))
        if n
    ]
    return sign + (" ".join(parts) or "0 s")


def length(value: object, language: Language) -> str:
    """A number of a unit, as “10 working_days”, in words: 10 working days, 10 jours ouvrés."""
    count, _, unit = str(value).partition(" ")
    one, many = _UNITS[unit.removesuffix("s")][language == "en"]
    return f"{number(int(count), language)} {one if count == '1' else many}"


def length_read(said: str) -> str:
    """The same read back, in any of our languages: 8 heures ouvrées is 8 working_hours.

    What is no length of ours is left as it is, to be refused.
    """
    count, _, unit = " ".join(said.split()).partition(" ")
    for code, languages in _UNITS.items():
        known = (word for words in languages for word in words)
        if count.isascii() and count.isdigit() and unit.casefold() in known:
            return f"{count} {code}s"
    return said


def day(value: date, language: Language) -> str:
    """A date as the reader writes it: 15/10/2026, or 15 Oct 2026 in English."""
    if language == "fr":
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"  # whatever the locale


def instant(value: datetime, language: Language) -> str:
    """A local instant to the minute, with seconds where it has any."""
    clock = f"{value.hour:02}:{value.minute:02}" + (f":{value.second:02}" if value.second else "")
    return f"{day(value.date(), language)} {clock}"


def deadline(value: datetime, language: Language) -> str:
    """The last instant of a delay: a midnight is said as 24:00 of the day that it ends."""
    if value.hour == value.minute == value.second == 0:
        return f"{day(value.date() - timedelta(days=1), language)} 24:00"
    return instant(value, language)


def clocks(zone: str, language: Language) -> str:
    """Whose clocks an instant is told by: heure de Paris, Paris time."""
    name = name_of(zone, language)
    city = name.rpartition("/")[2].replace("_", " ")
    if language == "en":
        return f"{city} time"
    return f"heure d'{city}" if city[:1] in "AEIOUYÉ" else f"heure de {city}"


def month(value: str, _: Language) -> str:
    """2026-09 as 09/2026."""
    year, number_of_month = value.split("-")
    return f"{number_of_month}/{year}"


def listing(values: Sequence[object], language: Language) -> str:
    """The items one after the other, the last joined by a word."""
    items = [name_of(str(value), language) for value in values]
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + (" et " if language == "fr" else " and ") + items[-1]


def percent(value: Decimal | str, language: Language) -> str:
    """A percentage, its decimals as given."""
    gap = NARROW if language == "fr" else " "
    return f"{number(Decimal(value), language)}{gap}%"


def amount(value: Decimal, language: Language) -> str:
    """An amount in euros, its cents always written."""
    shown = number(Decimal(value).quantize(Decimal("0.01")), language)
    return f"{shown}{NARROW}€" if language == "fr" else f"€{shown}"


def rates(history: Sequence[tuple[str, Decimal]], language: Language) -> str:
    """Months with their rate: 08/2026: 99.328 %, 09/2026: 98.819 %."""
    colon = f"{NARROW}:" if language == "fr" else ":"
    return ", ".join(
        f"{month(at, language)}{colon} {percent(rate, language)}" for at, rate in history
    )


def typeset(text: str, language: Language) -> str:
    """The text as it is shown: no figure parts from its unit, nor a French sign from its word.

    A word that leaves open how many agrees with the number before it: 2 copie(s) are 2 copies; a
    day that stands as files have it is told in the reader's manner.
    """
    text = _DAY.sub(lambda found: _day_told(found[0], language), text)
    text = _HOW_MANY.sub(lambda found: _agreed(found, language), text)
    return (_BEFORE_UNIT if language == "en" else _BEFORE_SIGN).sub(NARROW, text)


def _day_told(said: str, language: Language) -> str:
    try:
        return day(date.fromisoformat(said), language)
    except ValueError:
        return said  # no day of any calendar


def _agreed(found: re.Match[str], language: Language) -> str:
    numbers = _COUNT.findall(found.string, 0, found.start())
    count = int("".join(filter(str.isdigit, numbers[-1]))) if numbers else 2
    if count == 1 or (count == 0 and language == "fr"):
        return found[1]
    return found[1].removesuffix("l") + "ux" if found[2] == "aux" else found[1] + found[2]


def renamed(text: str, language: Language) -> str:
    """The identifiers that a sentence quotes, said in words: for sentences kept as they were."""

    def words(found: re.Match[str]) -> str:
        return f"{found[1]}{name_of(found[2], language)}{found[3]}"

    return _QUOTED.sub(words, text)


def name_of(id: str, language: Language) -> str:
    """The words for an identifier of the agreement, or the identifier where it has none."""
    french, english = NAMES.get(id, (id, id))
    return french if language == "fr" else english


_KINDS: Mapping[str, Callable[[Any, Language], str]] = {
    "number": number, "money": money, "duration": duration, "length": length, "day": day,
    "instant": instant, "deadline": deadline, "month": month, "list": listing, "name": name_of,
    "percent": percent, "amount": amount, "rates": rates,
    "points": points, "holiday": holiday_named, "country": country_named,
}  # fmt: skip


def counted(value: int, one: str, many: str, language: Language) -> str:
    """A number with its word: "1 champ", "2 champs"; in French nothing at all is one."""
    alone = value in {0, 1} if language == "fr" else value == 1
    return f"{number(value, language)} {one if alone else many}"


def _told(value: Any, kind: str, language: Language) -> str:
    """A value in the manner that the template names; any other format is Python's.

    "{count:of|champ|champs}" tells the number with its word.
    """
    if kind.startswith("of|"):
        _, one, many = kind.split("|")
        return counted(value, one, many, language)
    return _KINDS[kind](value, language) if kind in _KINDS else format(value, kind)


@lru_cache(maxsize=4096)
def _parts(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """A template taken apart once: the text before each value, its name, how it is told."""
    parsed = string.Formatter().parse(template)
    return tuple((text, name, kind or "") for text, name, kind, _ in parsed)
