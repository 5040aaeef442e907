"""Erasing a person from all of Tenir, as they may ask (GDPR 17): one act over several apps."""

from tenir.integrations.erasure.erasing import (
    KEPT_AS_PROOF,
    PROVING,
    Erased,
    erase_contact,
    erase_person,
    foretold,
)

__all__ = ["KEPT_AS_PROOF", "PROVING", "Erased", "erase_contact", "erase_person", "foretold"]
