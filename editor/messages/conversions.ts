import type { Text } from "#engine/text.ts";

export const conversionWords = {
  "conversions.intro": {
    en: "A click is not yet a candidate. Your own site can tell what came of it: a visit of the page that matters, a contact, a registration, an application, a hire. Without a pixel, a script or a cookie: its server makes one signed call.",
    fr: "Un clic n’est pas encore une candidature. Votre propre site peut dire ce qu’il en est sorti : une visite de la page qui compte, un contact, une inscription, une candidature, une embauche. Sans pixel, sans script ni cookie : son serveur fait un seul appel signé.",
  },
  "conversions.none": { en: "No site tells anything yet", fr: "Aucun site ne dit encore rien" },
  "conversions.noneText": {
    en: "Make a key, give its secret to whoever runs the site, and the results show what clicks led to.",
    fr: "Créez une clé, remettez son secret à qui gère le site, et les résultats montreront à quoi les clics ont mené.",
  },
  "conversions.add": { en: "Make a key", fr: "Créer une clé" },
  "conversions.name": { en: "Which site", fr: "Quel site" },
  "conversions.nameHint": { en: "Careers site", fr: "Site carrières" },
  "conversions.once": {
    en: "This secret is shown this once. Copy it now; if it is lost, make another key.",
    fr: "Ce secret n’est montré que cette fois. Copiez-le maintenant ; s’il se perd, créez une autre clé.",
  },
  "conversions.secret": { en: "Signing secret", fr: "Secret de signature" },
  "conversions.address": { en: "Address", fr: "Adresse" },
  "conversions.example": { en: "An example to try", fr: "Un exemple à essayer" },
  "conversions.copied": { en: "I have copied it", fr: "Je l’ai copié" },
  "conversions.used": { en: "last used", fr: "dernier appel" },
  "conversions.unused": { en: "not used yet", fr: "pas encore utilisée" },
  "conversions.forget": { en: "Delete the key “{name}”", fr: "Supprimer la clé « {name} »" },
  "conversions.forgetText": {
    en: "The site can tell nothing by it any more, from this moment on. What it told stays in the results.",
    fr: "Dès cet instant, le site ne peut plus rien dire par cette clé. Ce qu’il a dit reste dans les résultats.",
  },
  "conversions.gone": { en: "The key is deleted.", fr: "La clé est supprimée." },
  "conversions.click": { en: "By which click", fr: "Par quel clic" },
  "conversions.sites": {
    en: "Short links to {sites} carry rm_click once a key is there: the site sends it back with what came of the click. It names one click, never a person.",
    fr: "Les liens courts vers {sites} portent rm_click dès qu’une clé existe : le site le renvoie avec ce qui est sorti du clic. Il désigne un clic, jamais une personne.",
  },
  "conversions.noSites": {
    en: "Name your own sites in the editorial line, and short links to them will carry rm_click: without it, what a site tells is counted with no post.",
    fr: "Indiquez vos propres sites dans la ligne éditoriale : les liens courts vers eux porteront rm_click. Sans lui, ce qu’un site dit est compté sans publication.",
  },
  "conversions.toLine": { en: "Own sites", fr: "Sites propres" },
  "conversions.bare": {
    en: "Without a secret, a page may tell of one click, each kind once and no hire:",
    fr: "Sans secret, une page peut parler d’un clic, chaque sorte une fois et pas d’embauche :",
  },
} satisfies Record<string, Text>;
