"""Acts on the providers by which organisations' people sign in (OpenID Connect)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialAccount, SocialApp
from django.db import IntegrityError, transaction

from tenir.apps.accounts.acts_people import subject_of
from tenir.apps.accounts.allowed import check_administers
from tenir.apps.accounts.models import Organisation, Person, ProviderDomain, SignInProvider
from tenir.apps.accounts.secret import seal
from tenir.apps.journal.services import record
from tenir.terms.errors import Refused
from tenir.viewer import Viewer

_DOMAIN = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


LONGEST_ID = 190
LONGEST_SECRET = 79  # bytes that, once sealed, allauth's table has room for


class FaultyProvider(Refused):
    """An issuer, a domain, a name or a secret that cannot be used."""


@transaction.atomic
def set_provider(
    organisation: Organisation,
    *,
    issuer: str,
    client_id: str,
    client_secret: str,
    domains: Sequence[str],
    actor: Viewer,
    at: datetime,
    required: bool = False,
) -> SignInProvider:
    """Says by which OpenID Connect provider an organisation's people sign in, whatever it was.

    The provider must be told this redirect address: the one of `redirect_address`.
    """
    check_administers(actor)
    names = _checked(issuer, client_id, client_secret, domains=domains)
    app, _ = SocialApp.objects.update_or_create(
        provider="openid_connect",
        provider_id=f"o{organisation.pk}",
        defaults={
            "name": organisation.name[:40], "client_id": client_id, "secret": seal(client_secret),
            "settings": {"server_url": issuer.rstrip("/"), "oauth_pkce_enabled": True},
        },
    )  # fmt: skip
    provider, _ = SignInProvider.objects.update_or_create(
        organisation=organisation, defaults={"app": app, "required": required}
    )
    _set_domains(provider, names)
    _told(
        "provider_set", organisation, actor=actor, at=at, issuer=issuer, domains=names,
        required=required,
    )  # fmt: skip
    return provider


@transaction.atomic
def remove_provider(provider: SignInProvider, *, actor: Viewer, at: datetime) -> None:
    """The organisation's people sign in by password or passkey again."""
    check_administers(actor)
    SocialAccount.objects.filter(provider=provider.app.provider_id).delete()
    provider.delete()
    provider.app.delete()
    _told("provider_removed", provider.organisation, actor=actor, at=at)


@transaction.atomic
def unbind(person: Person, *, actor: Viewer, at: datetime) -> int:
    """Lets a person come with a new identity at their provider, after they were given one."""
    check_administers(actor)
    bound = SocialAccount.objects.filter(user=person)
    gone = int(bound.count())
    bound.delete()
    record("accounts.identity_unbound", subject=subject_of(person), actor=actor, at=at)
    return gone


def _checked(
    issuer: str, client_id: str, client_secret: str, *, domains: Sequence[str]
) -> list[str]:
    if not _is_issuer(issuer):
        raise FaultyProvider("accounts.provider_issuer", "issuer", issuer=issuer)
    if not 0 < len(client_id) <= LONGEST_ID:
        raise FaultyProvider("accounts.provider_client_id", "client_id", most=LONGEST_ID)
    if not 0 < len(client_secret.encode()) <= LONGEST_SECRET:
        raise FaultyProvider("accounts.provider_secret", "client_secret", most=LONGEST_SECRET)
    names = sorted({domain.strip().lower().lstrip("@") for domain in domains})
    for name in names:
        if not _DOMAIN.fullmatch(name):
            raise FaultyProvider("accounts.provider_domain", domain=name)
    if not names:
        raise FaultyProvider("accounts.provider_no_domain")
    return names


def _is_issuer(address: str) -> bool:
    """Whether a provider may be asked there: over https, or on this machine."""
    try:
        parts = urlsplit(address)
        local = parts.scheme == "http" and parts.hostname in _LOOPBACK
        return bool(parts.hostname) and parts.port != 0 and (parts.scheme == "https" or local)
    except ValueError:
        return False


def _set_domains(provider: SignInProvider, names: Sequence[str]) -> None:
    provider.domains.all().delete()
    try:
        with transaction.atomic():
            for name in names:
                ProviderDomain.objects.create(provider=provider, domain=name)
    except IntegrityError:
        raise FaultyProvider("accounts.provider_domain_taken", domains=list(names)) from None


def _told(
    fact: str, organisation: Organisation, *, actor: Viewer, at: datetime, **after: object
) -> None:
    client = organisation.pk if organisation.kind == Organisation.Kind.CLIENT else None
    subject = f"organisation/{organisation.pk}"
    record(f"accounts.{fact}", subject=subject, actor=actor, at=at, client=client, after=after)
