import type { DeliveryState } from "./delivery.ts";

/**
 * How a delivery stands for whoever looks over many, the worst first: refused, to check (nobody knows whether it is out), held, asked of
 * somebody, to come, ended without being sent, published.
 */
export const marks = ["refused", "check", "held", "asked", "coming", "ended", "published"] as const;
export type Mark = (typeof marks)[number];

/** Of a held one its reason says whether somebody was asked. */
export function markOf(state: DeliveryState, reason: string | null): Mark {
  switch (state) {
    case "published":
      return "published";
    case "rejected":
      return "refused";
    case "unknown":
      return "check";
    case "held":
      return reason === "consent" || reason === "rule" ? "asked" : "held";
    case "cancelled":
    case "expired":
      return "ended";
    default:
      return "coming";
  }
}
