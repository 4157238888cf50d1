import { z } from "zod";
import { day, template as a } from "./letter.ts";

const Data = z.strictObject({
  name: z.string(),
  company: z.string(),
  /** How many wait for their answer, and the first of them. */
  count: z.int().min(1),
  items: z.array(z.strictObject({ title: z.string(), map: z.string() })).min(1),
  /** When the time of the first is over, and in which zone they read it. */
  until: z.iso.datetime({ offset: true }),
  zone: z.string(),
});

const written = (time: string, zone: string, language: "en" | "fr"): string =>
  new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    dateStyle: "full",
    timeStyle: "short",
    timeZone: zone,
  }).format(Date.parse(time));

/** What a map asks somebody about before it goes on. */
export const template = a({
  name: "approval",
  title: { en: "Items to approve", fr: "Nouvelles à valider" },
  help: {
    en: "To those who may answer, when something new waits for a yes: one an hour at most, about all that waits.",
    fr: "À qui peut répondre, quand une nouvelle attend un accord : un par heure au plus, pour tout ce qui attend.",
  },
  data: Data,
  topic: () => ({ name: "approval", title: { en: "Items to approve", fr: "Nouvelles à valider" } }),
  lasts: day,
  sample: (language) => ({
    name: "Claire Dubois",
    company: "Atelier Lumen",
    count: 2,
    items: [
      { title: "Quais de Saône : éclairer moins, voir mieux", map: "L’actualité d’Atelier Lumen" },
      { title: "Recrutement : une ou un designer lumière", map: "L’actualité d’Atelier Lumen" },
    ],
    until: "2026-12-04T17:00:00Z",
    zone: language === "fr" ? "Europe/Paris" : "Europe/London",
  }),
  write: ({ name, company, count, items, until, zone }, language, { home }) => {
    const link = new URL("/approvals", home).href;
    const at = written(until, zone, language);
    const [first] = items;
    const more = count - items.length;
    return language === "fr"
      ? {
          subject: count === 1 ? `À valider : ${first!.title}` : `${count} nouvelles attendent votre accord`,
          preheader: `Première échéance : ${at}.`,
          title: `${name}, ${count === 1 ? "une nouvelle attend" : `${count} nouvelles attendent`} votre accord.`,
          lead: `Sans réponse avant le ${at}, la carte décide selon ses réglages.`,
          blocks: [
            {
              kind: "points",
              points: [
                ...items.map(({ title, map }) => `${title} (${map})`),
                ...(more > 0 ? [`et ${more} ${more === 1 ? "autre" : "autres"}`] : []),
              ],
            },
            { kind: "button", label: "Voir et répondre", link },
          ],
          footer: [
            "La première réponse compte : un collègue a peut-être déjà répondu.",
            `Vous recevez cet e-mail, un par heure au plus, parce qu’une carte vous consulte chez ${company}.`,
          ],
          from: company,
        }
      : {
          subject: count === 1 ? `To approve: ${first!.title}` : `${count} items wait for your yes`,
          preheader: `First deadline: ${at}.`,
          title: `${name}, ${count === 1 ? "one item waits" : `${count} items wait`} for your yes.`,
          lead: `Without an answer by ${at}, the map does what it is set to do.`,
          blocks: [
            {
              kind: "points",
              points: [
                ...items.map(({ title, map }) => `${title} (${map})`),
                ...(more > 0 ? [`and ${more} more`] : []),
              ],
            },
            { kind: "button", label: "Look and answer", link },
          ],
          footer: [
            "The first answer counts: a colleague may have answered already.",
            `You get this mail, one an hour at most, because a map asks you at ${company}.`,
          ],
          from: company,
        };
  },
});
