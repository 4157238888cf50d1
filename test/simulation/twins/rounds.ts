import { expect } from "vitest";
import { judge, judgeStatus } from "#engine/delivery.ts";
import {
  type Gated,
  type LedgerPort,
  type RoundAnswer,
  type RoundRequest,
  type Settlement,
  settlementOf,
} from "#engine/lane.ts";
import type { CallResult, Prepared, Sending } from "#engine/network.ts";
import { judgePrepared, type Unprepared } from "#engine/preparing.ts";
import type { Following } from "#engine/processing.ts";
import type { Text } from "#engine/text.ts";
import { windowAt, type Window } from "#engine/window.ts";
import { claimProcessing } from "#server/ledger/following.ts";
import { keepPreparation } from "#server/ledger/preparations.ts";
import { numbers } from "./compare.ts";
import { minute, type Twins } from "./world.ts";

/** What is made of a key for a later part; nothing of the first one's. */
const ending = ({ key, index }: Sending): string => (index === 0 ? "" : key.slice(-2));

const none = { status: null, raw: "", reason: { en: "x", fr: "x" } };

/** Rounds on both sides: what passed the gate is answered by a network that does anything. */
export function makeRounds(twins: Twins) {
  const { db, random, memory, workspaceId, clock, accounts } = twins;
  const inFlight: Settlement[] = [];
  /** Answers that were written before: one that comes again, much later, finds another epoch. */
  const old: Settlement[] = [];
  const toPrepare: Unprepared[] = [];
  const ledger = twins.open();
  const working = (): CallResult => ({
    ...none,
    kind: "processing",
    data: { ticket: random.below(100) },
    again: random.below(10) * 1000,
    until: clock.at + random.below(60) * minute,
  });
  const results: (() => CallResult)[] = [
    () => ({ ...none, kind: "published", remoteId: `r${random.below(1_000_000)}`, url: null }),
    () => ({ ...none, kind: "published", remoteId: `r${random.below(1_000_000)}`, url: null }),
    () => ({ ...none, kind: "not_sent" }),
    () => ({ ...none, kind: "limited", until: clock.at + 5 * minute }),
    () => ({ ...none, kind: "rejected" }),
    () => ({ ...none, kind: "unknown" }),
    () => ({ ...none, kind: "unauthorised" }),
    () => ({ ...none, kind: "duplicate", existing: null }),
    working,
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
  /** A key is the database's own; what is made of it for each part is compared. */
  const named = <T extends Gated | Unprepared>(one: T, number: (id: number) => number): T => ({
    ...one,
    deliveryId: number(one.deliveryId),
    sending: { ...one.sending, key: ending(one.sending) },
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
      const { attempts, suspected } = gated;
      const verdict = judge(random.pick(results)(), {
        attempt: attempts,
        suspected,
        refreshed: random.chance(0.5),
        now: clock.at,
        random: 0.5,
      });
      inFlight.push(settlementOf(gated, verdict));
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

  /** What networks work on is asked after; answers come late, doubled or not at all. */
  async function follow(): Promise<void> {
    const order = await numbers(db, workspaceId);
    const theirs = await claimProcessing(db, 100, { at: twins.iso() });
    const ours = twins.desk.claimProcessing();
    // An attempt's number is not told to a question.
    const shape = (each: Following, id: number) => ({
      ...each,
      sending: { ...each.sending, key: "" },
      attempts: 0,
      deliveryId: id,
    });
    expect(
      theirs
        .map((each) => shape(each, order.indexOf(each.deliveryId) + 1))
        .toSorted((a, b) => a.deliveryId - b.deliveryId),
    ).toEqual(ours.map((each) => shape(each, each.deliveryId)));
    for (const mine of ours) {
      const result = random.pick([...results, working, working, () => null])();
      const verdict = judgeStatus(result?.kind === "unauthorised" ? null : result, mine.pending, clock.at);
      const settle: Settlement = { ...settlementOf(mine, verdict), polled: true };
      old.push(settle);
      if (random.chance(0.8))
        await rounds([{ lane: { workspaceId, accountId: mine.accountId }, settle, gate: false, window: null }]);
    }
  }

  return {
    rounds,
    /** What somebody was given to prepare comes back now, or much later, once or twice. */
    prepare: async () => {
      if (toPrepare.length > 0) await prepare(random.chance(0.5) ? toPrepare.at(-1)! : random.pick(toPrepare));
    },
    follow,
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
