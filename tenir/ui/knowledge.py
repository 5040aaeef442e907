"""Articles of the knowledge base as pages show them: in the reader's language, else in the other.

Clause: 7.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tenir.apps.catalogue import queries as catalogue
from tenir.apps.support.queries import Article, ArticleVersion
from tenir.terms.phrases import LANGUAGES, Language
from tenir.ui.markdown import rendered

NAMES: dict[str, Any] = {"fr": _("In French"), "en": _("In English")}


@dataclass(frozen=True, slots=True)
class Reading:
    """A version in one of its languages, its text as HTML."""

    language: Language
    title: str
    text: str

    @property
    def name(self) -> Any:
        """The language, in words."""
        return NAMES[self.language]


def readings(version: Any, wanted: Language) -> list[Reading]:
    """Each language that a version is written in, the reader's before the other."""
    order = sorted(LANGUAGES, key=lambda each: each != wanted)
    return [
        Reading(each, title, rendered(getattr(version, f"body_{each}")))
        for each in order if (title := getattr(version, f"title_{each}"))
    ]  # fmt: skip


def title_of(found: Article, wanted: Language) -> str:
    """An article's title: of what is published, or of its last version where nothing is."""
    if found.published:
        return title_in(found.published, wanted)
    said = {each: getattr(found, f"last_title_{each}", "") for each in LANGUAGES}
    return said[wanted] or said["en"] or said["fr"]


def title_in(version: ArticleVersion, wanted: Language) -> str:
    """A version's title, in the reader's language where it has one."""
    own = version.title_fr if wanted == "fr" else version.title_en
    return own or version.title_fr or version.title_en


def products_of(found: Article | ArticleVersion) -> Any:
    """What an article, or a version of it, is about, by name; all products where it names none."""
    names = sorted(each.name for each in found.products.all())
    return ", ".join(names) or _("All products")


def product_choices() -> Sequence[tuple[str, str]]:
    """Each product by its key."""
    return list(catalogue.products().prefetch_related(None).values_list("key", "name"))
