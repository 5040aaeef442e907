"""The demonstration's publisher: whom it sells what. All names are made up; amounts are a year's.

Months and days are counted from the twelve months of its history (history.py): a contract that
starts at (-14, 1) began on the first of the month fourteen months before the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

from tenir.terms.phrases import Language

NAME = "Lumen Éditions"


@dataclass(frozen=True)
class Sold:
    """A contract's line."""

    product: str
    fee: int
    hosting: str = "shared"
    seats: int | None = None
    modules: tuple[str, ...] = ()

    @property
    def yearly_fee(self) -> Decimal:
        """In euros, excl. tax."""
        return Decimal(self.fee).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Signed:
    """A contract: when it starts and ends (month, day), its lines, the terms that it changes."""

    number: str
    starts: tuple[int, int]
    lines: tuple[Sold, ...]
    ends: tuple[int, int] | None = None
    overrides: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Customer:
    """A client, its people (name, who they are there), and its contracts."""

    slug: str
    name: str
    people: tuple[tuple[str, str], ...]
    contracts: tuple[Signed, ...]
    language: Language = "fr"
    time_zone: str = "Europe/Paris"


def special(
    id: str, replaces: str, clause: str, product: str = "", **change: Any
) -> dict[str, Any]:
    """A term of the contract's own, in the agreement's shapes; of one product where it is named."""
    when = {"when": {"product": [product]}} if product else {}
    return {
        "id": id, "layer": "contract.special", **when, "replaces": replaces, "set": change,
        "clause": clause,
    }  # fmt: skip


