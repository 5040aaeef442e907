"""An authenticator made of software: it answers WebAuthn as a telephone or a key does."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

PRESENT_VERIFIED, ATTESTED = 0x05, 0x40


class Passkey:
    """One key pair for one site, which verifies its user."""

    def __init__(self, host: str = "localhost") -> None:
        self.host, self.origin = host, f"http://{host}"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.count, self.user = b"passkey-of-the-test", 0, b""

    def register(self, options: dict[str, Any]) -> str:
        """What the browser posts after navigator.credentials.create."""
        asked = options["publicKey"]
        self.user = _bytes(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        attested = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        flags = PRESENT_VERIFIED | ATTESTED
        told = AuthenticatorData.create(self._site, flags, self.count, attested)
        statement = cbor.encode({"fmt": "none", "authData": bytes(told), "attStmt": {}})
        client = self._client("webauthn.create", asked["challenge"])
        return self._posted(
            {"clientDataJSON": _text(client), "attestationObject": _text(statement)},
            clientExtensionResults={"credProps": {"rk": True}},
        )

    def answer(self, options: dict[str, Any]) -> str:
        """What the browser posts after navigator.credentials.get."""
        self.count += 1
        told = bytes(AuthenticatorData.create(self._site, PRESENT_VERIFIED, self.count))
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        signed = self.key.sign(told + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._posted(
            {
                "clientDataJSON": _text(client),
                "authenticatorData": _text(told),
                "signature": _text(signed),
                "userHandle": _text(self.user),
            },
            clientExtensionResults={},
        )

    @property
    def _site(self) -> bytes:
        return sha256(self.host.encode()).digest()

    def _client(self, kind: str, challenge: Any) -> bytes:
        told = {"type": kind, "challenge": _text(_bytes(challenge)), "origin": self.origin}
        return json.dumps(told | {"crossOrigin": False}).encode()

    def _posted(self, response: dict[str, str], **rest: Any) -> str:
        here = {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key"}
        return json.dumps(here | {"response": response} | rest)


def _bytes(value: Any) -> bytes:
    from fido2.utils import websafe_decode  # noqa: PLC0415

    return value if isinstance(value, bytes) else websafe_decode(value)


def _text(value: bytes) -> str:
    return websafe_encode(value)
