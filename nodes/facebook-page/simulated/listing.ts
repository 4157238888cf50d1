import { createHash } from "node:crypto";
import type { SimulatorReply } from "#engine/simulator.ts";
import { fail, json } from "./answer.ts";

/** Rows of one answer at most, and where answers are refused as too large. */
const most = { rows: 100, heavy: 6 };

/**
 * One answer of a listing, by `limit` and `after`. `next` carries the token, as the real one does. `heavy`: what asks for more than a few
 * rows is refused with code 1.
 */
export function listing(
  query: URLSearchParams,
  rows: readonly { id: string }[],
  { heavy, usual }: { heavy: boolean; usual: number },
): SimulatorReply {
  const size = Math.min(most.rows, Math.max(1, Number(query.get("limit") ?? usual) || usual));
  if (heavy && size > most.heavy)
    return fail({ code: 1, message: "Please reduce the amount of data you’re asking for, then retry your request" });
  const from = query.has("after") ? rows.findIndex(({ id }) => cursorOf(id) === query.get("after")) + 1 : 0;
  const found = rows.slice(from, from + size);
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return json(200, { data: [] });
  const cursors = { before: cursorOf(first.id), after: cursorOf(last.id) };
  const next = `https://graph.facebook.com/next?limit=${size}&after=${cursors.after}&access_token=hidden`;
  return json(200, { data: found, paging: { cursors, ...(rows.length > from + size ? { next } : {}) } });
}

const cursorOf = (id: string): string => createHash("sha256").update(`cursor/${id}`).digest("base64url");
