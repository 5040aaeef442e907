"""What does not fit the shape that a value must have, in our own words and both languages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from tenir.terms.errors import Refused

_TYPES = {
    "dict": "mapping", "model": "mapping", "mapping": "mapping",
    "list": "list", "tuple": "list",
    "int": "int", "bool": "bool", "string": "text", "date": "date",
}  # fmt: skip


class Misfit(Refused):
    """A value, or a part of it, that does not have the shape it must."""


def misfit(item: ErrorDetails, *, fields: Iterable[str], where: str = "") -> Misfit:
    """One error of pydantic's; `fields` are those among which an unknown one is looked for."""
    kind, context = item["type"], item.get("ctx", {})
    name = str(item["loc"][-1]) if item["loc"] else ""
    if kind == "extra_forbidden":
        return _unknown(name, sorted(fields), where)
    if kind in ("missing", "union_tag_not_found"):
        missed = name if kind == "missing" else "kind"
        return Misfit("misfit.missing", where, name=missed)
    if kind in ("literal_error", "union_tag_invalid"):
        given = context.get("tag", item["input"])
        expected = str(context.get("expected") or context.get("expected_tags"))
        return Misfit("misfit.choice", where, given=_shown(given), expected=_listed(expected))
    own = context.get("error")
    if isinstance(own, Refused):
        return Misfit(own.key, where, **own.values)
    return _of_another_kind(item, where)


def fields_of(model: type[BaseModel]) -> set[str]:
    """The names of a model's fields as they are written."""
    return {field.alias or name for name, field in model.model_fields.items()}


def _unknown(name: str, fields: list[str], where: str) -> Misfit:
    close = difflib.get_close_matches(name, fields, n=1)
    if close:
        return Misfit("misfit.unknown_close", where, name=name, close=close[0])
    return Misfit("misfit.unknown", where, name=name)


def _of_another_kind(item: ErrorDetails, where: str) -> Misfit:
    given, context = _shown(item["input"]), item.get("ctx", {})
    if item["type"] == "too_short":
        return Misfit("misfit.few", where, least=context["min_length"])
    if item["type"] == "greater_than_equal":
        return Misfit("misfit.small", where, given=given, least=context["ge"])
    if item["type"] == "string_pattern_mismatch":
        return Misfit("misfit.pattern", where, given=given, pattern=context["pattern"])
    wanted = _TYPES.get(item["type"].split("_")[0])
    if wanted is not None:
        return Misfit(f"misfit.{wanted}", where, given=given)
    return Misfit("misfit.other", where, given=given, problem=item["msg"])


def _listed(expected: str) -> str:
    """`'fr' or 'en'` as `fr, en`, the same in every language."""
    return expected.replace(" or ", ", ").replace("'", "")


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
