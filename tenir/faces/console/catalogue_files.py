"""The files of a product's version, for those who subscribe to it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tenir import clock
from tenir.apps.catalogue import queries, services
from tenir.faces.console.catalogue import KEEPERS, WITHDRAW_FILE
from tenir.faces.console.frame import page
from tenir.ui.acts import act_if_sure
from tenir.ui.asking import only_if
from tenir.ui.deeds import Deed, given, only_for, perform
from tenir.ui.pages import staff_only, viewer_of
from tenir.viewer import NotSeen

HERE = "catalogue"


class UpdateForm(forms.Form):
    """A file of a version."""

    file = forms.FileField(label=_("File"))


@staff_only
def attach_update_file(request: HttpRequest, key: str, version: int) -> HttpResponseBase:
    """A file is put with a version, for the clients that subscribe to the product.

    Clause: 7.3.
    """
    actor, at = viewer_of(request), clock.now()
    product = queries.product(key)
    found = queries.versions_of(product).filter(pk=version).first()
    only_for(actor, *KEEPERS)
    if found is None:
        raise NotSeen("catalogue.no_version", given=version, product=product.name)
    back = reverse("console:product", args=[key])
    deed = Deed(
        heading=_("Attach a file"), button=_("Attach it"), icon="upload", back=back,
        clauses=("7.3",), above=[(product.name, back)],
        done=_("Attached: its subscribers may fetch it."),
        about=_("Every client that subscribes to the product may fetch it, where its contract "
                "opens downloads. A program or an archive of one is taken from a release manager."),
    )  # fmt: skip
    return perform(
        request, page, HERE, deed=deed, form=UpdateForm(**given(request)),
        call=lambda told: services.attach_update_file(
            found, told["file"], filename=told["file"].name,
            claimed=told["file"].content_type or "", actor=actor, at=at,
        ),
    )  # fmt: skip


@staff_only
@require_POST
def withdraw_update_file(request: HttpRequest, key: str, id: int) -> HttpResponseBase:
    """A file is fetched no more.

    Clause: 7.3.
    """
    actor, at = viewer_of(request), clock.now()
    only_if(queries.update_files().filter(pk=id).exists())
    return act_if_sure(
        request, lambda: services.withdraw_update_file(id, actor=actor, at=at),
        sure=WITHDRAW_FILE, page=page, here=HERE, done=_("Withdrawn: nobody fetches it any more."),
        back=reverse("console:product", args=[key]),
    )  # fmt: skip
