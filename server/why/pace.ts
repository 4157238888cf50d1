import { type Pace, turnsOf } from "#engine/pacing.ts";
import { type Lane, lanesOf } from "../ledger/forecast.ts";
import type { Db } from "../ports.ts";

/** A delivery, as far as it matters here. */
type Sent = { id: number; state: string };

/** What its owner set that puts a post off the longest, and how many posts where that is a share. */
export type PutOffBy = { by: "month" | "week" | "day" | "off" | "quiet" | "spacing"; most: number | null; at: string };
export type Paced = {
  /** Of what is on its way, by its number. */
  putOff: ReadonlyMap<number, PutOffBy>;
  /** Whether its owner set anything at all that may put a post off. */
  sets: boolean;
};

/** A post that leaves so soon is put off by nothing, milliseconds. */
const soon = 120_000;

/** The widest first: without what is named here the post would leave sooner. */
const settings: readonly { by: PutOffBy["by"]; most: (pace: Pace) => number | null; without: Partial<Pace> }[] = [
  { by: "month", most: ({ month }) => month ?? null, without: { month: null } },
  { by: "week", most: ({ week }) => week ?? null, without: { week: null } },
  { by: "day", most: ({ cap }) => cap, without: { cap: null } },
  { by: "off", most: () => null, without: { off: 0 } },
  { by: "quiet", most: () => null, without: { quietFrom: null, quietTo: null } },
  { by: "spacing", most: () => null, without: { spacing: 0 } },
];

/** Which of its owner's settings decides when a delivery leaves; null where none puts it off. By the forecast of its lane. Pure. */
export function putOffBy({ pace, past, queued, ids, ends }: Lane, id: number): PutOffBy | null {
  const index = ids.indexOf(id);
  if (index < 0) return null;
  const leaves = (under: Pace): number => turnsOf(queued.slice(0, index + 1), under, past, ends)[index]!.at;
  const at = leaves(pace);
  if (at - queued[index]! < soon) return null;
  // What makes the greatest difference decides; of two that make none without the other, the wider.
  const [found] = settings
    .map((one) => ({ ...one, saved: at - leaves({ ...pace, ...one.without }) }))
    .filter(({ saved }) => saved > 0)
    .toSorted((a, b) => b.saved - a.saved);
  return found === undefined ? null : { by: found.by, most: found.most(pace), at: new Date(at).toISOString() };
}

/** Of an account's deliveries what its owner's days, hours and shares have to do with them. */
export async function pacedOf(
  db: Db,
  workspaceId: string,
  account: string,
  sent: readonly Sent[],
  now: number,
): Promise<Paced> {
  if (sent.every(({ state }) => state !== "ready" && state !== "retry_wait" && state !== "expired"))
    return { putOff: new Map(), sets: false };
  const lane = (await lanesOf(db, workspaceId, [account], now)).get(account);
  if (lane === undefined) return { putOff: new Map(), sets: false };
  const { pace } = lane;
  return {
    putOff: new Map(
      sent.flatMap(({ id }): [number, PutOffBy][] => {
        const by = putOffBy(lane, id);
        return by === null ? [] : [[id, by]];
      }),
    ),
    sets:
      [pace.cap, pace.week, pace.month, pace.quietFrom].some((set) => set != null) ||
      (pace.off ?? 0) > 0 ||
      pace.spacing > 0,
  };
}
