import { z } from "zod";
import type { Item } from "./item.ts";
import { showsItself } from "./bare.ts";
import { isSilent, readTemplate, render, type Template } from "./template.ts";
import type { Text } from "./text.ts";

/** A template in a step's settings: one that cannot be read is a problem of the map. */
export const templateText = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .superRefine((text, context) => {
      const { problem } = readTemplate(text);
      if (problem !== null) context.addIssue({ code: "custom", message: problem.en, params: { text: problem } });
    });

/** A template that its schema let through. */
export function templateOf(text: string): Template {
  const { template, problem } = readTemplate(text);
  if (template === null) throw new Error(problem.en);
  return template;
}

/** A text no longer than any that the template makes, beginning as all of them do: what comes of an item stands as `…`. */
export const leastOf = (text: string): string =>
  (readTemplate(text).template ?? []).map((piece) => (typeof piece === "string" ? piece : "…")).join("");

/**
 * What a template writes of an item, or why that is nothing to post. `meant`: it says nothing of any item, and was meant to. What has no
 * words at all, but a picture, is left to the targets.
 */
export function write(template: Template, item: Item, meant: boolean): string | { code: string; reason: Text } {
  const text = render(template, item);
  if (text === "" && item.link === null && !showsItself(item)) return empty;
  if (!meant && isSilent(template, item) && !showsItself(item)) return bare;
  return text;
}

const empty = {
  code: "empty-text",
  reason: {
    en: "The template leaves no text, and there is no link.",
    fr: "Le modèle ne laisse aucun texte, et il n’y a pas de lien.",
  },
};

const bare = {
  code: "bare-link",
  reason: {
    en: "Of this item the template says nothing: only its address would be posted.",
    fr: "Le modèle ne dit rien de cette nouvelle : seule son adresse serait publiée.",
  },
};
