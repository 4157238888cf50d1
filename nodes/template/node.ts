import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { templateWords } from "#engine/template-words.ts";
import { isSilent, readTemplate } from "#engine/template.ts";
import { leastOf, templateText } from "#engine/template-setting.ts";

const config = z.strictObject({
  template: templateText(10_000).meta({
    label: { en: "Text of the message", fr: "Texte du message" },
    help: {
      en: "“Join us! title”: without the link, it is added at the end.",
      fr: "« Rejoignez-nous ! titre » : sans le lien, il est ajouté à la fin.",
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
    en: "Writes the message from what the news says: its title, its summary, its link, with your own words around them.",
    fr: "Rédige le message avec ce que dit la nouvelle : son titre, son résumé, son lien, et vos propres mots autour.",
  },
  icon: '<path d="M4 6h16"/><path d="M4 12h6"/><path d="M14 12h6"/><path d="M4 18h10"/><path d="M10 10l4 2-4 2"/>',
  config,
  defaults: { template: "{{title}} {{link}}" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
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
    en: "This text says nothing of the news: every post would have the same words and an address. Insert the title, for example.",
    fr: "Ce texte ne dit rien de la nouvelle : toutes les publications auraient les mêmes mots et une adresse. Insérez par exemple le titre.",
  },
};
