"""What the app says to people: {key: (French, English)}."""

from collections.abc import Mapping

PHRASES: Mapping[str, tuple[str, str]] = {
    "accounts.sealed_elsewhere": (
        "ce secret ne se lit plus : la clé de ce serveur a changé. Prévenez l'exploitant, qui remet"
        " l'ancienne clé dans TENIR_OLD_SECRET_KEYS",
        "this secret can no longer be read: the server's key was changed. Tell whoever runs it to"
        " put the former key into TENIR_OLD_SECRET_KEYS",
    ),
    "accounts.view_unnamed": (
        "une vue a besoin d'un nom ; donnez-lui en un, de 80 caractères au plus",
        "a view needs a name; give it one, of 80 characters at most",
    ),
    "accounts.views_full": (
        "vous avez déjà {most} vues sur cette page ; supprimez-en une d'abord",
        "you have {most} views of this page already; take one off first",
    ),
    "accounts.views_of_staff": (
        "seule l'équipe de l'éditeur partage des vues ; gardez celle-ci pour vous",
        "only the publisher's staff share views; keep this one for yourself",
    ),
    "accounts.view_not_seen": (
        "cette vue n'existe pas, ou elle n'est pas à vous",
        "there is no such view, or it is not yours",
    ),
    "accounts.unsent_too_long": (
        "plus de {most} caractères ne sont pas gardés avant l'envoi ; envoyez-les",
        "more than {most} characters are not kept before they are sent; send them",
    ),
    "accounts.no_publisher": (
        "l'éditeur n'est pas encore créé : lancer la mise en place (tenir serve la fait)",
        "the publisher has not been created yet: run the set-up (tenir serve does it)",
    ),
    "accounts.organisation_not_seen": (
        "cette organisation n'existe pas, ou vous n'y avez pas accès",
        "there is no such organisation, or you have no access to it",
    ),
    "accounts.person_not_seen": (
        "cette personne n'existe pas, ou vous n'y avez pas accès",
        "there is no such person, or you have no access to them",
    ),
    "accounts.wrong_role": (
        "{role} n'est pas un rôle chez {organisation} ; choisissez parmi : {roles:list} ({codes})",
        "{role} is no role at {organisation}; choose among: {roles:list} ({codes})",
    ),
    "accounts.not_by_token": (
        "un programme muni d'un jeton ne gère pas les comptes : se connecter en personne",
        "a program with a token does not look after accounts: sign in in person",
    ),
    "accounts.no_page_by_token": (
        "un programme muni d'un jeton n'ouvre pas les pages : s'adresser à l'API",
        "a program with a token opens no page: use the API",
    ),
    "accounts.administrator_only": (
        "seul un administrateur peut le faire : lui demander",
        "only an administrator may do this: ask one",
    ),
    "accounts.managers_only": (
        "seuls le contact principal du client, un gestionnaire de comptes ou un administrateur "
        "peuvent le faire : leur demander",
        "only the client's main contact, an accounts manager or an administrator may do this: "
        "ask one of them",
    ),
    "accounts.publisher_only": (
        "seul l'éditeur peut le faire : demandez-le à votre gestionnaire de comptes",
        "only the publisher may do this: ask your accounts manager",
    ),
    "accounts.main_contact_by_publisher": (
        "le contact principal ne change qu'avec un document signé, vérifié par l'éditeur "
        "(9.3) : le déposer parmi les contacts",
        "the main contact changes only with a signed document that the publisher has verified "
        "(9.3): hand it in with the contacts",
    ),
    "accounts.last_administrator": (
        "il s'agit du dernier administrateur : en nommer un autre d'abord",
        "this is the last administrator: name another one first",
    ),
    "accounts.person_closed": (
        "ce compte est fermé : inviter la personne de nouveau",
        "this account is closed: invite the person again",
    ),
    "accounts.faulty_address": (
        "« {email} » n'est pas une adresse électronique : la corriger",
        "“{email}” is not an e-mail address: correct it",
    ),
    "accounts.faulty_name": (
        "le nom est vide ou dépasse 200 caractères : le corriger",
        "the name is empty or longer than 200 characters: correct it",
    ),
    "accounts.name_not_one_line": (
        "le nom n'est pas sur une seule ligne, ou un signe invisible en change le sens de "
        "lecture : le saisir de nouveau au clavier",
        "the name is not on one line, or an invisible sign turns its order of reading: type it "
        "again",
    ),
    "accounts.faulty_language": (
        "« {language} » n'est pas une langue connue : choisir fr ou en",
        "“{language}” is not a known language: choose fr or en",
    ),
    "accounts.faulty_zone": (
        "« {zone} » n'est pas un fuseau horaire connu : écrire par exemple Europe/Paris",
        "“{zone}” is not a known time zone: write for instance Europe/Paris",
    ),
    "accounts.address_taken": (
        "quelqu'un a déjà l'adresse {email} : lui donner un rôle plutôt que de le créer de nouveau",
        "someone has the address {email} already: give them a role rather than adding them again",
    ),
    "accounts.token_not_seen": (
        "ce jeton n'existe pas, ou vous n'y avez pas accès",
        "there is no such token, or you have no access to it",
    ),
    "accounts.token_name": (
        "le nom du jeton est vide ou dépasse 100 caractères : dire à quel programme il sert",
        "the token's name is empty or longer than 100 characters: say which program it serves",
    ),
    "accounts.token_scopes": (
        "un jeton porte une ou plusieurs de ces portées : {scopes:list}",
        "a token carries one or more of these scopes: {scopes:list}",
    ),
    "accounts.token_expiry": (
        "un jeton expire plus tard que maintenant et sous {days} jours : choisir une autre date",
        "a token expires later than now and within {days} days: choose another date",
    ),
    "accounts.scope_missing": (
        "ce jeton n'a pas la portée {scope} : en créer un qui l'ait",
        "this token lacks the scope {scope}: create one that has it",
    ),
    "accounts.locked": (
        "trop d'échecs : attendre jusqu'au {until:instant}, ou entrer avec une clé d'accès",
        "too many failures: wait until {until:instant}, or sign in with a passkey",
    ),
    "accounts.asked_too_often": (
        "trop de demandes viennent de votre réseau : attendre jusqu'au {until:instant}",
        "too many asks come from your network: wait until {until:instant}",
    ),
    "accounts.invitation_not_seen": (
        "cette invitation n'existe pas, ou vous n'y avez pas accès",
        "there is no such invitation, or you have no access to it",
    ),
    "accounts.already_there": (
        "{email} a déjà un rôle dans cette organisation : le changer plutôt",
        "{email} has a role in this organisation already: change it instead",
    ),
    "accounts.already_invited": (
        "{email} a déjà une invitation ouverte : la renvoyer ou la révoquer",
        "{email} has an open invitation already: send it again or revoke it",
    ),
    "accounts.invitation_dead": (
        "ce lien n'ouvre plus rien : l'invitation a été acceptée, remplacée, révoquée, ou elle a "
        "expiré. En demander une autre à qui vous a invité",
        "this link opens nothing any more: the invitation was accepted, replaced or revoked, or "
        "it has expired. Ask whoever invited you for another one",
    ),
    "accounts.not_acknowledged": (
        "l'accès est réservé à un usage professionnel (2.9) : cocher la case pour le reconnaître",
        "access is for professional use only (2.9): tick the box to acknowledge it",
    ),
    "accounts.password_missing": (
        "choisir un mot de passe",
        "choose a password",
    ),
    "accounts.weak_password": (
        "ce mot de passe ne convient pas : {why}",
        "this password will not do: {why}",
    ),
    "accounts.still_open": (
        "ce compte est ouvert : le fermer avant d'effacer la personne",
        "this account is open: close it before erasing the person",
    ),
    "accounts.provider_issuer": (
        "« {issuer} » n'est pas l'adresse https d'un fournisseur OpenID Connect : donner celle "
        "sous laquelle se trouve /.well-known/openid-configuration",
        "“{issuer}” is not the https address of an OpenID Connect provider: give the one under "
        "which /.well-known/openid-configuration is found",
    ),
    "accounts.provider_client_id": (
        "l'identifiant du client n'a pas de 1 à {most} caractères : reprendre celui que le "
        "fournisseur a donné",
        "the client identifier is not of 1 to {most} characters: copy the one that the provider "
        "gave",
    ),
    "accounts.provider_secret": (
        "le secret du client n'a pas de 1 à {most} octets : en faire créer un plus court par le "
        "fournisseur",
        "the client secret is not of 1 to {most} bytes: have the provider make a shorter one",
    ),
    "accounts.provider_domain": (
        "« {domain} » n'est pas un domaine : écrire par exemple exemple.fr",
        "“{domain}” is not a domain: write for instance example.org",
    ),
    "accounts.provider_no_domain": (
        "dire pour quels domaines d'adresses ce fournisseur répond",
        "say for which e-mail domains this provider answers",
    ),
    "accounts.provider_domain_taken": (
        "un de ces domaines est déjà celui d'une autre organisation : {domains:list}",
        "one of these domains is another organisation's already: {domains:list}",
    ),
    "accounts.oidc_no_address": (
        "votre fournisseur n'a pas donné d'adresse électronique : son administrateur doit ouvrir "
        "la portée « email » à Tenir",
        "your provider gave no e-mail address: its administrator must open the scope “email” to "
        "Tenir",
    ),
    "accounts.oidc_unverified": (
        "votre fournisseur dit que votre adresse n'est pas vérifiée : la faire vérifier chez lui",
        "your provider says that your address is not verified: have it verified there",
    ),
    "accounts.oidc_domain": (
        "ce fournisseur ne répond pas des adresses en {domain} : entrer par votre organisation",
        "this provider does not answer for addresses in {domain}: sign in through your own "
        "organisation",
    ),
    "accounts.oidc_unknown": (
        "cette adresse n'a pas de compte ici : demander une invitation au contact principal "
        "de votre organisation",
        "this address has no account here: ask your organisation's main contact for an invitation",
    ),
    "accounts.oidc_other_identity": (
        "cette adresse est liée ici à une autre identité chez votre fournisseur : demander à un "
        "administrateur de l'éditeur de la délier",
        "this address is bound here to another identity at your provider: ask one of the "
        "publisher's administrators to unbind it",
    ),
    "accounts.oidc_staff": (
        "le personnel de l'éditeur entre par l'éditeur, non par un client",
        "the publisher's staff sign in through the publisher, not through a client",
    ),
    "accounts.oidc_only_sign_in": (
        "ce fournisseur sert à entrer, non à lier un compte : se déconnecter d'abord",
        "this provider serves to sign in, not to link an account: sign out first",
    ),
    "accounts.provider_silent": (
        "le fournisseur de votre organisation ({issuer}) ne répond pas : réessayer plus tard",
        "your organisation's provider ({issuer}) does not answer: try again later",
    ),
    "accounts.provider_required": (
        "{organisation} demande que l'on entre par son propre fournisseur : utiliser "
        "« Entrer par mon organisation »",
        "{organisation} asks its people to sign in through its own provider: use “Sign in through "
        "my organisation”",
    ),
}
