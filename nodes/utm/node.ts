import { z } from "zod";
import type { FieldMeta, Manifest } from "#engine/node.ts";

const value = (en: string, fr: string, placeholder: string, help?: FieldMeta["help"]) =>
  z
    .string()
    .trim()
    .max(100)
    .default("")
    .meta({
      label: { en, fr },
      ...(help === undefined ? {} : { help }),
      control: "text",
      placeholder: { en: placeholder, fr: placeholder },
    } satisfies FieldMeta);

const config = z
  .strictObject({
    source: value("Source", "Source", "ambassadors", {
      en: "Where the visitor comes from (utm_source).",
      fr: "D’où vient le visiteur (utm_source).",
    }),
    medium: value("Medium", "Support", "social", {
      en: "By which kind of way (utm_medium).",
      fr: "Par quel type de canal (utm_medium).",
    }),
    campaign: value("Campaign", "Campagne", "recrutement-2026", {
      en: "For which campaign (utm_campaign).",
      fr: "Pour quelle campagne (utm_campaign).",
    }),
    content: value("Content", "Contenu", "variant-a", {
      en: "To tell two links apart (utm_content).",
      fr: "Pour distinguer deux liens (utm_content).",
    }),
    replace: z
      .boolean()
      .default(true)
      .meta({
        label: { en: "Replace marks that the link has already", fr: "Remplacer les marques déjà présentes" },
        help: {
          en: "Feeds often mark their links with their own utm_source.",
          fr: "Les flux marquent souvent leurs liens avec leur propre utm_source.",
        },
        control: "switch",
      } satisfies FieldMeta),
  })
  .refine((all) => [all.source, all.medium, all.campaign, all.content].some((one) => one !== ""), {
    params: {
      text: {
        en: "Fill in at least one of source, medium, campaign or content.",
        fr: "Remplissez au moins la source, le support, la campagne ou le contenu.",
      },
    },
  });
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "utm",
  kind: "rewrite",
  version: 1,
  title: { en: "Campaign marks", fr: "Marques de campagne" },
  help: {
    en: "Adds UTM marks to the link, so that your statistics show which visits came from these posts.",
    fr: "Ajoute des marques UTM au lien, pour voir dans vos statistiques quelles visites viennent de ces publications.",
  },
  icon: '<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1"/><path d="M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>',
  config,
  defaults: { source: "ambassadors", medium: "social", campaign: "", content: "", replace: true },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Marked", fr: "Marqués" }, carries: "items" }],
  summary: ({ source, medium, campaign, content }) => {
    const list = [source, medium, campaign, content].filter((one) => one !== "").join(" · ");
    return { en: `link: ${list}`, fr: `lien : ${list}` };
  },
};
