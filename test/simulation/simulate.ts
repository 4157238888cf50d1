import { drain, type Gated, type Lane, type LanePorts, type RoundAnswer, type RoundRequest } from "#engine/lane.ts";
import { type CallResult, type Manner, type Prepared } from "#engine/network.ts";
import type { Unprepared } from "#engine/preparing.ts";
import { follow, type FollowPorts } from "#engine/processing.ts";
import { type LookupPorts, reconcile } from "#engine/reconcile.ts";
import type { Bug } from "./bugs.ts";
import { makeChecker, nameOf } from "./checker.ts";
import { makeDesk } from "./desk.ts";
import { type Delivery, makeMemory, type Wish } from "./memory.ts";
import { type Accepted, type Call, callLimit, chooseFate, makeNetwork, Written } from "./network.ts";
import { makeRandom } from "./random.ts";
import { makeScheduler } from "./scheduler.ts";

/*
 * One file on purpose: what happens in a simulated world is decided by one stream of random numbers in one order. A part that stood elsewhere could
 * draw a number of its own, and the same seed would be another history.
 */
// Longer than our files are: one history is one closure over its world, so that nothing of it outlives its seed.

export const manners: readonly Manner[] = ["key", "record", "container", "readable", "blind"];
const workspaceId = "w";
const workers = 4;
const lease = 60_000;
const minute = 60_000;
const noon = Date.UTC(2026, 2, 28, 12);

export type Outcome = {
  seed: number;
  violations: string[];
  hash: string;
  posts: number;
  deliveries: number;
  events: number;
};

/**
 * One simulated history: `commands` things that people, clocks, networks and broken machines do, then rest, then the accounts. One long function
 * on purpose: whoever acts draws from one stream of chance, and what happens in which order is the whole of it.
 */
