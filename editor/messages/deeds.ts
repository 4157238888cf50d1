import { programmeDeeds } from "./programme-deeds.ts";

/** What people did, as a line of the log says it behind their name. `name`: of what they did it to; `title`, `number`, `mode` as the deed has them. */
export const deeds = {
  ...programmeDeeds,
  "did.map.create": { en: "made the map “{name}”", fr: "a créé la carte « {name} »" },
  "did.map.publish": {
    en: "published version {number} of the map “{name}”",
    fr: "a publié la version {number} de la carte « {name} »",
  },
  "did.map.ask": {
    en: "asked for agreement to a version of the map “{name}”",
    fr: "a demandé l’accord pour une version de la carte « {name} »",
  },
  "did.map.agree": {
    en: "agreed to version {number} of the map “{name}”, which went live",
    fr: "a donné son accord à la version {number} de la carte « {name} », mise en ligne",
  },
  "did.map.back": {
    en: "sent a version of the map “{name}” back",
    fr: "a renvoyé une version de la carte « {name} »",
  },
  "did.map.withdraw": {
    en: "took back what was asked for the map “{name}”",
    fr: "a retiré la demande d’accord pour la carte « {name} »",
  },
  "did.workspace.agreement": {
    en: "changed whose agreement versions of maps need",
    fr: "a changé de qui les versions des cartes demandent l’accord",
  },
  "did.map.pause": { en: "paused the map “{name}”", fr: "a mis en pause la carte « {name} »" },
  "did.map.resume": { en: "let the map “{name}” go on", fr: "a relancé la carte « {name} »" },
  "did.map.archive": { en: "took the map “{name}” away", fr: "a archivé la carte « {name} »" },
  "did.map.return": {
    en: "brought the map “{name}” back from the archive",
    fr: "a ressorti la carte « {name} » des archives",
  },
  "did.map.rename": { en: "called the map “{title}” “{name}”", fr: "a renommé la carte « {title} » en « {name} »" },
  "did.map.move": {
    en: "put the map “{name}” {answer, select, none {out of its folder} other {into the folder “{title}”}}",
    fr: "a {answer, select, none {sorti la carte « {name} » de son dossier} other {rangé la carte « {name} » dans le dossier « {title} »}}",
  },
  "did.map.duplicate": {
    en: "copied the map “{title}” as “{name}”",
    fr: "a copié la carte « {title} » sous le nom « {name} »",
  },
  "did.folder.create": { en: "made the folder “{name}”", fr: "a créé le dossier « {name} »" },
  "did.folder.rename": {
    en: "called the folder “{title}” “{name}”",
    fr: "a renommé le dossier « {title} » en « {name} »",
  },
  "did.folder.delete": {
    en: "deleted the folder “{name}”; its maps stay",
    fr: "a supprimé le dossier « {name} » ; ses cartes restent",
  },
  "did.map.restore": {
    en: "took version {number} of the map “{name}” as its draft",
    fr: "a repris la version {number} de la carte « {name} » en brouillon",
  },
  "did.map.review": {
    en: "{answer, select, release {released} other {cancelled}} {number, plural, one {one delivery} other {# deliveries}} that the flood protection of “{name}” held",
    fr: "a {answer, select, release {libéré} other {annulé}} {number, plural, one {un envoi} other {# envois}} que la protection de « {name} » retenait",
  },
  "did.kept.out": {
    en: "took “{title}” out of a step of the map “{name}”",
    fr: "a retiré « {title} » d’une étape de la carte « {name} »",
  },
  "did.approval.yes": {
    en: "approved “{title}” for the map “{name}”",
    fr: "a validé « {title} » pour la carte « {name} »",
  },
  "did.approval.no": {
    en: "declined “{title}” for the map “{name}”",
    fr: "a refusé « {title} » pour la carte « {name} »",
  },
  "did.approval.back": {
    en: "took back the answer about “{title}” for the map “{name}”",
    fr: "a repris sa réponse sur « {title} » pour la carte « {name} »",
  },
  "did.account.connect": { en: "connected the account {name}", fr: "a connecté le compte {name}" },
  "did.account.disconnect": { en: "disconnected the account {name}", fr: "a déconnecté le compte {name}" },
  "did.account.change": {
    en: "changed the settings of the account {name}",
    fr: "a changé les réglages du compte {name}",
  },
  "did.account.mode": {
    en: "set the account {name} to {mode, select, auto {automatic} ask {ask me} other {paused}}",
    fr: "a mis le compte {name} en {mode, select, auto {automatique} ask {« me demander »} other {pause}}",
  },
  "did.account.resume": { en: "ended the pause of the account {name}", fr: "a mis fin à la pause du compte {name}" },
  "did.delivery.time": {
    en: "chose another time for “{name}”",
    fr: "a choisi une autre heure pour « {name} »",
  },
  "did.workspace.traces": {
    en: "set that the ways of items through maps are kept for {days, plural, =0 {no time} one {# day} other {# days}}",
    fr: "a fixé à {days, plural, one {# jour} other {# jours}} la durée de conservation du parcours des nouvelles",
  },
  "did.workspace.figures": {
    en: "{answer, select, true {lets others get figures about one person} other {lets nobody get figures about one person}}",
    fr: "{answer, select, true {permet les chiffres par personne} other {interdit les chiffres par personne}}",
  },
  "did.account.release": {
    en: "left the account {name} to be connected by somebody else",
    fr: "a laissé le compte {name} à reconnecter par quelqu’un d’autre",
  },
  "did.account.handover": {
    en: "asked a colleague to take over the account {name}",
    fr: "a demandé à un collègue de reprendre le compte {name}",
  },
  "did.account.take": { en: "took over the account {name}", fr: "a repris le compte {name}" },
  "did.account.keep": {
    en: "ended the handing over of the account {name}",
    fr: "a mis fin à la transmission du compte {name}",
  },
  "did.notices.keys": {
    en: "made new keys for notices on devices",
    fr: "a renouvelé les clés des notifications sur les appareils",
  },
  "did.member.leave": {
    en: "left, or deleted somebody, for good",
    fr: "est parti pour de bon, ou a supprimé une personne",
  },
  "did.account.lost": {
    en: "found that {name} has to be reconnected",
    fr: "a constaté que {name} doit être reconnecté",
  },
  "did.grant.lost": {
    en: "found that an access to a network has ended",
    fr: "a constaté qu’un accès à un réseau a pris fin",
  },
  "did.delivery.cancel": { en: "cancelled the delivery of “{name}”", fr: "a annulé l’envoi de « {name} »" },
  "did.delivery.again": { en: "had “{name}” sent again", fr: "a fait renvoyer « {name} »" },
  "did.delivery.resend": {
    en: "sent “{name}” once more, since its network does not have it",
    fr: "a renvoyé « {name} », que son réseau n’a pas",
  },
  "did.delivery.answer": {
    en: "answered whether “{name}” is at its network",
    fr: "a répondu si « {name} » est sur son réseau",
  },
  "did.delivery.without": {
    en: "had “{name}” go out without its picture",
    fr: "a laissé partir « {name} » sans son image",
  },
  "did.delivery.retract": { en: "took “{name}” out of a feed", fr: "a retiré « {name} » d’un flux" },
  "did.proposal.publish": { en: "said yes to “{name}”", fr: "a dit oui à « {name} »" },
  "did.proposal.decline": { en: "declined “{name}”", fr: "a décliné « {name} »" },
  "did.proposal.reason": { en: "said why they declined “{name}”", fr: "a dit pourquoi « {name} » est écarté" },
  "did.proposal.recall": { en: "took back the yes to “{name}”", fr: "a repris son oui à « {name} »" },
  "did.proposal.reconsider": {
    en: "took “{name}” back into the proposals",
    fr: "a remis « {name} » dans les propositions",
  },
  "did.charter.publish": {
    en: "published version {number} of the charter",
    fr: "a publié la version {number} de la charte",
  },
  "did.charter.withdraw": {
    en: "took version {number} of the charter out of force",
    fr: "a retiré la version {number} de la charte",
  },
  "did.training.rule": {
    en: "{answer, select, true {asks for the basic lessons before automatic posts} other {lets automatic posts be chosen without lessons}}",
    fr: "{answer, select, true {demande les leçons de base avant les publications automatiques} other {permet les publications automatiques sans leçons}}",
  },
  "did.member.invite": { en: "invited {name}", fr: "a invité {name}" },
  "did.member.list": {
    en: "invited {count, plural, one {one person} other {# people}} by a list",
    fr: "a invité {count, plural, one {une personne} other {# personnes}} par une liste",
  },
  "did.member.link": { en: "made a sign-in link for {name}", fr: "a créé un lien de connexion pour {name}" },
  "did.member.change": { en: "changed what {name} may do", fr: "a changé les droits de {name}" },
  "did.member.topics": {
    en: "follows {number, plural, =0 {no topic} one {one topic} other {# topics}} now",
    fr: "suit maintenant {number, plural, =0 {aucun thème} one {un thème} other {# thèmes}}",
  },
  "did.member.self": { en: "changed their own profile", fr: "a changé son profil" },
  "did.member.shares": {
    en: "chose whether colleagues see what they share",
    fr: "a choisi si ses collègues voient ce qu’il ou elle partage",
  },
  "did.member.sessions": {
    en: "signed out {count, plural, one {another device} other {# other devices}} of their own",
    fr: "a déconnecté {count, plural, one {un autre de ses appareils} other {# autres de ses appareils}}",
  },
  "did.member.password": { en: "set a password", fr: "a choisi un mot de passe" },
  "did.network.app": { en: "entered the app for {name}", fr: "a saisi l’application pour {name}" },
  "did.network.sources": {
    en: "changed whether {name} is read for money",
    fr: "a changé la lecture payante de {name}",
  },
  "did.network.readings": {
    en: "changed whether {name}’s paid numbers are read",
    fr: "a changé la lecture des chiffres payants de {name}",
  },
  "did.network.attest": {
    en: "attested the rules of {name}, or withdrew that",
    fr: "a attesté les règles de {name}, ou l’a retiré",
  },
  "did.secret.save": { en: "saved the secret {name}", fr: "a enregistré le secret {name}" },
  "did.secret.delete": { en: "deleted the secret {name}", fr: "a supprimé le secret {name}" },
  "did.source.address": { en: "made an address to send items to", fr: "a créé une adresse où envoyer des nouvelles" },
  "did.source.renew": {
    en: "renewed an address that items are sent to",
    fr: "a renouvelé une adresse où des nouvelles sont envoyées",
  },
  "did.workspace.stop": { en: "stopped everything", fr: "a tout arrêté" },
  "did.workspace.go": { en: "let everything go on", fr: "a tout relancé" },
  "did.workspace.rules": { en: "changed the rules of the workspace", fr: "a changé les règles de l’espace" },
  "did.workspace.door": {
    en: "changed who may come in by themselves",
    fr: "a changé qui peut rejoindre de soi-même",
  },
  "did.workspace.links": { en: "changed the rule of short links", fr: "a changé la règle des liens courts" },
  "did.workspace.stories": {
    en: "changed when two items are one story",
    fr: "a changé quand deux nouvelles sont une même histoire",
  },
  "did.mail.settings": { en: "changed the mail settings", fr: "a changé les réglages du courrier" },
  "did.mail.forget": { en: "removed the mail settings", fr: "a retiré les réglages du courrier" },
  "did.mail.returns": {
    en: "changed which mailbox is read for mails that come back",
    fr: "a changé la boîte lue pour les courriels qui reviennent",
  },
  "did.mail.again": { en: "had a mail sent again", fr: "a fait renvoyer un courriel" },
  "did.mail.park": { en: "stopped mails to an address", fr: "a suspendu les courriels vers une adresse" },
  "did.mail.free": { en: "allowed mails to an address again", fr: "a rétabli les courriels vers une adresse" },
  "did.machine.settings": { en: "set up the AI", fr: "a configuré l’IA" },
  "did.machine.forget": { en: "removed the AI’s settings", fr: "a retiré la configuration de l’IA" },
  "did.notices.device": { en: "lets a device show their notices", fr: "laisse un appareil afficher ses notifications" },
  "did.notices.important": { en: "marked a story as important news", fr: "a signalé une nouvelle importante" },
  "did.notices.usual": {
    en: "took the mark of important news off a story",
    fr: "a retiré à une nouvelle son importance",
  },
  "did.notices.wishes": { en: "changed how they are told what waits", fr: "a changé ses notifications" },
  "did.backup.plan": { en: "changed when backups are made", fr: "a changé le rythme des sauvegardes" },
  "did.backup.command": { en: "made a backup from the command line", fr: "a fait une sauvegarde en ligne de commande" },
  "did.backup.ask": { en: "asked for a backup", fr: "a demandé une sauvegarde" },
} as const;
