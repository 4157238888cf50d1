import { type Linked } from "../linked.ts";

/** What a link shows: `waits` can be answered; `leaves` can be taken back; all else is a sentence. */
export type State =
  | "waits"
  | "leaves"
  | "under"
  | "out"
  | "declined"
  | "late"
  | "linkOver"
  | "unknown"
  | "failed"
  | "over"
  | "reconnect"
  | "paused";

/** What the proposal of a link came to, for its own person. Pure. */
export function stateOf(linked: Linked): State {
  const { state, code, now, connected } = linked;
  if (state === "published") return "out";
  if (state === "unknown") return "unknown";
  if (state === "rejected") return "failed";
  if (state === "expired") return "late";
  if (state === "cancelled") return code === "declined" ? "declined" : "over";
  if (state === "held") {
    if (Date.parse(linked.expiresAt) <= now) return "late";
    if (!connected || code === "reconnect") return "reconnect";
    if (linked.stands === "later" || code === "paused") return "paused";
    if (linked.stands !== "yes") return "over";
    return Date.parse(linked.linkEnds) <= now ? "linkOver" : "waits";
  }
  if (state === "ready" && linked.mine && Date.parse(linked.dueAt) > now) return "leaves";
  return "under";
}
