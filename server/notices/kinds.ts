import type { Text } from "#engine/text.ts";

/** What people are told of. Each can be unsubscribed from by itself, which is not leaving. */
export const kinds = {
  proposal: { en: "Posts that are proposed to you", fr: "Posts qui vous sont proposés" },
  important: { en: "Important news", fr: "Nouvelles importantes" },
  digest: { en: "Your digest", fr: "Votre récapitulatif" },
  account: { en: "Accounts to be connected again", fr: "Comptes à reconnecter" },
  charter: { en: "The charter", fr: "La charte" },
  brought: { en: "What colleagues bring in", fr: "Ce que les collègues apportent" },
  brief: { en: "What you are asked, and what was agreed", fr: "Ce qu’on vous demande, et ce qui est convenu" },
  cue: { en: "Posts that you could comment on", fr: "Les publications que vous pourriez commenter" },
  crisis: { en: "What is held for a while", fr: "Ce qui est retenu un moment" },
  thanks: { en: "Thanks from colleagues", fr: "Les remerciements de collègues" },
  mentor: { en: "Mentors and newcomers", fr: "Les mentors et les nouveaux" },
  survey: { en: "Surveys of your company", fr: "Les enquêtes de votre entreprise" },
  plan: { en: "The week as planned", fr: "La semaine telle qu’elle est planifiée" },
  outcome: { en: "What came of it", fr: "Ce qui en est sorti" },
  report: { en: "The monthly report", fr: "Le bilan du mois" },
  suggestion: { en: "What became of your suggestions", fr: "Ce que deviennent vos suggestions" },
} as const satisfies Record<string, Text>;

export type Kind = keyof typeof kinds;
