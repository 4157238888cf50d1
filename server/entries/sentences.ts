import type { Text } from "#engine/text.ts";

/** What is said of an entry while it is written. */

export const noWords: Text = { en: "Write something here.", fr: "Écrivez quelque chose ici." };
export const bare: Text = {
  en: "A link alone says nothing. Write a word about it, or add a picture.",
  fr: "Un lien seul ne dit rien. Ajoutez-y un mot, ou une image.",
};
export const noLink: Text = {
  en: "This is no address of a web page. Paste it as your browser shows it.",
  fr: "Ce n’est pas l’adresse d’une page web. Collez-la telle que le navigateur l’affiche.",
};
export const nobody: Text = {
  en: "Choose at least one account, or the people to whom it is proposed.",
  fr: "Choisissez au moins un compte, ou les personnes à qui le proposer.",
};
export const nobodyNow: Text = {
  en: "Nobody fits this choice today. Whoever joins before it goes out is counted then.",
  fr: "Personne ne correspond à ce choix aujourd’hui. Qui rejoint avant l’envoi sera compté.",
};
export const ownOnly: Text = {
  en: "You write for accounts of your own. Suggest it to the managers if colleagues should share it.",
  fr: "Vous écrivez pour vos propres comptes. Suggérez-le aux responsables si des collègues devraient le partager.",
};
export const noPicture: Text = {
  en: "A picture is not there any more. Take it out, or add it again.",
  fr: "Une image n’est plus là. Retirez-la, ou ajoutez-la de nouveau.",
};
export const tooSoon: Text = {
  en: "It ends before it begins: choose a later end.",
  fr: "La fin vient avant le début : choisissez une fin plus tardive.",
};
export const onceOnly: Text = {
  en: "Once approved it goes out this one time. To have it given again, let the map that repeats it ask for approval.",
  fr: "Une fois validé, il part cette seule fois. Pour le redonner, placez la validation dans la carte qui le répète.",
};
export const gone = (name: string): Text => ({
  en: `The account ${name} is not connected. Connect it again, or take it out.`,
  fr: `Le compte ${name} n’est pas connecté. Reconnectez-le, ou retirez-le.`,
});
export const parked = (name: string): Text => ({
  en: `${name} has to be connected again before anything can go out there.`,
  fr: `${name} doit être reconnecté avant tout envoi.`,
});
export const cutAt = (title: string, limit: number, length: number): Text => ({
  en: `${title} takes ${limit} characters; this counts ${length}, and the end is cut.`,
  fr: `${title} accepte ${limit} caractères ; ce texte en compte ${length}, la fin serait coupée.`,
});
export const noThread = (title: string): Text => ({
  en: `${title} has no threads here: only the first part goes there.`,
  fr: `${title} n’a pas de fils ici : seule la première partie y part.`,
});
export const noComment = (title: string): Text => ({
  en: `${title} takes no comment from here: it is left out there.`,
  fr: `${title} n’accepte pas de commentaire d’ici : il n’y part pas.`,
});
export const linkStays = (title: string): Text => ({
  en: `${title} takes no comment from here: the link stays in the post.`,
  fr: `${title} n’accepte pas de commentaire d’ici : le lien reste dans la publication.`,
});
export const fewPictures = (title: string, limit: number, count: number): Text =>
  limit === 0
    ? {
        en: `${title} takes no picture: the text goes alone.`,
        fr: `${title} n’accepte pas d’image : le texte part seul.`,
      }
    : {
        en: `${title} takes ${limit} of the ${count} pictures: the first ones go.`,
        fr: `${title} accepte ${limit} des ${count} images : les premières partent.`,
      };
export const noVideo = (title: string): Text => ({
  en: `${title} takes no video from here: it is left out there.`,
  fr: `${title} n’accepte pas de vidéo d’ici : elle n’y part pas.`,
});
export const videoAlone = (title: string): Text => ({
  en: `On ${title} a video stands alone: the pictures are left out there.`,
  fr: `Sur ${title}, une vidéo va seule : les images n’y partent pas.`,
});
export const sameWords = (title: string, accounts: number, words: number, why: Text): Text => ({
  en: `${accounts} accounts on ${title} share ${words === 1 ? "one wording" : `${words} wordings`}. ${why.en} Write variants.`,
  fr: `${accounts} comptes sur ${title} se partagent ${words === 1 ? "une formulation" : `${words} formulations`}. ${why.fr} Écrivez des variantes.`,
});
