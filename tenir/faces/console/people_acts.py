"""What is done about someone: one button each, asked twice where it cannot be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.accounts import queries, services
from tenir.apps.accounts.queries import Membership, Person, SignIn
from tenir.faces.console.erasing import erased
from tenir.faces.console.people_frame import ROLES, administers, people_page
from tenir.integrations import erasure
from tenir.ui.acts import act
from tenir.ui.confirming import asked, is_sure
from tenir.ui.contacts import Deed, Row
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import ClientRole, NotSeen, StaffRole, Viewer


@dataclass(frozen=True)
class Done:
    """An act on someone: its words, what follows, who may, the call."""

    label: Any
    done: Any
    call: Callable[..., Any]
    may: Callable[[Viewer, Person], bool]
    sure: Any
    follows: Any
    icon: str = "x"
    grave: bool = True


def _looks_after(viewer: Viewer, person: Person) -> bool:
    return person.is_active and (
        viewer.person == person.pk or services.may_look_after(viewer, person)
    )


def _closes(viewer: Viewer, person: Person) -> bool:
    return person.is_active and services.may_look_after(viewer, person)


def _administers(viewer: Viewer, person: Person) -> bool:
    return person.is_active and administers(viewer)


def _erases(viewer: Viewer, person: Person) -> bool:
    return not person.is_active and person.erased_at is None and administers(viewer)


ACTS = {
    "end-sessions": Done(
        _("End all sessions"), _("All their sessions are ended."), services.end_sessions,
        _looks_after, _("End all sessions?"), _("They sign in again, wherever they are."),
        icon="logout", grave=False,
    ),
    "unlock": Done(
        _("Let them try again"), _("They may try to sign in again at once."), services.unlock,
        _administers, "", "", icon="key", grave=False,
    ),
    "reset-second-factor": Done(
        _("Reset the second factor"), _("Their second factors are removed."),
        services.reset_second_factor, _administers, _("Reset the second factor?"),
        _("Make sure by another means of who asks. Their sessions end; at the next sign-in they "
          "set up a new one where their organisation requires it."), icon="shield-check",
    ),
    "unbind": Done(
        _("Unbind the identity"), _("They may come with a new identity at their provider."),
        services.unbind, _administers, _("Unbind the identity?"),
        _("The next identity of that address at their provider is taken for theirs."), icon="link",
    ),
    "close": Done(
        _("Close the account"), _("Closed: they can do nothing any more."), services.close_person,
        _closes, _("Close this account?"),
        _("Their roles, sessions, tokens and every means of sign-in end now. What they signed "
          "stays under their name. They can be invited again."), icon="ban",
    ),
    "erase": Done(
        _("Erase for good"), _("Erased: the journal keeps a pseudonym."), erasure.erase_person,
        _erases, "", "", icon="trash",
    ),
}  # fmt: skip


def deeds(viewer: Viewer, person: Person) -> list[Deed]:
    """What this viewer may do about that person."""
    post = reverse("console:person-act", args=[person.pk])
    found = [
        Deed(one.label, post, name, one.sure, one.follows, one.icon, grave=one.grave)
        for name, one in ACTS.items() if one.may(viewer, person)
    ]  # fmt: skip
    if person.is_active and services.may_look_after(viewer, person):
        found.insert(0, Deed(_("Change the e-mail"), reverse("console:person-email",
                                                             args=[person.pk])))  # fmt: skip
    return found


@staff_only
@require_POST
def person_act(request: HttpRequest, id: int) -> HttpResponseBase:
    """One act on someone; it refuses whoever may not."""
    actor = viewer_of(request)
    found, back = queries.person(actor, id), reverse("console:person", args=[id])
    one = ACTS.get(request.POST.get("act", ""))
    if one is None:
        raise Http404
    if one.call == erasure.erase_person:
        return erased(
            request, lambda: erasure.erase_person(found, actor=actor, at=clock.now()),
            name=found.name, back=back, then=reverse("console:people"),
        )  # fmt: skip
    if one.sure and not is_sure(request):
        told = asked(
            request, question=one.sure, follows=one.follows, yes=one.label, back=back,
            plain=not one.grave,
        )  # fmt: skip
        return people_page(request, "tenir/confirm", "people", told)
    return act(
        request, lambda: one.call(found, actor=actor, at=clock.now()), done=one.done, back=back
    )


@staff_only
@require_POST
def revoke(request: HttpRequest, id: int) -> HttpResponseBase:
    """Takes a role back; the person's sessions end."""
    actor = viewer_of(request)
    held = queries.memberships(actor).filter(pk=id).first()
    if held is None:
        raise NotSeen("accounts.person_not_seen")
    back = reverse("console:person", args=[held.person_id])
    if not is_sure(request):
        told = asked(
            request, question=_("Take this role back?"), yes=_("Take back"), back=back,
            follows=_("They can do no more of what it let them, and their sessions end now."),
        )  # fmt: skip
        return people_page(request, "tenir/confirm", "people", told)
    return act(
        request, lambda: _take_back(held, actor=actor, at=clock.now()),
        done=_("Taken back."), back=back,
    )  # fmt: skip


def _take_back(held: Membership, *, actor: Viewer, at: datetime) -> None:
    services.revoke(held.person, organisation=held.organisation, role=held.role, actor=actor, at=at)


@staff_only
@require_POST
def revoke_token(request: HttpRequest, id: int) -> HttpResponseBase:
    """Ends a token of a program."""
    actor = viewer_of(request)
    token = queries.tokens(actor).filter(pk=id).first()
    if token is None:
        raise NotSeen("accounts.token_not_seen")
    back = reverse("console:person", args=[token.person_id])
    if not is_sure(request):
        told = asked(
            request, question=_("End this token?"), yes=_("End it"), back=back,
            follows=_("The program that has it can do nothing any more."),
        )  # fmt: skip
        return people_page(request, "tenir/confirm", "people", told)
    return act(
        request, lambda: services.revoke_token(token, actor=actor, at=clock.now()),
        done=_("The token opens nothing any more."), back=back,
    )  # fmt: skip


def role_row(viewer: Viewer, held: Membership) -> Row:
    """A role, with the button that takes it back where that may be done here.

    A contact's goes with the contact: on its client's page.
    """
    there = held.organisation
    row = Row(str(ROLES[held.role]), there.name)
    speaking = held.role in {ClientRole.CONTACT, ClientRole.MAIN_CONTACT}
    if speaking:
        to = reverse("console:client-contacts", args=[there.pk])
        row.deeds = [Deed(_("Contacts of the client"), to, icon="users")]
    elif services.may_give(viewer, organisation=there, role=held.role):
        row.deeds = [Deed(
            _("Take back"), reverse("console:role-act", args=[held.pk]), "revoke", icon="x",
            grave=True, sure=_("Take this role back?"),
            follows=_("They can do no more of what it let them, and their sessions end now."),
        )]  # fmt: skip
    return row


def came_in(rows: Iterable[SignIn]) -> Iterator[dict[str, Any]]:
    """Sign-ins in words."""
    for row in rows:
        yield {"it": row, "method": queries.method_of(row.method),
               "browser": queries.browser_of(row.user_agent)}  # fmt: skip


def reads_sign_ins(viewer: Viewer, person: Person) -> bool:
    """Whether someone's sign-ins are the viewer's to read."""
    return viewer.person == person.pk or viewer.has(StaffRole.SECURITY_OFFICER)
