import type { Text } from "#engine/text.ts";

export const colleagues = {
  "colleagues.cues": { en: "Posts to comment on", fr: "Publications à commenter" },
  "followed.title": { en: "My public accounts", fr: "Mes comptes publics" },
  "followed.intro": {
    en: "You already speak in public? Let the company read it, repost it and thank you. Nothing is read without your yes, and you can take it back at any time.",
    fr: "Vous parlez déjà en public ? Laissez l’entreprise le lire, le repartager et vous en remercier. Rien n’est lu sans votre oui, et vous pouvez le reprendre à tout moment.",
  },
  "followed.none": { en: "No account is followed", fr: "Aucun compte n’est suivi" },
  "followed.noneText": {
    en: "Add a public page of yours or your blog. Only what you publish from then on is read.",
    fr: "Ajoutez une page publique ou votre blog. Seul ce que vous publiez ensuite est lu.",
  },
  "followed.add": { en: "Add an account", fr: "Ajouter un compte" },
  "followed.address": { en: "Address of your public page", fr: "Adresse de votre page publique" },
  "followed.addressHint": {
    en: "As your browser shows it: your profile, your channel, your blog. A whole handle does as well: @lea@server.example, @lea.example",
    fr: "Telle que votre navigateur l’affiche : votre profil, votre chaîne, votre blog. Un identifiant entier convient aussi : @lea@serveur.example, @lea.example",
  },
  "followed.agree": { en: "I agree", fr: "Je suis d’accord" },
  "followed.save": { en: "Let it be followed", fr: "Laisser suivre ce compte" },
  "followed.saved": {
    en: "Your account is followed from now on.",
    fr: "Votre compte est suivi à partir de maintenant.",
  },
  "followed.full": {
    en: "{most} accounts are followed. Take one back to add another.",
    fr: "{most} comptes sont suivis. Retirez-en un pour en ajouter un autre.",
  },
  "followed.since": { en: "Followed since {day}", fr: "Suivi depuis le {day}" },
  "followed.readAt": { en: "read", fr: "lu" },
  "followed.unread": { en: "read within a minute", fr: "lu d’ici une minute" },
  "followed.stop": { en: "Take back my consent", fr: "Retirer mon accord" },
  "followed.stopAsk": {
    en: "Reading ends at once, and what waits is dropped. What the company has reposted stays on its network.",
    fr: "La lecture cesse aussitôt, et ce qui attend est écarté. Ce que l’entreprise a déjà repartagé reste sur son réseau.",
  },
  "followed.stopped": {
    en: "Taken back: nothing of it is read any more.",
    fr: "Accord retiré : plus rien n’en est lu.",
  },
  "followed.useNone": {
    en: "For nothing yet: no map reads colleagues. You will see here what comes of it.",
    fr: "À rien pour l’instant : aucune carte ne lit les collègues. Vous verrez ici ce qu’il en advient.",
  },
  "followed.useMaps": {
    en: "Read by “{maps}”. A manager says yes before the company’s accounts repost or thank.",
    fr: "Lu par « {maps} ». Un responsable donne son accord avant que les comptes de l’entreprise ne repartagent ou ne remercient.",
  },
  "followed.nothing": { en: "Nothing new since your yes.", fr: "Rien de nouveau depuis votre oui." },
  "followed.waits": { en: "waits for somebody’s yes", fr: "attend un accord" },
  "followed.read": { en: "read", fr: "lu" },
  "followed.postedBy": { en: "passed on by {name}", fr: "relayé par {name}" },
  "followed.past": { en: "Taken back", fr: "Accords retirés" },
  "followed.ended.person": { en: "You took it back on {day}", fr: "Vous l’avez retiré le {day}" },
  "followed.ended.company": {
    en: "The company let it go on {day}",
    fr: "L’entreprise ne le suit plus depuis le {day}",
  },
  "followed.ended.left": { en: "Ended on {day}", fr: "Terminé le {day}" },

  "colleagues.title": { en: "Colleagues who already speak", fr: "Les collègues qui parlent déjà" },
  "colleagues.intro": {
    en: "Public accounts that people let the company follow. Each said yes themselves; only what came after it is read.",
    fr: "Les comptes publics que chacun laisse l’entreprise suivre. Chaque personne a dit oui elle-même ; seul ce qui vient ensuite est lu.",
  },
  "colleagues.none": { en: "Nobody has named an account yet", fr: "Personne n’a encore indiqué de compte" },
  "colleagues.noneText": {
    en: "Only people themselves can: on their page, under “My public accounts”. Tell them why you would like to read them.",
    fr: "Chacun est seul à pouvoir le faire : sur sa page, sous « Mes comptes publics ». Dites-leur pourquoi vous aimeriez les lire.",
  },
  "colleagues.ask": { en: "Copy an invitation", fr: "Copier une invitation" },
  "colleagues.invitation": {
    en: "Do you already speak about our work on a public account or a blog? If you like, let us follow it: we would repost you and thank you, after reading it first. It is up to you, and you can take it back at any time: {link}",
    fr: "Vous parlez déjà de notre métier sur un compte public ou un blog ? Si vous le souhaitez, laissez-nous le suivre : après l’avoir lu, nous pourrions vous repartager et vous remercier. C’est à vous de voir, et vous pouvez revenir dessus à tout moment : {link}",
  },
  "colleagues.copied": {
    en: "Copied. Paste it where you speak to colleagues.",
    fr: "Copié. Collez-le là où vous parlez à vos collègues.",
  },
  "colleagues.last": { en: "Last", fr: "Dernière" },
  "colleagues.nothing": { en: "nothing since the yes", fr: "rien depuis l’accord" },
  "colleagues.since": { en: "since {day}", fr: "depuis le {day}" },
  "colleagues.drop": { en: "Follow no more", fr: "Ne plus suivre" },
  "colleagues.dropOf": { en: "Follow {title} by {name} no more", fr: "Ne plus suivre {title}, de {name}" },
  "colleagues.dropAsk": {
    en: "{name} sees it on their page. Only they can let it be followed again; what waits of it is dropped.",
    fr: "{name} le verra sur sa page. Cette personne seule peut le laisser suivre de nouveau ; ce qui en attend est écarté.",
  },
  "colleagues.dropped": { en: "Followed no more.", fr: "Ce compte n’est plus suivi." },
  "colleagues.maps": { en: "Where they are read", fr: "Où ils sont lus" },
  "colleagues.mapsNone": {
    en: "No map reads colleagues yet. “The company thanks its colleagues” reposts them after your yes.",
    fr: "Aucune carte ne lit encore les collègues. « L’entreprise remercie ses collègues » les repartage après votre accord.",
  },
  "colleagues.draw": { en: "Draw that map", fr: "Dessiner cette carte" },
  "colleagues.draft": { en: "draft", fr: "brouillon" },
} as const satisfies Record<string, Text>;
