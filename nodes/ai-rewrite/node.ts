import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

const tones = {
  same: { en: "as in the item", fr: "comme dans la nouvelle" },
  plain: { en: "plain", fr: "sobre" },
  warm: { en: "warm", fr: "chaleureux" },
  professional: { en: "professional", fr: "professionnel" },
  lively: { en: "lively", fr: "enthousiaste" },
} as const;
const lengths = {
  networks: { en: "as the networks after it allow", fr: "selon les réseaux qui suivent" },
  short: { en: "short: 140 characters", fr: "court : 140 caractères" },
  long: { en: "long: 1,200 characters", fr: "long : 1 200 caractères" },
} as const;
const fallbacks = {
  keep: { en: "go on as they were", fr: "continuer telles quelles" },
  drop: { en: "be let go, with the reason", fr: "être écartées, avec la raison" },
} as const;

const select = <const Values extends Record<string, Text>>(
  values: Values,
  label: Text,
  help: Text,
  more: Pick<FieldMeta, "rare"> = {},
) =>
  z
    .enum(Object.keys(values) as [keyof Values & string, ...(keyof Values & string)[]])
    .meta({ label, help, control: "select", options: values, ...more } satisfies FieldMeta);

const config = z.strictObject({
  instruction: z
    .string()
    .max(1500)
    .default("")
    .meta({
      label: { en: "What is it to do?", fr: "Que doit-elle faire ?" },
      help: {
        en: "In your own words. It may add no fact: “40 jobs” is refused where the item does not say 40.",
        fr: "Avec vos mots. Elle n’ajoute aucun fait : « 40 emplois » est refusé si la nouvelle ne dit pas 40.",
      },
      control: "textarea",
      placeholder: {
        en: "Tell it to colleagues in one or two sentences, beginning with what it changes for our customers.",
        fr: "Raconte-le en une ou deux phrases, en commençant par ce que cela change pour nos clients.",
      },
    } satisfies FieldMeta),
  tone: select(
    tones,
    { en: "Tone", fr: "Ton" },
    {
      en: "“Acme opens a workshop”, warmly: “What joy, we are opening a workshop!”",
      fr: "« Acme ouvre un atelier », chaleureux : « Quel bonheur, nous ouvrons un atelier ! »",
    },
  ).default("same"),
  length: select(
    lengths,
    { en: "Length", fr: "Longueur" },
    {
      en: "140 characters are two or three lines on a phone; 1,200 fill its screen.",
      fr: "140 caractères font deux ou trois lignes sur un téléphone ; 1 200 en remplissent l’écran.",
    },
  ).default("networks"),
  language: z
    .string()
    .max(10)
    .default("")
    .meta({
      label: { en: "Language", fr: "Langue" },
      help: {
        en: "French: an article in English comes out in French. “Any language”: the item’s own.",
        fr: "Français : un article en anglais sort en français. « Toute langue » : celle de la nouvelle.",
      },
      control: "language",
    } satisfies FieldMeta),
  failed: select(
    fallbacks,
    { en: "Items without words by the AI", fr: "Nouvelles restées sans texte de l’IA" },
    {
      en: "Where it cannot be reached, its budget is used up, or it made something up: “40 jobs”, say.",
      fr: "Si elle est injoignable, si son budget est épuisé ou si elle a inventé quelque chose : « 40 emplois », par exemple.",
    },
    { rare: true },
  ).default("keep"),
});
export type Config = z.infer<typeof config>;

const noInstruction: Finding = {
  code: "no-instruction",
  severity: "error",
  field: "instruction",
  message: { en: "Say what the AI is to do.", fr: "Dites ce que l’IA doit faire." },
};

export const manifest: Manifest<Config> = {
  type: "ai-rewrite",
  kind: "rewrite",
  version: 1,
  machine: true,
  title: { en: "Rewrite with AI", fr: "Réécrire par IA" },
  help: {
    en: "An AI words each item anew, as you tell it. What it wrote is held to the item’s facts, and is never posted before a person said yes. It costs money: an administrator sets it up, with a budget.",
    fr: "Une IA reformule chaque nouvelle selon votre consigne. Son texte est confronté aux faits de la nouvelle et n’est jamais publié sans le oui d’une personne. C’est payant : un administrateur la configure, avec un budget.",
  },
  icon: '<path d="M12 4l1.6 4.4L18 10l-4.4 1.6L12 16l-1.6-4.4L6 10l4.4-1.6z"/><path d="M18 15l.8 2.2L21 18l-2.2.8L18 21l-.8-2.2L15 18l2.2-.8z"/>',
  config,
  defaults: { instruction: "", tone: "same", length: "networks", language: "", failed: "keep" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Reworded", fr: "Reformulés" }, carries: "items" }],
  check: ({ instruction }) => (instruction.trim() === "" ? [noInstruction] : []),
  summary: ({ instruction, tone }) => {
    const said = instruction.trim().replace(/\s+/gu, " ");
    const shown = said.length > 60 ? `${said.slice(0, 59)}…` : said;
    const line = (nothing: string, language: "en" | "fr") =>
      (shown === "" ? nothing : `“${shown}”`) + (tone === "same" ? "" : ` · ${tones[tone][language]}`);
    return {
      en: line("no instruction yet", "en"),
      fr: line("pas encore de consigne", "fr").replace(/“(.*)”/u, "« $1 »"),
    };
  },
};
