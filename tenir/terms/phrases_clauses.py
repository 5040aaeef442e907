"""What the register of clauses says to people: key → (French, English)."""

PHRASES = {
    "clause.unknown": (
        "la clause « {number} » n'existe pas dans la convention ; citez l'une des clauses "
        "du registre (docs/clauses.md), par exemple {near}",
        "there is no clause “{number}” in the agreement; cite one of the register "
        "(docs/clauses.md), for example {near}",
    ),
}
