import type { Said } from "../notices/notify.ts";

/** A title never breaks a notice's bounds. */
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const quoted = (word: string) => ({
  en: word === "" ? "" : `“${cut(word, 240)}” `,
  fr: word === "" ? "" : `« ${cut(word, 240)} » `,
});
type Brief = { id: string; title: string };

/** What somebody reads who is asked, once. */
export const askedWords = (by: string | null, { id, title }: Brief): Said => ({
  title: { en: cut(title, 200), fr: cut(title, 200) },
  text:
    by === null
      ? {
          en: "Would you like to? Answer in one tap. A no is told to nobody, and you are not asked again.",
          fr: "Cela vous dirait ? Un geste suffit pour répondre. Un non n’est dit à personne, et on ne vous relancera pas.",
        }
      : {
          en: `${by} asks whether you would like to. One tap is an answer; a no is told to nobody, and you are not asked again.`,
          fr: `${by} vous demande si cela vous dirait. Un geste suffit ; un non n’est dit à personne, et on ne vous relancera pas.`,
        },
  button: { en: "See what it is", fr: "Voir de quoi il s’agit" },
  path: `/asked/${id}`,
});

/** What the one who asked reads, of what a person offered, ended or made. */
export function toAsker(what: "offered" | "ended" | "done", name: string, { id, title }: Brief, word: string): Said {
  const [said, topic] = [quoted(word), cut(title, 120)];
  const titles = {
    offered: { en: `${name} would like to: ${topic}`, fr: `${name} est partant·e : ${topic}` },
    ended: { en: `${name} cannot do it after all: ${topic}`, fr: `${name} ne pourra finalement pas : ${topic}` },
    done: { en: `${name} has done it: ${topic}`, fr: `${name} l’a fait : ${topic}` },
  };
  const texts = {
    offered: {
      en: `${said.en}Agree with a word and a day, or thank them.`,
      fr: `${said.fr}Donnez votre accord, avec un mot et une date, ou remerciez.`,
    },
    ended: { en: `${said.en}Nothing else is needed.`, fr: `${said.fr}Rien d’autre à faire.` },
    done: {
      en: `${said.en}See it, and carry it from the company’s accounts.`,
      fr: `${said.fr}Regardez, et portez-le depuis les comptes de l’entreprise.`,
    },
  };
  return { title: titles[what], text: texts[what], button: { en: "See it", fr: "Voir" }, path: `/briefs/${id}` };
}

/** What a person reads of the answer to their offer. */
export function toPerson(
  what: "agreed" | "thanked" | "ended",
  by: string,
  { id, title }: Brief,
  { word, due }: { word: string; due: string | null },
): Said {
  const [said, topic] = [quoted(word), cut(title, 120)];
  const day = (locale: string) =>
    due === null
      ? ""
      : new Date(`${due}T12:00:00Z`).toLocaleDateString(locale, { day: "numeric", month: "long", timeZone: "UTC" });
  const until = due === null ? { en: "", fr: "" } : { en: `For ${day("en-GB")}. `, fr: `Pour le ${day("fr-FR")}. ` };
  const titles = {
    agreed: { en: `${by} says yes: ${topic}`, fr: `${by} vous dit oui : ${topic}` },
    thanked: { en: `${by} thanks you: ${topic}`, fr: `${by} vous remercie : ${topic}` },
    ended: { en: `No longer needed: ${topic}`, fr: `Ce n’est plus nécessaire : ${topic}` },
  };
  const texts = {
    agreed: {
      en: `${said.en}${until.en}Say so there when it is done; you can also step back.`,
      fr: `${said.fr}${until.fr}Dites-le sur cette page quand c’est fait ; vous pouvez aussi renoncer.`,
    },
    thanked: {
      en: `${said.en}Not this time. Thank you for offering.`,
      fr: `${said.fr}Pas cette fois. Merci d’avoir proposé.`,
    },
    ended: {
      en: `${said.en}${by} ended what was agreed. Thank you all the same.`,
      fr: `${said.fr}${by} met fin à ce qui était convenu. Merci quand même.`,
    },
  };
  return { title: titles[what], text: texts[what], button: { en: "See it", fr: "Voir" }, path: `/asked/${id}` };
}
