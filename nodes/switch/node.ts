import { z } from "zod";
import { checkKeywords } from "#engine/keyword.ts";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

/** Where what fits no topic goes; no topic may have this id. */
export const elsePort = "else";

const fields = {
  title: { en: "Title", fr: "Titre" },
  summary: { en: "Summary", fr: "Résumé" },
  text: { en: "Post text", fr: "Texte de la publication" },
  tags: { en: "Tags", fr: "Mots-clés du flux" },
  source: { en: "Source", fr: "Source" },
} as const;
const ways = {
  first: { en: "the first topic that fits", fr: "au premier thème qui convient" },
  all: { en: "every topic that fits (several)", fr: "à tous les thèmes qui conviennent (plusieurs)" },
} as const;

const topic = z.strictObject({
  /** Names the port, so that wires stay when the topic is renamed. Never shown. */
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
    .refine((id) => id !== elsePort && !(id in {}), {
      params: {
        text: {
          en: "this id is reserved; choose another.",
          fr: "cet identifiant est réservé ; choisissez-en un autre.",
        },
      },
    }),
  /** A draft's may be empty; publishing asks for both. */
  name: z.string().trim().max(60),
  words: z.array(z.string().trim().min(1).max(100)).max(100),
});

const config = z.strictObject({
  topics: z
    .array(topic)
    .min(1)
    .max(20)
    .refine((topics) => new Set(topics.map(({ id }) => id)).size === topics.length, {
      params: {
        text: {
          en: "two topics have the same id; give one of them another.",
          fr: "deux thèmes ont le même identifiant ; changez-en un.",
        },
      },
    })
    .meta({
      label: { en: "Topics", fr: "Thèmes" },
      help: {
        en: "“Jobs” with hiring, recruit*: “Acme recruits” leaves by it. The topic that stands higher wins.",
        fr: "« Emploi » avec emploi, recrut* : « Acme recrute » sort par là. Le thème placé plus haut l’emporte.",
      },
      control: "topics",
    } satisfies FieldMeta),
  to: z
    .enum(["first", "all"])
    .default("first")
    .meta({
      label: { en: "Send an item to", fr: "Envoyer une nouvelle" },
      help: {
        en: "“Acme hires engineers” fits Jobs and Technology: it takes the first way, or both.",
        fr: "« Acme recrute des ingénieurs » convient à Emploi et à Technique : une seule sortie, ou les deux.",
      },
      control: "select",
      options: ways,
    } satisfies FieldMeta),
  fields: z
    .array(z.enum(["title", "summary", "text", "tags", "source"]))
    .min(1)
    .max(5)
    .default(["title", "summary", "tags"])
    .meta({
      label: { en: "Look in", fr: "Chercher dans" },
      help: {
        en: "“Title” alone does not see a word that stands only in the summary.",
        fr: "« Titre » seul ne voit pas un mot qui n’est que dans le résumé.",
      },
      control: "tags",
      options: fields,
      rare: true,
    } satisfies FieldMeta),
  whole: z
    .boolean()
    .default(true)
    .meta({
      label: { en: "Whole words only", fr: "Mots entiers seulement" },
      help: {
        en: "“art” is then found in “the art”, but not in “party”.",
        fr: "« emploi » est alors trouvé dans « l’emploi », mais pas dans « réemploi ».",
      },
      control: "switch",
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "switch",
  kind: "flow",
  decides: { "no-topic": "topics" },
  version: 1,
  title: { en: "Topics", fr: "Thèmes" },
  help: {
    en: "Sends each item by the way out of its topic: the first that fits, or every one. What fits none leaves by “Other”; where nothing is wired there it is let go, and the run says so.",
    fr: "Envoie chaque nouvelle par la sortie de son thème : le premier qui convient, ou tous. Le reste sort par « Autres » ; si rien n’y est relié, il est écarté et l’exécution le dit.",
  },
  icon: '<path d="M3 12h6"/><path d="M9 12l6-6h6"/><path d="M9 12h12"/><path d="M9 12l6 6h6"/>',
  config,
  defaults: {
    topics: [{ id: "topic", name: "", words: [] }],
    to: "first",
    fields: ["title", "summary", "tags"],
    whole: true,
  },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: ({ topics }) => [
    ...topics.map((one, index) => ({ id: one.id, title: titleOf(one, index), carries: "items" as const })),
    { id: elsePort, title: { en: "Other", fr: "Autres" }, carries: "items" },
  ],
  check: ({ topics }) => [
    ...topics.flatMap(lacks),
    ...checkKeywords(
      topics.flatMap(({ words }) => words),
      "topics",
    ),
  ],
  summary: ({ topics, to }) => {
    const said = topics.filter(({ name }) => name !== "").map(({ name }) => name);
    if (said.length === 0) return { en: "no topic yet", fr: "aucun thème" };
    const names = said.slice(0, 3).join(", ") + (said.length > 3 ? "…" : "");
    return to === "all"
      ? { en: `${names} · all that fit`, fr: `${names} · tous ceux qui conviennent` }
      : { en: `${names} · the first that fits`, fr: `${names} · le premier qui convient` };
  },
};

/** What a topic's way out is called while nobody has named it. */
const titleOf = ({ name }: { name: string }, index: number): Text =>
  name === "" ? { en: `Topic ${index + 1}`, fr: `Thème ${index + 1}` } : { en: name, fr: name };

/** What a topic still lacks: without words nothing would go its way. */
function lacks({ name, words }: { name: string; words: readonly string[] }, index: number): Finding[] {
  const number = index + 1;
  const lacking = (code: string, part: string, en: string, fr: string): Finding => ({
    code,
    severity: "error",
    field: `topics.${index}.${part}`,
    message: { en, fr },
  });
  return [
    ...(name === ""
      ? [lacking("no-topic-name", "name", `Give topic ${number} a name.`, `Donnez un nom au thème ${number}.`)]
      : []),
    ...(words.length === 0
      ? [
          lacking(
            "no-topic-words",
            "words",
            `Write the words by which topic ${number} is recognised.`,
            `Écrivez les mots qui font reconnaître le thème ${number}.`,
          ),
        ]
      : []),
  ];
}
