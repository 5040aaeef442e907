"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "documents.not_seen": (
        "ce document n'existe pas, ou ne vous est pas ouvert ; vérifiez l'adresse",
        "there is no such document, or it is not open to you; check the address",
    ),
    "documents.keep_not_allowed": (
        "seul un contact de ce client envoie un document en son nom ; adressez-vous à lui",
        "only a contact of this client sends a document in its name; ask one of them",
    ),
    "documents.withdraw_not_allowed": (
        "un document est retiré par un responsable de comptes, de la sécurité ou un "
        "administrateur ; adressez-vous à l'un d'eux",
        "a document is withdrawn by an accounts manager, a security officer or an administrator; "
        "ask one of them",
    ),
    "documents.large": (
        "le fichier dépasse {most} Mio ; envoyez-le en plusieurs parties, ou demandez un dépôt",
        "the file is larger than {most} MiB; send it in parts, or ask for a place to put it",
    ),
    "documents.empty": (
        "« {name} » est vide ; vérifiez-le et renvoyez-le",
        "“{name}” is empty; check it and send it again",
    ),
    "documents.name_empty": (
        "le fichier n'a pas de nom ; donnez-lui-en un",
        "the file has no name; give it one",
    ),
    "documents.name_long": (
        "le nom du fichier dépasse {most} caractères ; raccourcissez-le",
        "the file's name is longer than {most} characters; shorten it",
    ),
    "documents.name_hidden": (
        "le nom du fichier contient un caractère invisible ({code}) ; renommez-le",
        "the file's name holds an invisible character ({code}); rename it",
    ),
    "documents.name_characters": (
        "« {name} » contient un caractère qu'un nom de fichier ne peut pas avoir partout "
        '(/ \\ : * ? " < > |, un point ou une espace au bord) ; renommez-le',
        "“{name}” holds what a file's name cannot have everywhere "
        '(/ \\ : * ? " < > |, a dot or a space at its edge); rename it',
    ),
    "documents.name_reserved": (
        "« {name} » est un nom réservé par Windows ; renommez-le",
        "“{name}” is a name that Windows reserves; rename it",
    ),
    "documents.name_runs": (
        "« {name} » se donne pour un programme ou une page (.{ending}) ; renommez-le s'il n'en "
        "est pas un",
        "“{name}” passes for a program or a page (.{ending}); rename it if it is none",
    ),
    "documents.program_differs": (
        "« {name} » n'est pas un programme ou une archive « .{ending} » : son contenu commence "
        "autrement ; envoyez le fichier tel qu'il a été construit",
        "“{name}” is no program or archive of the kind “.{ending}”: its content begins otherwise; "
        "send the file as it was built",
    ),
    "documents.program_hides": (
        "« {name} » est un programme dont le nom passe pour un document (.{ending}) ; retirez "
        "« .{ending} » de son nom",
        "“{name}” is a program whose name passes for a document's (.{ending}); take “.{ending}” "
        "out of its name",
    ),
    "documents.programs_by_releases": (
        "seul un responsable des versions remet un programme aux clients ; demandez-le-lui",
        "only a release manager hands a program to clients; ask one",
    ),
    "documents.kind_not_kept": (
        "« {name} » n'est pas d'une sorte acceptée ; envoyez l'une de celles-ci : {kinds:list}",
        "“{name}” is not of a kind that is accepted; send one of these: {kinds:list}",
    ),
    "documents.kind_differs": (
        "« {name} » n'est pas ce que son nom annonce (son contenu : {found}) ; enregistrez-le de "
        "nouveau sous sa vraie sorte, sans mot de passe",
        "“{name}” is not what its name announces (its content: {found}); save it again as what "
        "it is, without a password",
    ),
    "documents.claim_differs": (
        "le fichier est envoyé comme {claimed} et c'est du {found} ; renvoyez-le tel quel",
        "the file is sent as {claimed} and it is {found}; send it again as it is",
    ),
    "documents.text_control": (
        "le texte contient un octet de commande (octet {at}) ; enregistrez-le en texte simple",
        "the text holds a control byte (byte {at}); save it as plain text",
    ),
    "documents.text_encoding": (
        "le texte n'est pas en UTF-8 ; enregistrez-le dans cet encodage",
        "the text is not in UTF-8; save it in that encoding",
    ),
    "documents.script": (
        "le fichier est un script exécutable (#!) ; envoyez-le dans le texte de votre message",
        "the file is a script that runs (#!); send it in the text of your message",
    ),
    "documents.page": (
        "le fichier est une page qu'un navigateur exécuterait ; envoyez-en une image ou un PDF",
        "the file is a page that a browser would run; send an image of it, or a PDF",
    ),
    "documents.values": (
        "le fichier a plus de {most} valeurs ; envoyez-le en plusieurs parties",
        "the file has more than {most} values; send it in several parts",
    ),
    "documents.broken": (
        "le fichier ne se lit pas comme du {kind} ; enregistrez-le de nouveau",
        "the file cannot be read as {kind}; save it again",
    ),
    "documents.trailing": (
        "le fichier contient autre chose après sa fin ; enregistrez-le de nouveau",
        "the file holds something else after its end; save it again",
    ),
    "documents.two_kinds": (
        "le fichier est aussi du {other} ; enregistrez-le de nouveau, sous une seule sorte",
        "the file is also {other}; save it again, as one kind only",
    ),
    "documents.xml_entities": (
        "le XML déclare une DTD ou des entités ; enlevez-les",
        "the XML declares a DTD or entities; take them out",
    ),
    "documents.xml_active": (
        "le XML contient ce qu'un navigateur exécuterait (XHTML, SVG, feuille de style) ; "
        "envoyez-en une image ou un PDF",
        "the XML holds what a browser would run (XHTML, SVG, style sheet); send an image of it, "
        "or a PDF",
    ),
    "documents.image_large": (
        "l'image annonce {width} × {height} pixels ; réduisez-la (au plus {most} de côté, et "
        "100 millions en tout)",
        "the image declares {width} × {height} pixels; make it smaller (at most {most} a side, "
        "and 100 million in all)",
    ),
    "documents.archive_entries": (
        "l'archive contient plus de {most} fichiers ; envoyez-la en plusieurs parties",
        "the archive holds more than {most} files; send it in parts",
    ),
    "documents.archive_bomb": (
        "l'archive se déploie au-delà de ce qui est accepté ({most} Mio, et 100 fois sa taille) ; "
        "envoyez-la en plusieurs parties",
        "the archive unfolds beyond what is accepted ({most} MiB, and 100 times its size); send "
        "it in parts",
    ),
    "documents.archive_locked": (
        "le fichier est protégé par un mot de passe ; envoyez-le sans, la liaison est chiffrée",
        "the file is locked by a password; send it without, the connection is encrypted",
    ),
    "documents.archive_climbs": (
        "« {name} » sortirait du dossier où l'archive serait ouverte ; refaites l'archive",
        "“{name}” would leave the folder that the archive is opened in; make it again",
    ),
    "documents.archive_nested": (
        "« {name} » est une archive dans une autre ; envoyez-la seule",
        "“{name}” is an archive within another; send it alone",
    ),
    "documents.office_macros": (
        "le fichier contient des macros ; enregistrez-le sans elles",
        "the file holds macros; save it without them",
    ),
    "documents.office_embeds": (
        "le fichier contient un objet incorporé ({name}) ; enlevez-le",
        "the file holds an embedded object ({name}); take it out",
    ),
    "documents.office_fetches": (
        "le fichier va chercher une partie de lui-même sur le réseau ; rompez cette liaison",
        "the file fetches a part of itself from the network; break that link",
    ),
    "documents.pdf_active": (
        "le PDF agit quand on l'ouvre ({found}) ; imprimez-le dans un PDF simple",
        "the PDF acts when it is opened ({found}); print it to a plain PDF",
    ),
    "documents.pdf_objects": (
        "le PDF a plus de {most} objets ; imprimez-le dans un PDF plus simple",
        "the PDF has more than {most} objects; print it to a simpler PDF",
    ),
    "documents.virus": (
        "l'antivirus trouve {found} ; n'ouvrez pas ce fichier et prévenez qui vous l'a donné",
        "the virus scan finds {found}; do not open this file, and tell whoever gave it to you",
    ),
    "documents.scan_silent": (
        "l'antivirus ne répond pas, et rien n'est gardé sans lui ; réessayez dans quelques minutes",
        "the virus scan does not answer, and nothing is kept without it; try again in a few "
        "minutes",
    ),
}
