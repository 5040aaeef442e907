"""An address that is made once is the one that Django would have made."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse, set_script_prefix

from tenir.ui.addresses import to

ROW = SimpleNamespace(pk=12, client_id=7)


@pytest.mark.parametrize("name", ["console:client-promises", "portal:request", "console:entry"])
def test_it_is_what_django_would_have_made(name: str) -> None:
    assert to(name)(ROW) == reverse(name, args=[12])
    assert to(name, "client_id")(ROW) == reverse(name, args=[7])


def test_pages_that_stand_under_a_prefix_lead_under_it() -> None:
    there = to("console:client")
    assert there(ROW) == reverse("console:client", args=[12])
    set_script_prefix("/agreement/")
    try:
        assert there(ROW) == "/agreement/console/clients/12/"
    finally:
        set_script_prefix("/")
    assert there(ROW) == "/console/clients/12/"
