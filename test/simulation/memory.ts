import { isDeepStrictEqual } from "node:util";
import { type DeliveryState, mayBecome, type Pending } from "#engine/delivery.ts";
import type { LedgerPort, RefusalCode, Settlement, RoundAnswer, RoundRequest } from "#engine/lane.ts";
import type { Sending } from "#engine/network.ts";
import { partKey } from "#engine/post.ts";
import type { Preparation, Unprepared } from "#engine/preparing.ts";
import { usualStoryRule } from "#engine/story.ts";
import { type Hours, spreadMinutes } from "#engine/window.ts";
import { makeShelf, type Shelf, type Story, storyOf } from "#server/ledger/story.ts";
import type { Bug } from "./bugs.ts";
import { after, codeAfter, isOpen, partAtHand } from "./chain.ts";
import { type Budget, comesBack, decide, type GateFacts, isOff, settingsOf, type TargetState } from "./gate.ts";

/*
 * One file on purpose, long as it is: the ledger's twin is one state and the deeds upon it, each of which reads like the SQL function that it is the
 * twin of. Apart they would hand that state around, and nobody could lay the two beside each other any more.
 */
// Longer than our files are: one world of plain data, and what may be done to it, stand together as in the database.

export type Mode = "ask" | "auto" | "paused";
export type Account = {
  id: string;
  person: string;
  /** It belongs to the company: nobody accepts a charter for it. */
  company?: true;
  network: string;
  state: "connected" | "reconnect" | "disconnected";
  tokenEpoch: number;
  hours: Hours;
  dailyCap: number | null;
  weeklyCap?: number;
  monthlyCap?: number;
  /** Milliseconds. */
  spacing: number;
  /** The choice for everything, and until when; undefined: for good. */
  mode: Mode;
  modeEnds?: number;
  /** Choices for topics of their own. */
  topics?: Map<string, { mode: Mode; ends: number | null }>;
  /** Pauses over them, by topic ("": everything). */
  pauses?: Map<string, number | null>;
};
const isCapped = ({ dailyCap, weeklyCap, monthlyCap }: Account): boolean =>
  dailyCap !== null || weeklyCap !== undefined || monthlyCap !== undefined;
export type Plan = {
  id: string;
  state: "live" | "paused" | "archived";
  live: number;
  /** Config of each target node, by version. */ versions: Map<number, Map<string, string>>;
};
export type Delivery = {
  id: number;
  accountId: string;
  itemKey: string;
  mapId: string;
  version: number;
  node: string;
  topic: string;
  network: string;
  state: DeliveryState;
  code: string | null;
  text: string;
  /** What it said before its owner's yes changed it. */
  before?: string | null;
  /** What the parts after the first one say. */
  rest: readonly string[];
  /** Which part is next or at hand, and those that are out. */
  part: number;
  out: { number: number; remoteId: string | null; attempts: number; at: number }[];
  /** What its network works on. */
  processing: Pending | null;
  link: string | null;
  /** The picture that the post shows, by its id; null: words alone. */
  picture: string | null;
  prepared: { ready: boolean; data: unknown; tries: number; until: number | null } | null;
  key: string;
  story: Story;
  createdAt: number;
  dueAt: number;
  expiresAt: number;
  approved: boolean;
  epoch: number;
  attempts: number;
  /** Of a `sending`: the lease; of an `unknown`: when somebody may look again. */
  leaseUntil: number | null;
  gatedAt: number | null;
  settledAt: number | null;
  lookedAt: number | null;
  looks: number;
  autoResend: boolean;
  resent: number;
  remoteId: string | null;
  adopted: boolean;
};
export type Attempt = { deliveryId: number; part: number; epoch: number; gatedAt: number; outcome: string | null };
export type LaneRow = {
  nextAt: number | null;
  frozenUntil: number | null;
  lastSentAt: number | null;
  /** What the account sent in the network's window. */
  window: { start: number; used: number } | null;
};
/** Of each network: what it allows, and which posts it wants prepared (`rich`: what is more than words). */
export type Budgets = Record<
  string,
  {
    account: { calls: number; seconds: number } | null;
    app: { calls: number; seconds: number } | null;
    prepares?: "all" | "rich";
  }
