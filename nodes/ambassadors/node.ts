import { z } from "zod";
import { mediaDefaults, mediaFields, mediaUpgrade } from "#engine/media-setting.ts";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import { shapeDefaults, shapeFields } from "#engine/shape-setting.ts";
import { languages, type Text } from "#engine/text.ts";

const config = z.strictObject({
  networks: z
    .array(z.string().regex(/^[a-z][a-z0-9]{0,39}$/))
    .max(20)
    .default([])
    .meta({
      label: { en: "Networks", fr: "Réseaux" },
      help: {
        en: "LinkedIn alone: who only has X gets nothing here. None chosen: all of them.",
        fr: "LinkedIn seul : qui n’a que X ne reçoit rien ici. Aucun choisi : tous.",
      },
      control: "networks",
    } satisfies FieldMeta),
  topics: z
    .array(z.string().trim().min(1).max(80))
    .max(50)
    .default([])
    .meta({
      label: { en: "Topics", fr: "Thèmes" },
      help: {
        en: "“Jobs”: people who follow it, or who never chose topics and take everything. None here: everybody.",
        fr: "« Emploi » : qui suit ce thème, ou n’a jamais choisi de thème et prend tout. Aucun ici : tout le monde.",
      },
      control: "followed",
    } satisfies FieldMeta),
  teams: z
    .array(z.string().trim().min(1).max(80))
    .max(50)
    .default([])
    .meta({
      label: { en: "Teams", fr: "Équipes" },
      help: {
        en: "“Sales”: only its people, whatever else they belong to. None here: everybody.",
        fr: "« Ventes » : seulement ses membres, quelles que soient leurs autres équipes. Aucune ici : tout le monde.",
      },
      control: "teams",
    } satisfies FieldMeta),
  languages: z
    .array(z.enum(languages))
    .max(languages.length)
    .default([])
    .meta({
      label: { en: "People’s language", fr: "Langue des personnes" },
      help: {
        en: "“French”: people who read these pages in French, whatever the language of the post. None here: everybody.",
        fr: "« Français » : qui lit ces pages en français, quelle que soit la langue de la publication. Aucune ici : tout le monde.",
      },
      options: { en: { en: "English", fr: "Anglais" }, fr: { en: "French", fr: "Français" } },
      rare: true,
    } satisfies FieldMeta),
  offered: z
    .int()
    .min(0)
    .max(90)
    .default(7)
    .meta({
      label: { en: "Stays in Content", fr: "Reste dans Contenus" },
      help: {
        en: "7 days: until then everybody finds it under Content and may share it, also who is not asked. 0: only those who are asked see it.",
        fr: "7 jours : jusque-là chacun le trouve dans Contenus et peut le partager, même sans avoir été sollicité. 0 : seules les personnes sollicitées le voient.",
      },
      control: "duration",
      duration: { in: "days" },
      rare: true,
    } satisfies FieldMeta),
  important: z
    .boolean()
    .default(false)
    .meta({
      label: { en: "Important news", fr: "Nouvelles importantes" },
      help: {
        en: "“The prize we won”: people are told of each post from here at once, as far as they allow such news (2 a month unless they say otherwise).",
        fr: "« Le prix que nous avons gagné » : chaque proposition d’ici est annoncée tout de suite, dans la limite que chacun accepte (2 par mois, sauf choix contraire).",
      },
      rare: true,
    } satisfies FieldMeta),
  ...mediaFields,
  ...shapeFields,
});
export type Config = z.infer<typeof config>;

const counted = (count: number, word: string, plural = "s"): string => `${count} ${word}${count === 1 ? "" : plural}`;
const say = ({ en, fr }: { [language in keyof Text]: string[] }): Text => ({ en: en.join(" · "), fr: fr.join(" · ") });

export const manifest: Manifest<Config> = {
  type: "ambassadors",
  kind: "target",
  decides: { nobody: "topics" },
  version: 3,
  title: { en: "Ambassadors", fr: "Ambassadeurs" },
  help: {
    en: "Proposes the post to every ambassador whose network, topics and team fit. Each decides whether their account posts by itself.",
    fr: "Propose la publication à chaque ambassadeur dont le réseau, les thèmes et l’équipe conviennent. Chacun décide si son compte publie automatiquement.",
  },
  icon: '<path d="M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8z"/><path d="M2 20a7 7 0 0 1 14 0"/><path d="M16 3.5a4 4 0 0 1 0 7"/><path d="M18 14a7 7 0 0 1 4 6"/>',
  config,
  defaults: { networks: [], topics: [], teams: [], languages: [], offered: 7, ...mediaDefaults, ...shapeDefaults },
  upgrades: {
    1: mediaUpgrade,
    2: (old) => ({ ...(old as object), teams: [], languages: [] }),
  },
  inputs: [{ id: "in", title: { en: "Posts", fr: "Publications" }, carries: "items" }],
  outputs: () => [],
  // The networks stand as marks at the foot of its card.
  summary: ({ networks, topics, teams, languages: spoken }) => {
    const whom = [topics.join(", "), teams.join(", "), spoken.join(", ")].filter(Boolean).join(" · ");
    return say({
      en: [whom || "all topics", networks.length === 0 ? "all networks" : counted(networks.length, "network")],
      fr: [
        whom || "tous les thèmes",
        networks.length === 0 ? "tous les réseaux" : counted(networks.length, "réseau", "x"),
      ],
    });
  },
};
