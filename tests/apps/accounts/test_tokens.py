"""API tokens: shown once, kept digested, dead when they should be."""

from datetime import datetime, timedelta

import pytest
from django.http import HttpRequest
from django.test import Client

from tenir.apps.accounts import queries, services
from tenir.apps.accounts.middleware import ViewerMiddleware
from tenir.apps.accounts.models import ApiToken, Scope
from tenir.viewer import ANONYMOUS, NotAllowed, NotSeen, Viewer
from tests.apps.accounts.conftest import NOON, Hour, SignIn
from tests.cast import Cast

IN_A_MONTH = NOON + timedelta(days=30)


def _token(cast: Cast, name: str = "bob", *, expires_at: datetime = IN_A_MONTH) -> services.Issued:
    return services.create_token(
        "Nightly export", scopes=["read"], expires_at=expires_at, actor=getattr(cast, name), at=NOON
    )


def test_a_token_works_for_its_person_within_its_scopes(cast: Cast) -> None:
    viewer = queries.viewer_of_token(_token(cast).secret, NOON)
    assert viewer.person == cast.people["bob"].pk
    assert dict(viewer.clients) == dict(cast.bob.clients)
    assert viewer.scopes == {"read"}
    queries.allowed_by_token(viewer, Scope.READ)
    with pytest.raises(NotAllowed, match=r"support\.write"):
        queries.allowed_by_token(viewer, Scope.SUPPORT_WRITE)
    queries.allowed_by_token(cast.bob, Scope.SUPPORT_WRITE)  # in person, no scope binds


def test_the_database_keeps_no_secret(cast: Cast) -> None:
    issued = _token(cast)
    assert issued.secret not in str(ApiToken.objects.values().get())
    assert issued.secret not in repr(issued)
    assert issued.secret.startswith("tenir_")


def test_a_token_that_is_unknown_expired_or_revoked_is_nobodys(cast: Cast) -> None:
    issued = _token(cast)
    assert queries.viewer_of_token(issued.secret + "x", NOON) == ANONYMOUS
    assert queries.viewer_of_token(issued.secret, IN_A_MONTH) == ANONYMOUS
    assert services.revoke_token(issued.token, actor=cast.bob, at=NOON)
    assert not services.revoke_token(issued.token, actor=cast.bob, at=NOON)
    assert queries.viewer_of_token(issued.secret, NOON) == ANONYMOUS


def test_the_token_of_someone_who_left_is_dead(cast: Cast) -> None:
    issued = _token(cast)
    services.close_person(cast.people["bob"], actor=cast.alice, at=NOON)
    assert queries.viewer_of_token(issued.secret, NOON) == ANONYMOUS


def test_a_token_has_the_roles_of_today(cast: Cast) -> None:
    issued = _token(cast)
    services.revoke(
        cast.people["bob"], organisation=cast.martin.organisation, role="contact",
        actor=cast.alice, at=NOON,
    )  # fmt: skip
    assert not queries.viewer_of_token(issued.secret, NOON).clients


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [("", ["read"], 1), ("x", [], 1), ("x", ["root"], 1), ("x", ["read"], 0), ("x", ["read"], 367)],
)
def test_a_faulty_token_is_refused(cast: Cast, name: str, scopes: list[str], days: int) -> None:
    with pytest.raises(services.FaultyToken):
        services.create_token(
            name, scopes=scopes, expires_at=NOON + timedelta(days=days), actor=cast.bob, at=NOON
        )


def test_a_program_makes_no_token_and_nobody_has_none(cast: Cast) -> None:
    program = queries.viewer_of_token(_token(cast).secret, NOON)
    asked = {"scopes": ["read"], "expires_at": IN_A_MONTH, "at": NOON}
    with pytest.raises(NotAllowed):
        services.create_token("x", actor=program, **asked)  # type: ignore[arg-type]
    with pytest.raises(NotSeen):
        services.create_token("x", actor=ANONYMOUS, **asked)  # type: ignore[arg-type]


def test_only_bob_and_an_administrator_revoke_bobs_token(cast: Cast) -> None:
    token = _token(cast).token
    for name, who in cast.everyone:
        if name in {"bob", "adam"}:
            continue
        with pytest.raises(NotSeen):
            services.revoke_token(token, actor=who, at=NOON)
    assert services.revoke_token(token, actor=cast.adam, at=NOON)


def test_a_use_is_noted_to_five_minutes(cast: Cast) -> None:
    token = _token(cast).token
    for minutes, noted in ((0, 0), (4, 0), (6, 6)):
        services.note_use(ApiToken.objects.get(), at=NOON + timedelta(minutes=minutes))
        assert ApiToken.objects.get(pk=token.pk).last_used_at == NOON + timedelta(minutes=noted)


# --- in a request ---------------------------------------------------------------------------------


def _viewer(browser: Client, **headers: str) -> Viewer:
    """Who a request is, asked of the middleware itself."""
    return browser.get("/account/login/", headers=headers).wsgi_request.viewer


def test_a_request_with_a_token_is_the_tokens_whatever_session_comes_along(
    cast: Cast, sign_in: SignIn
) -> None:
    issued, browser = _token(cast), sign_in("adam")
    viewer = _viewer(browser, authorization=f"Bearer {issued.secret}")
    assert viewer.person == cast.people["bob"].pk
    assert viewer.scopes == {"read"}
    assert _viewer(browser, authorization="Bearer nonsense") == ANONYMOUS
    assert _viewer(browser).person == cast.people["adam"].pk


def test_a_token_does_not_open_the_pages_of_ones_account(cast: Cast, hour: Hour) -> None:
    issued = _token(cast)
    answer = Client().get(
        "/account/password/change/", headers={"authorization": f"Bearer {issued.secret}"}
    )
    assert answer.headers["Location"].startswith("/account/login/")


def test_a_viewer_costs_two_queries(
    cast: Cast, sign_in: SignIn, django_assert_num_queries: object
) -> None:
    request = sign_in("bob").get("/account/professional-use/").wsgi_request
    fresh = HttpRequest()
    fresh.method, fresh.session = "GET", request.session
    from django.contrib.auth import get_user  # noqa: PLC0415
    from django.http import HttpResponse  # noqa: PLC0415
    from django.utils.functional import SimpleLazyObject  # noqa: PLC0415

    request.session.get("_auth_user_id")
    fresh.user = SimpleLazyObject(lambda: get_user(fresh))  # type: ignore[assignment]
    with django_assert_num_queries(2):  # type: ignore[operator]
        ViewerMiddleware(lambda _: HttpResponse())(fresh)
