"""What is said of the journal's proof: key → (French, English)."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "journal.mark": (
        "« {given} » n'est pas un repère ; écrivez POSITION:LIEN, comme l'affiche `tenir journal "
        "verify`",
        "“{given}” is no mark; write POSITION:LINK, as `tenir journal verify` prints it",
    ),
    "journal.export_line": (
        "cette ligne n'est pas une écriture ; redemandez l'export",
        "this line is no entry; ask for the export again",
    ),
    "journal.export_format": (
        "ce n'est pas un export du journal (première ligne attendue : {expected})",
        "this is no export of the journal (first line expected: {expected})",
    ),
    "journal.altered": (
        "l'écriture {position} (clé {id}) a été modifiée depuis qu'elle est scellée",
        "entry {position} (key {id}) was altered since it was sealed",
    ),
    "journal.missing": (
        "l'écriture {position} manque",
        "entry {position} is missing",
    ),
    "journal.inserted": (
        "l'écriture {position} (clé {id}) a été insérée après coup",
        "entry {position} (key {id}) was inserted afterwards",
    ),
    "journal.reordered": (
        "l'écriture {position} (clé {id}) n'est plus à sa place",
        "entry {position} (key {id}) is no longer in its place",
    ),
    "journal.rewritten": (
        "à l'écriture {position} (clé {id}), la chaîne n'est plus celle du repère gardé : elle a "
        "été réécrite jusque-là",
        "at entry {position} (key {id}), the chain is not that of the mark kept: it was written "
        "anew up to there",
    ),
    "journal.client_chain": (
        "l'écriture {position} (clé {id}) n'a plus sa place dans la chaîne de son client",
        "entry {position} (key {id}) has lost its place in its client's own chain",
    ),
    "journal.personal_altered": (
        "ce que l'écriture {position} (clé {id}) dit de personnes a été modifié",
        "what entry {position} (key {id}) says of people was altered",
    ),
    "journal.personal_missing": (
        "ce que l'écriture {position} (clé {id}) disait de personnes a disparu sans qu'un "
        "effacement soit inscrit",
        "what entry {position} (key {id}) said of people is gone, and no entry tells of its "
        "erasure",
    ),
}
