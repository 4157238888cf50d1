import { z } from "zod";
import { disclosurePlaces } from "#engine/disclosure.ts";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";

const places = {
  start: { en: "before the text", fr: "avant le texte" },
  end: { en: "after the text", fr: "après le texte" },
  line: { en: "after the text, on a line of its own", fr: "après le texte, sur sa propre ligne" },
} as const;

const config = z.strictObject({
  texts: z
    .array(
      z.strictObject({
        text: z
          .string()
          .trim()
          .min(1)
          .max(200)
          .meta({
            label: { en: "Mention", fr: "Mention" },
            control: "text",
            placeholder: { en: "I work at Acme", fr: "Je travaille chez Acme" },
          } satisfies FieldMeta),
        network: z
          .string()
          .regex(/^(?:[a-z][a-z0-9]{0,39})?$/)
          .default("")
          .meta({ label: { en: "On", fr: "Sur" }, control: "network" } satisfies FieldMeta),
        language: z
          .string()
          .regex(/^(?:[a-z]{2,3})?$/)
          .default("")
          .meta({
            label: { en: "For items in", fr: "Pour les nouvelles en" },
            control: "language",
          } satisfies FieldMeta),
      }),
    )
    .max(50)
    .default([])
    .meta({
      label: { en: "What posts say", fr: "Ce que disent les messages" },
      help: {
        en: "“I work at Acme” on all networks, “#ad” on X: the network’s own goes first, then the item’s language.",
        fr: "« Je travaille chez Acme » partout, « #pub » sur X : celle du réseau d’abord, puis celle de la langue de la nouvelle.",
      },
      control: "rows",
      row: { en: "Add a mention", fr: "Ajouter une mention" },
    } satisfies FieldMeta),
  place: z
    .enum(disclosurePlaces)
    .default("end")
    .meta({
      label: { en: "Where", fr: "Où" },
      help: {
        en: "“We are hiring. I work at Acme”: after. It is never cut nor said twice; the text is shortened instead.",
        fr: "« On recrute. Je travaille chez Acme » : après. Elle n’est ni coupée ni répétée ; c’est le texte qui raccourcit.",
      },
      control: "select",
      options: places,
    } satisfies FieldMeta),
  pages: z
    .boolean()
    .default(false)
    .meta({
      label: {
        en: "Also on pages of the company and channels",
        fr: "Aussi sur les pages de l’entreprise et les canaux",
      },
      help: {
        en: "“I work at Acme” tells nothing new on Acme’s own page.",
        fr: "« Je travaille chez Acme » n’apprend rien sur la page d’Acme.",
      },
      control: "switch",
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

const nothing: Finding = {
  code: "no-disclosure",
  severity: "error",
  field: "texts",
  message: {
    en: "Write what people say of themselves, for example “I work at …” or “#ad”.",
    fr: "Écrivez ce que les personnes disent d’elles-mêmes, par exemple « Je travaille chez … » ou « #pub ».",
  },
};

export const manifest: Manifest<Config> = {
  type: "disclosure",
  kind: "rewrite",
  version: 1,
  title: { en: "Disclosure", fr: "Mention d’appartenance" },
  help: {
    en: "Says in each post that its author works for the company, or is paid for it, in words for each network and language.",
    fr: "Précise dans chaque message que son auteur travaille pour l’entreprise, ou qu’il s’agit de publicité, avec les mots de chaque réseau et de chaque langue.",
  },
  icon: '<path d="M4 5h16v11H10l-4 4v-4H4z"/><path d="M12 8v3"/><path d="M12 13.5v.01"/>',
  config,
  defaults: { texts: [], place: "end", pages: false },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Disclosed", fr: "Avec la mention" }, carries: "items" }],
  discloses: true,
  check: ({ texts }) => (texts.length === 0 ? [nothing] : []),
  summary: ({ texts, place }) => {
    const [first, ...rest] = texts;
    if (first === undefined) return { en: "no mention yet", fr: "aucune mention" };
    const words = first.text.length <= 40 ? first.text : `${first.text.slice(0, 39)}…`;
    const more = rest.length === 0 ? "" : ` + ${rest.length}`;
    return { en: `“${words}”${more} · ${places[place].en}`, fr: `« ${words} »${more} · ${places[place].fr}` };
  },
};
