"""Which operation of the API does what each act of a page does, or why none does.

A page with several acts names them all; one that is told which by a word has them by that word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Without:
    """No operation does that act, and why."""

    because: str


Same = str | tuple[str, ...] | Mapping[str, str] | Without
BY_MAIL = Without("whoever has the address answers by what was mailed to it, and signs in nowhere")

OF_REQUESTS: Mapping[str, Same] = {
    "console:request-new": (
        "open_request", "fill_request", "send_request", "discard_request",
        "attach_file_to_request",
    ),
    "console:requests-bulk": {
        "take": "take_request_in_charge", "assign": "assign_request",
        "resolve": "resolve_request", "close": "close_request",
    },
    "console:request-say": {
        "answer": "answer_request", "ask": "ask_client", "write": "write_to_client",
        "note": "note_on_request",
    },
    "console:request-act": {
        "take": "take_request_in_charge", "follow": "follow_request",
        "unfollow": "unfollow_request",
    },
    "console:request-do": {
        "fill": "fill_request", "assign": "assign_request", "requalify": "requalify_request",
        "resolve": "resolve_request", "close": "close_request", "reopen": "reopen_request",
        "call": "note_call", "reproduce": "reproduce_request", "hand-over": "hand_over_request",
        "take-back": "take_request_back", "park": "park_request", "unpark": "unpark_request",
        "rule-out": "rule_request_out", "reverse": "reverse_ruling",
        "lateness": "explain_lateness", "merge": "merge_request", "link": "link_request",
        "split": "split_request", "restrict": "restrict_request",
        "unrestrict": "unrestrict_request", "time": "record_time", "announce": "announce_time",
        "charge": "charge_time",
    },
    "console:time-correct": "correct_time",
    "console:time-withdraw": "withdraw_time",
    "console:time-terms": "set_billing_terms",
    "console:hours-buy": "buy_hours",
    "portal:request-new": "open_request",
    "portal:request-write": (
        "fill_request", "attach_file_to_request", "send_request", "discard_request",
    ),
    "portal:request-known": "suggest_articles",
    "portal:request-say": "reply_to_request",
    "portal:request-act": {
        "follow": "follow_request", "unfollow": "unfollow_request", "score-1": "rate_request",
        "score-2": "rate_request", "score-3": "rate_request", "accept-time": "answer_time",
        "decline-time": "answer_time",
    },
    "portal:request-do": {
        "contest": "contest_request", "contest-ruling": "contest_ruling",
        "reopen": "reopen_request", "close": "close_request",
    },
    "public:how": BY_MAIL,
}  # fmt: skip

OF_THE_DESK: Mapping[str, Same] = {
    "console:team-new": "make_team",
    "console:team": "change_team",
    "console:canned-new": "keep_answer",
    "console:canned-one": "change_answer",
    "console:canned-withdraw": "withdraw_answer",
    "console:kept-mail-place": "place_kept_mail",
    "console:kept-mail-settle": "settle_kept_mail",
    "console:closure-new": "announce_closure",
    "console:knowledge-new": "write_article",
    "console:knowledge-write": "write_article_version",
    "console:knowledge-publish": "publish_article",
    "console:knowledge-withdraw": "withdraw_article",
    "console:proposal-answer": "answer_proposal",
    "console:training-new": "record_training",
    "console:training-withdraw": "withdraw_training",
    "portal:proposal-new": "propose",
}

OF_CLIENTS: Mapping[str, Same] = {
    "console:client-new": "register_client",
    "console:client-change": "change_client",
    "console:clients-in": "import_clients",
    "console:contact-new": "designate_contact",
    "console:contact": "change_contact",
    "console:contact-act": ("remove_contact", "unflag_contact", "invite_contact"),
    "console:contact-flag": "flag_contact",
    "console:contact-erase": "erase_contact",
    "console:contacts-confirm": "confirm_contacts",
    "console:reader-new": "invite_reader",
    "console:reader-act": "remove_reader",
    "console:main-change": "ask_contact_change",
    "console:contact-change-sign": "sign_contact_change",
    "console:contact-change-act": (
        "verify_contact_change", "refuse_contact_change", "withdraw_contact_change",
    ),
    "portal:contact-new": "designate_contact",
    "portal:contact": "change_contact",
    "portal:contact-act": ("remove_contact", "invite_contact"),
    "portal:contacts-confirm": "confirm_contacts",
    "portal:reader-new": "invite_reader",
    "portal:reader-act": "remove_reader",
    "portal:invitation-act": ("renew_invitation", "revoke_invitation"),
    "portal:main-change": "ask_contact_change",
    "portal:contact-change-sign": "sign_contact_change",
    "portal:contact-change-act": "withdraw_contact_change",
}  # fmt: skip

OF_PEOPLE: Mapping[str, Same] = {
    "console:person-act": {
        "end-sessions": "end_sessions", "unlock": "unlock_person",
        "reset-second-factor": "reset_second_factor", "unbind": "unbind_person",
        "close": "close_person", "erase": "erase_person",
    },
    "console:person-email": "change_email",
    "console:person-grant": "grant_role",
    "console:role-act": "revoke_role",
    "console:staff-new": "invite_person",
    "console:invitation-act": ("renew_invitation", "revoke_invitation"),
    "console:organisation-act": ("require_second_factor", "remove_provider"),
    "console:organisation-provider": "set_provider",
    "console:token-act": "revoke_token",
}  # fmt: skip

OF_WHAT_WAS_AGREED: Mapping[str, Same] = {
    "console:draft": "draft_version",
    "console:draft-check": Without("it keeps nothing, and draft_version tells the same faults"),
    "console:version-change": ("publish_version", "discard_draft"),
    "console:replay": "ask_replay",
    "console:client-version-prove": "prove_notification",
    "console:client-version-answer": ("accept_version", "terminate_on_version"),
    "console:contract-sign": "sign_contract",
    "console:contracts-import": "import_contracts",
    "console:contract-amend": "amend_contract",
    "console:contract-extend": "extend_contract",
    "console:contract-end": "end_contract",
    "console:option-new": "add_option",
    "console:option-end": "end_option",
    "console:line-new": "subscribe",
    "console:line-change": "change_line",
    "console:line-end": "end_subscription",
    "console:access-open": "open_access",
    "console:specific-new": "record_specific",
    "console:specific-withdraw": "withdraw_specific",
    "console:release": "release_version",
    "console:needs": "publish_prerequisites",
    "console:make-available": "make_version_available",
    "console:version-withdraw": "withdraw_version",
    "console:update-new": "attach_update_file",
    "console:update-withdraw": "withdraw_update_file",
    "console:module-new": "add_module",
    "console:module-withdraw": "withdraw_module",
    "console:conditions": "state_conditions",
    "console:price": "price_quote",
    "console:quote-withdraw": "withdraw_quote",
    "console:bill": "bill",
    "console:invoice": "mark_invoiced",
    "portal:agreement-answer": ("accept_version", "terminate_on_version"),
    "portal:acknowledge": "acknowledge_prerequisites",
    "portal:ask": "ask_quote",
    "portal:answer": ("accept_quote", "decline_quote", "say_backed_up"),
}

OF_WHAT_IS_TOLD: Mapping[str, Same] = {
    "console:document-new": "keep_document",
    "console:document-withdraw": "withdraw_document",
    "console:notice-change": ("retry_notice", "release_notice", "replay_notice", "cancel_notice"),
    "console:call": "record_call",
    "console:reach-again": "reach_again",
    "console:endpoint-new": "add_endpoint",
    "console:endpoint-change": "change_endpoint",
    "console:endpoint-act": (
        "try_endpoint", "disable_endpoint", "enable_endpoint", "rotate_secret",
    ),
    "console:incident-new": "publish_incident",
    "console:incident-follow": "follow_incident",
    "console:incident-off": "take_incident_off",
    "console:wording-new": "keep_wording",
    "console:wording": "change_wording",
    "console:wording-withdraw": "withdraw_wording",
    "console:job-change": ("retry_job", "discard_job"),
    "portal:document-new": "keep_document",
    "portal:endpoint-new": "add_endpoint",
    "portal:endpoint-change": "change_endpoint",
    "portal:endpoint-act": (
        "try_endpoint", "disable_endpoint", "enable_endpoint", "rotate_secret",
    ),
    "portal:links": "make_status_link",
    "portal:link-revoke": "revoke_status_link",
    "public:subscribe": BY_MAIL,
    "public:subscription": BY_MAIL,
    "public:subscription-leave": BY_MAIL,
    "public:design": Without("it shows how pages look, and keeps nothing"),
}  # fmt: skip

OF_WHAT_IS_MEASURED: Mapping[str, Same] = {
    "console:past-import": ("import_past_outages", "import_past_works", "import_past_penalties"),
    "console:works-new": ("plan_works", "check_works"),
    "console:works-record": "record_works",
    "console:recurring-new": "repeat_works",
    "console:recurring-stop": "stop_recurring_works",
    "console:freeze-new": "freeze",
    "console:freeze-lift": "lift_freeze",
    "console:works-announce": "announce_works",
    "console:works-move": "move_works",
    "console:works-begin": "begin_works",
    "console:works-prolong": "prolong_works",
    "console:works-finish": "finish_works",
    "console:works-correct": "correct_works",
    "console:works-withdraw": "withdraw_works",
    "console:sample-file-new": "take_file",
    "console:correction-new": "correct_measures",
    "console:correction-end": "end_correction",
    "console:correction-back": "take_correction_back",
    "console:target-new": "add_target",
    "console:target-change": "change_target",
    "console:target-retire": "retire_target",
    "console:client-reports": "ask_reports",
    "console:month-revise": "revise_month",
    "console:month-freeze": "close_month",
    "console:exclusion-new": "rule_out",
    "console:exclusion-reverse": "reverse_exclusion",
    "console:cause-new": "tell_cause",
    "console:cause-accept": "accept_cause",
    "console:cause-decline": "decline_cause",
    "console:claim-rule": "rule_on_objection",
    "console:claim-credit": "issue_credit_note",
    "console:credit-note-paid": "mark_credit_note_paid",
    "console:invoicing": "change_invoicing",
    "portal:reports": "ask_reports",
    "portal:validate": "validate_version",
    "portal:refuse": "refuse_version",
    "portal:penalty-claim": "send_claim",
    "portal:claim-new": "send_claim",
    "portal:claim-object": "object_to_refusal",
}

ACTS: Mapping[str, Same] = {
    **OF_REQUESTS, **OF_THE_DESK, **OF_CLIENTS, **OF_PEOPLE, **OF_WHAT_WAS_AGREED,
    **OF_WHAT_IS_TOLD, **OF_WHAT_IS_MEASURED,
}  # fmt: skip
