import { z } from "zod";
import { readJson } from "#engine/json.ts";

/** A webhook as Discord tells it to whoever has its address. Ids are strings: they are larger than numbers can say. */
export const Webhook = z.object({
  id: z.string(),
  channel_id: z.string().nullish(),
  guild_id: z.string().nullish(),
});

export const Message = z.object({ id: z.string().regex(/^\d{1,25}$/u), channel_id: z.string().nullish() });

const Refusal = z.object({
  code: z.number().catch(0),
  message: z.string().catch(""),
  errors: z.unknown().optional(),
  retry_after: z.number().optional().catch(undefined),
  global: z.boolean().optional().catch(undefined),
});
export type Refusal = z.infer<typeof Refusal>;

/** What Discord says of a call that it did not do; null where that is not Discord's own form. */
export function refusalOf(body: string | null): Refusal | null {
  const read = Refusal.safeParse(readJson(body));
  return read.success ? read.data : null;
}

/** Its reasons, the innermost ones too (`errors` is a tree by field), in one line. */
export function reasonsOf({ message, errors }: Refusal): string {
  const found: string[] = [];
  const walk = (node: unknown, depth: number): void => {
    if (typeof node !== "object" || node === null || depth > 8 || found.length >= 5) return;
    for (const [name, value] of Object.entries(node))
      if (name === "message" && typeof value === "string") found.push(value);
      else walk(value, depth + 1);
  };
  walk(errors, 0);
  return [message, ...found]
    .filter((words) => words !== "")
    .join(": ")
    .slice(0, 300);
}
