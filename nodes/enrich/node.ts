import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

const when = {
  missing: { en: "Where the item has none", fr: "Si l’élément n’en a pas" },
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
      en: "The one that the site shows with its link (Open Graph), with its alternative text. Use it where you may post that site’s pictures.",
      fr: "Celle que le site montre avec son lien (Open Graph), avec son texte alternatif. Utilisez-la si vous avez le droit de publier les images de ce site.",
    },
  ),
  summary: choice(
    { en: "The page’s summary", fr: "Le résumé de la page" },
    {
      en: "Its description, for templates and the cards of links. The post’s text is not changed.",
      fr: "Sa description, pour les modèles et les aperçus de liens. Le texte de la publication n’est pas modifié.",
    },
  ),
  link: z
    .boolean()
    .default(true)
    .meta({
      label: { en: "Use the page’s own address", fr: "Utiliser l’adresse de la page" },
      help: {
        en: "The one that the page gives itself (canonical), on its own site: without detours and marks. Add campaign marks after this step.",
        fr: "Celle que la page se donne (canonique), sur son propre site : sans détour ni marqueur. Ajoutez les marqueurs de campagne après cette étape.",
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
    fr: "Lit la page derrière le lien de chaque élément et ajoute son image, son résumé et sa propre adresse. Un élément dont la page est illisible continue tel quel.",
  },
  icon: '<path d="M4 5a1 1 0 0 1 1-1h9l5 5v10a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1z"/><path d="M14 4v5h5"/><path d="M9 14h6"/><path d="M12 11v6"/>',
  config,
  defaults: { picture: "missing", summary: "missing", link: true },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
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
