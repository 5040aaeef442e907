"""What a few pages do, and what none does for a program. Who may open which: the access matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.template import engines
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from tenir import clock, wsgi
from tenir.apps.accounts import services as accounts
from tenir.apps.accounts.models import Invitation
from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.catalogue import services as catalogue
from tenir.apps.commitments.models import Commitment
from tenir.apps.journal.models import Entry
from tenir.apps.notices.models import Notice
from tenir.apps.orders import services as orders
from tenir.apps.orders.models import Quote
from tenir.apps.parties import services as parties
from tenir.apps.parties.models import Contact, ContactChange
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast, assemble
from tests.faces import deeds, places
from tests.once import once

pytestmark = pytest.mark.both_databases
OPERATORS = {"olga", "adam"}
OF_MARTIN = {
    "client", "client-change", "client-contacts", "client-contracts", "client-documents",
    "client-journal", "client-notices", "client-promises", "contact-new", "journal-export",
    "main-change", "organisation", "organisation-provider", "reader-new",
}  # fmt: skip
POSTED = {  # pages that only take an act: tried by the stories
    "console:notice-change", "console:job-change", "portal:contacts-confirm", "portal:answer",
    "portal:agreement-answer", "console:version-change", "console:draft-check",
    "portal:acknowledge",
    "console:price",
    "console:contact-act", "console:contact-change-act", "console:contact-erase",
    "console:contacts-confirm",
    "console:invitation-act", "console:organisation-act", "console:person-act",
    "console:reader-act", "console:role-act", "console:token-act", "portal:contact-act",
    "portal:contact-change-act", "portal:invitation-act", "portal:reader-act",
    "portal:penalty-claim",
    *places.POSTED,
}  # fmt: skip
ELSEWHERE = {  # tests/apps/documents, test_contact_pages.py, test_penalties.py, test_platform.py
    "portal:credit-note", "console:credit-note", "console:credit-note-paid",
    "portal:document", "portal:download", "portal:contact-change-document",
    "console:contact-change-document",
}  # fmt: skip


@pytest.fixture
@once
def cast(db: None) -> Cast:
    """Everyone, with a contract, a quote and a version in notice for Ateliers Martin."""
    cast, now = assemble(), clock.now()
    for organisation in (cast.publisher, cast.martin.organisation, cast.novak.organisation):
        organisation.second_factor_required = False
        organisation.save()
    (first,) = agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(first), actor=SYSTEM, at=LONG_AGO)
    contract = agreements.sign_contract(
        client=cast.martin.pk, number="CT-1", starts_on=date(2026, 1, 1), actor=cast.anna,
        lines=[agreements.NewLine(product="drive", yearly_fee="48000.00")],
        at=datetime.fromisoformat("2026-01-05T09:00:00+00:00"),
    )  # fmt: skip
    orders.ask(contract, "training", wish="Two days", actor=cast.bob, at=now - timedelta(days=1))
    text = first.convention.replace('version: "1"', 'version: "2"', 1)
    changed = text.replace("value: 99.5 %", "value: 99.8 %", 1)
    draft = agreements.draft_version(convention=changed, text=first.text, actor=cast.anna, at=now)
    agreements.publish(draft.pk, actor=cast.anna, at=now)
    parties.ask_change(
        cast.martin.pk, terms=agreement_of(first).terms(), name="Alice Martin", actor=cast.bob,
        at=now,
    )  # fmt: skip
    parties.invite_reader(
        cast.martin.pk, name="Nina", email="nina@example.org", actor=cast.alice, at=now
    )
    cast.things.update(deeds.furnish(cast))
    return cast


def pages() -> Iterator[str]:
    """The name of every page of the faces."""
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and resolver.namespace:
            for pattern in resolver.url_patterns:
                assert isinstance(pattern, URLPattern)
                yield f"{resolver.namespace}:{pattern.name}"


def address(name: str, cast: Cast) -> str:
    """That page of something of Ateliers Martin's."""
    if name.startswith("console:client-version"):
        return reverse(name, args=[notified(cast)])
    return places.place(name, cast.things) if name in places.PLACES else _address(name, cast)


