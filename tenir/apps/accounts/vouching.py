"""Whom an organisation's own provider may vouch for: it lets in who is known, and makes no one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount

from tenir.apps.accounts.models import Invitation, Organisation, Person, SignInProvider
from tenir.terms.errors import Refused


class NotVouched(Refused):
    """The provider answered, and this does not let anyone in."""


def provider_for(email: str, organisation: Organisation) -> SignInProvider | None:
    """The organisation's provider, where it may vouch for that address."""
    provider = SignInProvider.objects.filter(organisation=organisation).select_related("app")
    return provider.filter(domains__domain=_domain(email)).first()


def provider_of_domain(email: str) -> SignInProvider | None:
    """The provider that may vouch for that address, whichever organisation it belongs to."""
    found = SignInProvider.objects.filter(domains__domain=_domain(email))
    return found.select_related("app", "organisation").first()


def required_provider(person: Person) -> SignInProvider | None:
    """The provider that an organisation of this person accepts alone, if one does."""
    theirs = SignInProvider.objects.filter(organisation__memberships__person=person, required=True)
    return theirs.select_related("app", "organisation").first()


def vouched(
    provider: SignInProvider, *, uid: str, claims: Mapping[str, Any], at: datetime
) -> Person | Invitation:
    """Whom the provider's answer is about: someone of that organisation, or invited by it.

    Refused: an address that is missing or not verified, one of a domain that is not the
    organisation's, one that nobody here has, another identity than the one the person came with
    before, and a client's provider that speaks of the publisher's staff.
    """
    email = _verified_address(claims)
    if not provider.domains.filter(domain=_domain(email)).exists():
        raise NotVouched("accounts.oidc_domain", domain=_domain(email))
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    _check_identity(provider, uid=uid, person=person)
    if person and person.memberships.filter(organisation=provider.organisation_id).exists():
        _check_staff(provider, person)
        return person
    invitation = Invitation.objects.filter(
        organisation=provider.organisation_id, email__iexact=email, accepted_at=None,
        revoked_at=None, expires_at__gt=at,
    ).first()  # fmt: skip
    if invitation is None:
        raise NotVouched("accounts.oidc_unknown")
    return invitation


def _verified_address(claims: Mapping[str, Any]) -> str:
    email = claims.get("email")
    if not isinstance(email, str) or "@" not in email:
        raise NotVouched("accounts.oidc_no_address")
    if claims.get("email_verified") not in (True, "true"):  # some providers write it as text
        raise NotVouched("accounts.oidc_unverified")
    return email


def _check_identity(provider: SignInProvider, *, uid: str, person: Person | None) -> None:
    """An address handed to someone else, or changed at the provider, opens no one's account."""
    known = SocialAccount.objects.filter(provider=provider.app.provider_id)
    bound = known.filter(uid=uid).first()
    if bound and (person is None or bound.user_id != person.pk):
        raise NotVouched("accounts.oidc_other_identity")
    if person and known.filter(user=person).exclude(uid=uid).exists():
        raise NotVouched("accounts.oidc_other_identity")


def _check_staff(provider: SignInProvider, person: Person) -> None:
    publisher = Organisation.Kind.PUBLISHER
    if (
        provider.organisation.kind != publisher
        and person.memberships.filter(organisation__kind=publisher).exists()
    ):
        raise NotVouched("accounts.oidc_staff")


def _domain(email: str) -> str:
    return email.rpartition("@")[2].strip().lower()
