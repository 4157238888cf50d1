import type { DeliveryState, Verdict } from "#engine/delivery.ts";
import { mayBecome } from "#engine/delivery.ts";
import { firstPart, type Part, postOf } from "#engine/post.ts";
import { comesBack } from "./gate.ts";

/** Of a delivery in memory, what its chain looks at. */
type Chained = {
  state: DeliveryState;
  code: string | null;
  part: number;
  text: string;
  rest: readonly string[];
  link: string | null;
  picture: string | null;
};

/** What the first part says, as a network gets it. */
export const partOf = ({ text, link, picture }: Pick<Chained, "text" | "link" | "picture">): Part =>
  firstPart(
    postOf({
      text,
      ...(link === null ? {} : { link }),
      ...(picture === null ? {} : { media: [{ id: picture, kind: "picture", type: "image/png" }] }),
    }),
  );

/** Of a post of several parts: what a part says. */
export const textOf = ({ text, rest }: Pick<Chained, "text" | "rest">, part: number): string =>
  part === 0 ? text : (rest[part - 1] ?? "");

/** A part after the first one. */
export const replyOf = (text: string): Part => postOf({ kind: "reply", text }).parts[0]!;

/** The part at hand, as a connector is given it. */
export const partAtHand = (one: Chained): Part => (one.part === 0 ? partOf(one) : replyOf(textOf(one, one.part)));

/** Where a delivery goes from where it is: what `server/ledger/sql/chain.sql` says in SQL. */
export function after(one: Chained, said: Verdict["state"], more: boolean): DeliveryState {
  if (said === "published" && more) {
    if (["sending", "processing", "unknown", "retry_wait", "ready"].includes(one.state)) return "ready";
    const waits = one.state === "held" && comesBack.includes(one.code ?? "");
    return waits ? "held" : "published";
  }
  return said === "rejected" && one.part > 0 ? "published" : said;
}

/** Whether what came of a call of a chain may still be written. */
export function isOpen(one: Chained, said: Verdict["state"], more: boolean): boolean {
  if (one.state === "sending" || one.state === "processing") return true;
  if (said !== "published" && !(one.state === "unknown" && said === "rejected")) return false;
  return ((one.state === "ready" || one.state === "held") && more) || mayBecome(one.state, after(one, said, more));
}

/** The reason that is written with it. */
export function codeAfter(one: Chained, { state: said, code }: Verdict, more: boolean): string | null {
  if (said === "published" && more) {
    if (!["held", "cancelled", "expired"].includes(one.state)) return null;
    return after(one, said, more) === "held" ? one.code : `rest_${one.code}`;
  }
  return said === "rejected" && one.part > 0 ? `rest_${code}` : code;
}
