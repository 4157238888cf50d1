import { z } from "zod";
import { day, first, moment, template as a } from "./letter.ts";

const Both = z.strictObject({ en: z.string(), fr: z.string() });
const Data = z.strictObject({
  topic: z.strictObject({ name: z.string(), title: Both }),
  name: z.string(),
  company: z.string(),
  /** Who drew it onto this person's account, where that is known. */
  by: z.string().nullable(),
  important: z.boolean(),
  title: z.string(),
  post: z.strictObject({
    network: z.string(),
    mark: z.string(),
    tint: z.string(),
    who: z.string(),
    handle: z.string(),
    face: z.string().nullable(),
    text: z.string(),
    picture: z.strictObject({ cid: z.string(), alt: z.string(), width: z.int(), height: z.int() }).nullable(),
    card: z.strictObject({ title: z.string(), host: z.string() }).nullable(),
    acts: z.array(z.enum(["reply", "repost", "like", "favourite", "bookmark", "share"])),
  }),
  /** Signed: it opens this proposal for this person. */
  link: z.url(),
  until: z.iso.datetime({ offset: true }),
  zone: z.string(),
  /** Further proposals that wait for the same person. */
  others: z.int(),
  wish: z.strictObject({ budget: z.int(), urgent: z.int() }),
});

/** Whole words, so many letters at most. */
function shortened(text: string, most: number): string {
  const letters = [...text.replace(/\s+/gu, " ").trim()];
  if (letters.length <= most) return letters.join("");
  return `${letters
    .slice(0, most - 1)
    .join("")
    .replace(/\s+\S*$/u, "")}…`;
}

/** A post that waits for its person's yes, as their network would show it. Opening it publishes nothing. */
export const template = a({
  name: "proposal",
  title: { en: "A post is proposed to you", fr: "Un post vous est proposé" },
  help: {
    en: "To a person for whose account a map proposes a post, if they want that at once. Within their own budget and hours; never about what is answered or over.",
    fr: "À la personne pour le compte de laquelle une carte propose un post, si elle le veut tout de suite. Dans sa limite et à ses heures ; jamais pour ce qui est répondu ou passé.",
  },
  data: Data,
  topic: ({ topic }) => topic,
  lasts: 7 * day,
  sample: (language) => ({
    topic: {
      name: "notice/proposal",
      title: { en: "Posts that are proposed to you", fr: "Posts qui vous sont proposés" },
    },
    name: "Léa Martin",
    company: "Atelier Lumen",
    by: "Claire Roux",
    important: false,
    title:
      language === "fr" ? "Quais de Saône : éclairer moins, voir mieux" : "Banks of the Saône: light less, see more",
    post: {
      network: "Agora",
      mark: "mark-sample",
      tint: "#1764b3",
      who: "Léa Martin",
      handle: language === "fr" ? "Conceptrice lumière à l’Atelier Lumen" : "Lighting designer at Atelier Lumen",
      face: null,
      text:
        language === "fr"
          ? "Les quais de Saône ont retrouvé leur nuit : 340 points lumineux en moins, 62 % d’énergie économisée, et des façades que l’on regarde à nouveau.\n#ÉclairageUrbain #AtelierLumen"
          : "The banks of the Saône have their night back: 340 lights fewer, 62% of the energy saved, and fronts that people look at again.\n#UrbanLight #AtelierLumen",
      picture: {
        cid: "picture-sample",
        alt: language === "fr" ? "Les quais de Saône, la nuit" : "The banks of the Saône at night",
        ...{ width: 1088, height: 612 },
      },
      card: {
        title:
          language === "fr"
            ? "Quais de Saône : éclairer moins, voir mieux"
            : "Banks of the Saône: light less, see more",
        host: "atelier-lumen.example",
      },
      acts: ["like" as const, "reply" as const, "repost" as const],
    },
    link: "https://relaymap.example/p/example",
    until: "2026-12-18T17:00:00+00:00",
    zone: "Europe/Paris",
    others: 0,
    wish: { budget: 3, urgent: 2 },
  }),
  write: ({ name, company, by, important, title, post, link, until, zone, others, wish }, language) => {
    const fr = language === "fr";
    const { network } = post;
    const at = moment(until, { language, zone });
    const who = by === null ? company : first(by);
    const waiting =
      others === 0
        ? ""
        : fr
          ? others === 1
            ? " Un autre post vous attend aussi."
            : ` ${others} autres posts vous attendent aussi.`
          : others === 1
            ? " Another post waits for you, too."
            : ` ${others} more posts wait for you, too.`;
    return {
      subject: important
        ? fr
          ? `Important : ${shortened(title, 60)}`
          : `Important: ${shortened(title, 60)}`
        : fr
          ? `${shortened(title, 60)}, pour ${network} ?`
          : `${shortened(title, 60)}, for ${network}?`,
      preheader: fr
        ? `De ${who}, jusqu’à ${at}. Rien ne part sans vous.`
        : `From ${who}, until ${at}. Nothing goes out without you.`,
      title: important
        ? fr
          ? `${first(name)}, une nouvelle importante.`
          : `${first(name)}, important news.`
        : fr
          ? `${first(name)}, ce post vous ressemble.`
          : `${first(name)}, this post is like you.`,
      lead: fr
        ? `${who} vous le propose pour ${network}. À vous de dire oui, ou non.${waiting}`
        : `${who} proposes it for ${network}. Yes or no is yours to say.${waiting}`,
      blocks: [
        { kind: "post", post },
        { kind: "button", label: fr ? "Voir et publier" : "See and publish", link },
        {
          kind: "links",
          links: [
            { label: fr ? "Plus tard" : "Later", link: `${link}?answer=later` },
            { label: fr ? "Pas pour moi" : "Not for me", link: `${link}?answer=no` },
          ],
        },
      ],
      footer: [
        fr
          ? `Ce lien est à vous, jusqu’à ${at}. Ouvrir ce message ne publie rien.`
          : `This link is yours, until ${at}. Opening this mail publishes nothing.`,
        important
          ? fr
            ? `Au plus ${wish.urgent} nouvelles importantes par mois.`
            : `Important news at most ${wish.urgent} times a month.`
          : fr
            ? `Au plus ${wish.budget} messages par semaine, comme vous l’avez choisi.`
            : `At most ${wish.budget} messages a week, as you chose.`,
      ],
      change: "/notices",
      from: by === null ? company : `${by} · ${company}`,
    };
  },
});
