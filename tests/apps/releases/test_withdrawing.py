"""A version made available is withdrawn from those who have yet to answer."""

import pytest

from tenir.apps.commitments.models import Commitment
from tenir.apps.journal.models import Entry
from tenir.apps.notices.models import Notice
from tenir.apps.releases import queries, services
from tenir.apps.releases.models import Validation
from tenir.apps.releases.services import AnsweredAlready, NoReason
from tenir.viewer import NotAllowed
from tests.apps.availability.conftest import paris
from tests.apps.releases.conftest import DUE

MAY = paris("2026-05-04 10:00")
LATER = paris("2026-05-05 10:00")
WHY = "Les exports perdent leurs accents"


@pytest.mark.clause("8.9")
def test_whoever_has_yet_to_validate_it_owes_nothing_any_more_and_is_told_why(cast, handed):
    (found,) = services.withdraw(handed.version, because=f" {WHY} ", actor=cast.rita, at=MAY)
    assert (found.state, found.settled_at, found.because) == ("withdrawn", MAY, WHY)
    promise = Commitment.objects.get(key=handed.promise)
    assert (promise.state, promise.waived_because) == ("waived", WHY)
    told = Notice.objects.filter(kind="releases.withdrawn", channel="email")
    people = {cast.people[each].pk for each in ("alice", "bob")}
    assert set(told.values_list("person", flat=True)) == people
    assert all(WHY in each.text for each in told)
    fact = Entry.objects.get(verb="releases.withdrawn")
    assert (fact.clauses, fact.before) == (["8.9"], {"state": "awaited"})
    assert WHY not in str(fact.after)  # free words may name people


@pytest.mark.clause("8.9")
def test_an_answer_given_stays_and_one_withdrawn_takes_none(cast, handed):
    services.validate(handed.pk, actor=cast.bob, at=MAY)
    assert services.withdraw(handed.version, because=WHY, actor=cast.rita, at=LATER) == []
    assert Validation.objects.get().state == "validated"
    Validation.objects.update(state="awaited", settled_at=None)
    services.withdraw(handed.version, because=WHY, actor=cast.rita, at=LATER)
    with pytest.raises(AnsweredAlready, match="withdrawn by the publisher"):
        services.validate(handed.pk, actor=cast.bob, at=LATER)


@pytest.mark.clause("8.9")
def test_it_is_withdrawn_once_and_past_its_delay_silence_has_answered(cast, handed):
    asked = {"because": WHY, "actor": cast.rita}
    product, versions = handed.version.product, [handed.version]
    (held,) = queries.held(cast.rita, product, versions, at=DUE).values()
    assert (held.having, held.awaited) == (1, 0)
    assert services.withdraw(handed.version, **asked, at=DUE) == []
    assert len(services.withdraw(handed.version, **asked, at=MAY)) == 1
    assert services.withdraw(handed.version, **asked, at=LATER) == []
    assert services.settle_validations(DUE) == 0
    assert Notice.objects.filter(kind="releases.withdrawn", channel="email").count() == 2


@pytest.mark.clause("8.9")
def test_it_may_be_made_available_again_with_a_delay_of_its_own(cast, handed):
    drive = handed.version.product
    services.withdraw(handed.version, because=WHY, actor=cast.rita, at=MAY)
    (held,) = queries.held(cast.rita, drive, [handed.version], at=MAY).values()
    assert (held.having, held.lines, held.awaited) == (0, 1, 0)
    (again,) = services.make_available(handed.version, actor=cast.rita, at=LATER)
    assert again.pk != handed.pk
    assert again.due_at == paris("2026-06-05 00:00")
    assert services.make_available(handed.version, actor=cast.rita, at=LATER) == []
    (held,) = queries.held(cast.rita, drive, [handed.version], at=MAY).values()
    assert (held.having, held.lines, held.awaited) == (1, 1, 1)


@pytest.mark.clause("8.9")
def test_from_the_subscriptions_named_alone(cast, handed):
    other = handed.subscription_id + 1
    asked = {"because": WHY, "actor": cast.rita, "at": MAY}
    assert services.withdraw(handed.version, subscriptions=[other], **asked) == []
    line = handed.subscription
    assert list(queries.lines_awaited(cast.rita, handed.version, at=MAY)) == [line]
    assert len(services.withdraw(handed.version, subscriptions=[line.pk], **asked)) == 1
    assert not queries.lines_awaited(cast.rita, handed.version, at=MAY)


@pytest.mark.clause("8.9")
@pytest.mark.parametrize("who", ["sam", "anna", "alice", "bob"])
def test_others_withdraw_nothing(cast, handed, who):
    with pytest.raises(NotAllowed):
        services.withdraw(handed.version, because=WHY, actor=getattr(cast, who), at=MAY)
    assert Validation.objects.get().state == "awaited"


@pytest.mark.clause("8.9")
def test_without_a_reason_nothing_is_withdrawn(cast, handed):
    with pytest.raises(NoReason, match="with a reason"):
        services.withdraw(handed.version, because=" ", actor=cast.rita, at=MAY)
    assert Validation.objects.get().state == "awaited"
