import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

const hashtagWays = {
  keep: { en: "leave them", fr: "les laisser" },
  sign: { en: "take off the sign #", fr: "retirer le signe #" },
  drop: { en: "take them out", fr: "les retirer" },
} as const;

const toggle = (en: string, fr: string, on: boolean, help: Text, more: Pick<FieldMeta, "rare"> = {}) =>
  z
    .boolean()
    .default(on)
    .meta({ label: { en, fr }, help, control: "switch", ...more } satisfies FieldMeta);

const config = z.strictObject({
  openings: z
    .array(z.string().trim().min(1).max(80))
    .max(50)
    .default([])
    .meta({
      label: { en: "Beginnings", fr: "Débuts" },
      help: {
        en: "“Press release: Acme hires” becomes “Acme hires”. Accents and capitals do not matter.",
        fr: "« Communiqué : Acme recrute » devient « Acme recrute ». Accents et majuscules ne comptent pas.",
      },
      control: "tags",
      placeholder: { en: "Press release, Update", fr: "Communiqué de presse, Mise à jour" },
    } satisfies FieldMeta),
  brackets: toggle("A label in brackets at the beginning", "Une étiquette entre crochets au début", true, {
    en: "“[Press release] Acme hires” becomes “Acme hires”.",
    fr: "« [Communiqué] Acme recrute » devient « Acme recrute ».",
  }),
  more: toggle("“Read more” at the end", "« Lire la suite » à la fin", true, {
    en: "“… in Dunkirk. Read more” ends after “Dunkirk.”; in other languages, too.",
    fr: "« … à Dunkerque. Lire la suite » s’arrête à « Dunkerque. » ; dans d’autres langues aussi.",
  }),
  source: toggle("The site’s name at the end", "Le nom du site à la fin", true, {
    en: "“Acme hires - Le Monde” becomes “Acme hires”, where the source or its address is called that.",
    fr: "« Acme recrute - Le Monde » devient « Acme recrute », si la source ou son adresse porte ce nom.",
  }),
  endings: z
    .array(z.string().trim().min(1).max(80))
    .max(50)
    .default([])
    .meta({
      label: { en: "Endings", fr: "Fins" },
      help: {
        en: "“Acme hires | Our newsletter” becomes “Acme hires”.",
        fr: "« Acme recrute | Notre lettre d’information » devient « Acme recrute ».",
      },
      control: "tags",
      placeholder: { en: "Our newsletter", fr: "Notre lettre d’information" },
    } satisfies FieldMeta),
  html: toggle(
    "Leftovers of web code",
    "Les restes de code de page",
    true,
    {
      en: "“Tea&nbsp;time<br>” becomes “Tea time”.",
      fr: "« Thé&nbsp;vert<br> » devient « Thé vert ».",
    },
    { rare: true },
  ),
  emojis: toggle("Emojis", "Les émojis", false, {
    en: "“🎉 We are hiring” becomes “We are hiring”.",
    fr: "« 🎉 On recrute » devient « On recrute ».",
  }),
  links: toggle(
    "Addresses",
    "Les adresses",
    false,
    {
      en: "“See acme.example/jobs” loses the address; the item’s own link still goes with the post.",
      fr: "« Voir acme.example/emploi » perd l’adresse ; le lien de la nouvelle accompagne quand même le message.",
    },
    { rare: true },
  ),
  hashtags: z
    .enum(["keep", "sign", "drop"])
    .default("keep")
    .meta({
      label: { en: "Hashtags", fr: "Hashtags" },
      help: {
        en: "“Our #jobs here”: without the sign, “Our jobs here”; taken out, “Our here”.",
        fr: "« Des #emplois ici » : sans le signe, « Des emplois ici » ; retirés, « Des ici ».",
      },
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
    en: "Takes out of text, title and summary what is no part of the news: labels at the beginning, “Read more”, names of sites, emojis, addresses, hashtags.",
    fr: "Retire du texte, du titre et du résumé ce qui n’est pas l’information : étiquettes au début, « Lire la suite », noms de sites, émojis, adresses, hashtags.",
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
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
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
