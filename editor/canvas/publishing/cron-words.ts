import cronstrue from "cronstrue";
// @ts-expect-error: its languages come one by one and without types; all of them in one file would be 200 kB.
import "cronstrue/locales/fr";
import type { Language } from "#engine/text.ts";

/** A calendar's expression in words, to stand inside a sentence; null for one that cannot be said so. */
export function cronWords(expression: string, language: Language): string | null {
  try {
    const said = cronstrue.toString(expression, { locale: language, use24HourTimeFormat: true });
    return said.slice(0, 1).toLowerCase() + said.slice(1);
  } catch {
    return null;
  }
}
