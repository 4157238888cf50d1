import { notify } from "../notices/notify.ts";
import type { Trx } from "../ports.ts";

const said = {
  asked: (name: string) => ({
    title: { en: `${name} would like to make a portrait of you`, fr: `${name} aimerait faire votre portrait` },
    text: {
      en: "A few questions, answered in your words. You read what comes of it, and nothing goes out without your yes. Or leave it: a no is told to nobody.",
      fr: "Quelques questions, auxquelles vous répondez avec vos mots. Vous lisez ce qui en est fait, et rien ne part sans votre oui. Ou laissez : un non n’est dit à personne.",
    },
  }),
  proposed: (name: string) => ({
    title: { en: `${name} asks you to read your portrait`, fr: `${name} vous demande de lire votre portrait` },
    text: {
      en: "These are the words that would go out. Say yes, or what you would say otherwise.",
      fr: "Voici les mots qui partiraient. Dites oui, ou ce que vous diriez autrement.",
    },
  }),
  ended: (name: string) => ({
    title: { en: `${name} gives your portrait up`, fr: `${name} renonce à votre portrait` },
    text: {
      en: "What you sent is deleted, and nothing of it goes out any more. Thank you all the same.",
      fr: "Ce que vous avez envoyé est supprimé, et plus rien n’en part. Merci quand même.",
    },
  }),
  answered: (name: string) => ({
    title: { en: `${name} has answered for their portrait`, fr: `${name} a répondu pour son portrait` },
    text: {
      en: "Read it, and write the words that would go out. They read them before.",
      fr: "Lisez, puis écrivez les mots qui partiraient. La personne les lit avant.",
    },
  }),
  wished: (name: string) => ({
    title: { en: `${name} would say it otherwise`, fr: `${name} le dirait autrement` },
    text: {
      en: "See what, and propose the words anew.",
      fr: "Voyez quoi, et proposez de nouveau les mots.",
    },
  }),
  agreed: (name: string) => ({
    title: { en: `${name} says yes to their portrait`, fr: `${name} dit oui à son portrait` },
    text: {
      en: "It can go out now from the company’s accounts, in exactly these words.",
      fr: "Il peut maintenant partir des comptes de l’entreprise, avec exactement ces mots.",
    },
  }),
  withdrawn: (name: string) => ({
    title: { en: `${name} takes their portrait back`, fr: `${name} reprend son portrait` },
    text: {
      en: "Nothing of it goes out any more. See whether something of it is public, and delete that.",
      fr: "Plus rien n’en part. Voyez si quelque chose en est public, et supprimez-le.",
    },
  }),
};

const toPerson: readonly string[] = ["asked", "proposed", "ended"];

/** Tells one of the two what the other did. `occasion`: what may be told anew, as a revision. */
export const tellPortrait = (
  trx: Trx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  id: string,
  deed: keyof typeof said,
  name: string,
  occasion = "",
) =>
  notify(trx, {
    ...{ workspaceId, memberId, kind: "brief" as const, reason: `portrait/${id}/${deed}${occasion}` },
    data: {
      ...said[deed](name),
      button: { en: "See", fr: "Voir" },
      path: toPerson.includes(deed) ? `/me/portraits/${id}` : `/portraits/${id}`,
    },
  });
