import type { Plan } from "#engine/plan.ts";
import { type PutOff, turnsOf } from "#engine/pacing.ts";
import type { Result } from "#engine/run.ts";
import { asideOf } from "../ledger/aside.ts";
import { type Beginning, loadAccounts, place } from "../ledger/beginning.ts";
import { lanesOf } from "../ledger/forecast.ts";
import type { Wanted } from "../ledger/wanted.ts";
import type { Services } from "../ports.ts";
import { passOf } from "./batches.ts";
import type { Fitted } from "./fit.ts";
import { wantedOf } from "./origins.ts";
import type { Rehearsed } from "./rehearse.ts";

type One = Result["wanted"][number];

/**
 * When a post would leave (milliseconds); null where somebody or something has to come first: `code` says what (engine/reasons.ts).
 * `why`: what put it off; `step` kept it, `spread` keeps colleagues apart.
 */
export type Leaving = { at: number | null; code: string | null; why: (PutOff | "step" | "spread")[] };

/**
 * When each of these posts would leave and what it would wait for, were its map live and run now: placed as a run places them, then let go
 * as their accounts' lanes let them, without what the gate puts aside once this drawing is live. Locks and writes nothing.
 */
export async function leavingOf(
  services: Pick<Services, "db" | "clock">,
  workspaceId: string,
  map: string | null,
  plan: Plan,
  { result, at, from }: Pick<Rehearsed, "result" | "at" | "from">,
  {
    goes,
    made,
    begins = () => null,
    besides = [],
  }: {
    goes: readonly One[];
    made: (one: One) => Fitted & Pick<Wanted, "missing">;
    /** As a run now would begin it; null where it would not: then as if a run took it all the same, after all that it does. */
    begins?: (one: One) => (Pick<Beginning, "code" | "dueAt"> & { turn: number }) | null;
    /** What a run now would let go besides these: what its steps give back of earlier runs. It takes its turn. */
    besides?: readonly { accountId: string; dueAt: number; turn: number }[];
  },
): Promise<ReadonlyMap<One, Leaving>> {
  const { limits } = plan.document;
  const now = services.clock.now();
  const wanted = wantedOf({ ...result, wanted: [...goes] }, new Map(), new Set(), (one) => ({
    ...made(one),
    pass: passOf(one),
  }));
  const ids = [...new Set(wanted.map(({ accountId }) => accountId))].toSorted();
  const accounts = await loadAccounts(services.db, { workspaceId, now: iso(now), wanted }, ids);
  const rows = goes.map((one, index) => ({
    ...{ one, wanted: wanted[index]!, state: "ready" as const, code: null as string | null },
    ...{ dueAt: 0, begun: at.get(one) ?? now, first: false, turn: index },
    ...(from.has(one) ? { from: from.get(one)! } : {}),
  }));
  // What a step keeps is of a later run.
  for (const [begun, run] of Map.groupBy(rows, ({ begun }) => begun)) place(run, accounts, { now: iso(begun), limits });
  for (const row of rows) {
    const begun = begins(row.one);
    // It was asked a moment ago: what stands in the lane already is due before it all the same.
    if (begun !== null)
      Object.assign(row, { code: begun.code, dueAt: Math.max(begun.dueAt, now), turn: begun.turn, first: true });
  }
  const lanes = await lanesOf(services.db, workspaceId, ids, now);
  const queued = [...lanes.values()].flatMap((lane) => lane.ids);
  const aside = await asideOf(services.db, workspaceId, queued, { map, document: plan.document });
  const endOf = ({ begun }: (typeof rows)[number]) => begun + limits.hours * 3_600_000;
  const leaving = new Map<One, Leaving>();
  for (const [id, all] of Map.groupBy(rows, ({ wanted: { accountId } }) => accountId)) {
    const lane = lanes.get(id);
    const ready = all.filter(({ code }) => code === null).toSorted((a, b) => a.dueAt - b.dueAt || a.turn - b.turn);
    const before = (lane?.queued ?? []).flatMap((due, index) =>
      aside.has(lane!.ids[index]!) ? [] : [{ due, row: null, ends: lane!.ends[index]! }],
    );
    const own = (first: boolean) =>
      ready
        .filter((row) => row.first === first)
        .map((row) => ({ due: row.dueAt, row, ends: endOf(row), turn: row.turn }));
    const others = besides
      .filter(({ accountId }) => accountId === id)
      .map(({ dueAt, turn }) => {
        const due = Math.max(dueAt, now);
        return { due, row: null, ends: now + limits.hours * 3_600_000, turn };
      });
    const begun = [...own(true), ...others].toSorted((a, b) => a.turn - b.turn);
    const line = [[...before, ...begun].toSorted((a, b) => a.due - b.due), own(false)].flat();
    const dues = line.map(({ due }) => due);
    const given =
      lane === undefined
        ? dues.map((due) => ({ at: due, why: [] }))
        : turnsOf(
            dues,
            lane.pace,
            lane.past,
            line.map(({ ends }) => ends),
          );
    const turns = new Map(line.map(({ row }, index) => [row, given[index]!]));
    for (const row of all) {
      const turn = turns.get(row) ?? { at: row.dueAt, why: [] };
      const first: Leaving["why"] = [
        ...(row.begun > now ? (["step"] as const) : []),
        ...(row.dueAt > Math.max(row.begun, row.from ?? 0) ? (["spread"] as const) : []),
      ];
      const late = turn.at >= endOf(row);
      leaving.set(
        row.one,
        row.code === null
          ? { at: turn.at, code: late ? "expired" : null, why: [...first, ...turn.why] }
          : { at: null, code: row.code, why: first },
      );
    }
  }
  return leaving;
}

const iso = (at: number): string => new Date(at).toISOString();
