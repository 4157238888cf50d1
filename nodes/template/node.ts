import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { isSilent, listFilters, readTemplate } from "#engine/template.ts";
import { templateWords } from "#engine/template-words.ts";
import { leastOf, templateText } from "#engine/template-setting.ts";

const config = z.strictObject({
  template: templateText(10_000).meta({
    label: { en: "Text", fr: "Texte" },
    help: {
      en: `Fields stand in double braces, with filters behind a bar: {{summary | truncate: 120}}. Filters: ${listFilters("en")}. The link is added at the end unless the text has it.`,
      fr: `Les champs se mettent entre doubles accolades, les filtres après une barre : {{résumé | raccourcir: 120}}. Filtres : ${listFilters("fr")}. Le lien est ajouté à la fin si le texte ne le contient pas.`,
    },
    control: "template",
    placeholder: { en: "{{title}} {{link}}", fr: "{{titre}} {{lien}}" },
  } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "template",
  kind: "rewrite",
  version: 1,
  title: { en: "Template", fr: "Modèle" },
  help: {
    en: "Writes the post from the item’s parts, with your own words around them.",
    fr: "Rédige la publication à partir des éléments du flux, avec vos propres mots autour.",
  },
  icon: '<path d="M4 6h16"/><path d="M4 12h6"/><path d="M14 12h6"/><path d="M4 18h10"/><path d="M10 10l4 2-4 2"/>',
  config,
  defaults: { template: "{{title}} {{link}}" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Rewritten", fr: "Réécrits" }, carries: "items" }],
  least: ({ template }) => leastOf(template),
  check: ({ template: text }) => {
    const { template } = readTemplate(text);
    return template === null || !isSilent(template) ? [] : [silent];
  },
  summary: ({ template }) => templateWords(template),
};

const silent: Finding = {
  code: "silent-template",
  severity: "warning",
  field: "template",
  message: {
    en: "This template says nothing of the item: every post has the same words and an address. Add {{title}}, for example.",
    fr: "Ce modèle ne dit rien de l’élément : toutes les publications auront les mêmes mots et une adresse. Ajoutez par exemple {{titre}}.",
  },
};
