"""What the catalogue is told and shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from tenir.faces.api.asking import Asked
from tenir.faces.api.clients import Judged
from tenir.faces.api.shapes import Day, Id, Key, Line, Long, Moment, Rules, Shown, Slug, Told


class SoftwareShown(Shown):
    """Software of another publisher inside products (fr. logiciel tiers), and its conditions."""

    key: str
    name: str
    conditions_fr: str
    conditions_en: str
    url: str
    promises: Rules
    conditions_at: Moment | None


class AboveShown(Judged):
    """Something promised above what that software's publisher promises."""

    software: str


class AbovesShown(Shown):
    """All that is promised above third parties."""

    above: list[AboveShown]


class ProductShown(Shown):
    """A product in its standard version (fr. produit logiciel)."""

    key: str
    name: str
    formerly: str
    families: list[str]
    third_party: list[str]
    refers_fr: str
    refers_en: str

    @staticmethod
    def resolve_families(obj: Any) -> list[str]:
        """The keys of its families."""
        return [family.key for family in obj.families.all()]

    @staticmethod
    def resolve_third_party(obj: Any) -> list[str]:
        """The keys of other publishers' software inside it."""
        return [software.key for software in obj.third_party.all()]


class FamilyShown(Shown):
    """A family of products, with the keys of those on offer."""

    key: str
    name_fr: str
    name_en: str
    products: list[str]

    @staticmethod
    def resolve_products(obj: Any) -> list[str]:
        """The keys of its products."""
        return [product.key for product in obj.products.all()]


class ModuleShown(Shown):
    """A part of a product that may be ordered alone."""

    key: str
    name_fr: str
    name_en: str


class NewModule(Told):
    """A module; the same key again renames it."""

    key: Slug
    name_fr: Line
    name_en: Line


class ReleaseShown(Shown):
    """A version of a product: its number, its kind, the day it came out."""

    id: int = Field(alias="pk")
    number: str
    kind: str
    major_reason: str
    released_on: Day
    reasons: Rules


class NewRelease(Told):
    """A version that came out."""

    number: Key
    released_on: Day
    major: bool = False
    reason: Long = ""


class UpdateFileShown(Shown):
    """A file of a version, for those who subscribe to its product (fr. fichier de mise à jour)."""

    id: int = Field(alias="pk")
    product: str = Field(alias="version.product.key")
    version: str = Field(alias="version.number")
    released_on: Day = Field(alias="version.released_on")
    filename: str = Field(alias="document.filename")
    media_type: str = Field(alias="document.media_type")
    size: int = Field(alias="document.size")
    digest: str = Field(alias="document.digest")
    kept_at: Moment = Field(alias="document.kept_at")


class UpdateFilesAsked(Asked):
    """Of which product, and in which order."""

    sort: Literal["released_on", "-released_on"] = "-released_on"
    product: Slug | None = None
    filename: Line = Field("", description="A part of it.")

    sorts: ClassVar[Mapping[str, str]] = {"released_on": "version__released_on"}
    narrows: ClassVar[Mapping[str, str]] = {
        "product": "version__product__key", "filename": "document__filename__icontains",
    }  # fmt: skip


class ProductsAsked(Asked):
    """Which products."""

    name: Line = Field("", description="A part of the name, or of a former one.")
    family: Slug | None = None

    narrows: ClassVar[Mapping[str, str | tuple[str, ...]]] = {
        "name": ("name__icontains", "formerly__icontains"), "family": "families__key",
    }  # fmt: skip


class ItemShown(Shown):
    """One thing that a version needs, and where that is written."""

    kind: str
    text_fr: str
    text_en: str
    source: str
    reference: str


class PrerequisitesShown(Shown):
    """What a version needs, as published at one time (fr. prérequis)."""

    id: int = Field(alias="pk")
    product: str = Field(alias="version.product.key")
    version: str = Field(alias="version.number")
    edition: int
    published_at: Moment
    required_from: Day
    items: list[ItemShown]


class NewItem(Told):
    """One thing that a version needs."""

    kind: Literal["technical", "configuration", "system_software"]
    text_fr: Long
    text_en: Long
    source: Literal["documentation", "offer", "recommendation"]
    reference: Line


class NewPrerequisites(Told):
    """What a version needs from a day on; `concerned` are the clients who are told."""

    items: list[NewItem] = Field(min_length=1, max_length=200)
    required_from: Day
    concerned: list[Id] = Field([], max_length=10_000)


class AcknowledgementShown(Shown):
    """A client has read prerequisites (fr. prise de connaissance)."""

    id: int = Field(alias="pk")
    client: int = Field(alias="client_id")
    edition: int = Field(alias="edition_id")
    product: str = Field(alias="edition.version.product.key")
    version: str = Field(alias="edition.version.number")
    person: int | None = Field(alias="person_id")
    acknowledged_at: Moment


class AcknowledgementsAsked(Asked):
    """Whose."""

    client: Id | None = None

    narrows: ClassVar[Mapping[str, str]] = {"client": "client"}


class NewConditions(Told):
    """The conditions of a third party; `promises` as the agreement's file writes them."""

    conditions_fr: Long
    conditions_en: Long
    url: Line = ""
    promises: Rules = Field({}, examples=[{"availability": "99 %"}])
