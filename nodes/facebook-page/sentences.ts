import type { Text } from "#engine/text.ts";

/** What a person is told of a refusal, and what to do next. By error code or subcode of the Graph API; sources in brackets. */

/** A cause, and what follows from it, which many causes share. */
const then =
  (next: Text) =>
  (en: string, fr: string): Text => ({ en: `${en} ${next.en}`, fr: `${fr} ${next.fr}` });
const again = then({
  en: "The person who connected it has to connect it again.",
  fr: "La personne qui l’avait connectée doit la reconnecter.",
});
const anyone = then({
  en: "Somebody who may post there has to connect it again.",
  fr: "Quelqu’un qui peut y publier doit la reconnecter.",
});
const byItself = then({
  en: "The post goes out by itself afterwards.",
  fr: "La publication partira ensuite toute seule.",
});
const post = (en: string, fr: string): Text => ({
  en: `Facebook refused the post: ${en}`,
  fr: `Facebook a refusé la publication : ${fr}`,
});
const link = (en: string, fr: string): Text => ({
  en: `Facebook refused the link: ${en}`,
  fr: `Facebook a refusé le lien : ${fr}`,
});

/** The access is over. Code 190 (102, 104) by its subcode [documented: Handling Errors; 493 reported]. */
export const ended: Readonly<Record<number, Text>> = {
  458: again(
    "Relaymap was removed from the apps of the person who connected this page.",
    "Relaymap a été retiré des applications de la personne qui avait connecté cette page.",
  ),
  460: again(
    "The password at Facebook was changed since this page was connected.",
    "Le mot de passe Facebook a été changé depuis la connexion de cette page.",
  ),
  463: again("The access to this page has run out.", "L’accès à cette page est arrivé à son terme."),
  492: anyone(
    "The person who connected this page no longer has a role on it.",
    "La personne qui avait connecté cette page n’y a plus de rôle.",
  ),
  493: again(
    "Facebook closed the access to this page, because it had not been used for about 90 days.",
    "Facebook a fermé l’accès à cette page, car il n’a pas servi depuis environ 90 jours.",
  ),
};
export const endedSomehow: Text = again(
  "Facebook no longer accepts the access to this page.",
  "Facebook n’accepte plus l’accès à cette page.",
);

/** The access is good; a person has to do something on facebook.com, and it goes on by itself [459, 464 documented; 490: facebook-python-business-sdk#525; the others reported]. */
const check = byItself(
  "Facebook wants to make sure that it is really you: the person who connected this page signs in at facebook.com and answers there. Nothing has to be connected again.",
  "Facebook veut s’assurer que c’est bien vous : la personne qui a connecté cette page se connecte sur facebook.com et y répond. Rien n’est à reconnecter.",
);
export const checks: Readonly<Record<number, Text>> = {
  459: check,
  490: {
    en: `${check.en} If they no longer have a role on the page, somebody who has one connects it.`,
    fr: `${check.fr} Si elle n’a plus de rôle sur la page, quelqu’un qui en a un la connecte.`,
  },
  464: byItself(
    "The Facebook account of the person who connected this page is not confirmed: they confirm it on facebook.com.",
    "Le compte Facebook de la personne qui a connecté cette page n’est pas confirmé : elle le confirme sur facebook.com.",
  ),
  1404078: byItself(
    "Facebook wants this page’s publishing to be authorised first: whoever runs the page does so on facebook.com (Page Publishing Authorisation).",
    "Facebook exige d’abord une autorisation de publier pour cette page : la personne qui la gère l’obtient sur facebook.com (Autorisation de publication de Page).",
  ),
  4854002: byItself(
    "Facebook asks the person who connected this page to confirm their identity on facebook.com.",
    "Facebook demande à la personne qui a connecté cette page de confirmer son identité sur facebook.com.",
  ),
};

/** The same post will not be taken another time either [reported; 1609005 is a code, documented]. */
export const refusals: Readonly<Record<number, Text>> = {
  1346003: post("it takes the words for abusive. Change them.", "il juge le texte abusif. Modifiez-le."),
  1404102: post(
    "it goes against its Community Standards. Change it.",
    "elle enfreint ses Standards de la communauté. Modifiez-la.",
  ),
  1366046: {
    en: "Facebook refused the picture: it takes JPG and PNG up to 4 MB. Choose another one.",
    fr: "Facebook a refusé l’image : il accepte les JPG et PNG de 4 Mo au plus. Choisissez-en une autre.",
  },
  1609005: link(
    "it could not read the page behind it. Check the address.",
    "il n’a pas pu lire la page vers laquelle il mène. Vérifiez l’adresse.",
  ),
  1609008: post(
    "it takes no links to facebook.com. Link to the page that it is about.",
    "il n’accepte pas de lien vers facebook.com. Mettez le lien de la page dont il est question.",
  ),
  2061006: link(
    "it is not an address that it understands. Check it.",
    "ce n’est pas une adresse qu’il comprend. Vérifiez-la.",
  ),
};

export const noPermission: Text = {
  en: "Facebook does not let Relaymap do this on the page: a permission is missing, or the person who connected it may no longer post there. Connect the page again with all permissions ticked.",
  fr: "Facebook ne laisse pas Relaymap faire cela sur la page : il manque une autorisation, ou la personne qui l’a connectée ne peut plus y publier. Reconnectez la page en laissant toutes les autorisations cochées.",
};
export const gone: Text = anyone(
  "Facebook no longer knows this page, or no longer shows it to Relaymap.",
  "Facebook ne connaît plus cette page, ou ne la montre plus à Relaymap.",
);
export const secret: Text = {
  en: "Facebook does not accept the app’s secret: an administrator enters it again under Settings → Networks. What waits goes out afterwards.",
  fr: "Facebook n’accepte pas le secret de l’application : un administrateur le saisit de nouveau dans Réglages → Réseaux. Ce qui attend partira ensuite.",
};
export const waits: Text = {
  en: "Facebook asks to wait: too many calls.",
  fr: "Facebook demande d’attendre : trop d’appels.",
};
export const tooFast: Text = {
  en: "Facebook finds that this page posts too fast and blocks it for a while. Relaymap waits some hours.",
  fr: "Facebook trouve que cette page publie trop vite et la bloque pour un temps. Relaymap attend quelques heures.",
};
export const shownAlready: Text = post(
  "its pictures are in another post already. Send it again as a new post.",
  "ses images figurent déjà dans une autre. Renvoyez-la comme nouveau message.",
);
export const twice: Text = {
  en: "Facebook says that the page’s last post has the same words.",
  fr: "Facebook indique que la dernière publication de la page contient le même texte.",
};

export const refused = (words: string): Text => post(words, words);
/** Facebook has been seen to answer a link post with an error and to publish it all the same. */
export const doubtful = (words: string): Text => ({
  en: `Facebook answered with an error (${words}), and may have published the post all the same. Relaymap looks at the page.`,
  fr: `Facebook a répondu par une erreur (${words}), mais a peut-être publié malgré tout. Relaymap regarde la page.`,
});
