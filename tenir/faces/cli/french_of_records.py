"""The French help of the commands that bring records in, write them out, prove or erase them."""

from __future__ import annotations

from collections.abc import Mapping

OF_RECORDS: Mapping[str, str] = {
    "Verify the journal, or export a client's part of it.":
        "Vérifier le journal, ou en exporter la part d'un client.",
    "Verify that nothing was altered, removed, inserted or reordered.\n\nPrints how far the chain"
    " goes: keep that line elsewhere, and give it to --head next time; it tells a chain cut short"
    " or written anew. Exit code 0: all holds; 1: the first entry that does not is named; 2: not"
    " readable.":
        "Vérifier que rien n'a été altéré, retiré, inséré ni déplacé.\n\nAffiche jusqu'où va la"
        " chaîne : gardez cette ligne ailleurs, et donnez-la à --head la fois suivante ; elle"
        " révèle une chaîne raccourcie ou réécrite. Code de sortie 0 : tout tient ; 1 : la première"
        " écriture qui ne tient pas est nommée ; 2 : illisible.",
    "A client's export; else the platform's own journal.":
        "L'export d'un client ; sinon, le journal de la plateforme.",
    "What an earlier verification printed.": "Ce qu'une vérification antérieure a affiché.",
    "Write a client's entries to a file that proves itself: JSON lines.\n\n`tenir journal verify"
    " FILE` verifies it on any machine.":
        "Écrire les écritures d'un client dans un fichier qui se prouve lui-même : lignes"
        " JSON.\n\n`tenir journal verify FICHIER` le vérifie sur toute machine.",
    "The file to write, one that is not there.": "Le fichier à écrire, qui n'existe pas encore.",
    "With what names people, each with its salt.":
        "Avec ce qui nomme des personnes, et le sel de chacun.",
    "Recompute what was promised.": "Recalculer ce qui a été promis.",
    "Judge again each promise, by the engine, the agreement and the inputs kept with it.\n\nNames"
    " the first figure that differs. Exit code 0: all come out the same, or are of before these"
    " were kept; 1: one differs or cannot be judged.":
        "Juger de nouveau chaque engagement, par le moteur, la convention et les données gardés"
        " avec lui.\n\nNomme le premier chiffre qui diffère. Code de sortie 0 : tous donnent le"
        " même résultat, ou datent d'avant ; 1 : l'un diffère ou ne peut pas être jugé.",
    "That client's alone; else everyone's.": "Ceux de ce client seul ; sinon, ceux de tous.",
    "Erase people, as they may ask (GDPR 17).":
        "Effacer des personnes, comme elles peuvent le demander (RGPD, art. 17).",
    "Forget who someone was, wherever Tenir tells of them; say what is kept, and until when."
    "\n\nTheir account is closed and they speak for no client any more: else exit code 2 says what"
    " to do first. Without --write it says what it would do. It cannot be undone.":
        "Oublier qui était quelqu'un, partout où Tenir en parle ; dire ce qui est gardé, et"
        " jusqu'à quand.\n\nSon compte est fermé et la personne n'est plus contact d'aucun client :"
        " sinon, le code de sortie 2 dit quoi faire d'abord. Sans --write, dit ce qui serait fait."
        " C'est définitif.",
    "The address that signs in, or a contact's.":
        "L'adresse qui se connecte, ou celle d'un contact.",
    "Bring clients and contacts in from CSV tables, or write them out.":
        "Reprendre clients et contacts de tableaux CSV, ou les écrire.",
    "Register clients and contacts, and correct those that are there: all or nothing.\n\nWithout"
    " --write it says what it would do. Exit code 2 where the tables have mistakes: each is told"
    " with its file, line and column. Nobody is removed, invited or written to.":
        "Enregistrer clients et contacts, et corriger ceux qui y sont : tout ou rien.\n\nSans"
        " --write, dit ce qui serait fait. Code de sortie 2 si les tableaux ont des fautes :"
        " chacune est dite avec son fichier, sa ligne et sa colonne. Personne n'est retiré, invité"
        " ni averti.",
    "The clients; their contacts beside them, or in CONTACTS.":
        "Les clients ; leurs contacts à côté d'eux, ou dans CONTACTS.",
    "Their contacts.": "Leurs contacts.",
    "Write clients.csv and contacts.csv, as `import` reads them. They hold personal data.":
        "Écrire clients.csv et contacts.csv, tels que `import` les lit. Ils contiennent des données"
        " personnelles.",
    "Where clients.csv and contacts.csv are written.": "Où écrire clients.csv et contacts.csv.",
    "Bring contracts and their lines in from a CSV table, or write them out.":
        "Reprendre les contrats et leurs lignes d'un tableau CSV, ou les écrire.",
    "Sign the contracts that are not there yet and add the lines that are new: all or nothing."
    "\n\nWithout --write it says what it would do. Exit code 2 where the table has mistakes: each"
    " is told with its line and column. What is there and differs is one too: it is amended, not"
    " imported.":
        "Signer les contrats qui n'y sont pas encore et ajouter les lignes nouvelles : tout ou"
        " rien.\n\nSans --write, dit ce qui serait fait. Code de sortie 2 si le tableau a des"
        " fautes : chacune est dite avec sa ligne et sa colonne. Ce qui y est et diffère en est une"
        " aussi : cela s'amende, et ne s'importe pas.",
    "One row a line of a contract.": "Une rangée par ligne de contrat.",
    "Write every contract with its lines, as `import` reads it.":
        "Écrire chaque contrat avec ses lignes, tel que `import` le lit.",
    "Where the table is written.": "Où écrire le tableau.",
    "Bring past outages, works and penalties in from a CSV table, or write them out.":
        "Reprendre indisponibilités, travaux et pénalités passés d'un tableau CSV, ou les écrire.",
    "Bring in what happened before Tenir, so that the first month is closed right: all or nothing."
    "\n\nWithout --write it says what it would do. Exit code 2 where the table has mistakes: each"
    " is told with its line and column. The same table again changes nothing. Nobody is written"
    " to.":
        "Reprendre ce qui est arrivé avant Tenir, pour que le premier mois soit bien clos : tout ou"
        " rien.\n\nSans --write, dit ce qui serait fait. Code de sortie 2 si le tableau a des"
        " fautes : chacune est dite avec sa ligne et sa colonne. Le même tableau une seconde fois"
        " ne change rien. Personne n'est averti.",
    "Which kind of table.": "Quelle sorte de tableau.",
    "CSV: docs/articles/past.md has its columns.":
        "CSV : docs/articles/past.md en donne les colonnes.",
    "Write what was brought in or entered by hand, as `import` reads it.":
        "Écrire ce qui a été repris ou saisi à la main, tel que `import` le lit.",
    "Bring a desk's requests in with their history, or write them out.":
        "Reprendre les demandes d'un support avec leur histoire, ou les écrire.",
    "Bring in open and closed requests, their clocks replayed: all or nothing.\n\nWithout --write"
    " it says what it would do. Exit code 2 where the files have mistakes: each is told with its"
    " place. What is left out of Zammad's export, or not taken as it stood, is told too. Nobody is"
    " written to. The format: docs/operations/import-requests.md.":
        "Reprendre des demandes ouvertes et closes, leurs délais recalculés : tout ou rien.\n\nSans"
        " --write, dit ce qui serait fait. Code de sortie 2 si les fichiers ont des fautes :"
        " chacune est dite avec sa place. Ce qui est laissé de l'export de Zammad, ou n'est pas"
        " repris tel quel, est dit aussi. Personne n'est averti. Le format :"
        " docs/operations/import-requests.md.",
    "JSON, Zammad's export, or a CSV table.": "JSON, export de Zammad, ou tableau CSV.",
    "What happened to them, where REQUESTS is a table.":
        "Ce qui leur est arrivé, quand REQUESTS est un tableau.",
    "JSON: what Zammad's groups, states… stand for.":
        "JSON : ce que valent les groupes, états… de Zammad.",
    "Write the requests and their history as JSON. It holds personal data.":
        "Écrire les demandes et leur histoire en JSON. Il contient des données personnelles.",
    "Where they are written, as `import` reads them.":
        "Où les écrire, telles que `import` les lit.",
}  # fmt: skip