LONG_AGO = (-14, 1)
CUSTOMERS = (
    Customer(
        "brevent", "Ateliers du Brévent",
        (("Alice Fontanel", "main_contact"), ("Bruno Escoffre", "contact"),
         ("Rose Talmier", "reader")),
        (Signed("C-001", LONG_AGO, (
            Sold("drive", 48000, seats=240, modules=("sync", "preview")),
            Sold("document-viewer", 12000),
            Sold("employee-portal", 18000, seats=240),
        )),),
    ),
    Customer(
        "lacaune", "Groupe Lacaune",
        (("Charlotte Vébrune", "main_contact"), ("Damien Aurillet", "contact")),
        (Signed("C-002", LONG_AGO, (
            Sold("mobile-sales", 36000, "dedicated", 85),
            Sold("sales-force-automation", 42000, "dedicated", 60),
            Sold("b2b-e-commerce", 30000, "dedicated"),
        ), overrides=(special("special.cap", "penalty.cap", "5.8", upto="5 %"),)),
         Signed("C-003", (3, 1), (Sold("spare-part-catalog", 15000),))),
    ),
    Customer(
        "erdre", "Mutuelle de l'Erdre",
        (("Estelle Garandeau", "main_contact"), ("Farid Bouzelmat", "contact")),
        (Signed("C-004", LONG_AGO, (
            Sold("quality-management", 24000, seats=120),
            Sold("insurance-accountant-documents", 21600),
            Sold("transformation-diagnostic", 9600),
        ), overrides=(special(
            "special.target", "availability.target", "1.2", "quality-management", value="99.8 %"
        ),)),),
    ),
    Customer(
        "morvanel", "Conserveries Morvanel",
        (("Gaëlle Hurtebise", "main_contact"),),
        (Signed("C-005", LONG_AGO, (
            Sold("techcenter", 33000, "dedicated", 45),
            Sold("quality-process", 16800),
        )),),
    ),
    Customer(
        "saint-aubrac", "Ville de Saint-Aubrac",
        (("Henri Castelvieil", "main_contact"), ("Inès Darlande", "contact"),
         ("Joël Pessac-Lamy", "reader")),
        (Signed("C-006", LONG_AGO, (
            Sold("real-estate-suite", 60000, "dedicated", 150, ("leases", "maps")),
            Sold("drive", 27000, seats=130),
        )),
         Signed("C-007", LONG_AGO, (Sold("hr-chatbot", 8400),), ends=(8, 14))),
    ),
    Customer(
        "quintefeuille", "Laboratoires Quintefeuille",
        (("Karine Obernat", "main_contact"), ("Luc Trévignon", "contact")),
        (Signed("C-008", LONG_AGO, (
            Sold("quality-documents", 19200),
            Sold("process", 14400),
            Sold("risk-insurance-management", 28800, "dedicated", 30),
        ), overrides=(special(
            "special.claim", "penalty.claim", "5.7", length="20 working_days"
        ),)),),
    ),
    Customer(
        "valombre", "Transports Valombre",
        (("Maud Cressenay", "main_contact"), ("Nassim Ferroudj", "contact")),
        (Signed("C-009", LONG_AGO, (
            Sold("field-service-management", 39600, "dedicated", 210),
            Sold("customer-service-portal", 13200),
        )),),
    ),
    Customer(
        "kesterling", "Kesterling Maschinenbau GmbH",
        (("Ottilie Brandauer", "main_contact"), ("Paul Wiesgrund", "contact")),
        (Signed("C-010", LONG_AGO, (
            Sold("spare-part-catalog", 26400, "dedicated"),
            Sold("techcenter", 31200, "dedicated", 40),
            Sold("cyber-waf", 12000),
        )),),
        "en", "Europe/Berlin",
    ),
    Customer(
        "novarde", "Novarde Seguros SA",
        (("Quima Olarrain", "main_contact"),),
        (Signed("C-011", LONG_AGO, (
            Sold("accountant-documents", 10800),
            Sold("customer-documents", 22800),
        )),),
        "en", "Europe/Madrid",
    ),
    Customer(
        "haldenwick", "Haldenwick Housing Trust",
        (("Ruth Pemberlow", "main_contact"), ("Simon Achterley", "contact")),
        (Signed("C-012", LONG_AGO, (
            Sold("real-estate-suite", 54000, seats=95),
            Sold("customer-relationship-chatbot", 9000),
        )),),
        "en", "Europe/London",
    ),
    Customer(
        "tessandre", "Tessandre Assurances",
        (("Thibault Marcenac", "main_contact"), ("Ursule Vandrevelle", "contact")),
        (Signed("C-013", LONG_AGO, (
            Sold("enterprise-documents", 37200, seats=300),
            Sold("employee-documents", 17400, seats=300),
            Sold("risk-insurance-management", 25200, seats=25),
        )),),
    ),
    Customer(
        "fjordholm", "Fjordholm Marine AS",
        (("Vilde Sørhaug", "main_contact"),),
        (Signed("C-014", (7, 15), (
            Sold("mobile-sales", 15600, seats=35),
            Sold("drive", 9600, seats=35),
        )),),
        "en", "Europe/Oslo",
    ),
)  # fmt: skip

# The parts of products that may be ordered alone: key, name in French and in English.
MODULES = {
    "drive": (("sync", "Synchronisation", "Synchronisation"), ("preview", "Aperçu", "Preview")),
    "real-estate-suite": (("leases", "Baux", "Leases"), ("maps", "Cartes", "Maps")),
}

# Who works for the publisher: name, role.
STAFF = (
    ("Sam Lautrec", "agent"),
    ("Olga Marchand", "operations"),
    ("Rita Delvaux", "releases"),
    ("Anna Corvisier", "accounts_manager"),
    ("Fred Jumièges", "finance"),
    ("Sofia Renardet", "security_officer"),
    ("Adam Quercy", "administrator"),
)


def email_of(name: str, slug: str) -> str:
    """first.last@the client's, in the domain that no one has (RFC 2606)."""
    plain = normalize("NFKD", name.lower().replace("ø", "o")).encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '.').replace(chr(39), '')}@{slug or 'lumen'}.example"


def password_of(name: str) -> str:
    """The demonstration's own: nobody's."""
    plain = normalize("NFKD", name.split(maxsplit=1)[0].lower()).encode("ascii", "ignore").decode()
    return f"{plain}-tient-parole"


class _InTheOpen(Argon2PasswordHasher):
    """Argon2 with as little work as it allows: everyone may read these passwords anyway."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


def hash_of(name: str) -> str:
    """That password as it is kept, made in no time; hashed in earnest at the first sign-in."""
    return make_password(password_of(name), hasher=_InTheOpen())
