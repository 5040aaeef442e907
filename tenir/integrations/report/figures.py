"""Figures in the reader's manner: 99,328 % and 1 234,56 € in French, €1,234.56 in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from tenir.terms.phrases import NARROW, Language, number

MONTHS: dict[Language, str] = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
SHORT_MONTHS: dict[Language, str] = {
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
WEEKDAYS: dict[Language, str] = {"fr": "LMMJVSD", "en": "MTWTFSS"}
SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}
NO_BREAK = "\u00a0"
MINUS = "\u2212"


def percent(value: Decimal | str | Fraction, language: Language) -> str:
    """A percentage with the decimals that it came with."""
    return f"{number(Decimal(str(value)), language)}{NARROW}%"


def money(amount: Decimal | str, currency: str, language: Language) -> str:
    """An amount with its cents: 1 234,56 € or €1,234.56; CHF 12.00 where there is no symbol."""
    shown = number(Decimal(amount).quantize(Decimal("0.01")), language)
    symbol = SYMBOLS.get(currency)
    if language == "fr":
        return f"{shown}{NARROW}{symbol or currency}"
    return f"{symbol}{shown}" if symbol else f"{currency}{NARROW}{shown}"


def clock(seconds: int) -> str:
    """Seconds as h:mm:ss, the hours running past 24: 743:00:00."""
    sign, left = (MINUS if seconds < 0 else ""), abs(seconds)
    return f"{sign}{left // 3600}:{left // 60 % 60:02}:{left % 60:02}"


def duration(seconds: int, language: Language) -> str:
    """Seconds in words that a sentence can hold: 12 h 36 min 08 s."""
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    parts = [
        f"{number(n, language)}{NARROW}{unit}"
        for n, unit in ((hours, "h"), (minutes, "min"), (rest, "s"))
        if n
    ]
    return NO_BREAK.join(parts) or f"0{NARROW}s"


def day(value: date, language: Language) -> str:
    """A date in full: 15/10/2026, or 15 October 2026 in English."""
    if language == "fr":
        return f"{value:%d/%m/%Y}"
    return f"{value.day} {MONTHS['en'].split()[value.month - 1]} {value.year}"


def short_day(value: date, language: Language) -> str:
    """A date for a column: 15/10/2026, or 15 Oct 2026 in English."""
    if language == "fr":
        return f"{value:%d/%m/%Y}"
    return f"{value.day} {SHORT_MONTHS['en'].split()[value.month - 1]} {value.year}"


def month(value: str, language: Language) -> str:
    """2026-09 in words: septembre 2026, September 2026."""
    year, index = value.split("-")
    return f"{MONTHS[language].split()[int(index) - 1]} {year}"


def of_month(value: str, language: Language) -> str:
    """A month after a noun: de mars 2026, d’octobre 2026; for March 2026 in English."""
    if language == "en":
        return f"for {month(value, language)}"
    said = month(value, language)
    return f"d’{said}" if said[0] in "ao" else f"de {said}"


def short_month(value: str, language: Language) -> str:
    """2026-09 for an axis: sept. 26, Sep 26."""
    year, index = value.split("-")
    return f"{SHORT_MONTHS[language].split()[int(index) - 1]}{NARROW}{year[2:]}"


def local(instant: str, zone: str) -> datetime:
    """An ISO 8601 instant as a local datetime of that zone."""
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(zone))


def at(instant: str, zone: str, language: Language) -> str:
    """A local instant with its offset: 04/03/2026 05:06:07 +01:00."""
    here = local(instant, zone)
    offset = here.strftime("%z")
    return f"{short_day(here, language)} {here:%H:%M:%S} {offset[:3]}:{offset[3:]}"


def minute(instant: str, zone: str, language: Language) -> str:
    """A local instant to the minute, for a span that is only told: 04/03/2026 05:06."""
    here = local(instant, zone)
    return f"{short_day(here, language)} {here:%H:%M}"


def last_instant(instant: str, zone: str, language: Language) -> str:
    """A delay's end, its midnight said as 24:00 of the day that it ends: 14/10/2026 24:00."""
    here = local(instant, zone)
    if (here.hour, here.minute, here.second) == (0, 0, 0):
        return f"{day(here.date() - timedelta(days=1), language)} 24:00"
    return f"{day(here, language)} {here:%H:%M:%S}"


def shares(seconds: Sequence[int]) -> list[Decimal]:
    """Each part of their sum, in % with three decimals that add up to 100.

    The first is floored, as a rate is; what rounding leaves goes to the largest remainders
    of the others, and never to a part that is nothing.
    """
    total = sum(seconds)
    if not total:
        return [Decimal("0.000") for _ in seconds]
    floored = [part * 100_000 // total for part in seconds]
    left = 100_000 - sum(floored)
    by_remainder = sorted(
        (index for index, part in enumerate(seconds) if index and part),
        key=lambda index: (-(seconds[index] * 100_000 % total), index),
    )
    for index in by_remainder[:left]:
        floored[index] += 1
    return [Decimal(part).scaleb(-3) for part in floored]


def floored_percent(rate: str) -> Decimal:
    """A fraction p/q of 1 as a percentage floored to three decimals."""
    exact = Fraction(rate) * 100_000
    thousandths = Decimal(exact.numerator // exact.denominator)
    return thousandths.scaleb(-3)


def points(value: Decimal | str, language: Language) -> str:
    """A gap between two percentages: 1,197 point, 2,5 points in French; 2.5 points in English."""
    gap = Decimal(value)
    plural = gap >= 2 if language == "fr" else gap != 1
    return f"{number(gap, language)}{NARROW}point{'s' if plural else ''}"


def on(value: str) -> date:
    """The date written in ISO 8601."""
    return date.fromisoformat(value)
