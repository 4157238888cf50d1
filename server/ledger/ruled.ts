import { createHash } from "node:crypto";
import type { Card } from "#engine/card.ts";
import type { Mode } from "#engine/mode.ts";
import { ruleSet } from "#engine/rules.ts";

/** A network's rules as they are now, in a few letters. */
export const rulesOf = (card: Card): string =>
  createHash("sha256").update(ruleSet(card)).digest("base64url").slice(0, 8);

/**
 * Stands with a post that no rule forbids: under which rules, terms of its account and mode, and for which hold its words were read (`crisis`; null:
 * none stands). The gate puts the same together from what holds then, and lets nothing pass whose stamp is another (gate.sql).
 */
export const stamp = (rules: string | null, terms: number, mode: Mode, crisis: number | null = null): string =>
  [rules, terms, mode, crisis].filter((part) => part !== null).join("/");
