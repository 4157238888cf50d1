import { readTemplate } from "./template.ts";
import { fieldName } from "./template-names.ts";
import type { Language, Text } from "./text.ts";

const longest = 60;

/** What a template says, without its braces: of one of fields alone their names, else its words with the fields' names in them. As it stands while it cannot be read. */
export function templateWords(text: string): Text {
  const { template } = readTemplate(text);
  const say = (language: Language): string => {
    if (template === null) return cut(text);
    const bare = template.every((part) => typeof part !== "string" || part.trim() === "");
    const parts = template.map((part) => (typeof part === "string" ? part : fieldName(part.field, language)));
    if (bare) return cut([...new Set(parts.filter((part) => part.trim() !== ""))].join(", "));
    return cut(template.map((part, at) => (typeof part === "string" ? part : `‹${parts[at]}›`)).join(""));
  };
  return { en: say("en"), fr: say("fr") };
}

function cut(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
