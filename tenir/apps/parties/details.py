"""What clients and contacts are told by: refused where it cannot be."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tenir.terms.countries import is_country
from tenir.terms.errors import Refused
from tenir.terms.one_line import is_one_line
from tenir.terms.phrases import LANGUAGES

_TELEPHONE = re.compile(r"\+?[0-9][0-9 .()/-]{3,38}")
_VAT = re.compile(r"[A-Z]{2}[A-Z0-9+*]{2,13}")
LONGEST = {"number": 40, "name": 200, "legal_name": 200, "email": 254, "telephone": 40}


class FaultyDetails(Refused):
    """A detail of a client or of a contact that cannot be kept: `where` names its field."""


def checked_client(**given: str) -> dict[str, str]:
    """A client's details as they are kept: spaces off, what cannot be refused."""
    found = {name: value.strip() for name, value in given.items()}
    for name in ("number", "name"):
        if name in found:
            _needed(name, found[name])
    found["siren"] = re.sub(r"\s", "", found.get("siren", ""))
    found["vat_number"] = re.sub(r"\s", "", found.get("vat_number", "")).upper()
    if found["siren"] and not _is_siren(found["siren"]):
        raise FaultyDetails("parties.faulty_siren", "siren", given=found["siren"])
    if found["vat_number"] and not _VAT.fullmatch(found["vat_number"]):
        raise FaultyDetails("parties.faulty_vat", "vat_number", given=found["vat_number"])
    if "country" in found:
        found["country"] = found["country"].upper()
        if not is_country(found["country"]):
            raise FaultyDetails("parties.faulty_country", "country", given=found["country"])
    _language(found.get("language", "fr"))
    zone = found.get("time_zone", "Europe/Paris")
    if zone not in _zones():
        raise FaultyDetails("parties.faulty_zone", "time_zone", given=zone)
    _lengths(found)
    return found


def checked_contact(**given: str) -> dict[str, str]:
    """A contact's details as they are kept: spaces off, what cannot be refused.

    Clause: 9.2.
    """
    found = {name: value.strip() for name, value in given.items()}
    if "name" in found:
        _needed("name", found["name"])
    if "email" in found:
        _address(found["email"])
    if found.get("telephone") and not _TELEPHONE.fullmatch(found["telephone"]):
        raise FaultyDetails("parties.faulty_telephone", "telephone", given=found["telephone"])
    if "language" in found:
        _language(found["language"])
    _lengths(found)
    return found


@cache
def _zones() -> frozenset[str]:
    """The zones that there are: listing them reads hundreds of files, so it is done once."""
    return frozenset(available_timezones())


def _needed(name: str, value: str) -> None:
    if not value:
        raise FaultyDetails("parties.missing", name, name=name)


def _lengths(found: dict[str, Any]) -> None:
    for name, most in LONGEST.items():
        if len(found.get(name, "")) > most:
            raise FaultyDetails("parties.too_long", name, name=name, most=most)
        if not is_one_line(found.get(name, "")):
            raise FaultyDetails("parties.not_one_line", name, name=name)


def _address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise FaultyDetails("parties.faulty_address", "email", given=email) from None


def _language(language: str) -> None:
    if language not in LANGUAGES:
        raise FaultyDetails("parties.faulty_language", "language", given=language)


def _is_siren(text: str) -> bool:
    """Nine digits, the last of which checks the others (Luhn)."""
    if not re.fullmatch(r"[0-9]{9}", text):
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(text)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
