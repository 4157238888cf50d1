import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";

const hashtagWays = {
  keep: { en: "leave them", fr: "les laisser" },
  sign: { en: "take off the sign #", fr: "retirer le signe #" },
  drop: { en: "take them out", fr: "les retirer" },
} as const;

const toggle = (en: string, fr: string, on: boolean, help?: FieldMeta["help"]) =>
  z
    .boolean()
    .default(on)
    .meta({ label: { en, fr }, ...(help === undefined ? {} : { help }), control: "switch" } satisfies FieldMeta);

const config = z.strictObject({
  openings: z
    .array(z.string().trim().min(1).max(80))
    .max(50)
    .default([])
    .meta({
      label: { en: "Beginnings", fr: "Débuts" },
      help: {
        en: "Taken off where a text begins with them, with the colon or dash behind. Accents and capitals do not matter.",
        fr: "Retirés si un texte commence par eux, avec les deux-points ou le tiret qui suivent. Accents et majuscules ne comptent pas.",
      },
      control: "tags",
      placeholder: { en: "Press release, Update", fr: "Communiqué de presse, Mise à jour" },
    } satisfies FieldMeta),
  brackets: toggle("Whatever is in square brackets at the beginning", "Tout ce qui est entre crochets au début", true, {
    en: "“[Press release] Acme …”",
    fr: "« [Communiqué] Acme … »",
  }),
  more: toggle("“Read more” at the end", "« Lire la suite » à la fin", true, {
    en: "And its like in other languages.",
    fr: "Et ses équivalents dans d’autres langues.",
  }),
  source: toggle("The site’s name at the end", "Le nom du site à la fin", true, {
    en: "“… - Le Monde”, where the source or its address is called that.",
    fr: "« … - Le Monde », si la source ou son adresse porte ce nom.",
  }),
  endings: z
    .array(z.string().trim().min(1).max(80))
    .max(50)
    .default([])
    .meta({
      label: { en: "Endings", fr: "Fins" },
      help: {
        en: "Taken off where a text ends with them, with the dash or bar before.",
        fr: "Retirées si un texte finit par elles, avec le tiret ou la barre qui précèdent.",
      },
      control: "tags",
      placeholder: { en: "Our newsletter", fr: "Notre lettre d’information" },
    } satisfies FieldMeta),
  html: toggle("Leftovers of HTML", "Les restes de HTML", true, {
    en: "Like <br> or &nbsp;",
    fr: "Comme <br> ou &nbsp;",
  }),
  emojis: toggle("Emojis", "Les émojis", false),
  links: toggle("Addresses", "Les adresses", false, {
    en: "The item’s own link still goes with the post.",
    fr: "Le lien de la nouvelle accompagne quand même le message.",
  }),
  hashtags: z
    .enum(["keep", "sign", "drop"])
    .default("keep")
    .meta({
      label: { en: "Hashtags", fr: "Hashtags" },
      control: "select",
      options: hashtagWays,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

const nothing: Finding = {
  code: "nothing-stripped",
  severity: "warning",
  field: "openings",
  message: {
    en: "This step takes nothing out. Choose what goes.",
    fr: "Cette étape ne retire rien. Choisissez ce qui doit partir.",
  },
};

/** What it takes out, in words for the card. */
function goes({ openings, endings, hashtags, ...on }: Config): { en: string; fr: string }[] {
  const named = [...openings, ...endings].slice(0, 2).map((word) => ({ en: `“${word}”`, fr: `« ${word} »` }));
  const words = [
    on.brackets && { en: "[…]", fr: "[…]" },
    on.more && { en: "read more", fr: "lire la suite" },
    on.source && { en: "site’s name", fr: "nom du site" },
    on.html && { en: "HTML", fr: "HTML" },
    on.emojis && { en: "emojis", fr: "émojis" },
    on.links && { en: "addresses", fr: "adresses" },
    hashtags !== "keep" && { en: "hashtags", fr: "hashtags" },
  ];
  return [...named, ...words.filter((word) => word !== false)];
}

export const manifest: Manifest<Config> = {
  type: "strip",
  kind: "rewrite",
  version: 1,
  title: { en: "Strip", fr: "Nettoyer" },
  help: {
    en: "Takes out of text, title and summary what is no part of the news: labels at the beginning, “Read more”, names of sites, leftovers of HTML, emojis, addresses, hashtags.",
    fr: "Retire du texte, du titre et du résumé ce qui n’est pas l’information : étiquettes au début, « Lire la suite », noms de sites, restes de HTML, émojis, adresses, hashtags.",
  },
  icon: '<path d="M5 19h14"/><path d="M7 15l8-8 4 4-6 6H9z"/><path d="M11 11l4 4"/>',
  config,
  defaults: {
    openings: [],
    brackets: true,
    more: true,
    source: true,
    endings: [],
    html: true,
    emojis: false,
    links: false,
    hashtags: "keep",
  },
  inputs: [{ id: "in", title: { en: "Items", fr: "Éléments" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Clean", fr: "Nettoyés" }, carries: "items" }],
  check: (all) => (goes(all).length === 0 ? [nothing] : []),
  summary: (all) => {
    const words = goes(all);
    if (words.length === 0) return { en: "takes nothing out", fr: "ne retire rien" };
    return {
      en: `without ${words.map(({ en }) => en).join(", ")}`,
      fr: `sans ${words.map(({ fr }) => fr).join(", ")}`,
    };
  },
};
