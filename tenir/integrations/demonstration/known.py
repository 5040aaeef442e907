"""What the demonstration's support knows, and hears: articles, trainings, proposals, stray mail."""

from __future__ import annotations

from typing import NamedTuple


class Article(NamedTuple):
    """An article of the knowledge base: about which products, in one language or both."""

    products: tuple[str, ...]
    fr: tuple[str, str] = ("", "")
    en: tuple[str, str] = ("", "")
    inside: bool = False


class Proposed(NamedTuple):
    """What a client proposes for a product, and how it is answered; not yet where nothing is."""

    target: str
    title: str
    text: str
    answer: str = ""
    because: str = ""


ARTICLES = (
    Article(
        (),
        ("Bien décrire une demande", "Dites **ce que vous voyez** et ce que vous attendiez, les "
         "menus suivis dans l'ordre, et joignez le message d'erreur.\n\n- une capture d'écran dit "
         "souvent plus que dix lignes ;\n- l'heure exacte nous mène au bon journal."),
        ("Describe a request well", "Say **what you see** and what you expected, the menus that "
         "you followed in order, and join the error message.\n\n- a screenshot often says more "
         "than ten lines;\n- the exact time leads us to the right log."),
    ),
    Article(
        ("drive",),
        ("La synchronisation est lente", "1. Regardez l'icône : un triangle dit que le disque "
         "local est plein.\n2. Fermez les gros fichiers ouverts par d'autres.\n3. Relancez par "
         "*Préférences, Synchroniser maintenant*.\n\nSi rien ne change, ouvrez une demande."),
        ("Synchronisation is slow", "1. Look at the icon: a triangle says that the local disk is "
         "full.\n2. Close large files that others have open.\n3. Start again with *Preferences, "
         "Synchronise now*.\n\nIf nothing changes, open a request."),
    ),
    Article(
        ("quality-documents", "quality-management"),
        ("Exporter un tableau sans perdre de colonne", "L'export reprend **les colonnes "
         "affichées**. Ajoutez celles qui manquent par *Affichage, Colonnes*, puis exportez."),
    ),
    Article(
        ("document-viewer",),
        ("Une page blanche à l'impression", "Le pilote de l'imprimante doit dater de moins de deux "
         "ans. En attendant : *Imprimer comme image*."),
        ("A blank page when printing", "The printer's driver must be less than two years old. "
         "Meanwhile: *Print as image*."),
    ),
    Article(
        ("techcenter",),
        en=("Parts are not found by their number", "Search reads numbers with their dashes. Leave "
            "out none of them, or use `*`: `4711*`."),
    ),
    Article(
        ("drive",),
        ("Relancer le service de synchronisation", "Sur le nœud concerné : `restart sync`, puis "
         "attendre que la file soit vide. Prévenir l'astreinte au-delà de dix minutes."),
        inside=True,
    ),
)  # fmt: skip
TRAINED = ("drive.brevent", "drive.saint-aubrac", "techcenter.morvanel", "techcenter.kesterling",
           "quality-documents.quintefeuille")  # fmt: skip
PROPOSED = (
    Proposed("drive.saint-aubrac", "Un rappel avant l'expiration d'un partage",
     "Prévenir trois jours avant qu'un lien partagé n'expire.",
     "planned", "Retenu pour une version à venir : d'autres clients le demandent aussi."),
    Proposed("techcenter.kesterling", "Search by drawing number",
     "Find a part by the number of its drawing as well.",
     "open", "We need more voices: we look at it again after the summer."),
    Proposed("quality-documents.quintefeuille", "Un fond noir pour tous les écrans",
     "Un thème sombre, pour l'atelier.",
     "declined", "Le produit suit le thème du navigateur, qui le fait déjà."),
    Proposed("drive.brevent", "Renommer plusieurs fichiers à la fois",
     "Choisir dix fichiers et les renommer selon un modèle."),
)  # fmt: skip
# Mail that answers nothing that it may answer: kept for an agent.
STRAY = (
    (b"From: Claire <claire@partenaire.example>\r\nTo: support@lumen.example\r\n"
     b"Subject: Votre offre du 12\r\nMessage-ID: <offre-12@partenaire.example>\r\n"
     b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
     b"Bonjour,\r\n\r\nNous avons bien re\xc3\xa7u votre offre, merci.\r\n"),
    (b"From: no-reply@annuaire.example\r\nTo: support@lumen.example\r\n"
     b"Subject: Your listing is up for renewal\r\nMessage-ID: <77@annuaire.example>\r\n"
     b"Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
     b"Content-Type: text/plain; charset=utf-8\r\n\r\nRenew your listing today.\r\n"),
)  # fmt: skip
