"""What the help of each command says, in French: by its English, as the code has it."""

from __future__ import annotations

from collections.abc import Mapping

OF_ALL: Mapping[str, str] = {
    "Runs a service agreement: judges, closes months, verifies reports, serves the platform.":
        "Fait vivre une convention de service : juge, clôt les mois, vérifie les rapports, sert la"
        " plateforme.",
    "Language of what is shown: fr or en. Default: the locale's.":
        "Langue de ce qui est affiché : fr ou en. Par défaut, celle du terminal.",
    "Show this message and exit.": "Afficher cette aide.",
    "An agreement file; the reference agreement without it.":
        "Un fichier de convention ; sans lui, la convention de référence.",
    "Apply another reading; may be repeated.": "Appliquer une autre lecture ; peut se répéter.",
    "ID=OTHER": "ID=AUTRE",
    "NUMBER": "NUMÉRO",
    "POSITION:LINK": "RANG:MAILLON",
    "Do it; else only told.": "Le faire ; sinon, seulement le dire.",
    "Keep it; else only told.": "Le garder ; sinon, seulement le dire.",
    "Port to listen on.": "Port où écouter.",
    "The client's number.": "Le numéro du client.",
}  # fmt: skip
OF_THE_AGREEMENT: Mapping[str, str] = {
    'Answer each line: {"id", "value", "reasons"}, or {"id", "error"}.\n\nAnswers come in input'
    " order. A bad line gives an error line, the others are answered, and the exit code is 2.":
        'Répondre à chaque ligne : {"id", "value", "reasons"}, ou {"id", "error"}.\n\nLes réponses'
        " suivent l'ordre des lignes. Une ligne fautive donne une ligne d'erreur, les autres ont"
        " leur réponse, et le code de sortie est 2.",
    "A file of JSON lines; standard input without it.":
        "Un fichier de lignes JSON ; sans lui, l'entrée standard.",
    "Print the reasons for a person.": "Afficher les raisons, pour une personne.",
    "Values only.": "Les valeurs seules.",
    "From samples to outages, rates, rights to a penalty, and a report per subscription.":
        "Des échantillons aux indisponibilités, aux taux, aux droits à pénalité, et à un rapport"
        " par abonnement.",
    "CSV, CSV.gz or Parquet of samples, or an Upptime history.":
        "Échantillons en CSV, CSV.gz ou Parquet, ou un historique d'Upptime.",
    "The folder of the results.": "Le dossier des résultats.",
    "2026-03; every month of the file without it.": "2026-03 ; sans lui, tous les mois du fichier.",
    "26h, 90min or none: past it, nothing is known. 26h for an Upptime history.":
        "26h, 90min ou none : au-delà, rien n'est connu. 26h pour un historique d'Upptime.",
    "Who bought what: YAML or CSV.": "Qui a souscrit quoi : YAML ou CSV.",
    "Maintenance works: CSV.": "Travaux de maintenance : CSV.",
    "Exclusions decided: CSV.": "Exclusions décidées : CSV.",
    "Write the PDF reports.": "Écrire les rapports PDF.",
    "Processes that write reports.": "Nombre de processus qui écrivent les rapports.",
    "Freeze a month for every client: figures for good, rights to a penalty, clients told.\n\nEach"
    " client is a transaction of its own, and one frozen already stays as it is: stopped, it goes"
    " on where it was when asked again. Exit code 1 where a client waits for a decision or its"
    " month cannot be judged.":
        "Figer un mois pour chaque client : chiffres définitifs, droits à pénalité, clients"
        " informés.\n\nChaque client est une transaction à part, et ce qui est déjà figé reste tel"
        " quel : arrêtée, la commande reprend là où elle en était. Code de sortie 1 si un client"
        " attend une décision ou si son mois ne peut pas être jugé.",
    "2026-09; the month that ended last without it.":
        "2026-09 ; sans lui, le dernier mois terminé.",
    "Why not wait for clients whose proposed exclusions nobody has decided.":
        "Pourquoi ne pas attendre les clients dont personne n'a décidé les exclusions proposées.",
    "Who acts, by e-mail address; else the system, in the journal's eyes.":
        "Qui agit, par son adresse électronique ; sinon, le système, aux yeux du journal.",
    "Recompute reports from the evidence that they carry and the agreement file.\n\nNames each"
    " figure that moved. Exit code 0: all hold; 1: a figure moved; 2: not readable.":
        "Recalculer des rapports à partir des preuves qu'ils portent et du fichier de la"
        " convention.\n\nNomme chaque chiffre qui a changé. Code de sortie 0 : tout tient ; 1 : un"
        " chiffre a changé ; 2 : illisible.",
    "Reports made by `tenir close`.": "Des rapports faits par `tenir close`.",
    "Also the sentences and pages that repeat a figure.":
        "Aussi les phrases et les pages qui répètent un chiffre.",
    "Agreement files: check, show, diff, schema.":
        "Fichiers de convention : les contrôler, les montrer, les comparer, leur schéma.",
    "List every mistake of an agreement file at once, its acceptance cases included.\n\nExit code"
    " 2 where there is any.":
        "Dire d'un coup toutes les fautes d'un fichier de convention, ses cas de recette"
        " compris.\n\nCode de sortie 2 s'il y en a.",
    "Show the terms that hold, each with its clause and the layer that it comes from.":
        "Montrer les termes qui s'appliquent, chacun avec son article et d'où il vient.",
    "The terms of that product.": "Les termes de ce produit.",
    "shared or dedicated.": "shared (mutualisé) ou dedicated (dédié).",
    "Print the file itself.": "Afficher le fichier lui-même.",
    "Say in words what changed, clause by clause. Exit code 1 where anything did.":
        "Dire en mots ce qui a changé, article par article. Code de sortie 1 si quelque chose a"
        " changé.",
    "The earlier version.": "La version antérieure.",
    "The later one; the reference without it.": "La suivante ; sans elle, la référence.",
    "Print the JSON Schema of agreement files, for editors to complete and check them.":
        "Afficher le schéma JSON des fichiers de convention, pour que les éditeurs de texte les"
        " complètent et les contrôlent.",
    "Write twelve months of a made-up publisher, close the last one, say where the reports lie.":
        "Écrire douze mois d'un éditeur inventé, clore le dernier, dire où sont les rapports.",
    "Where to put it.": "Où l'écrire.",
}  # fmt: skip
OF_THE_PLATFORM: Mapping[str, str] = {
    "Start the platform with a made-up publisher: pages and background work, until Ctrl-C.\n\nThe"
    " first run makes the demonstration; the next ones find it as it was left. Remove the folder"
    " to begin again.":
        "Démarrer la plateforme avec un éditeur inventé : pages et tâches de fond, jusqu'à"
        " Ctrl-C.\n\nLa première fois fait la démonstration ; les suivantes la retrouvent telle"
        " qu'elle a été laissée. Supprimez le dossier pour recommencer.",
    "Port to listen on, on this machine only.": "Port où écouter, sur cette machine seulement.",
    "Where the demonstration lives from one run to the next.":
        "Où la démonstration est gardée d'une fois à l'autre.",
    "Serve the pages until told to stop; refuses a database whose tables are behind.":
        "Servir les pages jusqu'à l'arrêt ; refuse une base dont les tables sont en retard.",
    "Address to listen on.": "Adresse où écouter.",
    "Processes. Default: one a core, and one more.":
        "Nombre de processus. Par défaut, un par cœur et un de plus.",
    "Threads of each process.": "Fils d'exécution de chaque processus.",
    "Do the background work until told to stop: jobs, deadlines, messages.":
        "Faire les tâches de fond jusqu'à l'arrêt : travaux, échéances, messages.",
    "Jobs only; `tenir tick` and `tenir deliver` run apart.":
        "Les tâches seules ; `tenir tick` et `tenir deliver` tournent à part.",
    "Do what is due now, and end.": "Faire ce qui est dû maintenant, et finir.",
    "Probe what is watched from this location, until told to stop.":
        "Sonder ce qui est surveillé depuis ce lieu, jusqu'à l'arrêt.",
    "The location that targets name; its targets are probed.":
        "Le lieu que les cibles nomment ; ses cibles sont sondées.",
    "A network that may be probed though it is not public: 10.0.0.0/8.":
        "Un réseau qui peut être sondé bien qu'il ne soit pas public : 10.0.0.0/8.",
    "Take in a file of samples, of any size: columns target, at, status and, if any, location."
    "\n\nExit code 2 where the file has faults: all are told with their line, and nothing is kept."
    " Stopped, it goes on where it was when asked again; taken twice, it changes nothing.":
        "Prendre un fichier d'échantillons, de toute taille : colonnes target, at, status et, au"
        " besoin, location.\n\nCode de sortie 2 si le fichier a des fautes : toutes sont dites"
        " avec leur ligne, et rien n'est gardé. Arrêtée, la commande reprend là où elle en était ;"
        " pris deux fois, il ne change rien.",
    "CSV, CSV.gz or Parquet, or an Upptime history.":
        "CSV, CSV.gz ou Parquet, ou un historique d'Upptime.",
    "Settle what is due, warn of what comes, seal the journal, until told to stop.":
        "Régler ce qui est échu, avertir de ce qui vient, sceller le journal, jusqu'à l'arrêt.",
    "Send the messages that are owed, until told to stop.":
        "Envoyer les messages dus, jusqu'à l'arrêt.",
    "Take in a message that bounced, from standard input: its contact's address is flagged.\n\nEnds"
    " with 0 whatever the message is, for a mail server has nothing to do about a bad one, and"
    " with 75 where the database does not answer or the settings are faulty.":
        "Prendre un message revenu, sur l'entrée standard : l'adresse de son contact est"
        " signalée.\n\nFinit par 0 quel que soit le message, car un serveur de courriel ne peut"
        " rien à un mauvais, et par 75 si la base ne répond pas ou si les réglages sont fautifs.",
    "The address that the message came to; its headers without it.":
        "L'adresse où le message est arrivé ; sans elle, ses en-têtes la disent.",
    "Take in a message from standard input: an answer joins its request, the rest is kept.\n\nEnds"
    " with 0 whatever the message is, with 75 where the database does not answer or the settings"
    " are faulty, and with 69 where it is over 80 MB, so that its sender is told.":
        "Prendre un message sur l'entrée standard : une réponse rejoint sa demande, le reste est"
        " gardé.\n\nFinit par 0 quel que soit le message, par 75 si la base ne répond pas ou"
        " si les réglages sont fautifs, et par 69 s'il dépasse 80 Mo, pour que son expéditeur le"
        " sache.",
    "Empty the mailbox of TENIR_MAILBOX instead.": "Vider plutôt la boîte de TENIR_MAILBOX.",
    "Bring the database to this version: tables, cache, style sheets, reference agreement.\n\nRun"
    " it again at will: it does what is left to do. Back up first (`tenir backup`).":
        "Amener la base à cette version : tables, cache, feuilles de style, convention de"
        " référence.\n\nRelancez-la à volonté : elle fait ce qui reste à faire. Sauvegardez"
        " d'abord (`tenir backup`).",
    "Only say what would be done.": "Dire seulement ce qui serait fait.",
    "Print a link by which that person becomes an administrator: once, within seven days.\n\nRun"
    " again before it is followed, it prints a new link; the one before opens nothing any more."
    " Nothing is sent: hand the link over yourself. Whoever can run this command owns the database"
    " already.":
        "Afficher un lien par lequel cette personne devient administrateur : une fois, dans les"
        " sept jours.\n\nRelancée avant qu'il soit suivi, la commande affiche un nouveau lien ; le"
        " précédent n'ouvre plus rien. Rien n'est envoyé : remettez le lien vous-même. Qui peut"
        " lancer cette commande a déjà la base en main.",
    "The administrator's e-mail address.": "L'adresse électronique de l'administrateur.",
    "Their name.": "Son nom.",
    "The publisher's name, where there is none yet.":
        "Le nom de l'éditeur, s'il n'y en a pas encore.",
    "Look at settings, database, mail, documents, disk, background work and journal.\n\nExit code"
    " 0: all is well; 1: warnings only; 2: something does not work.":
        "Examiner réglages, base, courriel, documents, disque, tâches de fond et journal.\n\nCode"
        " de sortie 0 : tout va bien ; 1 : des avertissements seulement ; 2 : quelque chose ne"
        " marche pas.",
    "Also send a message to this address.": "Envoyer aussi un message à cette adresse.",
    "One JSON object a line.": "Un objet JSON par ligne.",
    "Write the database and the documents to one file, while Tenir runs, and read it again.\n\nThe"
    " file is not encrypted: see docs/operations/backup.md. Exit code 1: written, but documents"
    " were missing.":
        "Écrire la base et les documents dans un seul fichier, pendant que Tenir tourne, et le"
        " relire.\n\nLe fichier n'est pas chiffré : voir docs/operations/backup.md. Code de sortie"
        " 1 : écrit, mais des documents manquaient.",
    "The copy to write, a tar file.": "La copie à écrire, un fichier tar.",
    "Check a copy, put it back, hold the messages that it says are owed, verify the journal."
    "\n\nStop `tenir serve` and `tenir worker` first. Exit code 1: put back, but something printed"
    " is to be mended.":
        "Contrôler une copie, la remettre en place, retenir les messages qu'elle dit dus, vérifier"
        " le journal.\n\nArrêtez d'abord `tenir serve` et `tenir worker`. Code de sortie 1 : remise"
        " en place, mais quelque chose d'affiché est à réparer.",
    "A copy written by `tenir backup`.": "Une copie écrite par `tenir backup`.",
    "Lose what the database has now.": "Perdre ce que la base contient maintenant.",
    "Do not ask for the database's name.": "Ne pas demander le nom de la base.",
    "The index by which people find things: build it anew, or check it.":
        "L'index de la recherche : le refaire, ou le contrôler.",
    "Build the index anew from what the database holds. Searching goes on meanwhile.":
        "Refaire l'index à partir de la base. On peut chercher pendant ce temps.",
    "Compare the index with what the database holds; 1 where something differs.":
        "Comparer l'index à la base ; 1 si quelque chose diffère.",
    "The status page: write it out, so that a web server shows it while Tenir is down.":
        "La page d'état : l'écrire, pour qu'un serveur web la montre quand Tenir est arrêté.",
    "Write every page of it, now; the worker does the same each minute where the setting says.":
        "En écrire toutes les pages maintenant ; le travail de fond le fait chaque minute si le"
        " réglage le dit.",
    "Where to. Default: TENIR_STATUS_FILES.": "Où. Par défaut, TENIR_STATUS_FILES.",
}  # fmt: skip
