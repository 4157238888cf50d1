import { z } from "zod";
import type { FieldMeta } from "./node.ts";
import type { Text } from "./text.ts";

/** The fields of an item in which words make sense, with what a person calls them. */
export const searched = {
  title: { en: "Title", fr: "Titre" },
  summary: { en: "Summary", fr: "Résumé" },
  text: { en: "Post text", fr: "Texte de la publication" },
  tags: { en: "Tags", fr: "Mots-clés du flux" },
  author: { en: "Author", fr: "Auteur" },
  source: { en: "Source", fr: "Source" },
  link: { en: "Link", fr: "Lien" },
} as const;
export type SearchedField = keyof typeof searched;
export const searchedFields = ["title", "summary", "text", "tags", "author", "source", "link"] as const;

/** `title, summary`, as a card says where is looked. */
export const sayFields = (fields: readonly SearchedField[]): Text => {
  const list = (language: "en" | "fr") => fields.map((field) => searched[field][language].toLowerCase()).join(", ");
  return { en: list("en"), fr: list("fr") };
};

/** The setting of where a step looks. */
export const lookIn = (usual: SearchedField[]) =>
  z
    .array(z.enum(searchedFields))
    .min(1)
    .max(searchedFields.length)
    .default(usual)
    .meta({
      label: { en: "Look in", fr: "Chercher dans" },
      help: {
        en: "“Title” alone does not see a word that stands only in the summary.",
        fr: "« Titre » seul ne voit pas un mot qui n’est que dans le résumé.",
      },
      control: "tags",
      options: searched,
      rare: true,
    } satisfies FieldMeta);
