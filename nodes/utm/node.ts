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
      en: "ambassadors: your statistics show these visits under this name (utm_source).",
      fr: "ambassadors : vos statistiques montrent ces visites sous ce nom (utm_source).",
    }),
    medium: value("Medium", "Support", "social", {
      en: "social: the kind of way by which people came (utm_medium).",
      fr: "social : le type de canal par lequel on est venu (utm_medium).",
    }),
    campaign: value("Campaign", "Campagne", "recrutement-2026", {
      en: "recrutement-2026: for which campaign (utm_campaign).",
      fr: "recrutement-2026 : pour quelle campagne (utm_campaign).",
    }),
    content: value("Content", "Contenu", "variant-a", {
      en: "variant-a: to tell two links apart (utm_content).",
      fr: "variant-a : pour distinguer deux liens (utm_content).",
    }),
    replace: z
      .boolean()
      .default(true)
      .meta({
        label: { en: "Replace marks that the link has already", fr: "Remplacer les marques déjà présentes" },
        help: {
          en: "A feed marks its own links, utm_source=rss for instance: they are then counted as you say.",
          fr: "Un flux marque souvent ses liens, par exemple utm_source=rss : ils sont alors comptés comme vous le dites.",
        },
        control: "switch",
        rare: true,
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
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Marked", fr: "Marqués" }, carries: "items" }],
  summary: ({ source, medium, campaign, content }) => {
    const list = [source, medium, campaign, content].filter((one) => one !== "").join(" · ");
    return { en: `link: ${list}`, fr: `lien : ${list}` };
  },
};
