import { z } from "zod";
import { day, first, template as a } from "./letter.ts";

const Data = z.strictObject({
  name: z.string(),
  company: z.string(),
  network: z.string(),
  accounts: z.array(z.string()).min(1),
  /** The day on which it ends, `YYYY-MM-DD`. */
  day: z.iso.date(),
  last: z.boolean(),
});

const written = (date: string, language: "en" | "fr"): string =>
  new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    Date.parse(date),
  );

/** An access that its network ends by the calendar, and that only whoever gave it can give again. */
export const template = a({
  name: "access-ending",
  title: { en: "An access ends", fr: "Une autorisation se termine" },
  help: {
    en: "To whoever connected an account whose access the network ends by itself: a week before and on the last day, no more.",
    fr: "À la personne qui a connecté un compte dont le réseau limite l’autorisation : une semaine avant et le dernier jour, pas plus.",
  },
  data: Data,
  topic: () => ({ name: "access", title: { en: "Accesses that end", fr: "Autorisations qui se terminent" } }),
  lasts: day,
  sample: () => ({
    name: "Léa Martin",
    company: "Atelier Lumen",
    network: "Agora",
    accounts: ["Léa Martin"],
    day: "2026-12-18",
    last: false,
  }),
  write: ({ name, company, network, accounts, day: date, last }, language, { home }) => {
    const link = new URL("/accounts", home).href;
    const on = written(date, language);
    return language === "fr"
      ? {
          subject: last
            ? `${network} : dernier jour pour renouveler votre autorisation`
            : `${network} : votre autorisation se termine le ${on}`,
          preheader: "Un clic, et l’autorisation est renouvelée. Rien n’est perdu.",
          title: last
            ? `${first(name)}, c’est le dernier jour.`
            : `${first(name)}, votre autorisation se termine bientôt.`,
          lead: `${network} la limite dans le temps : celle-ci s’arrête le ${on}. Ensuite, ce qui attend sera retenu jusqu’à ce que vous reconnectiez le compte.`,
          blocks: [
            { kind: "points", points: accounts },
            { kind: "button", label: "Reconnecter", link },
          ],
          footer: [
            last ? "Il n’y aura pas d’autre rappel." : "Il y aura un seul autre rappel, le dernier jour.",
            `Vous recevez cet e-mail parce que vous avez connecté ce compte chez ${company}.`,
          ],
          from: company,
        }
      : {
          subject: last ? `${network}: last day to renew your access` : `${network}: your access ends on ${on}`,
          preheader: "One click, and it is renewed. Nothing is lost.",
          title: last ? `${first(name)}, this is the last day.` : `${first(name)}, your access ends soon.`,
          lead: `${network} gives it for a time only: this one ends on ${on}. Afterwards, what waits is held until you connect the account again.`,
          blocks: [
            { kind: "points", points: accounts },
            { kind: "button", label: "Reconnect", link },
          ],
          footer: [
            last ? "There will be no other reminder." : "There will be one more reminder, on the last day.",
            `You get this mail because you connected this account at ${company}.`,
          ],
          from: company,
        };
  },
});
