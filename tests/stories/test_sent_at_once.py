"""The same form from eight connections at once: done once, and all are led to the same place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tenir.apps.accounts.models import SentForm
from tenir.apps.parties.models import Client as Company
from tests.cast import assemble
from tests.stories.threads import together

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def test_a_form_that_comes_eight_times_at_once_is_done_once() -> None:
    cast = assemble()
    browsers = [Client(enforce_csrf_checks=True) for _ in range(8)]
    browsers[0].force_login(cast.people["anna"])
    page = "/console/clients/new/"
    found = TOKEN.findall(browsers[0].get(page).content.decode())
    for other in browsers[1:]:
        other.cookies = browsers[0].cookies
    given = {"number": "C-9", "name": "Once SARL", "time_zone": "Europe/Paris",
             "siren": "732829320", "language": "fr",
             "csrfmiddlewaretoken": found[-1]}  # fmt: skip
    answers: list[Any] = together(*[lambda one=one: one.post(page, given) for one in browsers])
    assert {each.status_code for each in answers} == {302}
    assert len({each["Location"] for each in answers}) == 1
    assert Company.objects.filter(organisation__name="Once SARL").count() == 1
    assert SentForm.objects.count() == 1