def _address(name: str, cast: Cast) -> str:
    first = {
        "console:commitment": Commitment, "portal:commitment": Commitment,
        "public:commitment": Commitment, "public:quote": Quote,
        "console:entry": Entry, "portal:quote": Quote, "console:quote": Quote,
        "console:contact-change": ContactChange, "portal:contact-change": ContactChange,
        "console:contact-change-sign": ContactChange, "portal:contact-change-sign": ContactChange,
        "console:invitation": Invitation,
    }  # fmt: skip
    page = name.partition(":")[2]
    if page in OF_MARTIN:
        return reverse(name, args=[cast.martin.pk])
    if page in {"contact", "contact-flag"}:
        bob = Contact.objects.get(person=cast.people["bob"])
        return reverse(name, args=[cast.martin.pk, bob.pk])
    if page in {"person", "person-email", "person-grant"}:
        return reverse(name, args=[cast.people["alice"].pk])
    if name == "console:clients-out":
        return reverse(name, args=["contacts"])
    if name in {"console:terms", "portal:terms"}:
        (line,) = agreements_lines(cast)
        return reverse(name, args=[line])
    if name in {"console:notice", "portal:notice"}:
        return reverse(
            name, args=[Notice.objects.filter(person=cast.people["alice"]).order_by("pk")[0].pk]
        )
    if name in {"public:version", "console:version", "console:replay"}:
        return reverse(name, args=[versions()[0]])
    if name in {"public:clause", "public:clause-words"}:
        return reverse(name, args=["5.6"])
    if name == "public:differences":
        return reverse(name, args=versions())
    return reverse(name, args=[first[name].objects.order_by("pk")[0].pk] if name in first else [])


def notified(cast: Cast) -> int:
    from tenir.apps.agreements.queries import client_versions  # noqa: PLC0415

    return client_versions(cast.anna, client=cast.martin.pk, state="notified").get().pk


def agreements_lines(cast: Cast) -> list[int]:
    from tenir.apps.agreements.queries import subscriptions  # noqa: PLC0415

    return [line.pk for line in subscriptions(cast.anna)]


def versions() -> list[int]:
    from tenir.apps.agreements.queries import versions as asked  # noqa: PLC0415

    return sorted(row.pk for row in asked(SYSTEM))


def visited(cast: Cast, who: str, path: str) -> tuple[int, str, str]:
    """The status, where one is sent, and what is shown."""
    browser = Client()
    if who != "nobody":
        browser.force_login(cast.people[who])
    response = browser.get(path)
    body = b"".join(response) if response.streaming else response.content
    return response.status_code, response.headers.get("Location", ""), body.decode()


def test_the_console_offers_background_work_to_whom_it_opens(cast: Cast) -> None:
    for who in ("sam", "anna", "olga"):
        shown = visited(cast, who, "/console/")[2]
        assert ('href="/console/background/"' in shown) == (who in OPERATORS), who


def test_a_quote_is_asked_for_from_the_portal_by_a_contact_alone(cast: Cast) -> None:
    browser, ask = Client(), "/portal/orders/ask/"
    browser.force_login(cast.people["bob"])
    assert f'href="{ask}"' in browser.get("/portal/orders/").content.decode()
    contract = browser.get(ask).content.decode().split('<option value="')[1].split('"')[0]
    given = {"contract": contract, "kind": "training", "wish": "A day in June"}
    browser.force_login(cast.people["rose"])  # a reader: she may look, not ask
    assert f'href="{ask}"' not in browser.get("/portal/orders/").content.decode()
    assert browser.get(ask).status_code == 403
    assert browser.post(ask, given).status_code == 403
    assert "Bob · bob@example.org" in browser.get(ask).content.decode()
    assert not Quote.objects.filter(wish="A day in June").exists()
    browser.force_login(cast.people["bob"])
    done = browser.post(ask, given, follow=True).content.decode()
    assert "Demande enregistrée" in done


