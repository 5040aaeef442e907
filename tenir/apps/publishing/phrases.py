"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "publishing.no_incident": (
        "il n'y a pas de tel incident",
        "there is no such incident",
    ),
    "publishing.publishes": (
        "seules l'exploitation et la sécurité publient un incident ; demandez-leur",
        "only operations and security publish an incident; ask them",
    ),
    "publishing.published_by_people": (
        "un incident est publié par une personne, dont le nom est gardé ; connectez-vous",
        "an incident is published by a person, whose name is kept; sign in",
    ),
    "publishing.nothing_touched": (
        "cet incident ne touche rien ; nommez des produits, la plateforme ou un client",
        "this incident touches nothing; name products, the platform or a client",
    ),
    "publishing.ahead": (
        "un incident a commencé avant maintenant ({now:instant}) ; corrigez son début",
        "an incident began before now ({now:instant}); correct its beginning",
    ),
    "publishing.over_when": (
        "l'incident a commencé le {begun:instant} et il est {now:instant} ; dites une fin entre "
        "les deux",
        "the incident began on {begun:instant} and it is {now:instant}; say an end between the two",
    ),
    "publishing.not_over": (
        "un retour d'expérience vient après la résolution ; dites d'abord l'incident résolu",
        "what was learnt comes after it is resolved; say first that the incident is resolved",
    ),
    "publishing.taken_off": (
        "cet incident a été retiré de la page ; publiez-en un autre",
        "this incident was taken off the page; publish another",
    ),
    "publishing.unknown": (
        "« {given} » n'existe pas ; choisissez parmi : {known}",
        "there is no “{given}”; choose one of: {known}",
    ),
    "publishing.no_text": (
        "dites en français ce que l'on sait : c'est ce qui est publié",
        "say in French what is known: it is what is published",
    ),
    "publishing.too_many_ask": (
        "trop d'adresses attendent leur confirmation ; revenez demain, ou suivez la page par Atom",
        "too many addresses wait for their confirmation; come back tomorrow, or follow by Atom",
    ),
    "publishing.no_subscription": (
        "ce lien n'est plus à personne ; demandez-en un autre",
        "this link is nobody's any more; ask for another",
    ),
    "publishing.no_link": (
        "ce lien n'ouvre plus rien",
        "this link opens nothing any more",
    ),
    "publishing.link_name": (
        "donnez au lien un nom qui dise quel programme s'en sert, en 100 lettres au plus",
        "give the link a name that says which program uses it, in 100 letters at most",
    ),
    "publishing.too_many_links": (
        "vous avez déjà {most} liens ; révoquez-en un",
        "you have {most} links already; revoke one",
    ),
    "publishing.too_often": (
        "ce lien est lu plus de {most} fois par minute ; attendez une minute",
        "this link is read more than {most} times a minute; wait a minute",
    ),
    "publishing.unwritten": (
        "« {given} » est resté du modèle ; écrivez ce qu'il en est",
        "“{given}” is left of the usual words; write what it is",
    ),
    "publishing.no_wording": (
        "il n'y a pas de tel modèle",
        "there are no such usual words",
    ),
    "publishing.wording_french": (
        "dites-le en français : le nom et le texte, et le titre si un incident commence par là",
        "say it in French: the name and the text, and the title where an incident begins from it",
    ),
    "publishing.wording_title": (
        "un point de situation n'a pas de titre ; videz-le, ou dites que c'est un incident qui "
        "commence par là",
        "an update has no title; leave it empty, or say that an incident begins from this",
    ),
    "publishing.wording_named": (
        "un autre modèle s'appelle « {given} » ; donnez un autre nom",
        "other usual words are called “{given}”; give another name",
    ),
    "publishing.wording_hole": (
        "« {given} » ne serait pas reconnu comme à compléter ; dans cette langue, écrivez entre "
        "crochets l'un de : {known}",
        "“{given}” would not be known as still to be written; in this language, put in brackets "
        "one of: {known}",
    ),
    "publishing.no_title": (
        "donnez à l'incident un titre en français",
        "give the incident a title in French",
    ),
    "publishing.no_reason": (
        "dites pourquoi cet incident est retiré de la page",
        "say why this incident is taken off the page",
    ),
    "publishing.names_a_client": (
        "« {given} » désigne un client, et ceci est lu par tous ; retirez ce nom, réservez "
        "l'incident à ce client, ou dites que c'est voulu",
        "“{given}” is a client's, and everyone reads this; take the name out, keep the incident "
        "for that client, or say that it is on purpose",
    ),
    "incident.investigating": ("en cours d'analyse", "being investigated"),
    "incident.identified": ("cause trouvée", "cause found"),
    "incident.monitoring": ("corrigé, sous surveillance", "put right, being watched"),
    "incident.resolved": ("résolu", "resolved"),
    "incident.postmortem": ("retour d'expérience", "what we learnt"),
    "impact.none": ("sans incidence", "no impact"),
    "impact.minor": ("incidence mineure", "minor impact"),
    "impact.major": ("incidence majeure", "major impact"),
    "impact.critical": ("incidence critique", "critical impact"),
}
