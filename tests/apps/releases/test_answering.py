"""What a client answers of a version: validated, or refused with reasons."""

import pytest

from tenir.apps.commitments.models import Commitment
from tenir.apps.journal.models import Entry
from tenir.apps.notices.models import Notice
from tenir.apps.releases import queries, services
from tenir.apps.releases.models import Validation
from tenir.apps.releases.services import AnsweredAlready, NoReason
from tenir.apps.support.models import Request
from tenir.viewer import NotAllowed, NotSeen
from tests.apps.availability.conftest import paris
from tests.apps.releases.conftest import DUE

MAY = paris("2026-05-04 10:00")
WHY = "Les exports perdent leurs accents"


@pytest.mark.clause("8.9")
def test_a_contact_validates_a_version_and_the_promise_is_kept(cast, handed):
    found = services.validate(handed.pk, actor=cast.bob, at=MAY)
    assert (found.state, found.settled_at) == ("validated", MAY)
    assert found.answered_by == cast.people["bob"]
    promise = Commitment.objects.get(key=handed.promise)
    assert (promise.state, promise.done_at) == ("kept", MAY)
    assert found.outcome[0]["sentence"]["en"] == "version validated"
    assert Entry.objects.get(verb="releases.validated").clauses == ["8.9"]
    assert not Request.objects.exists()


@pytest.mark.clause("8.9")
def test_those_in_charge_of_releases_are_told_of_the_answer(cast, handed):
    services.validate(handed.pk, actor=cast.bob, at=MAY)
    told = Notice.objects.filter(kind="releases.answered_staff")
    assert set(told.values_list("person", flat=True)) == {cast.people["rita"].pk}


@pytest.mark.clause("8.9", "8.10")
def test_a_refusal_has_its_reasons_and_opens_a_request_of_the_contact(cast, handed):
    found = services.refuse(handed.pk, because=f" {WHY} ", actor=cast.bob, at=MAY)
    request = Request.objects.get()
    assert (found.state, found.because, found.request) == ("refused", WHY, request)
    assert (request.state, request.problem) == ("recorded", WHY)
    assert request.opened_by == cast.people["bob"]
    assert request.subscription == handed.subscription
    assert request.title == "Refus de Drive 5.1"
    assert Commitment.objects.get(key=handed.promise).state == "kept"


@pytest.mark.clause("8.10")
def test_a_refusal_says_that_it_does_not_stop_deployment(cast, handed):
    found = services.refuse(handed.pk, because=WHY, actor=cast.bob, at=MAY)
    assert "deployment is not stopped" in found.outcome[0]["sentence"]["en"]
    fact = Entry.objects.get(verb="releases.refused")
    assert fact.clauses == ["8.9", "8.10"]
    assert WHY not in str(fact.after)  # free words may name people
    told = Notice.objects.get(kind="releases.answered_staff", channel="email")
    assert WHY in told.text
    assert "Le déploiement n'est pas arrêté (8.10)" in told.text


@pytest.mark.clause("8.9")
def test_a_refusal_without_a_word_is_no_refusal(cast, handed):
    with pytest.raises(NoReason):
        services.refuse(handed.pk, because="  ", actor=cast.bob, at=MAY)
    assert Validation.objects.get().state == "awaited"
    assert not Request.objects.exists()


@pytest.mark.clause("8.9")
def test_the_first_answer_counts(cast, handed):
    services.refuse(handed.pk, because=WHY, actor=cast.bob, at=MAY)
    services.refuse(handed.pk, because="More", actor=cast.alice, at=paris("2026-05-05 10:00"))
    with pytest.raises(AnsweredAlready, match="refused already"):
        services.validate(handed.pk, actor=cast.alice, at=paris("2026-05-05 10:00"))
    found = Validation.objects.get()
    assert (found.state, found.because, found.settled_at) == ("refused", WHY, MAY)
    assert Request.objects.count() == 1


@pytest.mark.clause("8.9")
def test_a_version_validated_is_validated_once(cast, handed):
    services.validate(handed.pk, actor=cast.bob, at=MAY)
    again = services.validate(handed.pk, actor=cast.alice, at=paris("2026-05-05 10:00"))
    assert (again.answered_by, again.settled_at) == (cast.people["bob"], MAY)
    with pytest.raises(AnsweredAlready):
        services.refuse(handed.pk, because=WHY, actor=cast.alice, at=paris("2026-05-05 10:00"))
    assert Entry.objects.filter(verb="releases.validated").count() == 1


@pytest.mark.clause("8.9")
def test_past_its_delay_it_is_too_late_whether_or_not_the_clock_has_ticked(cast, handed):
    with pytest.raises(AnsweredAlready) as refused:
        services.validate(handed.pk, actor=cast.bob, at=DUE)
    assert "14 May 2026 24:00" in refused.value.message("en")
    services.settle_validations(DUE)
    with pytest.raises(AnsweredAlready, match="validation has lapsed"):
        services.refuse(handed.pk, because=WHY, actor=cast.bob, at=DUE)


@pytest.mark.clause("8.9")
def test_only_the_contacts_of_the_client_answer_for_it(cast, handed):
    strangers = {"charlie", "nobody"}
    for name, viewer in cast.everyone:
        if name in {"alice", "bob"}:
            continue
        refusal = NotSeen if name in strangers else NotAllowed
        with pytest.raises(refusal):
            services.validate(handed.pk, actor=viewer, at=MAY)
        with pytest.raises(refusal):
            services.refuse(handed.pk, because=WHY, actor=viewer, at=MAY)
    assert queries.validation(cast.alice, handed.pk).state == "awaited"
