import { expect } from "vitest";
import { judge } from "#engine/delivery.ts";
import type { Gated, LedgerPort, RoundAnswer, RoundRequest, Settlement } from "#engine/lane.ts";
import type { CallResult, Prepared } from "#engine/network.ts";
import { judgePrepared, type Unprepared } from "#engine/preparing.ts";
import type { Text } from "#engine/text.ts";
import { windowAt, type Window } from "#engine/window.ts";
import { keepPreparation } from "#server/ledger/preparations.ts";
import { numbers } from "./compare.ts";
import { minute, type Twins } from "./world.ts";

const none = { status: null, raw: "", reason: { en: "x", fr: "x" } };

/** Rounds on both sides: what passed the gate is answered by a network that does anything. */
export function makeRounds(twins: Twins) {
  const { db, random, memory, workspaceId, clock, accounts } = twins;
  const inFlight: Settlement[] = [];
  /** Answers that were written before: one that comes again, much later, finds another epoch. */
  const old: Settlement[] = [];
  const toPrepare: Unprepared[] = [];
  const ledger = twins.open();
  const results: (() => CallResult)[] = [
    () => ({ ...none, kind: "published", remoteId: `r${random.below(1_000_000)}`, url: null }),
    () => ({ ...none, kind: "published", remoteId: `r${random.below(1_000_000)}`, url: null }),
    () => ({ ...none, kind: "not_sent" }),
    () => ({ ...none, kind: "limited", until: clock.at + 5 * minute }),
    () => ({ ...none, kind: "rejected" }),
    () => ({ ...none, kind: "unknown" }),
    () => ({ ...none, kind: "unauthorised" }),
    () => ({ ...none, kind: "duplicate", existing: null }),
  ];

  const shown = (answer: RoundAnswer, number: (id: number) => number) => ({
    ...answer,
    refused: answer.refused && {
      ...answer.refused,
      until: answer.refused.code === "held" || answer.refused.code === "window" ? null : answer.refused.until,
    },
    gated: answer.gated && named(answer.gated, number),
    unprepared: answer.unprepared && named(answer.unprepared, number),
  });
  /** A key is the database's own. */
  const named = <T extends Gated | Unprepared>(one: T, number: (id: number) => number): T => ({
    ...one,
    deliveryId: number(one.deliveryId),
    sending: { ...one.sending, key: "" },
  });

  async function rounds(requests: RoundRequest[], port: LedgerPort = ledger): Promise<void> {
    const order = await numbers(db, workspaceId);
    const real = (n: number): number => order[n - 1]!;
    const spoken = requests.map((request): RoundRequest => ({
      ...request,
      settle: request.settle === null ? null : { ...request.settle, deliveryId: real(request.settle.deliveryId) },
      ...(request.replay === undefined
        ? {}
        : { replay: { ...request.replay, deliveryId: real(request.replay.deliveryId) } }),
    }));
    const theirs = await Promise.all(spoken.map((request) => port.round(request)));
    const ours = memory.rounds(requests);
    expect(theirs.map((answer) => shown(answer, (id) => order.indexOf(id) + 1))).toEqual(
      ours.map((answer) => shown(answer, (id) => id)),
    );
    for (const { gated, unprepared } of ours) {
      if (unprepared !== undefined) toPrepare.push(unprepared);
      // At once, as a drain does it; else it is left for later.
      if (unprepared !== undefined && random.chance(0.6)) await prepare(unprepared);
      if (gated === null) continue;
      const { accountId, deliveryId, epoch, tokenEpoch, day, attempts, suspected } = gated;
      const verdict = judge(random.pick(results)(), {
        attempt: attempts,
        suspected,
        refreshed: random.chance(0.5),
        now: clock.at,
        random: 0.5,
      });
      inFlight.push({ workspaceId, accountId, deliveryId, epoch, tokenEpoch, day, verdict });
    }
  }

  const reason = { en: "x", fr: "x" };
  const prepared: (() => Exclude<Prepared, { kind: "unauthorised" }> | { kind: "dead"; reason: Text })[] = [
    ...Array.from({ length: 8 }, () => (): Prepared & { kind: "prepared" } => {
      return { ...none, kind: "prepared", data: { id: random.below(1000) }, until: null };
    }),
    // Some ends come before the post does.
    () => ({
      ...none,
      kind: "prepared",
      data: { id: random.below(1000) },
      until: clock.at + random.below(20) * minute,
    }),
    () => ({
      ...none,
      kind: "prepared",
      data: { id: random.below(1000) },
      until: clock.at + random.below(900) * minute,
    }),
    () => ({ ...none, kind: "prepared", data: null, until: null }),
    () => ({ ...none, kind: "waiting", data: { at: random.below(9) }, again: random.below(60_000) }),
    () => ({ ...none, kind: "not_sent" }),
    () => ({ ...none, kind: "limited", until: clock.at + 5 * minute }),
    () => ({ ...none, kind: "rejected" }),
    () => ({ kind: "dead", reason }),
  ];
  async function prepare(unprepared: Unprepared): Promise<void> {
    const preparation = judgePrepared(random.pick(prepared)(), unprepared, { now: clock.at, random: 0.5 });
    const deliveryId = (await numbers(db, workspaceId))[unprepared.deliveryId - 1]!;
    await keepPreparation(db, { ...preparation, deliveryId }, { at: twins.iso() });
    memory.keep(preparation);
  }

  const windows = new Map<string, Window>();
  /** The lane's window: computed now, remembered from before (for hours that may have changed), or none. */
  const windowFor = (accountId: string): Window | null => {
    const before = windows.get(accountId);
    if (before !== undefined && random.chance(0.2)) return before;
    if (random.chance(0.3)) return null;
    const window = windowAt(memory.accounts.get(accountId)!.hours, clock.at);
    windows.set(accountId, window);
    return window;
  };
  const request = (accountId: string, settle: Settlement | null): RoundRequest => ({
    lane: { workspaceId, accountId },
    settle,
    gate: random.chance(0.9),
    window: windowFor(accountId),
  });
  /** Late and doubled answers happen. */
  const back = (): Settlement | null => {
    if (old.length > 0 && random.chance(0.15)) return random.pick(old);
    if (inFlight.length === 0) return null;
    const [settle] = inFlight.splice(random.below(inFlight.length), 1) as [Settlement];
    old.push(settle);
    return settle;
  };

  return {
    rounds,
    /** What somebody was given to prepare comes back now, or much later, once or twice. */
    prepare: async () => {
      if (toPrepare.length > 0) await prepare(random.chance(0.5) ? toPrepare.at(-1)! : random.pick(toPrepare));
    },
    /** One lane asks for what is next. */
    ask: () => rounds([request(random.pick(accounts), null)]),
    /** One call's answer is written, and the lane asks on. */
    answer: () => {
      const settle = back();
      return rounds([request(settle?.accountId ?? random.pick(accounts), settle)]);
    },
    /** Several lanes in one batch, so that what they share (the app's budget) is shared in the right order. */
    together: () => {
      const settle = back();
      const lanes = accounts.filter((id) => id === settle?.accountId || random.chance(0.7));
      return rounds(
        lanes.map((id) => request(id, id === settle?.accountId ? settle : null)),
        twins.open(),
      );
    },
  };
}
export type Rounds = ReturnType<typeof makeRounds>;
