"""What else stands in the demonstration: versions, prerequisites, programs, documents, demands."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from tenir.apps.agreements import queries as agreed
from tenir.apps.agreements.queries import Contract
from tenir.apps.catalogue import queries as catalogued
from tenir.apps.catalogue import services as catalogue
from tenir.apps.catalogue.services import Needed
from tenir.apps.documents import services as documents
from tenir.apps.notices import services as notices
from tenir.apps.orders import services as orders
from tenir.apps.parties import queries as parted
from tenir.apps.parties import services as parties
from tenir.integrations.demonstration.delivery import GONE
from tenir.integrations.demonstration.happening import Act, Happening
from tenir.integrations.demonstration.history import History, day_of
from tenir.integrations.demonstration.opening import Business, morning
from tenir.terms.resolution import Terms
from tenir.viewer import Viewer

_DAY = timedelta(days=1)
# Versions of products: month and day of the year told, number, why it is major where it is.
VERSIONS = (
    ("drive", (-10, 4), "11.0", "nouveaux droits de partage"),
    ("drive", (2, 9), "11.1", ""),
    ("drive", (7, 6), "12.0", "nouveau client de synchronisation"),
    ("drive", (9, 14), "12.0.1", ""),
    ("mobile-sales", (-6, 11), "4.0", "nouveau mode hors ligne"),
    ("mobile-sales", (10, 5), "5.0", "nouveau moteur de prix"),
    ("real-estate-suite", (1, 12), "9.3", ""),
    ("quality-management", (5, 7), "8.0", "nouveau moteur de circuits"),
    ("hr-chatbot", (7, 23), "3.2", ""),
)
UPDATE = ("drive", "12.0.1", "drive-12.0.1.zip")  # a version's file, for its subscribers
BROWSER = Needed(
    "system_software", "Navigateur de moins de deux ans", "A browser under two years old",
    "documentation", "guide d'installation, p. 12",
)  # fmt: skip
CLIENT = Needed(
    "technical", "Client de synchronisation 12 sur chaque poste",
    "Synchronisation client 12 on each workstation", "documentation", "Drive 12, notes de version",
)  # fmt: skip
PHONES = Needed(
    "technical", "Téléphones sous Android 13 ou iOS 16 au moins",
    "Phones with Android 13 or iOS 16 at least", "offer", "offre Mobile Sales, annexe technique",
)  # fmt: skip
PORT = Needed(
    "configuration", "Port 443 ouvert vers les serveurs de l'éditeur",
    "Port 443 open to the publisher's servers", "recommendation", "fiche réseau",
)  # fmt: skip
# Published when (days before now, once the version is out), for which version, holding so many
# days from now; who read it.
PREREQUISITES = (
    ("drive", "12.0", 150, -120, (BROWSER, CLIENT), ("Alice Fontanel", "Inès Darlande")),
    ("mobile-sales", "5.0", 9, 21, (PHONES, BROWSER, PORT), ("Damien Aurillet",)),
)
HOOK = "https://hooks.brevent.example/tenir"


def furnishings(year: History, business: Business, at: datetime) -> Iterator[Happening]:
    """Everything, each at its date, up to that instant."""
    story = _Furnished(year, business, at)
    yield from story.catalogue()
    yield from story.programs()
    yield from story.demands()
    yield from story.documents()


@dataclass(frozen=True)
class _Furnished:
    year: History
    business: Business
    at: datetime

    def catalogue(self) -> Iterator[Happening]:
        """Versions, what they need and who read it, the conditions of one third party of two."""
        rita = self.business.staff["releases"]
        out = {}
        for product, day, number, why in VERSIONS:
            released = day_of(self.year.months, *day)
            out[product, number] = morning(released)
            yield morning(released), self._release(product, number, released, why)
        product, number, filename = UPDATE
        yield out[product, number] + timedelta(hours=1), self._attach(product, number, filename)
        for product, number, told, holds, items, readers in PREREQUISITES:
            published = max(self.at - told * _DAY, out[product, number] + _DAY)
            yield published, self._publish(product, number, (self.at + holds * _DAY).date(), items)
            for days, name in enumerate(readers, start=2):
                yield published + days * _DAY, self._read(product, number, name)
        yield self.at - 300 * _DAY, lambda when: catalogue.state_conditions(
            "k2-geospatial", url="https://k2.example/terms", actor=rita, at=when,
            conditions_fr="Cartes fournies par K2 Geospatial, sans engagement sur leur fraîcheur.",
            conditions_en="Maps provided by K2 Geospatial, with no promise on how recent they are.",
            promises={"availability": "99 %", "response": "3 working_days"},
        )  # fmt: skip

    def programs(self) -> Iterator[Happening]:
        """A program that hears all of a client's notices, and one that is gone."""
        people, clients = self.business.people, self.business.clients
        for slug, name, url in (
            ("brevent", "Alice Fontanel", HOOK), ("lacaune", "Charlotte Vébrune", GONE),
        ):  # fmt: skip
            yield self.at - 60 * _DAY, _hook(clients[slug].pk, people[name], url)

    def demands(self) -> Iterator[Happening]:
        """A contact invited, two changes about main contacts, quotes withdrawn and expired."""
        anna, people = self.business.staff["accounts_manager"], self.business.people
        clients = self.business.clients
        yield self.at - 2 * _DAY, lambda when: parties.designate(
            clients["brevent"].pk, name="Zélie Lambrecht", email="zelie.lambrecht@brevent.example",
            actor=people["Alice Fontanel"], at=when,
        )  # fmt: skip
        yield self.at - 4 * _DAY, lambda when: parties.ask_change(
            clients["erdre"].pk, terms=self._terms("erdre"), telephone="+33 1 99 00 56 78",
            actor=people["Farid Bouzelmat"], at=when,
        )  # fmt: skip
        yield self.at - 6 * _DAY, self._signed
        for number, who, valid in (
            ("C-005", "Gaëlle Hurtebise", 30),
            ("C-008", "Luc Trévignon", 90),
        ):
            quote = _quoted(anna, people[who], self.business.contracts[number], valid)
            yield self.at - 50 * _DAY, quote

    def documents(self) -> Iterator[Happening]:
        """A contract's PDF, a picture and a table, for a client to read."""
        brevent, anna = self.business.clients["brevent"].pk, self.business.staff["accounts_manager"]
        for filename, title, content in (
            ("convention-signee.pdf", "Contrat C-001 signé", _pdf("Contrat C-001")),
            ("ecran-drive.png", "Écran de Drive 12", _picture()),
            ("sieges.csv", "Sièges par service", b"service;seats\nAtelier;180\nBureau;60\n"),
        ):  # fmt: skip
            yield self.at - 30 * _DAY, _keep(brevent, filename, title, content, anna)

    def _release(self, product: str, number: str, out: date, why: str) -> Act:
        return lambda when: catalogue.release_version(
            catalogued.product(product), number=number, released_on=out, major=bool(why),
            reason=why, terms=self._general(), actor=self.business.staff["releases"], at=when,
        )  # fmt: skip

    def _attach(self, product: str, number: str, filename: str) -> Act:
        return lambda when: catalogue.attach_update_file(
            catalogued.version_of(catalogued.product(product), number),
            io.BytesIO(_archive(f"{product} {number}")), filename=filename,
            actor=self.business.staff["releases"], at=when,
        )  # fmt: skip

    def _publish(self, product: str, number: str, holds: date, items: tuple[Needed, ...]) -> Act:
        def act(when: datetime) -> None:
            found = catalogued.product(product)
            concerned = agreed.subscriptions(self.business.staff["releases"]).filter(product=found)
            catalogue.publish_prerequisites(
                catalogued.versions_of(found).get(number=number), items=items, required_from=holds,
                concerned=sorted(set(concerned.values_list("contract__client", flat=True))),
                actor=self.business.staff["releases"], at=when,
            )  # fmt: skip

        return act

    def _read(self, product: str, number: str, name: str) -> Act:
        def act(when: datetime) -> None:
            version = catalogued.versions_of(catalogued.product(product)).get(number=number)
            edition, who = catalogued.prerequisites_of(version), self.business.people[name]
            if edition is not None:
                (client,) = who.clients
                catalogue.acknowledge_prerequisites(
                    edition.pk, organisation=client, actor=who, at=when
                )

        return act

    def _signed(self, when: datetime) -> None:
        """Another main contact, asked for and signed: it waits for staff to verify it."""
        who, client = self.business.people["Luc Trévignon"], self.business.clients["quintefeuille"]
        heir = parted.contacts_of(who, client.pk).get(main=False)
        change = parties.ask_change(
            client.pk, terms=self._terms("quintefeuille"), successor=heir.pk, actor=who, at=when
        )
        parties.sign_change(
            change.pk, content=io.BytesIO(_pdf("Changement de contact principal")),
            filename="contact-principal.pdf", signatory_name="Hélène Quintefeuille",
            signatory_title="Directrice générale", actor=who, at=when + _DAY,
        )  # fmt: skip

    def _terms(self, slug: str) -> Terms:
        version = agreed.version_of(self.business.clients[slug].pk, at=self.at)
        return agreed.agreement_of(version).terms()

    def _general(self) -> Terms:
        first = agreed.versions(self.business.staff["releases"]).order_by("pk").first()
        if first is None:
            raise LookupError("the reference agreement is installed first")
        return agreed.agreement_of(first).terms()


