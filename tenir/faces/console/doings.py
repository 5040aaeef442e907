"""What staff do from the search, each by the roles that its page is for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenir.apps.maintenance import services as maintenance
from tenir.apps.parties import services as parties
from tenir.apps.publishing import services as publishing
from tenir.apps.support import services as support
from tenir.faces.console.billing import BILLERS
from tenir.faces.console.contracts import KEEPERS
from tenir.faces.console.desk_lists import CLOSERS
from tenir.faces.console.people_frame import administers
from tenir.ui.doings import Doing, of
from tenir.ui.endpoints import may_keep
from tenir.viewer import StaffRole

DOINGS = (
    Doing(_("Open a request after a call"), "lifebuoy", "console:request-new", support.may_answer,
          _("telephone")),
    Doing(_("Write an article"), "bulb", "console:knowledge-new", support.may_answer,
          _("knowledge base")),
    Doing(_("Keep an answer"), "bookmark", "console:canned-new", support.may_answer,
          _("canned answer of support")),
    Doing(_("Make a team"), "users", "console:team-new", support.may_lead, _("create")),
    Doing(_("Announce a closure"), "calendar-event", "console:closure-new", of(*CLOSERS),
          _("closing day of support")),
    Doing(_("Record a training"), "school", "console:training-new", of(*support.TRAINERS)),
    Doing(_("Register a client"), "building", "console:client-new", parties.may_keep_clients,
          _("add a new client")),
    Doing(_("Import clients and contacts"), "upload", "console:clients-in",
          parties.may_keep_clients, _("CSV table")),
    Doing(_("Sign a contract"), "file-certificate", "console:contract-sign", of(*KEEPERS),
          _("add a new contract")),
    Doing(_("Import contracts"), "upload", "console:contracts-import", of(*KEEPERS),
          _("CSV table")),
    Doing(_("Draft a version"), "book", "console:draft", of(*KEEPERS), _("write the agreement")),
    Doing(_("Publish a version of the agreement"), "send", "console:versions", of(*KEEPERS),
          _("notify the clients")),
    Doing(_("Record an amount"), "receipt", "console:bill", of(*BILLERS), _("to invoice")),
    Doing(_("Mark as invoiced"), "receipt", "console:invoice", of(StaffRole.FINANCE),
          _("amounts")),
    Doing(_("Keep a document"), "upload", "console:document-new", more=_("add a file")),
    Doing(_("Plan works"), "calendar-event", "console:works-new", of(*maintenance.PLANNERS),
          _("announce a maintenance")),
    Doing(_("Put works on record"), "pencil", "console:works-record", of(*maintenance.PLANNERS)),
    Doing(_("Plan works that come back"), "calendar-event", "console:recurring-new",
          of(*maintenance.PLANNERS), _("recurring maintenance")),
    Doing(_("Enter a freeze"), "lock", "console:freeze-new", of(*maintenance.KEEPERS),
          _("no works of a client")),
    Doing(_("Publish an incident"), "alert-triangle", "console:incident-new",
          of(*publishing.PUBLISHERS), _("announce a failure")),
    Doing(_("Keep usual words"), "quote", "console:wording-new", of(*publishing.PUBLISHERS),
          _("incident")),
    Doing(_("Take a file in"), "plus", "console:sample-file-new", of(StaffRole.OPERATIONS),
          _("measurements, samples")),
    Doing(_("Correct the ledger"), "pencil", "console:correction-new", of(StaffRole.OPERATIONS),
          _("outage, measurements")),
    Doing(_("Add a target"), "target", "console:target-new", of(StaffRole.OPERATIONS),
          _("probe, watch an address")),
    Doing(_("Tell a cause"), "message-circle", "console:cause-new",
          of(StaffRole.OPERATIONS, StaffRole.AGENT), _("outage, exclusion")),
    Doing(_("Rule an exclusion"), "scale", "console:exclusion-new", of(StaffRole.OPERATIONS),
          _("outage that does not count")),
    Doing(_("Freeze a month"), "lock", "console:months", of(StaffRole.OPERATIONS),
          _("close, reports")),
    Doing(_("Invite staff"), "send", "console:staff-new", administers,
          _("invite a person, a colleague")),
    Doing(_("Add a program"), "webhook", "console:endpoint-new", may_keep, _("webhook")),
)  # fmt: skip
