import { z } from "zod";
import { day, first, template as a } from "./letter.ts";

const Data = z.strictObject({
  name: z.string(),
  company: z.string(),
  network: z.string(),
  /** The account as its owner knows it. */
  account: z.string(),
  accountId: z.uuid(),
  /** The day on which it ends, `YYYY-MM-DD`. */
  day: z.iso.date(),
  /** It had no end, or one too far ahead, and was given this one. */
  bounded: z.boolean(),
});

const written = (date: string, language: "en" | "fr"): string =>
  new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    Date.parse(date),
  );

/** A person's yes to automatic posts is about to end, or has been given an end: asked once, and silence ends it. */
export const template = a({
  name: "consent-ending",
  title: { en: "Automatic posts end", fr: "Les publications automatiques s’arrêtent" },
  help: {
    en: "To a person whose yes to automatic posts ends within a week: once. And once where a yes of before was given an end.",
    fr: "À une personne dont l’accord pour les publications automatiques s’arrête dans la semaine : une seule fois. Et une fois quand un accord plus ancien a reçu une fin.",
  },
  data: Data,
  topic: () => ({ name: "consent", title: { en: "Choices that end", fr: "Accords qui s’arrêtent" } }),
  lasts: day,
  sample: () => ({
    name: "Léa Martin",
    company: "Atelier Lumen",
    network: "Agora",
    account: "Léa Martin",
    accountId: "5f2b7c1e-6c1f-4a52-9d55-0a1f9e2d7b10",
    day: "2026-12-18",
    bounded: false,
  }),
  write: ({ name, company, network, account, accountId, day: date, bounded }, language, { home }) => {
    const link = new URL(`/accounts/${accountId}`, home).href;
    const on = written(date, language);
    return language === "fr"
      ? {
          subject: bounded
            ? `${network} : vos publications automatiques ont maintenant une fin, le ${on}`
            : `${network} : vos publications automatiques s’arrêtent le ${on}`,
          preheader: "Ensuite, on vous redemandera avant chaque publication. Rien à faire si cela vous va.",
          title: bounded
            ? `${first(name)}, votre accord a maintenant une fin.`
            : `${first(name)}, on continue à publier pour vous ?`,
          lead: bounded
            ? `Vous aviez laissé ${network} publier en votre nom sans fin. Un tel accord dure désormais un an au plus : le vôtre s’arrête le ${on}.`
            : `Vous avez laissé ${network} publier en votre nom jusqu’au ${on}. Sans réponse de votre part, cela s’arrête ce jour-là, et on vous redemandera avant chaque publication.`,
          blocks: [
            { kind: "points", points: [account] },
            { kind: "button", label: bounded ? "Voir mon choix" : "Décider", link },
          ],
          footer: [
            "Il n’y aura pas d’autre rappel.",
            `Vous recevez cet e-mail parce que vous avez connecté ce compte chez ${company}.`,
          ],
          from: company,
        }
      : {
          subject: bounded
            ? `${network}: your automatic posts have an end now, ${on}`
            : `${network}: your automatic posts end on ${on}`,
          preheader: "Then you are asked again before each post. Nothing to do if that suits you.",
          title: bounded
            ? `${first(name)}, your yes has an end now.`
            : `${first(name)}, shall we go on posting for you?`,
          lead: bounded
            ? `You had let ${network} post in your name without an end. Such a yes lasts a year at most now: yours ends on ${on}.`
            : `You let ${network} post in your name until ${on}. Without an answer of yours it ends that day, and you are asked again before each post.`,
          blocks: [
            { kind: "points", points: [account] },
            { kind: "button", label: bounded ? "See my choice" : "Decide", link },
          ],
          footer: [
            "There will be no other reminder.",
            `You get this mail because you connected this account at ${company}.`,
          ],
          from: company,
        };
  },
});
