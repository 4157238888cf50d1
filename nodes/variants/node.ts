import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { isSilent, readTemplate } from "#engine/template.ts";
import { leastOf, templateText } from "#engine/template-setting.ts";
import { shortages, type Shortage } from "#engine/wordings.ts";

/** More than this nobody reads through before publishing. */
const most = 20;

const ways: Readonly<Record<Shortage, { en: string; fr: string }>> = {
  reuse: { en: "begin again with the first, in turn", fr: "reprendre la première, à tour de rôle" },
  leave: { en: "leave the other accounts out", fr: "laisser de côté les autres comptes" },
  people: { en: "only as many people as wordings", fr: "seulement autant de personnes que de formulations" },
};

const config = z.strictObject({
  wordings: z
    .array(
      z.strictObject({
        text: templateText(5000).meta({
          label: { en: "Wording", fr: "Formulation" },
          control: "template",
          placeholder: { en: "We are hiring: {{title}}", fr: "On recrute : {{titre}}" },
        } satisfies FieldMeta),
      }),
    )
    .max(most)
    .default([])
    .meta({
      label: { en: "Wordings", fr: "Formulations" },
      help: {
        en: "“We are hiring: title” for one, “Join us: title” for another: never the same twice while there are others.",
        fr: "« On recrute : titre » pour l’un, « Rejoignez-nous : titre » pour l’autre : jamais deux fois la même tant qu’il en reste.",
      },
      control: "rows",
      row: { en: "Add a wording", fr: "Ajouter une formulation" },
    } satisfies FieldMeta),
  short: z
    .enum(shortages)
    .default("reuse")
    .meta({
      label: { en: "More people than wordings", fr: "Plus de personnes que de formulations" },
      help: {
        en: "3 wordings for 5 people: begin again, or leave 2 out; the run lists them.",
        fr: "3 formulations pour 5 personnes : reprendre la première, ou en laisser 2 de côté ; l’exécution les cite.",
      },
      control: "select",
      options: ways,
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

const says: Readonly<Record<Shortage, { en: string; fr: string }>> = {
  reuse: { en: "used again in turn", fr: "reprises à tour de rôle" },
  leave: { en: "each once", fr: "chacune une fois" },
  people: { en: "one for each person", fr: "une par personne" },
};

export const manifest: Manifest<Config> = {
  type: "variants",
  kind: "rewrite",
  version: 1,
  title: { en: "Variants", fr: "Variantes" },
  help: {
    en: "Writes the post in several ways and gives each person, and each page of the company, another one: colleagues do not all say the same.",
    fr: "Rédige le message de plusieurs façons et en donne une différente à chaque personne et à chaque page de l’entreprise : les collègues ne disent pas tous la même chose.",
  },
  icon: '<path d="M4 12h4"/><path d="M8 12l5-6h7"/><path d="M8 12h12"/><path d="M8 12l5 6h7"/>',
  config,
  defaults: { wordings: [], short: "reuse" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Worded", fr: "Formulés" }, carries: "items" }],
  varies: true,
  least: ({ wordings }) => {
    const [first = "", ...rest] = wordings.map(({ text }) => leastOf(text));
    let length = first.length;
    for (const other of rest) while (!other.startsWith(first.slice(0, length))) length -= 1;
    return first.slice(0, length);
  },
  check: ({ wordings }) => {
    const texts = wordings.map(({ text }) => text.trim());
    const found: Finding[] = [];
    if (texts.length === 0) found.push(none);
    else if (texts.length === 1) found.push(single);
    if (new Set(texts).size < texts.length) found.push(twice);
    if (texts.length > 0 && texts.every((text) => isSilent(readTemplate(text).template ?? [""]))) found.push(silent);
    return found;
  },
  summary: ({ wordings, short }) => {
    const { length } = wordings;
    if (length === 0) return { en: "no wording yet", fr: "aucune formulation" };
    return {
      en: `${length} ${length === 1 ? "wording" : "wordings"} · ${says[short].en}`,
      fr: `${length} ${length === 1 ? "formulation" : "formulations"} · ${says[short].fr}`,
    };
  },
};

const field = "wordings";
const none: Finding = {
  code: "no-wordings",
  severity: "error",
  field,
  message: {
    en: "Write at least two wordings: the title alone, for example, and “We are hiring:” with the title.",
    fr: "Écrivez au moins deux formulations : par exemple le titre seul, et « On recrute : » suivi du titre.",
  },
};
const single: Finding = {
  code: "one-wording",
  severity: "warning",
  field,
  message: {
    en: "With one wording everybody says the same. Add another one.",
    fr: "Avec une seule formulation, tout le monde dit la même chose. Ajoutez-en une autre.",
  },
};
const twice: Finding = {
  code: "same-wording",
  severity: "warning",
  field,
  message: {
    en: "Two wordings are the same: they count as one.",
    fr: "Deux formulations sont identiques : elles comptent pour une.",
  },
};
const silent: Finding = {
  code: "silent-template",
  severity: "warning",
  field,
  message: {
    en: "No wording says anything of the news: insert the title, for example.",
    fr: "Aucune formulation ne dit quoi que ce soit de la nouvelle : insérez par exemple le titre.",
  },
};
