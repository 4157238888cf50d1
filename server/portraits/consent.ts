import type { Text } from "#engine/text.ts";
import { keptDays } from "./standing.ts";

/** What a person says yes to; kept with the words and the picture as they read them. */
export const consentWords = (company: string): Text => ({
  en: `I have read these words as they would go out, and seen the picture if there is one. ${company} may publish them from its own accounts, for ${keptDays.agreed} days at most, and nothing else of what I sent. I may take this back at any time, without a reason: nothing new goes out then, and ${company} is told what to delete.`,
  fr: `J’ai lu ces mots tels qu’ils partiraient, et vu l’image s’il y en a une. ${company} peut les publier depuis ses propres comptes, pendant ${keptDays.agreed} jours au plus, et rien d’autre de ce que j’ai envoyé. Je peux revenir sur cet accord à tout moment, sans raison : plus rien ne part alors, et ${company} apprend ce qui est à supprimer.`,
});
