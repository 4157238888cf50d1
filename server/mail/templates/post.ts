import { z } from "zod";
import { day, template as a } from "./letter.ts";

const Data = z.strictObject({
  list: z.string(),
  /** What people unsubscribe from: the account's own name, which stays where its title changes. */
  topic: z.string(),
  company: z.string(),
  text: z.string(),
  link: z.string().nullable(),
  card: z.strictObject({ title: z.string(), description: z.string().nullable(), url: z.string() }).nullable(),
});

/** The first line of a post, as a subject: whole words, and not the whole post. */
function subjectOf(text: string): string {
  const line = text.split("\n").find((each) => each.trim() !== "") ?? "";
  const words = line
    .replace(/https?:\/\/\S+/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  if ([...words].length <= 90) return words;
  return `${[...words]
    .slice(0, 89)
    .join("")
    .replace(/\s+\S*$/u, "")}…`;
}

/** What a map posts to a list of addresses: the post as it is, and no more. */
export const template = a({
  name: "post",
  title: { en: "Post to a list", fr: "Message à une liste" },
  help: {
    en: "To each address of an e-mail list that a map posts to.",
    fr: "À chaque adresse d’une liste e-mail vers laquelle une carte publie.",
  },
  data: Data,
  topic: ({ list, topic }) => ({
    name: `list/${topic}`,
    title: { en: `“${list}”`, fr: `« ${list} »` },
  }),
  lasts: 3 * day,
  sample: () => ({
    list: "Nouvelles de l’atelier",
    topic: "sample",
    company: "Atelier Lumen",
    text: "Quais de Saône : éclairer moins, voir mieux\n\n340 points lumineux en moins, 62 % d’énergie économisée, et des façades que l’on regarde à nouveau.",
    link: "https://atelier-lumen.example/quais",
    card: {
      title: "Quais de Saône : éclairer moins, voir mieux",
      description: "Comment la ville a retrouvé sa nuit.",
      url: "https://atelier-lumen.example/quais",
    },
  }),
  write: ({ list, company, text, link, card }, language) => {
    const fr = language === "fr";
    const subject = subjectOf(text) || list;
    const rest = link === null ? text : text.replace(link, "").trimEnd();
    const lines = rest.split("\n").map((line) => line.trim());
    const first = lines.findIndex((line) => line !== "");
    // The first line is the title, unless it is long enough to be the post itself.
    const titled = first >= 0 && lines[first] === subject;
    const body = titled
      ? lines
          .slice(first + 1)
          .join("\n")
          .trim()
      : rest.trim();
    return {
      subject,
      preheader: body.replace(/\s+/gu, " ").slice(0, 120) || list,
      title: titled ? subject : list,
      blocks: [
        ...(body === "" ? [] : [{ kind: "quote" as const, text: body }]),
        ...(card === null
          ? link === null
            ? []
            : [{ kind: "button" as const, label: fr ? "Lire la suite" : "Read on", link }]
          : [
              {
                kind: "card" as const,
                title: card.title,
                ...(card.description === null ? {} : { text: card.description }),
                link: card.url,
              },
            ]),
      ],
      footer: [fr ? `Vous êtes sur la liste « ${list} » (${company}).` : `You are on the list “${list}” (${company}).`],
      from: company,
    };
  },
});