export async function simulate(seed: number, commands: number, bug: Bug | null = null): Promise<Outcome> {
  const random = makeRandom(seed);
  let hash = 0x811c9dc5;
  let events = 0;
  const trace = (event: string): void => {
    events += 1;
    for (let index = 0; index < event.length; index += 1) hash = Math.imul(hash ^ event.charCodeAt(index), 0x01000193);
  };
  /** Worlds of words alone, with pictures, and with a network that wants every post prepared; in these owners write their own words. */
  const pictures = (["none", "some", "all"] as const)[seed % 3]!;
  const edit = (text: string): string => (pictures === "none" || random.chance(0.4) ? text : `${text} edited`);
  const clock = makeScheduler(random, noon, trace);
  const { now } = clock;
  // A key names its delivery, and so its account and item, even where a planted bug adds something to it.
  const deliveryOf = (post: Accepted): Delivery => memory.deliveries.get(Number(post.key.split("-")[1]))!;
  const wishOf = (post: Accepted): string => {
    const one = deliveryOf(post);
    return nameOf(one, one.rest.indexOf(post.text) + 1);
  };
  /** Worlds in which posts have several parts, and networks work on some of them for a while. */
  const chains = seed % 4 === 0;
  const checker = makeChecker(now, wishOf);
  /** Deliveries whose post somebody was given to prepare. */
  const asked = new Set<number>();
  const manner = manners[seed % manners.length]!;
  const network = makeNetwork(manner, now, (post) => {
    trace(`took ${post.accountId} ${post.text}`);
    checker.accepted(post, deliveryOf(post));
  });
  const readable = manner !== "blind";
  const memory = makeMemory({
    workspaceId,
    now,
    lease,
    budgets: {
      net: {
        account: { calls: 30, seconds: 900 },
        app: seed % 5 < 2 ? { calls: 20, seconds: 600 } : null,
        prepares: pictures === "all" ? "all" : "rich",
      },
    },
    bug,
    watch: {
      moved: (one, from, to) => {
        trace(`${one.id} ${from} ${to} ${one.code}`);
        checker.moved(one, from, to);
      },
      gated: (one, replay) => checker.gated(one, replay, memory),
      unprepared: (one) => {
        asked.add(one.id);
        checker.permitted("prepared", one, memory);
      },
    },
  });
  const desk = makeDesk(memory, workspaceId, bug);
  let faults = 0.3;

  // --- the world --------------------------------------------------------------------------------------------------
  for (let n = 0; n < 4; n += 1) {
    const quiet =
      n === 3 && seed % 2 === 0 ? { quietFrom: 22 * 60, quietTo: 6 * 60 } : { quietFrom: null, quietTo: null };
    memory.accounts.set(`a${n}`, {
      id: `a${n}`,
      person: `p${n % 3}`,
      ...(n === 0 ? { company: true as const } : {}),
      network: "net",
      state: "connected",
      tokenEpoch: 0,
      hours: { zone: "Europe/Paris", ...quiet },
      dailyCap: n === 2 ? 6 : null,
      spacing: n === 1 ? 30_000 : 0,
      mode: n % 2 === 0 ? "auto" : "ask",
    });
  }
  for (const id of ["m0", "m1"])
    memory.maps.set(id, {
      id,
      state: "live",
      live: 1,
      versions: new Map([
        [
          1,
          new Map([
            ["t", "all"],
            ["u", "all"],
          ]),
        ],
      ]),
    });
  const accountIds = [...memory.accounts.keys()];
  const all = (): Delivery[] => [...memory.deliveries.values()];

  // --- workers ----------------------------------------------------------------------------------------------------
  const busy = new Set<string>();
  const generations = Array.from({ length: workers }, () => 0);
  const owner = (worker: number): number => worker * 1_000_000 + generations[worker]!;

  function ports(worker: number, life: number): LanePorts {
    const me = life;
    return {
      clock: { now, monotonic: bug === "stale_gate" ? () => 0 : now },
      random: random.next,
      ledger: {
        round: (request: RoundRequest): Promise<RoundAnswer> =>
          new Promise((resolve, reject) => {
            clock.later(me, random.below(20), "round", () => {
              // The commit happens; its answer comes later, or to a worker that is gone by then.
              if (random.chance(faults * 0.05)) {
                clock.later(me, 5, "cut before the commit", () => reject(new Error("connection lost")));
                return;
              }
              const answer = memory.round(request);
              if (random.chance(faults * 0.05))
                clock.later(me, 5, "cut after the commit", () => reject(new Error("connection lost")));
              else clock.later(me, random.below(10), "answer", () => resolve(answer));
            });
          }),
      },
      open: (gated) =>
        clock.wait(me, random.chance(0.02) ? random.below(9000) : 1, "open", () => sender(worker, me, gated)),
      refresh: (gated) =>
        clock.wait(me, random.below(3000), "refresh", () => {
          const account = memory.accounts.get(gated.accountId)!;
          if (account.tokenEpoch > gated.tokenEpoch) return "done";
          if (random.chance(faults * 0.3)) return "failed";
          account.tokenEpoch = Math.max(account.tokenEpoch + 1, network.tokens.get(gated.accountId) ?? 0);
          return "done";
        }),
      preparing: {
        // A picture may take longer than a lease.
        prepare: (unprepared) =>
          clock.wait(me, random.below(random.chance(0.2) ? 180_000 : 2_000), "prepare", () => upload(unprepared)),
        keep: (preparation) =>
          new Promise((resolve, reject) => {
            clock.later(me, random.below(20), "keep", () => {
              const cut = random.chance(faults * 0.05);
              if (!cut || random.chance(0.5)) memory.keep(preparation);
              if (cut) reject(new Error("connection lost"));
              else resolve();
            });
          }),
      },
    };
  }

  function sender(_worker: number, me: number, gated: Gated) {
    const delivery = memory.deliveries.get(gated.deliveryId)!;
    const { part, prepared } = gated.sending;
    const written = prepared === undefined ? { text: part.text, medium: null } : Written.parse(prepared);
    const call: Call = {
      accountId: gated.accountId,
      ...written,
      link: part.link ?? null,
      key: gated.sending.key,
      tokenEpoch: gated.tokenEpoch,
    };
    return {
      send: (): Promise<CallResult> => {
        trace(`call ${call.accountId} ${call.text}`);
        checker.called(call.accountId, now() - delivery.gatedAt!);
        return travel(me, call).then((result) =>
          bug === "lost_is_not_sent" && result.kind === "unknown" ? { ...result, kind: "not_sent" } : result,
        );
      },
    };
  }

  /** What a network says to a picture: nothing is published by it, whatever it says. */
  function upload({ accountId, sending, soFar, tokenEpoch }: Unprepared): Prepared {
    const { text, media } = sending.part;
    const call = { accountId, text, tokenEpoch };
    const picture = media?.[0]?.id ?? null;
    const faulty = random.chance(faults);
    if (faulty && random.chance(0.5)) {
      const what = random.below(4);
      if (what === 0) return { ...nothing, kind: "not_sent" };
      if (what === 1) return { ...nothing, kind: "limited", until: now() + random.below(1800) * 1000 };
      if (what === 2) return { ...nothing, kind: "rejected", status: 422 };
      return { ...nothing, kind: "not_sent", status: 502 };
    }
    if (soFar === undefined && random.chance(0.3))
      return { ...nothing, kind: "waiting", data: { begun: true }, again: random.below(20_000) };
    const lives = random.pick([null, random.below(10) * minute, 60 * minute]);
    return network.prepare(call, picture, lives, faulty && random.chance(0.2));
  }

  const nothing = { status: null, raw: "", reason: { en: "", fr: "" } };
  /** The wire: what was sent arrives or not, whatever becomes of the sender. */
  function travel(me: number, call: Call): Promise<CallResult> {
    const fate = chooseFate(random, faults);
    let over = false;
    const end = (): void => {
      if (!over) checker.ended(call.accountId);
      over = true;
    };
    const wire = (delay: number, run: () => void): void => clock.later(null, delay, `wire ${fate.kind}`, run);
    return new Promise((resolve) => {
      const back = (delay: number, result: CallResult): void => {
        // The call is over on the wire even where its sender is stalled or dead.
        wire(delay, end);
        clock.later(me, delay, `result ${result.kind}`, () => {
          end();
          resolve(result);
        });
      };
      switch (fate.kind) {
        case "answered":
          return wire(fate.there, () => {
            const limit = checker.limited.get(call.accountId) ?? 0;
            if (chains && limit <= now() && random.chance(0.1)) {
              const pause = random.below(10 * minute);
              const { ticket, answer } = network.accept(call, pause, random.chance(0.2));
              clock.later(null, pause, "done", () => network.finish(ticket));
              return back(fate.back, answer);
            }
            back(
              fate.back,
              limit > now() ? { ...nothing, status: 429, kind: "limited", until: limit } : network.answer(call),
            );
          });
        case "refused_connection":
          return back(fate.there, { ...nothing, kind: "not_sent" });
        case "lost_request":
          return back(fate.gone, { ...nothing, kind: "unknown" });
        case "lost_answer":
          wire(fate.there, () => void network.take(call));
          return back(Math.min(fate.gone, callLimit), { ...nothing, kind: "unknown" });
        case "limited":
          return wire(fate.there, () => {
            const until = now() + fate.seconds * 1000;
            checker.announced.set(call.accountId, until);
            back(fate.back, { ...nothing, status: 429, kind: "limited", until });
          });
        case "rejected":
          return wire(fate.there, () => back(fate.back, { ...nothing, status: 422, kind: "rejected" }));
        case "broken":
          return wire(fate.there, () => {
            if (fate.accepted) network.take(call);
            back(fate.back, { ...nothing, status: 502, kind: "unknown" });
          });
      }
    });
  }

  function lookup(worker: number, life: number): LookupPorts {
    const port = <T>(name: string, work: () => T): Promise<T> => clock.wait(life, random.below(20), name, work);
    return {
      claim: () => port("claim", () => desk.claim()),
      note: (claimed, look) => port("note", () => desk.note(claimed, look)),
      adopt: (claimed, post) => port("adopt", () => desk.adopt(claimed, post)),
      giveUp: (claimed) => port("give up", () => desk.giveUp(claimed)),
      taken: (claimed, ids) => port("taken", () => desk.taken(claimed, ids)),
      wake: (lane) => port("wake", () => memory.wake(lane.accountId, now())),
      network: () => ({ manner, readable }),
      recent: (claimed, since) =>
        port("recent", () => (random.chance(faults * 0.5) ? null : network.recent(claimed.accountId, since))),
      lane: () => ports(worker, life),
      failed: () => undefined,
    };
  }

  function followPorts(life: number): FollowPorts {
    return {
      ledger: ports(0, life).ledger,
      claim: () => clock.wait(life, random.below(20), "claim what is worked on", () => desk.claimProcessing()),
      ask: ({ pending }) =>
        clock.wait(life, random.below(3000), "is it done?", () =>
          random.chance(faults * 0.3) ? null : network.status((pending.data as { ticket: string }).ticket),
        ),
      refresh: async () => undefined,
      failed: () => undefined,
    };
  }

  function followWork(worker: number): void {
    const life = owner(worker);
    const name = `${life} work`;
    if (!chains || busy.has(name)) return;
    busy.add(name);
    follow(followPorts(life), () => false)
      .catch(() => undefined)
      .finally(() => busy.delete(name));
  }

  function start(worker: number, accountId: string): void {
    const life = owner(worker);
    // pg-boss lets one job of a lane run at a time, but a stalled worker's job is given to another: both may be at it.
    const name = `${life} ${accountId}`;
    if (busy.has(name)) return;
    busy.add(name);
    trace(`drain ${worker} ${accountId}`);
    const lane: Lane = { workspaceId, accountId };
    drain(lane, ports(worker, life), () => false)
      .catch(() => undefined)
      .finally(() => busy.delete(name));
  }

  function lookUpLost(worker: number): void {
    const life = owner(worker);
    const name = `${life} lost`;
    if (busy.has(name)) return;
    busy.add(name);
    reconcile(lookup(worker, life), () => false)
      .catch(() => undefined)
      .finally(() => busy.delete(name));
  }

  function startDue(): void {
    for (const accountId of accountIds) {
      const lane = memory.lanes.get(accountId);
      if (lane?.nextAt === null || lane === undefined || lane.nextAt > now() || memory.workspace.stopped) continue;
      lane.nextAt = now() + lease;
      start(random.below(workers), accountId);
    }
  }

  function kill(worker: number): void {
    clock.kill(owner(worker));
    generations[worker]! += 1;
  }

  // --- what happens -----------------------------------------------------------------------------------------------
  let items = 0;
  function plan(): void {
    const wishes: Wish[] = [];
    const map = memory.maps.get(random.pick(["m0", "m1"]))!;
    const nodes = [...map.versions.get(map.live)!.keys()];
    const count = 1 + random.below(3);
    for (let n = 0; n < count; n += 1) {
      const again = items > 0 && random.chance(0.25);
      const item = again ? random.below(items) : items;
      if (!again) items += 1;
      for (const accountId of accountIds) {
        if (random.chance(0.3)) continue;
        wishes.push({
          accountId,
          itemKey: `i${item}`,
          title: "story",
          text: `words ${item % 4}`,
          ...(chains && random.chance(0.3) ? { rest: restOf(item, 1 + random.below(2)) } : {}),
          link: item % 3 === 0 ? null : `https://example.com/${item}`,
          ...(pictures !== "none" && random.chance(0.5) ? { picture: `picture-${item}` } : {}),
          node: random.pick(nodes),
          review: random.chance(0.05),
        });
      }
    }
    const limits = {
      perRun: random.chance(0.2) ? 3 : 500,
      hours: random.pick([1, 6, 24]),
      spread: random.below(2),
      resend: seed % 4 === 0,
    };
    const { created, drops } = memory.plan(map.id, wishes, limits);
    trace(`plan ${wishes.length} ${created} ${drops}`);
    checker.wished(wishes.length, created, drops);
  }

  const sweeps = [
    memory.recover,
    memory.expire,
    memory.release,
    startDue,
    () => lookUpLost(random.below(workers)),
    ...(chains ? [() => followWork(random.below(workers))] : []),
  ];
  const someone = () => memory.accounts.get(random.pick(accountIds))!;
  function deliveriesIn(state: string): Delivery[] {
    return all().filter((one) => one.state === state);
  }
  const withOne = (state: string, act: (one: Delivery) => void): void => {
    const some = deliveriesIn(state);
    if (some.length > 0) act(random.pick(some));
  };
  const truth = (one: Delivery): void => {
    if (one.code !== "ask_person") return;
    desk.answer(
      one,
      network.posts.some((post) => wishOf(post) === nameOf(one, one.part)),
    );
  };
  const choices: [number, string, () => void][] = [
    [8, "plan", plan],
    [10, "due lanes", startDue],
    [3, "drain one", () => start(random.below(workers), random.pick(accountIds))],
    [chains ? 4 : 0, "ask after", () => followWork(random.below(workers))],
    [5, "look up", () => lookUpLost(random.below(workers))],
    [4, "recover", memory.recover],
    [2, "expire", memory.expire],
    [3, "release", memory.release],
    [6, "seconds pass", () => clock.advance(random.below(20) * 1000)],
    [4, "minutes pass", () => clock.advance(random.below(20) * minute)],
    [1, "hours pass", () => clock.advance(random.below(10) * 60 * minute)],
    [3, "kill", () => kill(random.below(workers))],
    [3, "stall", () => clock.stall(owner(random.below(workers)), random.below(1200) * 1000)],
    [3, "approve", () => withOne("held", (one) => desk.approve(one, edit(one.text)))],
    [1, "decline", () => withOne("held", desk.decline)],
    [1, "reconsider", () => withOne("cancelled", desk.reconsider)],
    [1, "cancel", () => withOne("ready", desk.cancel)],
    [2, "answer", () => withOne("unknown", truth)],
    [4, "mode", () => void (someone().mode = random.pick(["auto", "auto", "ask", "paused"]))],
    [pictures === "none" ? 0 : 5, "second thoughts", secondThoughts],
    [2, "account", () => void (someone().state = random.pick(["connected", "connected", "reconnect", "disconnected"]))],
    [2, "token", () => void network.tokens.set(someone().id, someone().tokenEpoch + 1)],
    [2, "map", () => void (memory.maps.get("m0")!.state = random.pick(["live", "live", "paused"]))],
    [1, "version", publish],
    [2, "stop", () => void (memory.workspace.stopped = random.chance(0.5))],
    // Not in all histories: the others stay what they were.
    [seed % 4 === 3 ? 5 : 0, "charter", charter],
  ];
  function charter(): void {
    if (random.chance(0.3)) memory.workspace.charter = random.chance(0.2) ? null : random.below(9) + 1;
    else memory.accepted.set(someone().person, random.below(9) + 1);
  }
  /** The owner of something that is being prepared wants to be asked after all, and writes other words a while later. */
  function secondThoughts(): void {
    const begun = all().filter((one) => asked.has(one.id) && ["ready", "retry_wait", "held"].includes(one.state));
    if (begun.length === 0) return;
    const one = random.pick(begun);
    const account = memory.accounts.get(one.accountId)!;
    if (one.state === "held") desk.approve(one, edit(one.text));
    else account.mode = "ask";
    if (account.mode === "ask") start(random.below(workers), one.accountId);
  }
  function publish(): void {
    const map = memory.maps.get("m1")!;
    const targets = new Map([["t", random.pick(["all", "x only", "off all"])]]);
    if (random.chance(0.5)) targets.set("u", "all");
    map.live += 1;
    map.versions.set(map.live, targets);
  }
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);

  for (let n = 0; n < commands; n += 1) {
    let roll = random.below(total);
    const [, name, act] = choices.find(([weight]) => (roll -= weight) < 0)!;
    trace(name);
    act();
    checker.awake(memory);
    for (let steps = random.below(24); steps > 0; steps -= 1) if (!(await clock.step(now() + minute))) break;
  }

  // --- rest: everybody comes back, nobody stands in the way, and what is left must come to its end ---------------
  faults = 0;
  memory.workspace.stopped = false;
  memory.workspace.charter = null;
  for (const account of memory.accounts.values()) if (account.state !== "connected") account.state = "connected";
  for (const map of memory.maps.values()) map.state = "live";
  for (let round = 0; round < 300; round += 1) {
    for (const sweep of sweeps) sweep();
    while (await clock.step(now() + 2 * minute));
    for (const one of deliveriesIn("unknown")) truth(one);
    const left = all().some(
      (one) =>
        ["ready", "retry_wait", "sending", "processing"].includes(one.state) ||
        (one.state === "unknown" && one.code !== "ask_person"),
    );
    if (!left && clock.pending() === 0) break;
    clock.advance(round < 60 ? minute : 30 * minute);
  }
  checker.settled(memory, network.posts);
  return {
    seed,
    violations: checker.violations,
    hash: (hash >>> 0).toString(16).padStart(8, "0"),
    posts: network.posts.length,
    deliveries: memory.deliveries.size,
    events,
  };
}

/** What follows a post about an item, part by part. */
const restOf = (item: number, count: number): string[] =>
  Array.from({ length: count }, (_, part) => `words ${item % 4}, part ${part + 1}`);
