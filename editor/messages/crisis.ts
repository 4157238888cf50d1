/** What is held for its words, and what came out before. */
export const crisis = {
  "crisis.title": { en: "Crisis", fr: "Crise" },
  "crisis.intro": {
    en: "When something happens, be silent first. What mentions it waits, on all accounts at once, and nothing is lost.",
    fr: "Quand un événement survient, d’abord le silence. Ce qui en parle attend, sur tous les comptes à la fois, et rien n’est perdu.",
  },
  "crisis.calm": { en: "Nothing is held.", fr: "Rien n’est retenu." },
  "crisis.standing": { en: "Held now", fr: "Retenu en ce moment" },
  "crisis.since": { en: "Held by {name}", fr: "Retenu par {name}" },
  "crisis.nobody": { en: "somebody who left", fr: "une personne partie depuis" },
  "crisis.holds": {
    en: "{posts, plural, =0 {No post waits for it now} one {One post waits} other {# posts wait}}{group, select, some {, among them those of {people, plural, one {one person} other {# people}}} few {, besides those of fewer than five people} other {}}.",
    fr: "{posts, plural, =0 {Aucun message n’attend pour l’instant} one {Un message attend} other {# messages attendent}}{group, select, some {, dont ceux {people, plural, one {d’une personne} other {de # personnes}}} few {, sans compter ceux de moins de cinq personnes} other {}}.",
  },
  "crisis.asked": {
    en: "{count, plural, one {One proposal cannot be answered with yes} other {# proposals cannot be answered with yes}} for now.",
    fr: "{count, plural, one {Une proposition ne peut pas être acceptée} other {# propositions ne peuvent pas être acceptées}} pour l’instant.",
  },
  "crisis.planned": {
    en: "{count, plural, one {One planned post mentions it} other {# planned posts mention it}}: held when their time comes.",
    fr: "{count, plural, one {Un billet planifié en parle} other {# billets planifiés en parlent}} : retenus le moment venu.",
  },
  "crisis.lift": { en: "Let it go on…", fr: "Laisser repartir…" },
  "crisis.lift.title": { en: "Let it go on?", fr: "Laisser repartir ?" },
  "crisis.lift.text": {
    en: "What waits goes out again in its order: of one account at least ten minutes apart, and not all accounts at once. What was over in the meantime is not sent, and says so. Read it once more before you press: what was written before may sound wrong now.",
    fr: "Ce qui attend repart dans l’ordre : au moins dix minutes entre deux messages d’un compte, et pas tous les comptes à la fois. Ce qui est périmé ne part pas, et le dit. Relisez avant d’appuyer : ce qui a été écrit avant peut sonner faux aujourd’hui.",
  },
  "crisis.lift.see": { en: "See what waits", fr: "Voir ce qui attend" },
  "crisis.lift.confirm": { en: "Let it go on", fr: "Laisser repartir" },
  "crisis.lift.done": {
    en: "{count, plural, =0 {The hold is lifted. Nothing was waiting.} one {The hold is lifted: one post goes on.} other {The hold is lifted: # posts go on, one after the other.}}",
    fr: "{count, plural, =0 {La retenue est levée. Rien n’attendait.} one {La retenue est levée : un message repart.} other {La retenue est levée : # messages repartent, l’un après l’autre.}}",
  },
  "crisis.new": { en: "Hold what mentions something", fr: "Retenir ce qui parle de…" },
  "crisis.words": { en: "Words", fr: "Mots" },
  "crisis.wordsHint": {
    en: "One after the other, with Enter. Whole words, singular and plural, with or without accents; a star stands for any letters: recall*.",
    fr: "L’un après l’autre, avec Entrée. Mots entiers, au singulier et au pluriel, avec ou sans accents ; une étoile remplace des lettres : rappel*.",
  },
  "crisis.short": { en: "At least two letters.", fr: "Au moins deux lettres." },
  "crisis.drop": { en: "Clear the words", fr: "Effacer les mots" },
  "crisis.about": { en: "Why? (managers read it)", fr: "Pourquoi ? (les responsables le lisent)" },
  "crisis.forms": { en: "Found too: {words}", fr: "Trouvés aussi : {words}" },
  "crisis.would": { en: "This would hold", fr: "Cela retiendrait" },
  "crisis.would.posts": {
    en: "{posts, plural, =0 {no waiting post} one {one waiting post} other {# waiting posts}}{group, select, some {, among them those of {people, plural, one {one person} other {# people}}} few {, besides those of fewer than five people} other {}}",
    fr: "{posts, plural, =0 {aucun message en attente} one {un message en attente} other {# messages en attente}}{group, select, some {, dont ceux {people, plural, one {d’une personne} other {de # personnes}}} few {, sans compter ceux de moins de cinq personnes} other {}}",
  },
  "crisis.would.asked": {
    en: "{count, plural, one {one proposal} other {# proposals}} that nobody could say yes to",
    fr: "{count, plural, one {une proposition} other {# propositions}} que personne ne pourrait accepter",
  },
  "crisis.would.planned": {
    en: "{count, plural, one {one planned post} other {# planned posts}}",
    fr: "{count, plural, one {un billet planifié} other {# billets planifiés}}",
  },
  "crisis.would.more": {
    en: "More waits than could be counted here; all of it would be held.",
    fr: "Il en attend plus que ce qui a pu être compté ici ; tout serait retenu.",
  },
  "crisis.would.new": {
    en: "And everything new that mentions it, until it is lifted.",
    fr: "Et tout ce qui en parlera, jusqu’à la levée.",
  },
  "crisis.hold": { en: "Hold it", fr: "Retenir" },
  "crisis.held": {
    en: "{count, plural, =0 {Held from now on. Nothing was waiting.} one {Held: one post waits.} other {Held: # posts wait.}}",
    fr: "{count, plural, =0 {Retenu à partir de maintenant. Rien n’attendait.} one {Retenu : un message attend.} other {Retenu : # messages attendent.}}",
  },
  "crisis.all": {
    en: "Not sure which words? Stop everything: that takes one press.",
    fr: "Vous ne savez pas quels mots ? Arrêtez tout : un geste suffit.",
  },
  "crisis.out": { en: "What was published before", fr: "Ce qui a été publié avant" },
  "crisis.out.days": { en: "Of the last days", fr: "Des derniers jours" },
  "crisis.out.day": { en: "{days} days", fr: "{days} jours" },
  "crisis.out.sum": {
    en: "{posts, plural, =0 {No publication mentions it} one {One publication mentions it} other {# publications mention it}}{group, select, some {, among them those of {people, plural, one {one person} other {# people}}} few {, besides those of fewer than five people} other {}}. {gone, plural, =0 {All of it is still there} one {One is deleted} other {# are deleted}}.",
    fr: "{posts, plural, =0 {Aucune publication n’en parle} one {Une publication en parle} other {# publications en parlent}}{group, select, some {, dont celles {people, plural, one {d’une personne} other {de # personnes}}} few {, sans compter celles de moins de cinq personnes} other {}}. {gone, plural, =0 {Aucune n’a été supprimée} one {Une a été supprimée} other {# ont été supprimées}}.",
  },
  "crisis.out.more": {
    en: "There is more than was looked through.",
    fr: "Il y en a plus que ce qui a été parcouru.",
  },
  "crisis.out.ask": { en: "Ask people to look at theirs", fr: "Demander à chacun de regarder les siennes" },
  "crisis.out.asked": {
    en: "Asked. Each has a list of their own, and decides for themselves.",
    fr: "C’est demandé. Chacun a sa liste, et décide pour soi.",
  },
  "crisis.out.when": { en: "People were asked", fr: "Demandé" },
  "crisis.out.open": { en: "Open “{title}” on the network", fr: "Ouvrir « {title} » sur le réseau" },
  "crisis.out.gone": { en: "deleted", fr: "supprimée" },
  "crisis.out.own": { en: "The company’s own list", fr: "La liste de l’entreprise" },
  "recall.title": { en: "To look at again", fr: "À regarder de nouveau" },
  "recall.intro": {
    en: "What was published on a subject on which the company is silent now, or of a portrait that was taken back. Nothing is deleted without a tap of who may.",
    fr: "Ce qui a été publié sur un sujet dont l’entreprise ne dit rien maintenant, ou d’un portrait qui a été repris. Rien n’est supprimé sans le geste de qui le peut.",
  },
  "recall.portrait": {
    en: "From a portrait that its person took back",
    fr: "Issue d’un portrait que la personne a repris",
  },
  "recall.others": {
    en: "It is on an account of the company’s: an administrator deletes it.",
    fr: "Elle est sur un compte de l’entreprise : un administrateur la supprime.",
  },
  "recall.none": { en: "Nothing to look at", fr: "Rien à regarder" },
  "recall.noneText": {
    en: "Nothing that you published mentions what is held now, and nothing of a portrait that was taken back is public.",
    fr: "Rien de ce que vous avez publié ne parle de ce qui est retenu, et rien d’un portrait repris n’est public.",
  },
  "recall.mentions": { en: "Mentions “{word}”", fr: "Mentionne « {word} »" },
  "recall.open": { en: "Open it", fr: "L’ouvrir" },
  "recall.delete": { en: "Delete…", fr: "Supprimer…" },
  "recall.sure": { en: "Delete this publication?", fr: "Supprimer cette publication ?" },
  "recall.sureText": {
    en: "It is deleted on {network}, with its answers and numbers there, and cannot be brought back.",
    fr: "Elle est supprimée sur {network}, avec ses réponses et ses chiffres, et ne peut pas revenir.",
  },
  "recall.confirm": { en: "Delete", fr: "Supprimer" },
  "recall.byHand": { en: "I deleted it", fr: "Je l’ai supprimée" },
  "recall.how": {
    en: "Open it on {network}, delete it there, and say so here.",
    fr: "Ouvrez-la sur {network}, supprimez-la là-bas, puis dites-le ici.",
  },
  "recall.gone": { en: "Deleted.", fr: "Supprimée." },
  "recall.hand": { en: "Deleted by you.", fr: "Supprimée par vous." },
  "recall.undo": { en: "It is still there", fr: "Elle y est encore" },
  "recall.asked": { en: "Being deleted…", fr: "En cours de suppression…" },
  "crisis.lifted": { en: "Before", fr: "Auparavant" },
  "crisis.from": { en: "Held by {by}, lifted by {name}", fr: "Retenu par {by}, levé par {name}" },
} as const;
