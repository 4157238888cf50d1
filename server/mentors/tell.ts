import type { Text } from "#engine/text.ts";
import { notify } from "../notices/notify.ts";
import type { Trx } from "../ports.ts";

const said: Record<"asked" | "suggested" | "on" | "ended", (name: string) => { title: Text; text: Text }> = {
  asked: (name) => ({
    title: { en: `${name} asks you to be their mentor`, fr: `${name} vous demande comme mentor` },
    text: {
      en: "A coffee now and then, questions that one asks nobody else. Say yes or no, both are fine.",
      fr: "Un café de temps en temps, des questions qu’on ne pose à personne d’autre. Dites oui ou non, les deux vont bien.",
    },
  }),
  suggested: (name) => ({
    title: { en: `You and ${name}?`, fr: `Vous et ${name} ?` },
    text: {
      en: "A colleague suggests that one of you helps the other through the first weeks. It begins if you both say yes.",
      fr: "Un collègue suggère que l’un de vous accompagne l’autre pendant les premières semaines. Cela commence si vous dites oui tous les deux.",
    },
  }),
  on: (name) => ({
    title: { en: `${name} said yes`, fr: `${name} a dit oui` },
    text: {
      en: "Now you know how to reach each other. Either of you can end it with one tap.",
      fr: "Vous savez maintenant comment vous joindre. Chacun peut y mettre fin d’un geste.",
    },
  }),
  ended: (name) => ({
    title: { en: `With ${name}, it is over`, fr: `Avec ${name}, c’est terminé` },
    text: {
      en: "No reason is asked for, in either direction. You can ask another colleague.",
      fr: "Aucune raison n’est demandée, ni à l’un ni à l’autre. Vous pouvez demander à un autre collègue.",
    },
  }),
};

/** Tells one of a pair what the other did, in the transaction in which they did it. */
export const tellPair = (
  trx: Trx,
  workspaceId: string,
  memberId: string,
  pair: string,
  deed: keyof typeof said,
  name: string,
) =>
  notify(trx, {
    ...{ workspaceId, memberId, reason: `mentoring/${pair}/${deed}`, kind: "mentor" as const },
    data: { ...said[deed](name), button: { en: "See", fr: "Voir" }, path: "/mentors" },
  });