>;
export type Wish = {
  accountId: string;
  itemKey: string;
  title: string;
  text: string;
  rest?: readonly string[];
  link: string | null;
  /** Of which source; absent: nobody knows. */
  source?: string | null;
  picture?: string;
  node: string;
  topic?: string;
  review?: boolean;
};
export type WishLimits = { perRun: number; hours: number; spread: number; resend: boolean };

/** Called at each change of state, so that a checker sees every one. */
export type Watch = {
  moved: (delivery: Delivery, from: DeliveryState, to: DeliveryState) => void;
  gated: (delivery: Delivery, replay: boolean) => void;
  /** Its post is given away to be prepared. */
  unprepared: (delivery: Delivery) => void;
};

export type Memory = ReturnType<typeof makeMemory>;
export type MemoryOptions = {
  workspaceId: string;
  now: () => number;
  lease: number;
  budgets: Budgets;
  bug: Bug | null;
  watch: Watch;
};

const putAside = new Set([
  "disconnected",
  "reconnect",
  "paused",
  "consent",
  "charter",
  "archived",
  "map_paused",
  "target_gone",
  "target_off",
  "target_changed",
]);
const lookBack = 15 * 60_000;

/**
 * The ledger in plain data: the same operations as `server/ledger/`, for one workspace. A test holds both to each other. It is one long function
 * on purpose: all operations share the maps below, as the statements share their tables, and a twin in many files would be harder to hold
 * beside them than one that is read from top to bottom.
 */
