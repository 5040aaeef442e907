"""Secrets: made, kept as digests, or sealed where they must be read again."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from tenir.terms.errors import Refused


class SealedElsewhere(Refused):
    """A secret that no secret key of today opens: TENIR_SECRET_KEY was changed."""


def made() -> str:
    """A new secret, of 256 random bits: no one guesses it, so a plain digest keeps it."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What the database keeps of a secret: it finds the row, and cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two digests are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one, other)


def keyed(kind: str, value: str) -> str:
    """A digest that only this installation can make: of values that could be guessed."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"tenir.accounts:{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def seal(text: str) -> str:
    """A secret that must be read again (a TOTP key, a client secret), sealed in the database."""
    return _sealer().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed, under today's secret key or one of SECRET_KEY_FALLBACKS.

    SealedElsewhere where neither opens it: never an empty secret, which anyone could guess.
    """
    try:
        return _sealer().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealedElsewhere("accounts.sealed_elsewhere") from None


def _sealer() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(secret)) for secret in keys])


def _key(secret: str) -> bytes:
    derived = hashlib.sha256(b"tenir.accounts.seal:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(derived)
