import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

const when = {
  missing: { en: "Where the item has none", fr: "Si la nouvelle n’en a pas" },
  always: { en: "Always", fr: "Toujours" },
  never: { en: "Never", fr: "Jamais" },
} as const;

const choice = (label: Text, help: Text) =>
  z
    .enum(["missing", "always", "never"])
    .default("missing")
    .meta({ label, help, control: "select", options: when } satisfies FieldMeta);

const config = z.strictObject({
  picture: choice(
    { en: "The page’s picture", fr: "L’image de la page" },
    {
      en: "The one that you see when the link is shared in a chat, for instance. Use it where you may post that site’s pictures.",
      fr: "Celle qu’on voit en partageant le lien dans une messagerie, par exemple. Utilisez-la si vous pouvez publier les images de ce site.",
    },
  ),
  summary: choice(
    { en: "The page’s summary", fr: "Le résumé de la page" },
    {
      en: "The sentence under the title in search results, for instance. For templates and link cards; the text stays.",
      fr: "La phrase sous le titre dans les résultats de recherche, par exemple. Pour les modèles et les aperçus ; le texte reste.",
    },
  ),
  link: z
    .boolean()
    .default(true)
    .meta({
      label: { en: "Use the page’s own address", fr: "Utiliser l’adresse de la page" },
      help: {
        en: "news.example/a?from=rss becomes news.example/a. Add campaign marks after this step.",
        fr: "journal.example/a?from=rss devient journal.example/a. Ajoutez les marques de campagne après cette étape.",
      },
      control: "switch",
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

const nouns = {
  picture: { en: "picture", fr: "image" },
  summary: { en: "summary", fr: "résumé" },
} as const;

export const manifest: Manifest<Config> = {
  type: "enrich",
  kind: "rewrite",
  version: 1,
  title: { en: "Enrich from the page", fr: "Enrichir par la page" },
  help: {
    en: "Reads the page behind each item’s link and adds its picture, its summary and its own address. An item whose page cannot be read goes on as it is.",
    fr: "Lit la page derrière le lien de chaque nouvelle et en ajoute l’image, le résumé et l’adresse exacte. Si la page est illisible, la nouvelle continue telle quelle.",
  },
  icon: '<path d="M4 5a1 1 0 0 1 1-1h9l5 5v10a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1z"/><path d="M14 4v5h5"/><path d="M9 14h6"/><path d="M12 11v6"/>',
  config,
  defaults: { picture: "missing", summary: "missing", link: true },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Enriched", fr: "Enrichis" }, carries: "items" }],
  check: ({ picture, summary, link }) => (picture === "never" && summary === "never" && !link ? [idle] : []),
  summary: ({ picture, summary, link }) => {
    const wanted = Object.entries({ picture, summary }) as ["picture" | "summary", Config["picture"]][];
    const listed = (how: Config["picture"], language: "en" | "fr", suffix: string): string[] => {
      const names = wanted.filter(([, chosen]) => chosen === how).map(([name]) => nouns[name][language]);
      return names.length === 0 ? [] : [`${names.join(", ")}${suffix}`];
    };
    const line = (language: "en" | "fr", missing: string, own: string, nothing: string): string =>
      [...listed("always", language, ""), ...listed("missing", language, missing), ...(link ? [own] : [])].join(
        " · ",
      ) || nothing;
    return {
      en: line("en", " where missing", "own address", "nothing"),
      fr: line("fr", " si absent", "adresse propre", "rien"),
    };
  },
};

const idle: Finding = {
  code: "idle-enrich",
  severity: "warning",
  field: "picture",
  message: {
    en: "This step takes nothing from the page. Choose what it is to add, or take it away.",
    fr: "Cette étape ne prend rien de la page. Choisissez ce qu’elle doit ajouter, ou retirez-la.",
  },
};
