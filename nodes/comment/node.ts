import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import { isReadyMade, readyMade, cueBounds } from "#engine/cue.ts";

const config = z.strictObject({
  ideas: z
    .array(
      z.strictObject({
        idea: z
          .string()
          .trim()
          .max(cueBounds.idea)
          .default("")
          .meta({
            label: { en: "Idea", fr: "Idée" },
            control: "text",
            placeholder: {
              en: "How it was on the site that morning",
              fr: "Comment c’était sur le chantier, ce matin-là",
            },
          } satisfies FieldMeta),
      }),
    )
    .max(cueBounds.ideas)
    .default([])
    .meta({
      label: { en: "What one could talk about", fr: "De quoi l’on pourrait parler" },
      help: {
        en: "“That morning on the site”: an idea, never words to paste. Each person sees two. None: the usual ones.",
        fr: "« Ce matin-là, sur le chantier » : une idée, jamais un texte à coller. Chacun en voit deux. Aucune : les idées habituelles.",
      },
      control: "rows",
      row: { en: "Add an idea", fr: "Ajouter une idée" },
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
  most: z
    .int()
    .min(1)
    .max(cueBounds.people)
    .default(3)
    .meta({
      label: { en: "People per post", fr: "Personnes par publication" },
      help: {
        en: "3: three are asked about one post, others about the next. Twenty under one post look staged.",
        fr: "3 : trois sont sollicitées pour une publication, d’autres pour la suivante. Vingt sous un même post sonnent faux.",
      },
      control: "number",
    } satisfies FieldMeta),
  days: z
    .int()
    .min(1)
    .max(cueBounds.days)
    .default(3)
    .meta({
      label: { en: "Asked for", fr: "Durée de la demande" },
      help: {
        en: "3 days: a later comment is read by nobody. The card then goes by itself.",
        fr: "3 jours : un commentaire plus tardif n’est lu par personne. La carte disparaît ensuite.",
      },
      control: "duration",
      duration: { in: "days" },
      rare: true,
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "comment",
  kind: "target",
  decides: { nobody: "topics" },
  version: 1,
  title: { en: "Comment on this", fr: "À commenter" },
  help: {
    en: "Shows the post to a few ambassadors, who comment on it there in their own words if they wish. Nothing is posted for them.",
    fr: "Montre la publication à quelques ambassadeurs, qui la commentent sur place avec leurs mots s’ils le souhaitent. Rien n’est publié pour eux.",
  },
  icon: '<path d="M4 5h16v11H11l-5 4v-4H4z"/><path d="M8 9.5h8"/><path d="M8 12.5h5"/>',
  config,
  defaults: { ideas: [], topics: [], teams: [], most: 3, days: 3 },
  inputs: [{ id: "in", title: { en: "Posts", fr: "Publications" }, carries: "items" }],
  outputs: () => [],
  summary: ({ topics, teams, most }) => {
    const whom = [...topics, ...teams].join(", ");
    return {
      en: `${most} ${most === 1 ? "person" : "people"} per post · ${whom || "all topics"}`,
      fr: `${most} ${most === 1 ? "personne" : "personnes"} par publication · ${whom || "tous les thèmes"}`,
    };
  },
  check: ({ ideas }) =>
    ideas.some(({ idea }) => isReadyMade(idea))
      ? [{ code: "ready-made", severity: "error", field: "ideas", message: readyMade } satisfies Finding]
      : [],
};
