"""What is refused, as RFC 9457 writes it, in the reader's language: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from pydantic import BaseModel

from tenir.apps.accounts import services as accounts
from tenir.apps.agreements import services as agreements
from tenir.apps.catalogue import services as catalogue
from tenir.apps.notices import services as notices
from tenir.apps.orders import services as orders
from tenir.apps.parties import services as parties
from tenir.apps.penalties import services as penalties
from tenir.apps.releases import services as releases
from tenir.apps.support import services as support
from tenir.faces.api.language import language_of
from tenir.terms.errors import Refused
from tenir.terms.misfits import misfit
from tenir.terms.phrases import Language, say
from tenir.viewer import NotAllowed, NotSeen

BEARER: Mapping[str, str] = {"WWW-Authenticate": 'Bearer realm="Tenir"'}
MEDIA_TYPE = "application/problem+json"
CONFLICTS: tuple[type[Refused], ...] = (
    accounts.AlreadyInvited, accounts.AddressTaken, accounts.InvitationDead,
    accounts.LastAdministrator, accounts.PersonClosed, accounts.StillOpen,
    agreements.AnsweredAlready, agreements.EndedAlready, agreements.NoContact,
    agreements.NotADraft, agreements.NotRunning, agreements.ProvenAlready,
    catalogue.VersionTaken, notices.NotNow, orders.OfferChanged, orders.OfferExpired,
    orders.QuoteMovedOn, parties.NumberTaken, penalties.ClaimMovedOn, releases.AnsweredAlready,
    support.MovedOn, support.NotNow,
)  # fmt: skip


class Stopped(Refused):
    """A refusal of the API itself, with its status and the headers that go with it."""

    status: ClassVar[int]
    headers: Mapping[str, str] = {}


class Unreadable(Stopped):
    """A body that is not what its Content-Type says."""

    status = 400


class Unauthenticated(Stopped):
    """Nobody is known by that token or session."""

    status = 401
    headers = BEARER


class Changed(Stopped):
    """The thing is no longer as the request says that it was read."""

    status = 412


class ConditionMissing(Stopped):
    """A change that does not say what it was read as."""

    status = 428


class TooMany(Stopped):
    """More calls than a minute has."""

    status = 429

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, "", **values)
        policy, limit, seconds = (values[name] for name in ("policy", "limit", "seconds"))
        self.headers = {
            "Retry-After": str(seconds),
            "RateLimit-Policy": f'"{policy}";q={limit};w=60',
            "RateLimit": f'"{policy}";r=0;t={seconds}',
        }


class Plain(Stopped):
    """A refusal that Django says by its status alone."""

    def __init__(self, status: int) -> None:
        self.__dict__["status"] = status
        known = status if status in PLAIN else 500
        super().__init__(f"api.plain_{known}")


PLAIN = (400, 403, 404, 405, 413, 500)


class Fault(BaseModel):
    """One mistake of a request: where it stands, its code, and what to do."""

    where: str
    code: str
    message: str


class Problem(BaseModel):
    """Why a request is refused (RFC 9457). `code` is stable; `detail` is for people."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    errors: list[Fault]


def status_of(refused: Refused) -> int:
    """The status that a refusal is answered with."""
    if isinstance(refused, Stopped):
        return refused.status
    if isinstance(refused, NotSeen):
        return 404
    if isinstance(refused, NotAllowed):
        return 403
    return 409 if isinstance(refused, CONFLICTS) else 422


def answer(request: HttpRequest, refused: Refused, faults: Iterable[Refused] = ()) -> HttpResponse:
    """The refusal as a response."""
    language, status = language_of(request), status_of(refused)
    several = list(faults) or list(getattr(refused, "faults", ())) or _placed(refused)
    told = Problem(
        type=f"/api/v1/docs/#problem-{status}",
        title=say(f"api.status_{status}", language),
        status=status,
        detail=refused.message(language),
        code=refused.key,
        instance=request.path,
        errors=[_fault(each, language) for each in several],
    )
    response = JsonResponse(told.model_dump(), status=status, content_type=MEDIA_TYPE)
    for name, value in getattr(refused, "headers", {}).items():
        response[name] = value
    return response


def _placed(refused: Refused) -> list[Refused]:
    """The refusal at its field, where it names one."""
    if refused.where:
        return [refused]
    field = str(refused.values.get("field", ""))
    return [Refused(refused.key, field, **refused.values)] if field else []


def _fault(refused: Refused, language: Language) -> Fault:
    plain = type(refused).message(refused, language)
    where = f"{refused.where}: "
    return Fault(where=refused.where, code=refused.key, message=plain.removeprefix(where))


class Faulty(Refused):
    """A request of which some fields cannot be taken."""

    faults: tuple[Refused, ...] = ()


def of_validation(request: HttpRequest, error: Any) -> HttpResponse:
    """Each field that does not fit, placed, in the reader's language."""
    faults = [misfit(_item(each), fields=(), where=place(each["loc"])) for each in error.errors]
    return answer(request, Faulty("api.faulty", count=len(faults)), faults)


def _item(error: dict[str, Any]) -> Any:
    return {"input": "", **error}


def place(loc: Iterable[str | int]) -> str:
    """`body.told.lines.0.product` as a program knows it: `lines.0.product`."""
    parts = [str(part) for part in loc]
    kept = parts[2:] if len(parts) > 2 else parts[1:]
    return ".".join(kept) or ".".join(parts)


def of_http(request: HttpRequest, _error: Any) -> HttpResponse:
    """What ninja refuses by itself: a body that is no JSON."""
    return answer(request, Unreadable("api.unreadable"))
