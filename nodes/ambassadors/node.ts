import { z } from "zod";
import { mediaDefaults, mediaFields, mediaUpgrade } from "#engine/media-setting.ts";
import type { FieldMeta, Manifest } from "#engine/node.ts";
import { shapeDefaults, shapeFields } from "#engine/shape-setting.ts";

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
        en: "“Jobs”: people who chose it, or who chose none and take everything. None here: everybody.",
        fr: "« Emploi » : qui a choisi ce thème, ou n’en a choisi aucun et prend tout. Aucun ici : tout le monde.",
      },
      control: "tags",
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
  ...mediaFields,
  ...shapeFields,
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "ambassadors",
  kind: "target",
  version: 2,
  title: { en: "Ambassadors", fr: "Ambassadeurs" },
  help: {
    en: "Proposes the post to every ambassador whose network and topics fit. Each decides whether their account posts by itself.",
    fr: "Propose la publication à chaque ambassadeur dont le réseau et les thèmes conviennent. Chacun décide si son compte publie automatiquement.",
  },
  icon: '<path d="M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8z"/><path d="M2 20a7 7 0 0 1 14 0"/><path d="M16 3.5a4 4 0 0 1 0 7"/><path d="M18 14a7 7 0 0 1 4 6"/>',
  config,
  defaults: { networks: [], topics: [], offered: 7, ...mediaDefaults, ...shapeDefaults },
  upgrades: { 1: mediaUpgrade },
  inputs: [{ id: "in", title: { en: "Posts", fr: "Publications" }, carries: "items" }],
  outputs: () => [],
  // The networks stand as marks at the foot of its card.
  summary: ({ networks, topics }) => ({
    en: `${topics.length === 0 ? "all topics" : topics.join(", ")} · ${networks.length === 0 ? "all networks" : networks.length === 1 ? "1 network" : `${networks.length} networks`}`,
    fr: `${topics.length === 0 ? "tous les thèmes" : topics.join(", ")} · ${networks.length === 0 ? "tous les réseaux" : networks.length === 1 ? "1 réseau" : `${networks.length} réseaux`}`,
  }),
};
