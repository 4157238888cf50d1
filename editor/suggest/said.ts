import type { Body, Reply } from "#server/api.ts";

export type Mine = Reply<"listMySuggestions">["rows"][number];
export type Brought = Reply<"listSuggestions">["rows"][number];

/** What is answered to one. */
export type Answered = Body<"answerSuggestion">;

/** What a suggestion is called in a list: its headline, its first line, or what it points to. */
export function calledOf({ title, body, page, link }: Pick<Mine, "title" | "body" | "page" | "link">): string {
  const [first = ""] = body.split("\n").filter((line) => line.trim() !== "");
  return title || first.trim() || page?.title || link || "";
}
