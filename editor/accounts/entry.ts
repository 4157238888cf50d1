import type { Text } from "#engine/text.ts";
import type { CallError } from "../client.ts";

/** Why what was entered opened nothing, and which field is at fault, where one is. */
export type Failed = { field: string | null; text: Text };

export function readFailed(error: CallError | null): Failed | null {
  if (error === null) return null;
  const { details, text } = error;
  const field = typeof details === "object" && details !== null && "field" in details ? details.field : null;
  return { field: typeof field === "string" ? field : null, text };
}
