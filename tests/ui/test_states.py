"""States of things that French has in another gender or number agree with them."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tenir.ui.states import STATES


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("works.done", "Finis"), ("works.withdrawn", "Retirés"), ("works.draft", "Pas annoncés"),
        ("invitation.lapsed", "Expirée"), ("invitation.came", "Acceptée"),
        ("invitation.revoked", "Retirée"), ("lapsed", "Expiré"), ("done", "Fait"),
        ("version.accepted", "Acceptée"), ("accepted", "Accepté"),
        ("sign_in.refused", "Refusée"), ("refused", "Refusé"),
    ],
)  # fmt: skip
def test_a_state_agrees_with_what_it_is_said_of(state: str, word: str) -> None:
    with override("fr"):
        assert str(STATES[state].word) == word
