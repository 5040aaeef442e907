"""Mail that its head gives away: what a machine wrote, and who has no right to the request."""

from __future__ import annotations

from tests.integrations.hostile_sample import BOB, YVES, ZOE, Hostile, mail, marked

HEADS = (
    # Loops: an answer to an answer to an answer.
    Hostile(
        "out of office",
        "RFC 3834: answered, it would answer again",
        marked(b"Auto-Submitted: auto-replied"),
        "kept",
    ),
    Hostile(
        "vacation of old",
        "before RFC 3834, machines said so by Precedence",
        marked(b"Precedence: bulk"),
        "kept",
    ),
    Hostile(
        "mailing list",
        "an answer would go to everyone on the list",
        marked(b"List-Id: <all.example.org>"),
        "kept",
    ),
    Hostile(
        "Exchange's absence",
        "says it by a header of its own",
        marked(b"X-Auto-Response-Suppress: All"),
        "kept",
    ),
    Hostile(
        "gone round",
        "fifty-one servers have passed it on",
        lambda to: mail(to, b"EVIL", more=b"Received: by x\r\n" * 51),
        "kept",
    ),
    Hostile(
        "our own mail",
        "forwarded back to us by the contact's server",
        lambda to: mail(to, b"EVIL", sender="tenir@localhost"),
        "kept",
    ),
    Hostile(
        "mailer daemon",
        "a non-delivery sent to Reply-To rather than to the envelope",
        lambda to: mail(to, b"EVIL", sender="MAILER-DAEMON@mx.example.org"),
        "kept",
    ),
    # Forgery: whoever has no right to the request.
    Hostile(
        "forged token",
        "the address of a notice that never was",
        lambda _to: mail("tenir+reply-" + "a" * 32 + "@localhost", b"EVIL"),
        "kept",
    ),
    Hostile(
        "another's token",
        "someone else got hold of the address",
        lambda to: mail(to, b"EVIL", sender="mallory@example.org"),
        "kept",
    ),
    Hostile(
        "another client's contact",
        "Charlie writes to the address that Bob was given",
        lambda to: mail(to, b"EVIL", sender="charlie@example.org"),
        "kept",
    ),
    Hostile(
        "two senders",
        "From holds Bob and Mallory: who says it?",
        lambda to: mail(to, b"EVIL", sender=f"{BOB}, mallory@example.org"),
        "kept",
    ),
    Hostile("no sender", "From is missing", lambda to: mail(to, b"EVIL", sender=""), "kept"),
    Hostile(
        "name for an address",
        "the display name is Bob's address, the address another's",
        lambda to: mail(to, b"EVIL", sender=f'"{BOB}" <mallory@example.org>'),
        "kept",
    ),
    Hostile(
        "a colleague's hand",
        "Bob, who has an account, answers what Zoé alone was sent, who has none",
        lambda to: mail(to, b"EVIL"),
        "kept",
        of=ZOE,
    ),
    Hostile(
        "no account for a name",
        "the display name is Zoé's address, the address another's",
        lambda to: mail(to, b"EVIL", sender=f'"{ZOE}" <mallory@example.org>'),
        "kept",
        of=ZOE,
    ),
    Hostile(
        "who has left",
        "Yves answers from his own address what he was sent as a contact",
        lambda to: mail(to, b"EVIL", sender=YVES),
        "kept",
        of=YVES,
    ),
    Hostile(
        "a line in the name",
        "an encoded line break in Subject would write a header",
        lambda to: mail(to, more=b"X-A: =?utf-8?q?a=0d=0aTo:=20EVIL?=\r\n"),
        "joined",
        kept=False,
        says="This one",
    ),
)