export function makeMemory(options: MemoryOptions) {
  const { now, bug, watch } = options;
  const accounts = new Map<string, Account>();
  const maps = new Map<string, Plan>();
  const deliveries = new Map<number, Delivery>();
  const lanes = new Map<string, LaneRow>();
  const attempts: Attempt[] = [];
  const budgets = new Map<string, number>();
  /** `charter`: the oldest version that it is enough to have accepted; null: none is in force. */
  const workspace = { stopped: false, charter: null as number | null };
  /** The newest version that each accepted. */
  const accepted = new Map<string, number>();
  let lastId = 0;

  const of = (accountId: string): Delivery[] => [...deliveries.values()].filter((one) => one.accountId === accountId);
  const move = (one: Delivery, to: DeliveryState, code: string | null): void => {
    const from = one.state;
    one.state = to;
    one.code = code;
    watch.moved(one, from, to);
  };
  const laneOf = (accountId: string): LaneRow => {
    const lane = lanes.get(accountId) ?? { nextAt: null, frozenUntil: null, lastSentAt: null, window: null };
    lanes.set(accountId, lane);
    return lane;
  };
  const wake = (accountId: string, at: number): void => {
    const lane = laneOf(accountId);
    lane.nextAt = lane.nextAt === null ? at : Math.min(lane.nextAt, at);
  };

  // --- planning ---------------------------------------------------------------------------------------------------

  function plan(
    mapId: string,
    wishes: Wish[],
    limits: WishLimits,
    rule = usualStoryRule,
  ): { created: number; held: number; drops: number } {
    const map = maps.get(mapId)!;
    const shelves = new Map<string, Shelf>();
    const shelf = (accountId: string): Shelf => {
      const known = shelves.get(accountId);
      if (known !== undefined) return known;
      const made = makeShelf();
      for (const one of of(accountId)) {
        if (!["rejected", "cancelled", "expired"].includes(one.state) && one.createdAt > now() - rule.days * 86_400_000)
          made.add(one.story, "");
      }
      shelves.set(accountId, made);
      return made;
    };
    const taken = new Set([...deliveries.values()].map((one) => `${one.accountId} ${one.itemKey}`));
    const rows: { wish: Wish; story: Story; dueAt: number }[] = [];
    let drops = 0;
    for (const wish of wishes) {
      const account = accounts.get(wish.accountId);
      const name = `${wish.accountId} ${wish.itemKey}`;
      const story = storyOf(wish);
      const double = bug !== "plan_twice" && (taken.has(name) || shelf(wish.accountId).find(story, rule.by) !== null);
      if (account === undefined || account.state === "disconnected" || double) {
        drops += 1;
        continue;
      }
      taken.add(name);
      shelf(wish.accountId).add(story, wish.title);
      rows.push({ wish, story, dueAt: 0 });
    }
    let turn = 0;
    for (const group of Map.groupBy(rows, ({ wish }) => wish.itemKey).values()) {
      const minutes = spreadMinutes(
        group.map(({ wish }) => accounts.get(wish.accountId)!.person),
        turn,
        limits.spread,
      );
      for (const [index, row] of group.entries()) row.dueAt = now() + minutes[index]! * 60_000;
      turn += 1;
    }
    let held = 0;
    let created = 0;
    for (const [index, { wish, story, dueAt }] of rows.entries()) {
      const overflow = index >= limits.perRun;
      if (overflow && bug === "plan_forgets") continue;
      const account = accounts.get(wish.accountId)!;
      const code =
        wish.review === true
          ? "review"
          : overflow
            ? "overflow"
            : account.state === "reconnect"
              ? "reconnect"
              : modeFor(account, wish.topic ?? "") === "paused"
                ? "paused"
                : modeFor(account, wish.topic ?? "") === "ask"
                  ? "consent"
                  : lacksCharter(account)
                    ? "charter"
                    : null;
      lastId += 1;
      created += 1;
      if (code !== null) held += 1;
      deliveries.set(lastId, {
        id: lastId,
        accountId: wish.accountId,
        itemKey: wish.itemKey,
        mapId,
        version: map.live,
        node: wish.node,
        topic: wish.topic ?? "",
        network: account.network,
        state: code === null ? "ready" : "held",
        code,
        text: wish.text,
        rest: wish.rest ?? [],
        part: 0,
        out: [],
        processing: null,
        link: wish.link,
        picture: wish.picture ?? null,
        prepared: null,
        key: `key-${lastId}`,
        story,
        createdAt: now(),
        dueAt,
        expiresAt: now() + limits.hours * 3_600_000,
        approved: false,
        epoch: 0,
        attempts: 0,
        leaseUntil: null,
        gatedAt: null,
        settledAt: null,
        lookedAt: null,
        looks: 0,
        autoResend: limits.resend,
        resent: 0,
        remoteId: null,
        adopted: false,
      });
      laneOf(wish.accountId);
      if (code === null && bug !== "forget_to_wake") wake(wish.accountId, dueAt);
    }
    for (const { accountId } of wishes)
      if (accounts.has(accountId) && accounts.get(accountId)!.state !== "disconnected") laneOf(accountId);
    return { created, held, drops };
  }

  // --- the round --------------------------------------------------------------------------------------------------

  function settle(settlement: Settlement): boolean {
    const { deliveryId, epoch, accountId, tokenEpoch, day, verdict, parts, polled } = settlement;
    const at = now();
    const one = deliveries.get(deliveryId)!;
    const apart = parts > 1 || polled === true || verdict.state === "processing";
    const tried = attempts.find((each) => each.deliveryId === deliveryId && each.epoch === epoch);
    if (tried !== undefined) tried.outcome = verdict.outcome;
    const current = bug === "no_compare_and_set" || one.epoch === epoch;
    const open =
      one.state === "sending" ||
      verdict.state === "published" ||
      (one.state === "unknown" && verdict.state === "rejected");
    if (apart) {
      if (!settleChain(one, settlement, at)) return false;
    } else {
      if (!current || !((open && mayBecome(one.state, verdict.state)) || bug === "no_compare_and_set")) return false;
      move(one, verdict.state, verdict.code);
      one.remoteId = verdict.remoteId ?? one.remoteId;
      one.adopted = verdict.adopted;
      one.leaseUntil = null;
      one.settledAt = at;
    }
    if (verdict.freeze !== null) {
      const lane = laneOf(accountId);
      lane.frozenUntil = Math.max(lane.frozenUntil ?? 0, verdict.freeze);
    }
    const account = accounts.get(accountId)!;
    if (verdict.reconnect && account.state === "connected" && account.tokenEpoch === tokenEpoch)
      account.state = "reconnect";
    if (day !== null && !["published", "unknown", "processing"].includes(verdict.state))
      spend(`day/${accountId}`, day, -1);
    return true;
  }

  /** A part of a chain, or what a network works on: the delivery may go on after it. */
  function settleChain(one: Delivery, { epoch, part, parts, verdict }: Settlement, at: number): boolean {
    const more = part + 1 < parts;
    const current = bug === "no_compare_and_set" || (one.epoch === epoch && one.part === part);
    if (!current || !(isOpen(one, verdict.state, more) || bug === "no_compare_and_set")) return false;
    const repeats = bug === "refused_repeats" && verdict.state === "rejected" && part > 0;
    if (repeats) {
      move(one, "ready", null);
      one.part = 0;
      one.out = [];
    } else {
      const [state, code] = [after(one, verdict.state, more), codeAfter(one, verdict, more)];
      // Still being worked on, or a late answer to what waits again: no step.
      if (state === one.state && state !== "published") one.code = code;
      else move(one, state, code);
    }
    if (part === 0) one.remoteId = verdict.remoteId ?? one.remoteId;
    one.adopted = verdict.adopted || (part > 0 && one.adopted);
    one.settledAt = at;
    one.leaseUntil = verdict.processing?.again ?? null;
    one.processing = null;
    if (verdict.processing !== null) {
      const { again: _, ...pending } = verdict.processing;
      one.processing = pending;
    }
    if (verdict.state === "published") {
      one.looks = 0;
      one.lookedAt = null;
      if (parts > 1) one.out.push({ number: part, remoteId: verdict.remoteId, attempts: one.attempts, at });
      if (more) {
        one.part = part + 1;
        one.prepared = null;
      }
    }
    if (one.state !== "processing") wake(one.accountId, at);
    return true;
  }

  const spend = (scope: string, start: number, count: number): void => {
    const name = `${scope}@${start}`;
    if (count > 0 || budgets.has(name)) budgets.set(name, Math.max(0, (budgets.get(name) ?? 0) + count));
  };
  const budgetOf = (
    limit: { calls: number; seconds: number } | null | undefined,
    at: number,
    used: (start: number) => number | undefined,
  ): Budget | null => {
    if (limit === null || limit === undefined) return null;
    const start = Math.floor(at / (limit.seconds * 1000)) * limit.seconds * 1000;
    return { calls: limit.calls, start, end: start + limit.seconds * 1000, used: used(start) ?? 0 };
  };

  const waiting = (one: Delivery, at: number): boolean =>
    (one.state === "ready" || one.state === "retry_wait") && (one.expiresAt > at || bug === "ignore_expiry");
  const byDue = (a: Delivery, b: Delivery): number => a.dueAt - b.dueAt || a.id - b.id;

  function pick(
    accountId: string,
    at: number,
    replay: RoundRequest["replay"],
  ): { picked: Delivery | null; nextDue: number | null } {
    if (replay !== undefined) {
      const one = deliveries.get(replay.deliveryId);
      const fits =
        one !== undefined &&
        one.state === "unknown" &&
        one.epoch === replay.epoch &&
        one.expiresAt > at &&
        replay.until > at;
      return { picked: fits ? one : null, nextDue: null };
    }
    const all = of(accountId)
      .filter((one) => waiting(one, at))
      .toSorted(byDue);
    const due = all.filter((one) => one.dueAt <= at);
    // What is partly out comes before all others.
    const chain = bug === "overtake_chain" ? due.findLast(({ part }) => part === 0) : due.find(({ part }) => part > 0);
    const picked = (bug === "last_first" ? due.at(-1) : (chain ?? due[0])) ?? null;
    return { picked, nextDue: all[0]?.dueAt ?? null };
  }

  function facts(account: Account, request: RoundRequest, at: number): { facts: GateFacts; picked: Delivery | null } {
    const mine = of(account.id);
    const lane = laneOf(account.id);
    const { picked, nextDue } = pick(account.id, at, request.replay);
    const sending = mine
      .filter((one) => one.state === "sending" || one.state === "processing")
      .map((one) => one.leaseUntil ?? at);
    const blocked = mine
      .filter((one) => one.state === "unknown" && one.settledAt! > at - lookBack)
      .map((one) => one.settledAt! + lookBack);
    const map = picked === null ? undefined : maps.get(picked.mapId);
    const limits = options.budgets[account.network];
    return {
      picked,
      facts: {
        at,
        replay: request.replay !== undefined,
        stopped: workspace.stopped && bug !== "skip_stop",
        sendingUntil: sending.length === 0 || bug === "two_in_flight" ? null : Math.min(...sending),
        blockedUntil: blocked.length === 0 ? null : Math.max(...blocked),
        frozenUntil: bug === "ignore_freeze" ? null : lane.frozenUntil,
        delivery:
          picked === null
            ? null
            : {
                approved: picked.approved,
                follows: picked.part > 0,
                target: bug === "skip_version" ? "same" : target(picked, map),
              },
        nextDue,
        account: bug === "skip_account" ? "connected" : account.state,
        mode: bug === "consent_once" && (picked?.part ?? 0) > 0 ? "auto" : gateMode(account, picked?.topic ?? ""),
        charter: bug !== "skip_charter" && lacksCharter(account),
        map: bug === "skip_map" ? "live" : (map?.state ?? null),
        hours: account.hours,
        window: request.window,
        dailyCap: account.dailyCap,
        dayUsed: (day) => budgets.get(`day/${account.id}@${day}`) ?? 0,
        usedIn: (from, to) =>
          [...budgets]
            .filter(([scope]) => scope.startsWith(`day/${account.id}@`))
            .map(([scope, used]) => ({ day: Number(scope.split("@")[1]), used }))
            .filter(({ day }) => day >= from && day < to)
            .reduce((sum, { used }) => sum + used, 0),
        weeklyCap: account.weeklyCap ?? null,
        monthlyCap: account.monthlyCap ?? null,
        prepareUntil: picked !== null && unprepared(picked, at) ? at + options.lease : null,
        spacing: account.spacing,
        lastSentAt: lane.lastSentAt,
        budget: budgetOf(limits?.account, at, (start) => (lane.window?.start === start ? lane.window.used : 0)),
        app: budgetOf(limits?.app, at, (start) => budgets.get(`app/${account.network}/@${start}`)),
      },
    };
  }

  const unprepared = ({ network, picture, part, prepared }: Delivery, at: number): boolean => {
    const prepares = options.budgets[network]?.prepares;
    // The first part shows the picture.
    if (prepares === undefined || (prepares === "rich" && (picture === null || part > 0))) return false;
    const ends = bug === "prepared_for_ever" ? null : (prepared?.until ?? null);
    return prepared === null || !prepared.ready || (ends !== null && ends <= at + 60_000);
  };

  /** The choice that holds now: a pause, else the topic's own, else the one for everything; one that has ended counts no more. */
  const modeFor = (account: Account, topic: string): Mode => {
    const holds = (ends: number | null | undefined): boolean => ends !== undefined && (ends === null || ends > now());
    if (holds(account.pauses?.get("")) || holds(account.pauses?.get(topic))) return "paused";
    const own = account.topics?.get(topic);
    if (own !== undefined && holds(own.ends)) return own.mode;
    return account.modeEnds === undefined || account.modeEnds > now() ? account.mode : "ask";
  };
  const lacksCharter = ({ company, person }: Account): boolean =>
    company !== true && workspace.charter !== null && (accepted.get(person) ?? 0) < workspace.charter;
  const gateMode = (account: Account, topic: string): Mode => {
    const mode = modeFor(account, topic);
    if (bug === "skip_consent" && mode === "ask") return "auto";
    return bug === "skip_pause" && mode === "paused" ? "auto" : mode;
  };

  function target(one: Delivery, map: Plan | undefined): TargetState {
    if (map === undefined || map.live === one.version) return "same";
    const live = map.versions.get(map.live)?.get(one.node);
    if (live === undefined) return "gone";
    if (isOff(live)) return bug === "skip_off" ? "same" : "off";
    const was = map.versions.get(one.version)?.get(one.node);
    return was === undefined || settingsOf(was) === live ? "same" : "changed";
  }

  const round = (request: RoundRequest): RoundAnswer => rounds([request])[0]!;

  /** Several lanes in one go: what came back is written first, then the gate takes them in the order of what they wait for. */
  function rounds(requests: readonly RoundRequest[]): RoundAnswer[] {
    const at = now();
    const answers = requests.map((request): RoundAnswer => {
      return { at, settled: request.settle !== null && settle(request.settle), gated: null, refused: null };
    });
    const waits = requests
      .map((request, n) => ({
        n,
        first: request.gate ? pick(request.lane.accountId, at, request.replay).picked : null,
      }))
      .filter(({ n }) => requests[n]!.gate)
      .toSorted(
        (a, b) =>
          (a.first?.dueAt ?? Infinity) - (b.first?.dueAt ?? Infinity) || (a.first?.id ?? 0) - (b.first?.id ?? 0),
      );
    for (const { n } of waits) answers[n] = gate(requests[n]!, answers[n]!);
    return answers;
  }

  function gate(request: RoundRequest, answer: RoundAnswer): RoundAnswer {
    const at = now();
    const account = accounts.get(request.lane.accountId)!;
    const lane = laneOf(account.id);
    const { facts: known, picked } = facts(account, request, at);
    const hasty = bug === "prepare_unasked" && known.prepareUntil !== null;
    const { verdict, until } = hasty ? { verdict: "prepare", until: known.prepareUntil } : decide(known);
    const replay = request.replay !== undefined;
    // Who asks in a new window has the old one counted no more.
    const counted = !replay && known.budget !== null && ["go", "budget", "app_budget"].includes(verdict);
    if (counted && lane.window?.start !== known.budget?.start) lane.window = { start: known.budget!.start, used: 0 };
    if (lane.frozenUntil !== null && lane.frozenUntil <= at && (verdict === "go" || !replay)) lane.frozenUntil = null;
    if (verdict === "go" && picked !== null) {
      open(account, picked, known, replay);
      if (!replay && !(lane.nextAt !== null && lane.nextAt > at + options.lease / 2)) lane.nextAt = at + options.lease;
      if (account.spacing > 0) lane.lastSentAt = at;
      watch.gated(picked, replay);
      const suspected =
        picked.attempts > 1 &&
        attempts.some(
          (each) =>
            each.deliveryId === picked.id &&
            each.part === picked.part &&
            (each.outcome === "unknown" || each.outcome === "lost"),
        );
      const { workspaceId, accountId } = request.lane;
      const day = !isCapped(account) || picked.part > 0 ? null : (request.window?.day ?? null);
      return {
        ...answer,
        gated: {
          workspaceId,
          accountId,
          deliveryId: picked.id,
          epoch: picked.epoch,
          network: picked.network,
          ...handOver(picked, true),
          attempts: picked.attempts - (picked.out.at(-1)?.attempts ?? 0),
          suspected,
          tokenEpoch: account.tokenEpoch,
          day,
        },
      };
    }
    if (!replay) {
      if (putAside.has(verdict)) {
        aside(picked!, verdict, at);
        lane.nextAt = at;
      } else if (verdict !== "stopped" && verdict !== "window") lane.nextAt = until;
    }
    const code = putAside.has(verdict) ? "held" : verdict === "app_budget" ? "budget" : (verdict as RefusalCode);
    const refused = { code, until, hours: account.hours };
    if (verdict !== "prepare") return { ...answer, refused };
    watch.unprepared(picked!);
    return { ...answer, refused, unprepared: toPrepare(request, picked!, account.tokenEpoch) };
  }

  function toPrepare({ lane }: RoundRequest, one: Delivery, tokenEpoch: number): Unprepared {
    const { id: deliveryId, epoch, network, prepared } = one;
    const soFar = prepared === null || prepared.ready ? undefined : (prepared.data ?? undefined);
    return {
      ...lane,
      deliveryId,
      epoch,
      network,
      tokenEpoch,
      sending: handOver(one, false).sending,
      soFar,
      tries: prepared?.tries ?? 0,
    };
  }

  /** Writes what came of preparing, as `server/ledger/preparations.ts` does it. False where it came too late. */
  function keep({ accountId, deliveryId, epoch, part, prepared, ...preparation }: Preparation): boolean {
    const one = deliveries.get(deliveryId)!;
    const waits = one.state === "ready" || one.state === "retry_wait";
    if (bug !== "keep_too_late" && (one.epoch !== epoch || !waits)) return false;
    if (bug !== "keep_old_words" && !isDeepStrictEqual(partAtHand(one), part)) return false;
    if (prepared !== null) one.prepared = { ...prepared };
    const { state, code, freeze, reconnect, tokenEpoch } = preparation;
    if (state !== null) {
      const rest = state === "rejected" && one.part > 0;
      move(one, rest ? "published" : state, rest ? `rest_${code}` : code);
      one.settledAt = now();
    }
    if (freeze !== null) {
      const lane = laneOf(accountId);
      lane.frozenUntil = Math.max(lane.frozenUntil ?? 0, freeze);
      lane.nextAt = freeze;
    }
    const account = accounts.get(accountId)!;
    if (reconnect && account.state === "connected" && account.tokenEpoch === tokenEpoch) account.state = "reconnect";
    return true;
  }

  /** The part at hand, as a connector is given it, with what was prepared where it is to be published; and how many there are. */
  function handOver(one: Delivery, publish: boolean): { sending: Sending; parts: number } {
    const own = bug === "later_key_is_first" ? one.key : partKey(one.key, one.part);
    const prepared = publish && one.prepared?.data != null ? { prepared: one.prepared.data } : {};
    const sending = {
      ...prepared,
      part: partAtHand(one),
      key: bug === "new_key_each_try" ? `${own}-${one.epoch}` : own,
      index: one.part,
      before: one.out.map(({ remoteId }) => ({ remoteId: remoteId ?? "", url: null })),
      madeAt: one.createdAt,
    };
    return { sending, parts: one.rest.length + 1 };
  }

  function open(account: Account, one: Delivery, known: GateFacts, replay: boolean): void {
    move(one, "sending", one.code);
    one.epoch += 1;
    one.attempts += 1;
    one.leaseUntil = known.at + options.lease;
    one.gatedAt = known.at;
    attempts.push({ deliveryId: one.id, part: one.part, epoch: one.epoch, gatedAt: known.at, outcome: null });
    if (replay) return;
    if (known.budget !== null) laneOf(account.id).window = { start: known.budget.start, used: known.budget.used + 1 };
    if (known.app !== null) spend(`app/${account.network}/`, known.app.start, 1);
    if (isCapped(account) && one.part === 0 && known.window !== null) spend(`day/${account.id}`, known.window.day, 1);
  }

  function aside(one: Delivery, verdict: string, at: number): void {
    one.settledAt = at;
    const code = verdict === "target_changed" ? "review" : verdict;
    // What is partly out waits only for what comes back by itself.
    if (one.part > 0 && !comesBack.includes(verdict)) move(one, "published", `rest_${code}`);
    else move(one, ["disconnected", "archived", "target_gone"].includes(verdict) ? "cancelled" : "held", code);
  }

  // --- sweeps -----------------------------------------------------------------------------------------------------

  function recover(): number {
    if (bug === "release_processing")
      for (const one of deliveries.values())
        if (one.state === "processing" && one.leaseUntil! < now()) {
          move(one, "ready", null);
          wake(one.accountId, now());
        }
    const lost = [...deliveries.values()].filter((one) => one.state === "sending" && one.leaseUntil! < now());
    for (const one of lost) {
      move(one, bug === "requeue_expired_sending" ? "ready" : "unknown", "lost");
      one.settledAt = now();
      one.leaseUntil = null;
      const tried = attempts.find((each) => each.deliveryId === one.id && each.epoch === one.epoch);
      if (tried !== undefined) tried.outcome ??= "lost";
      laneOf(one.accountId).nextAt = now();
    }
    return lost.length;
  }

  /** It ends unsent, or the rest of it does. */
  function end(one: Delivery, state: "cancelled" | "expired", code: string): void {
    if (one.part > 0) move(one, "published", `rest_${code}`);
    else move(one, state, code);
    one.settledAt = now();
  }

  function expire(): number {
    const gone = [...deliveries.values()].filter(
      (one) => ["held", "ready", "retry_wait"].includes(one.state) && one.expiresAt <= now(),
    );
    for (const one of gone) end(one, "expired", "expired");
    return gone.length;
  }

  function release(): number {
    let count = 0;
    for (const one of deliveries.values()) {
      if (one.state !== "held" || !comesBack.includes(one.code ?? "")) continue;
      const account = accounts.get(one.accountId)!;
      const mode = modeFor(account, one.topic);
      if (account.state !== "connected" || mode === "paused" || maps.get(one.mapId)?.state === "paused") continue;
      if (one.code === "target_off" && target(one, maps.get(one.mapId)) === "off") continue;
      const free = mode === "auto" || one.approved;
      const waits = free && lacksCharter(account);
      if (waits && one.code === "charter") continue;
      if (waits) move(one, "held", "charter");
      else if (!free && one.part > 0) {
        move(one, "published", "rest_consent");
        one.settledAt = now();
      } else move(one, free ? "ready" : "held", free ? null : "consent");
      one.dueAt = Math.max(one.dueAt, now());
      const lane = laneOf(one.accountId);
      if (free && !waits) lane.nextAt = lane.nextAt === null ? now() : Math.min(lane.nextAt, now());
      count += 1;
    }
    return count;
  }

  const ledger: LedgerPort = { round: async (request) => round(request) };
  return {
    accounts,
    maps,
    deliveries,
    lanes,
    attempts,
    budgets,
    workspace,
    accepted,
    lacksCharter,
    plan,
    round,
    rounds,
    keep,
    modeFor,
    ledger,
    recover,
    expire,
    release,
    end,
    handOver,
    move,
    wake,
    laneOf,
    of,
    now,
  };
}
