import { sql } from "kysely";
import type { DeliveryState } from "#engine/delivery.ts";
import type { Post } from "#engine/post.ts";
import { reasonText, restReasonText, restText } from "#engine/reasons.ts";
import type { Text } from "#engine/text.ts";
import type { Db } from "../ports.ts";

/** How one part of a chain fares. `state` null: its turn has not come. */
export type PartView = {
  state: DeliveryState | null;
  reason: Text | null;
  url: string | null;
  /** ISO 8601. */
  publishedAt: string | null;
};

/** A delivery, as far as its chain goes by it. */
type At = { id: number; state: DeliveryState; part: number; reasonCode: string | null; reason: Text | null };

type Out = { number: number; code: string | null; url: string | null; publishedAt: string };

/** Each part of a post of several, in order; none for a post of one part, which is the delivery itself. */
export async function chainOf(db: Db, workspaceId: string, at: At, { parts }: Post): Promise<PartView[]> {
  if (parts.length < 2) return [];
  const { rows } = await sql<Out>`
    select number, code, remote_url as url, published_at as "publishedAt" from part
    where workspace_id = ${workspaceId} and delivery_id = ${at.id} order by number limit ${parts.length}`.execute(db);
  const out = new Map(rows.map((row) => [row.number, row]));
  return parts.map((_, number) => partView(number, at, out.get(number)));
}

function partView(number: number, at: At, out: Out | undefined): PartView {
  if (out !== undefined) {
    const { code, url, publishedAt } = out;
    return { state: "published", reason: reasonText(code), url, publishedAt };
  }
  const none = { reason: null, url: null, publishedAt: null };
  const rest = restOf(at.reasonCode);
  const state = rest === null ? at.state : endOf(rest);
  if (number === at.part)
    return { ...none, state, reason: at.reason ?? (rest === null ? reasonText(at.reasonCode) : restReasonText(rest)) };
  return { ...none, state: rest === null && !over.has(at.state) ? null : "cancelled" };
}

const over = new Set<DeliveryState>(["published", "rejected", "cancelled", "expired"]);

/** Why the rest of a delivery was not sent; null where all of it was, or may still be. */
const restOf = (code: string | null): string | null => (code?.startsWith("rest_") === true ? code.slice(5) : null);

const endOf = (rest: string): DeliveryState =>
  rest === "rejected" || rest === "duplicate" ? "rejected" : rest === "expired" ? "expired" : "cancelled";

/** Why a delivery is where it is, in one sentence; of one that is partly out, also how far it came. */
export function reasonOf({ reasonCode, reason, part }: Omit<At, "id" | "state">, { parts }: Post): Text | null {
  const rest = restOf(reasonCode);
  if (rest === null) return reason ?? reasonText(reasonCode);
  return restText(reason ?? restReasonText(rest), {
    kind: parts[part]?.kind ?? "reply",
    out: part,
    // A comment is no part of the thread.
    of: parts.filter(({ kind }) => kind !== "comment").length,
  });
}
