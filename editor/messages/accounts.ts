import type { Text } from "#engine/text.ts";

export const accounts = {
  "accounts.title": { en: "Accounts", fr: "Comptes" },
  "accounts.mine": { en: "My accounts", fr: "Mes comptes" },
  "accounts.intro": {
    en: "The social accounts that maps can post to. Each one belongs to its owner, who decides.",
    fr: "Les comptes sociaux vers lesquels les cartes publient. Chacun appartient à son propriétaire, qui décide.",
  },
  "accounts.mineIntro": {
    en: "You decide for each account how much happens by itself. You can leave with one tap.",
    fr: "Vous décidez, compte par compte, de ce qui se fait automatiquement. Vous pouvez partir d’un geste.",
  },
  "accounts.connect": { en: "Connect an account", fr: "Connecter un compte" },
  "accounts.connectCompany": { en: "Connect a company account", fr: "Connecter un compte d’entreprise" },
  "accounts.connected": {
    en: "Connected. You decide about each post until you choose otherwise.",
    fr: "Connecté. Vous décidez de chaque envoi tant que vous ne choisissez pas autre chose.",
  },
  "accounts.problem": {
    en: "The account was not connected. Try again; if you said no on the network’s page, nothing happened.",
    fr: "Le compte n’a pas été connecté. Réessayez ; si vous avez refusé sur la page du réseau, rien ne s’est passé.",
  },
  "accounts.problem.twice": {
    en: "If the account stands below as connected, all is well.",
    fr: "Si le compte figure ci-dessous comme connecté, tout va bien.",
  },
  "feed.show": { en: "Address of the feed", fr: "Adresse du flux" },
  "feed.title": { en: "Feed {name}", fr: "Flux {name}" },
  "feed.address": { en: "Secret address", fr: "Adresse secrète" },
  "feed.about": {
    en: "Whoever has this address can read the feed: give it to those who should. Search engines are asked to leave it alone. It shows the newest fifty posts.",
    fr: "Qui possède cette adresse peut lire le flux : donnez-la à qui doit l’avoir. Les moteurs de recherche sont priés de l’ignorer. Il montre les cinquante dernières publications.",
  },
  "feed.renew": { en: "Make another address", fr: "Créer une autre adresse" },
  "feed.renewText": {
    en: "The address of now ends at once: every reader of the feed needs the new one.",
    fr: "L’adresse actuelle cesse aussitôt : tous les lecteurs du flux auront besoin de la nouvelle.",
  },
  "feed.renewed": { en: "The feed has another address.", fr: "Le flux a une autre adresse." },
  "accounts.empty": { en: "No account yet", fr: "Aucun compte" },
  "accounts.emptyText": {
    en: "Connect one: you go to the network’s own page, say yes there, and come back. Relaymap never sees your password.",
    fr: "Connectez-en un : vous allez sur la page du réseau, dites oui là-bas, et revenez. Relaymap ne voit jamais votre mot de passe.",
  },
  "accounts.company": { en: "The company’s accounts", fr: "Comptes de l’entreprise" },
  "accounts.people": { en: "Ambassadors’ accounts", fr: "Comptes des ambassadeurs" },
  "accounts.ofPerson": { en: "Accounts of one person", fr: "Comptes d’une personne" },
  "accounts.noneOfPerson": { en: "No account is connected", fr: "Aucun compte connecté" },
  "accounts.noneOfPersonText": {
    en: "This person has connected none. It is theirs to do: nobody connects an account in somebody’s place.",
    fr: "Cette personne n’en a connecté aucun. C’est à elle de le faire : personne ne connecte un compte à la place d’un autre.",
  },
  "accounts.peopleText": {
    en: "Only their owners can change how they post.",
    fr: "Seuls leurs propriétaires peuvent changer la façon de publier.",
  },
  "accounts.none": { en: "None is connected.", fr: "Aucun n’est connecté." },
  "account.state.reconnect": { en: "Must be reconnected", fr: "À reconnecter" },
  "connect.noProfiles": {
    en: "{network} lets no app post on people’s own profiles. Each proposal has a link that opens {network}’s own page to share it there yourself.",
    fr: "{network} ne laisse aucune application publier sur les profils personnels. Chaque proposition comporte un lien qui ouvre la page de {network}, pour l’y partager vous-même.",
  },
  "account.noComments": {
    en: "{network} does not let this account comment through an app: its links stay in the post. Connected again, it is tried again.",
    fr: "{network} ne laisse pas ce compte commenter par une application : ses liens restent dans la publication. Une fois reconnecté, un nouvel essai aura lieu.",
  },
  "account.wordsOnly": {
    en: "Connected before pictures were posted: its posts go out as text only. Connect it again to allow pictures.",
    fr: "Connecté avant que des images soient publiées : ses messages partent en texte seul. Reconnectez-le pour autoriser les images.",
  },
  "account.autoBarred": {
    en: "{network}’s terms are read as forbidding automatic posts here; an administrator can attest otherwise in the settings.",
    fr: "Les conditions de {network} sont lues comme interdisant ici les publications automatiques ; un administrateur peut attester le contraire dans les réglages.",
  },
  "account.reconnect": { en: "Reconnect", fr: "Reconnecter" },
  "account.reconnectTitle": { en: "Reconnect {name} to {network}", fr: "Reconnecter {name} à {network}" },
  "account.reconnectText": {
    en: "The network no longer accepts our key.",
    fr: "Le réseau n’accepte plus notre clé.",
  },
  "account.ends": {
    en: "{days, plural, =0 {{network}’s access to this account ends today.} one {{network}’s access to this account ends tomorrow.} other {{network}’s access to this account ends in # days.}}",
    fr: "{days, plural, =0 {L’autorisation de {network} pour ce compte se termine aujourd’hui.} one {L’autorisation de {network} pour ce compte se termine demain.} other {L’autorisation de {network} pour ce compte se termine dans # jours.}}",
  },
  "account.endsThen": {
    en: "Renew it before, and nothing is held up.",
    fr: "Renouvelez-la d’ici là, et rien ne sera retenu.",
  },
  "account.renew": { en: "Renew", fr: "Renouveler" },
  "account.reconnectWaits": {
    en: "What waits is held until you reconnect.",
    fr: "Ce qui attend est retenu jusqu’à la reconnexion.",
  },
  "account.frozen": {
    en: "The network asked to wait. Posting goes on",
    fr: "Le réseau a demandé d’attendre. La publication reprend",
  },
  "account.mode": { en: "How it posts", fr: "Comment il publie" },
  "account.mode.ask": { en: "Ask me", fr: "Me demander" },
  "account.mode.askHelp": {
    en: "You get a proposal and say yes or no to each post.",
    fr: "Vous recevez une proposition et dites oui ou non à chaque envoi.",
  },
  "account.mode.auto": { en: "Automatic", fr: "Automatique" },
  "account.mode.autoHelp": {
    en: "Posts go out in your name without asking.",
    fr: "Les envois partent en votre nom sans demander.",
  },
  "account.mode.autoHelpCompany": {
    en: "Posts go out in the company’s name without asking.",
    fr: "Les envois partent au nom de l’entreprise sans demander.",
  },
  "account.mode.paused": { en: "Paused", fr: "En pause" },
  "account.mode.pausedHelp": {
    en: "Nothing is posted and nothing is proposed.",
    fr: "Rien n’est publié et rien n’est proposé.",
  },
  "account.until": { en: "until {date}", fr: "jusqu’au {date}" },
  "account.page": { en: "Account", fr: "Compte" },
  "account.private": {
    en: "Who follows this account and how its posts fare is told to {name} alone.",
    fr: "Seul {name} voit qui suit ce compte et ce que donnent ses publications.",
  },
  "account.followers": {
    en: "{count, plural, one {# follower} other {# followers}}",
    fr: "{count, plural, one {# abonné} other {# abonnés}}",
  },
  "account.followersMore": {
    en: "{more} in {days, plural, one {# day} other {# days}}",
    fr: "{more} en {days, plural, one {# jour} other {# jours}}",
  },
  "account.published": {
    en: "{count, plural, one {# published} other {# published}}",
    fr: "{count, plural, one {# publié} other {# publiés}}",
  },
  "account.waiting": {
    en: "{count, plural, one {# waits} other {# wait}}",
    fr: "{count, plural, one {# en attente} other {# en attente}}",
  },
  "account.scheduled": {
    en: "{count, plural, one {# scheduled} other {# scheduled}}",
    fr: "{count, plural, one {# planifié} other {# planifiés}}",
  },
  "account.unknown": {
    en: "{count, plural, one {# unclear} other {# unclear}}",
    fr: "{count, plural, one {# incertain} other {# incertains}}",
  },
  "account.settings": { en: "Quiet hours and limits", fr: "Heures calmes et limites" },
  "account.settingsOf": { en: "Quiet hours and limits of {name}", fr: "Heures calmes et limites de {name}" },
  "account.quiet": { en: "Post nothing between", fr: "Ne rien publier entre" },
  "account.quietFrom": { en: "From", fr: "De" },
  "account.quietTo": { en: "To", fr: "À" },
  "account.quietOn": { en: "Quiet hours", fr: "Heures calmes" },
  "account.quietLine": { en: "quiet {from}–{to}", fr: "calme {from}–{to}" },
  "account.zone": { en: "Time zone", fr: "Fuseau horaire" },
  "account.cap": { en: "At most this many posts a day", fr: "Au plus ce nombre d’envois par jour" },
  "account.capNone": { en: "no limit", fr: "sans limite" },
  "account.spacing": { en: "Minutes between two posts", fr: "Minutes entre deux envois" },
  "account.topics": { en: "Topics", fr: "Thèmes" },
  "account.topicsHelp": {
    en: "Only posts on these topics come to this account. Empty: all of them.",
    fr: "Seuls les envois sur ces thèmes arrivent à ce compte. Vide : tous.",
  },
  "account.linkNamed": {
    en: "Name this account in link statistics",
    fr: "Nommer ce compte dans les statistiques des liens",
  },
  "account.linkNamedHelp": {
    en: "Where posts carry short links, the company’s site then sees which visits came by {handle}. Off: only by the network and the map.",
    fr: "Quand les publications portent des liens courts, le site de l’entreprise voit alors quelles visites viennent de {handle}. Désactivé : seulement le réseau et la carte.",
  },
  "account.saved": { en: "Saved.", fr: "Enregistré." },
  "account.disconnect": { en: "Disconnect", fr: "Déconnecter" },
  "account.disconnectTitle": { en: "Disconnect {name} from {network}?", fr: "Déconnecter {name} de {network} ?" },
  "account.disconnectText": {
    en: "The key is given back and deleted here, and everything that waits for this account is cancelled. What was posted stays on the network.",
    fr: "La clé est rendue et effacée ici, et tout ce qui attend pour ce compte est annulé. Ce qui a été publié reste sur le réseau.",
  },
  "account.disconnected": { en: "Disconnected. The key is deleted.", fr: "Déconnecté. La clé est effacée." },
  "account.kind.page": { en: "page of the company", fr: "page d’entreprise" },
  "account.kind.channel": { en: "channel", fr: "canal" },
  "account.siblings": {
    en: "{count} accounts by one sign-in ({by})",
    fr: "{count} comptes par une même connexion ({by})",
  },
  "account.siblingsPlain": { en: "{count} accounts by one sign-in", fr: "{count} comptes par une même connexion" },
  "account.choose": { en: "Choose accounts again", fr: "Choisir à nouveau les comptes" },
  "account.reconnectAs": { en: "Sign in as {by}.", fr: "Connectez-vous en tant que {by}." },
  "choose.title": { en: "Which accounts?", fr: "Quels comptes ?" },
  "choose.text": {
    en: "Your sign-in to {network} opens several. Only those you choose are connected.",
    fr: "Votre connexion à {network} en ouvre plusieurs. Seuls ceux que vous choisissez sont connectés.",
  },
  "choose.textBy": {
    en: "{by} opens several accounts on {network}. Only those you choose are connected.",
    fr: "{by} ouvre plusieurs comptes sur {network}. Seuls ceux que vous choisissez sont connectés.",
  },
  "choose.here": { en: "connected", fr: "connecté" },
  "choose.elsewhere": {
    en: "connected by another sign-in; choosing it moves it to this one",
    fr: "connecté par une autre connexion ; le choisir le rattache à celle-ci",
  },
  "choose.taken": { en: "belongs to somebody else here", fr: "appartient ici à une autre personne" },
  "choose.save": {
    en: "{count, plural, one {Connect 1 account} other {Connect # accounts}}",
    fr: "{count, plural, one {Connecter 1 compte} other {Connecter # comptes}}",
  },
  "choose.none": { en: "Connect none", fr: "N’en connecter aucun" },
  "choose.noneHelp": {
    en: "The permission is then given back to the network.",
    fr: "L’autorisation est alors rendue au réseau.",
  },
  "choose.leaves": {
    en: "{count, plural, one {1 account is disconnected: what waits for it is cancelled.} other {# accounts are disconnected: what waits for them is cancelled.}}",
    fr: "{count, plural, one {1 compte sera déconnecté : ce qui l’attend est annulé.} other {# comptes seront déconnectés : ce qui les attend est annulé.}}",
  },
  "choose.done": { en: "Your choice is saved.", fr: "Votre choix est enregistré." },
  "connect.title": { en: "Connect an account", fr: "Connecter un compte" },
  "connect.text": {
    en: "You go to the network’s own page and come back here. Relaymap never sees your password.",
    fr: "Vous allez sur la page du réseau et revenez ici. Relaymap ne voit jamais votre mot de passe.",
  },
  "connect.entered": {
    en: "You make a key at the network and enter it here. You can delete it there at any time.",
    fr: "Vous créez une clé sur le réseau et la saisissez ici. Vous pouvez l’y supprimer à tout moment.",
  },
  "connect.page": { en: "Open that page", fr: "Ouvrir cette page" },
  "connect.do": { en: "Connect", fr: "Connecter" },
  "connect.serverHint": {
    en: "The part after the second @ of your address.",
    fr: "La partie après le second @ de votre adresse.",
  },
  "connect.ways": { en: "What would you like to connect?", fr: "Que souhaitez-vous connecter ?" },
  "connect.go": { en: "Go to {network}", fr: "Aller sur {network}" },
  "connect.simulated": { en: "simulated here", fr: "simulé ici" },
  "connect.notReady": { en: "not set up yet", fr: "pas encore configuré" },
  "connect.forCompany": {
    en: "It belongs to the company, not to a person. Posts go out automatically.",
    fr: "Il appartient à l’entreprise, pas à une personne. Les envois partent automatiquement.",
  },
  "choose.nothing": { en: "Nothing was connected to {network}.", fr: "Rien n’a été connecté à {network}." },
  "action.open": { en: "Open", fr: "Ouvrir" },
  "maps.waiting": { en: "Waiting", fr: "En attente" },
} as const satisfies Record<string, Text>;
