"""Secrets kept so that a copy of the database alone does not tell them."""

from __future__ import annotations

import base64
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def new_secret() -> str:
    """A signing secret, as the Standard Webhooks write it: whsec_ and 32 bytes in base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def sealed(secret: str) -> str:
    """The secret under the server's key (TENIR_SECRET_KEY)."""
    return _keys().encrypt(secret.encode()).decode()


def opened(token: str) -> str | None:
    """The secret again; None where the server's key is no longer the one that sealed it."""
    try:
        return _keys().decrypt(token.encode()).decode()
    except InvalidToken:
        return None


def _keys() -> MultiFernet:
    """The key in use, then former ones (SECRET_KEY_FALLBACKS), which open and never seal."""
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(_derived(key)))
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )


def _derived(key: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tenir.notices.webhooks")
    return kdf.derive(key.encode())