def test_a_quote_is_priced_from_the_console_and_accepted_from_the_portal(cast: Cast) -> None:
    found = Quote.objects.get()
    anna, bob = Client(), Client()
    anna.force_login(cast.people["anna"])
    bob.force_login(cast.people["bob"])
    address = f"/console/orders/{found.pk}/price/"
    missing = anna.post(address, {"words": "Two days", "valid_until": "2099-01-31"}, follow=True)
    assert "pas de prix" in missing.content.decode()
    given = {"words": "Two days", "amount": "1200.00", "valid_until": "2099-01-31"}
    done = anna.post(address, given, follow=True).content.decode()
    assert "le client en est averti" in done
    answer = f"/portal/orders/{found.pk}/answer/"
    read = bob.get(f"/portal/orders/{found.pk}/").context["read"]
    accept = {"answer": "accept", "read": read}
    asked = bob.post(answer, accept).content.decode()
    assert f"Commander {found.number} pour votre société" in asked
    assert "pour 1 200" in asked.replace("\u202f", " ").replace("\xa0", " ")
    assert Quote.objects.get().state == "priced"
    accepted = bob.post(answer, {**accept, "sure": "yes"}, follow=True)
    assert "Commande enregistrée" in accepted.content.decode()


def test_an_offer_that_changed_since_it_was_read_is_not_accepted(cast: Cast) -> None:
    """Bob reads one price, Anna makes it another, and Bob presses the button of his page."""
    found = Quote.objects.get()
    anna, bob = Client(), Client()
    anna.force_login(cast.people["anna"])
    bob.force_login(cast.people["bob"])
    address, answer = f"/console/orders/{found.pk}/price/", f"/portal/orders/{found.pk}/answer/"
    given = {"words": "Two days", "amount": "1200.00", "valid_until": "2099-01-31"}
    anna.post(address, given)
    page = bob.get(f"/portal/orders/{found.pk}/").content.decode()
    read = re.findall(r'name="read" value="([^"]+)"', page)[0]
    anna.post(address, given | {"amount": "9000.00"})
    for known in (read, "", "nonsense"):
        accept = {"answer": "accept", "read": known, "sure": "yes"}
        told = bob.post(answer, accept, follow=True).content.decode()
        assert "a changé depuis que vous l&#x27;avez lue" in told
    assert Quote.objects.get().state == "priced"


def guarded() -> Iterator[str]:
    """The address of every page of the console and the portal, of any thing."""
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and resolver.namespace in {"console", "portal"}:
            for pattern in resolver.url_patterns:
                assert isinstance(pattern, URLPattern)
                given = {
                    name: uuid4() if isinstance(kind, UUIDConverter) else 1
                    for name, kind in pattern.pattern.converters.items()
                }
                yield reverse(f"{resolver.namespace}:{pattern.name}", kwargs=given)


def test_a_programs_token_opens_no_page_and_acts_by_none(cast: Cast) -> None:
    now = clock.now()
    for who, face in (("adam", "/console/"), ("alice", "/portal/")):
        issued = accounts.create_token(
            "Nightly export", scopes=["read"], expires_at=now + timedelta(days=1),
            actor=getattr(cast, who), at=now,
        )  # fmt: skip
        program = Client(headers={"authorization": f"Bearer {issued.secret}"})
        for path in (path for path in guarded() if path.startswith(face)):
            answers = program.get(path), program.post(path, {})
            assert [answer.status_code for answer in answers] == [403, 403], path


def test_a_post_without_its_token_does_nothing(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.people["bob"])
    assert browser.post("/portal/contacts/1/confirm/").status_code == 403


@pytest.mark.parametrize("path", ["/console/", "/portal/commitments/", "/console/journal/"])
def test_a_page_costs_few_queries(
    cast: Cast, path: str, django_assert_max_num_queries: object
) -> None:
    browser = Client()
    browser.force_login(cast.people["anna" if path.startswith("/console") else "alice"])
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        assert browser.get(path).status_code == 200


def test_every_page_is_read_before_the_server_parts_into_workers() -> None:
    kept = engines["django"].engine.template_loaders[0].get_template_cache
    kept.clear()
    wsgi.read_pages()
    assert {"console/requests.html", "portal/home.html", "tenir/list.html"} <= kept.keys()


def test_an_address_that_only_takes_a_form_says_so_to_a_browser(client: Client, cast: Cast) -> None:
    client.force_login(cast.people["anna"])
    address = reverse("console:contacts-confirm", args=[cast.martin.pk])
    shown = client.get(address, headers={"accept": "text/html,*/*"})
    assert (shown.status_code, shown["Allow"]) == (405, "POST")
    assert (
        "takes a form" in shown.content.decode() or "reçoit un formulaire" in shown.content.decode()
    )
    assert not client.get(address, headers={"accept": "application/json"}).content
