"""Both clients' people: who came, who left, and what they have under way."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from allauth.usersessions.models import UserSession
from pypdf import PdfWriter

from tenir.apps.accounts import services as accounts
from tenir.apps.parties import queries as parties_seen
from tenir.apps.parties import services as parties
from tenir.terms.resolution import Terms
from tenir.viewer import SYSTEM, ClientRole
from tests.cast import LONG_AGO, Cast
from tests.stories.world.sides import NOW, ORDERED, SIGNED, Side


def let_one_go(cast: Cast, side: Side, terms: Terms) -> None:
    """Someone who spoke for the client, and does no more."""
    gone = parties.designate(
        side.organisation, name=f"Former at {side.word}", email=f"former@{side.word}.example.org",
        invite=False, actor=cast.anna, at=LONG_AGO,
    )  # fmt: skip
    parties.remove_contact(side.organisation, gone.pk, terms=terms, actor=cast.anna, at=LONG_AGO)
    side.keys["former_contact"] = gone.pk


def add_people(cast: Cast) -> None:
    """Novak has a contact and a reader as Martin has; Vera reads for one, speaks for the other."""
    for name in ("dora", "emil", "vera"):
        cast.people[name] = accounts.add_person(
            f"{name}@example.org", name=name.capitalize(), actor=cast.adam, at=LONG_AGO,
            professional_use_at=LONG_AGO,
        )  # fmt: skip
    for name in ("dora", "vera"):
        parties.designate(
            cast.novak.pk, name=name.capitalize(), email=f"{name}@example.org",
            person=cast.people[name], actor=cast.anna, at=LONG_AGO,
        )  # fmt: skip
    for name, client in (("emil", cast.novak), ("vera", cast.martin)):
        accounts.grant(
            cast.people[name], organisation=client.organisation, role=ClientRole.READER,
            actor=cast.anna, at=LONG_AGO,
        )  # fmt: skip


def put_people_to_work(cast: Cast, side: Side, terms: Terms) -> None:
    """What its people have under way: a change to verify, an invitation, a token, sign-ins."""
    main = getattr(cast, side.main)
    parties.confirm_contacts(side.organisation, actor=main, at=ORDERED)
    change = parties.ask_change(
        side.organisation, terms=terms, telephone=f"+33 6 00 00 0{len(side.word)} 00",
        actor=main, at=ORDERED,
    )  # fmt: skip
    parties.sign_change(
        change.pk, content=_signed_page(side.word), filename=f"{side.word}.pdf",
        signatory_name=f"Head of {side.word}", signatory_title="Director", actor=main, at=ORDERED,
    )  # fmt: skip
    invitation = parties.invite_reader(
        side.organisation, name=f"New at {side.word}", email=f"new@{side.word}.example.org",
        actor=main, at=ORDERED,
    )  # fmt: skip
    view = accounts.save_view(
        page="portal:notices", name=f"Sent to {side.word}", asked="state=sent",
        actor=main, at=SIGNED,
    )  # fmt: skip
    token = accounts.create_token(
        f"program of {side.word}", scopes=["read"], expires_at=NOW + timedelta(days=30),
        actor=main, at=ORDERED,
    )  # fmt: skip
    accounts.note_sign_in(
        "signed_in", method="password", at=ORDERED, person=cast.people[side.main],
        user_agent=f"browser of {side.word}",
    )  # fmt: skip
    UserSession.objects.create(
        user=cast.people[side.main], ip="192.0.2.1", session_key=side.word,
        user_agent=f"browser of {side.word}",
    )  # fmt: skip
    organisation = parties_seen.client(SYSTEM, side.organisation).organisation
    provider = accounts.set_provider(
        organisation, issuer=f"https://login.{side.word}.example.org", client_id=side.word,
        client_secret="secret", domains=[f"{side.word}.example.org"], actor=cast.adam, at=ORDERED,
    )  # fmt: skip
    side.keys |= {
        "person": cast.people[side.main].pk, "change": change.pk, "invitation": invitation.pk,
        "token": token.token.pk, "view": view.pk, "provider": provider.pk,
    }  # fmt: skip


def _signed_page(title: str) -> BytesIO:
    page, content = PdfWriter(), BytesIO()
    page.add_blank_page(width=595, height=842)
    page.add_metadata({"/Title": title})
    page.write(content)
    content.seek(0)
    return content
