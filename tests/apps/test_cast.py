"""The cast itself: who they are to the platform."""

from tenir.viewer import ClientRole, StaffRole
from tests.cast import Cast


def test_alice_leads_her_client_and_works_for_nobody_else(cast: Cast) -> None:
    assert dict(cast.alice.clients) == {cast.martin.pk: ClientRole.MAIN_CONTACT}
    assert not cast.alice.is_staff


def test_sam_works_for_the_publisher_and_adam_may_do_all(cast: Cast) -> None:
    assert cast.sam.staff == {StaffRole.AGENT}
    assert not cast.sam.has(StaffRole.FINANCE)
    assert cast.adam.has(StaffRole.FINANCE)