def _hook(client: int, actor: Viewer, url: str) -> Act:
    return lambda when: notices.add_endpoint(
        organisation=client, url=url, kinds=[], actor=actor, at=when
    )


def _quoted(anna: Viewer, who: Viewer, contract: Contract, valid: int) -> Act:
    """Priced, then taken back by the publisher, or left until it expired."""

    def act(when: datetime) -> None:
        wish = "Une journée d'aide au paramétrage"
        quote = orders.ask(contract, "settings_help", wish=wish, actor=who, at=when)
        offer = orders.Offer(
            words=wish, amount=Decimal("950.00"), valid_until=(when + valid * _DAY).date()
        )
        quote = orders.price(quote, offer, actor=anna, at=when + _DAY)
        if valid > 30:
            because = "le module sera compris dans la version 9"
            orders.withdraw(quote, because=because, actor=anna, at=when + 5 * _DAY)
        else:
            orders.expire(when + (valid + 2) * _DAY)

    return act


def _keep(client: int, filename: str, title: str, content: bytes, actor: Viewer) -> Act:
    return lambda when: documents.keep(
        io.BytesIO(content), filename=filename, title=title, purpose="contract",
        organisation=client, audience="client", actor=actor, at=when,
    )  # fmt: skip


def _pdf(title: str) -> bytes:
    """A page with that title, the same bytes each time."""
    text = (
        f'#set document(title: [{title}], date: none)\n#set page(paper: "a5")\n'
        f"= {title}\n\nDocument de démonstration.\n"
    )
    with TemporaryDirectory() as folder:
        source = Path(folder) / "page.typ"
        source.write_text(text, "utf-8")
        return typst.compile(source)


def _archive(title: str) -> bytes:
    """A ZIP of what that version brings, the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        notes = zipfile.ZipInfo("LISEZ-MOI.txt", (2026, 1, 1, 0, 0, 0))
        archive.writestr(notes, f"{title}\n\nMise à jour de démonstration.\n")
    return made.getvalue()


def _picture(width: int = 320, height: int = 180) -> bytes:
    """A PNG of coloured bars."""
    bars = b"".join(bytes((30 + 20 * (x * 8 // width), 90, 160)) for x in range(width))
    rows = zlib.compress((b"\0" + bars) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
