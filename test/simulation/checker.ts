import { type DeliveryState, mayBecome } from "#engine/delivery.ts";
import { isQuiet } from "#engine/window.ts";
import { isOff } from "./gate.ts";
import type { Account, Delivery, Memory } from "./memory.ts";
import type { Accepted } from "./network.ts";

/** The promises, looked at from outside: what the network took, what was allowed then, and what became of each wish. */
export type Checker = ReturnType<typeof makeChecker>;

export function makeChecker(now: () => number, wishOf: (post: Accepted) => string) {
  const violations: string[] = [];
  const fail = (what: string): void => {
    if (violations.length < 20) violations.push(`${what} (at ${now()})`);
  };
  const byPost = new Map<string, number>();
  const sendings = new Map<string, number>();
  const open = new Map<string, number>();
  /** Until when the network said that an account must wait; it counts from when our ledger knows. */
  const announced = new Map<string, number>();
  const limited = new Map<string, number>();
  let expectedWishes = 0;
  let planned = 0;

  /** Whatever is done with a post outside of our house: somebody allowed it, and nobody forbids it now. */
  function permitted(
    what: string,
    one: Delivery,
    world: Pick<Memory, "accounts" | "maps" | "workspace" | "lacksCharter">,
  ): void {
    const account = world.accounts.get(one.accountId)!;
    if (account.mode === "paused") fail(`${what} while the owner paused: ${one.id}`);
    if (account.mode !== "auto" && !one.approved) fail(`${what} without consent: ${one.id}`);
    if (world.lacksCharter(account)) fail(`${what} without the charter: ${one.id}`);
    if (account.state !== "connected") fail(`${what} while ${account.state}: ${one.id}`);
    if (world.workspace.stopped) fail(`${what} while stopped: ${one.id}`);
    const map = world.maps.get(one.mapId)!;
    if (map.state !== "live") fail(`${what} while the map is ${map.state}: ${one.id}`);
    if (!map.versions.get(map.live)!.has(one.node)) fail(`${what} without a target: ${one.id}`);
    if (map.live !== one.version && isOff(map.versions.get(map.live)!.get(one.node)))
      fail(`${what} while its target is off: ${one.id}`);
    if (one.expiresAt <= now()) fail(`${what} after its deadline: ${one.id}`);
  }

  return {
    violations,
    limited,
    announced,
    wished(wishes: number, created: number, drops: number): void {
      expectedWishes += wishes;
      planned += created + drops;
      if (expectedWishes !== planned) fail("unaccounted: wishes differ from deliveries and drops");
    },
    /** The network took a post. */
    accepted(post: Accepted, one: Delivery): void {
      const name = wishOf(post);
      const part = one.rest.indexOf(post.text) + 1;
      if (part === 0 && post.text !== one.text) fail(`other words than were agreed: ${one.id}`);
      if (part === 0 && post.picture !== one.picture) fail(`without its own picture: ${one.id}`);
      if (part > 0 && !byPost.has(nameOf(one, part - 1))) fail(`a part before the one that it follows: ${one.id}`);
      const count = (byPost.get(name) ?? 0) + 1;
      byPost.set(name, count);
      if (count > 1) fail(`duplicate: ${name}`);
    },
    /** A call left our house. `gateAsked` on the sender's monotonic clock. */
    called(accountId: string, gateAge: number): void {
      if (gateAge > 5_000) fail(`stale gate: ${accountId} ${gateAge}`);
      if ((limited.get(accountId) ?? 0) > now()) fail(`called before the reset: ${accountId}`);
      const count = (open.get(accountId) ?? 0) + 1;
      open.set(accountId, count);
      if (count > 1) fail(`two calls of one account at once: ${accountId}`);
    },
    ended(accountId: string): void {
      open.set(accountId, Math.max(0, (open.get(accountId) ?? 0) - 1));
    },
    moved(one: Delivery, from: DeliveryState, to: DeliveryState): void {
      // What waits becomes unknown only where the database went back in time, and it does not here.
      const unknown = to === "unknown" && from !== "sending" && from !== "processing";
      if (!mayBecome(from, to) || unknown) fail(`forbidden step: ${from} to ${to} (${one.id})`);
      if (from === "sending" && one.code === "limited") limited.set(one.accountId, announced.get(one.accountId) ?? 0);
      const holds = (state: DeliveryState): number => (state === "sending" || state === "processing" ? 1 : 0);
      sendings.set(one.accountId, (sendings.get(one.accountId) ?? 0) + holds(to) - holds(from));
      if ((sendings.get(one.accountId) ?? 0) > 1) fail(`two sending in one lane: ${one.accountId}`);
    },
    /** A delivery passed the gate; everything that must hold at this moment, in its plainest words. */
    gated(
      one: Delivery,
      replay: boolean,
      world: Pick<Memory, "accounts" | "maps" | "workspace" | "lacksCharter" | "of" | "laneOf">,
    ): void {
      permitted("gated", one, world);
      if (replay) return;
      inOrder(one, world.accounts.get(one.accountId)!, world, fail, now());
      if ((one.prepared?.until ?? Infinity) <= now()) fail(`gated with what has ended: ${one.id}`);
    },
    permitted,
    /** A lane that has work is never forgotten. */
    awake(world: Pick<Memory, "deliveries" | "lanes">): void {
      for (const one of world.deliveries.values()) {
        if (
          (one.state === "ready" || one.state === "retry_wait") &&
          one.expiresAt > now() &&
          world.lanes.get(one.accountId)?.nextAt === null
        ) {
          fail(`unaccounted: ${one.id} waits in a lane that nobody looks at`);
        }
      }
    },
    /** When everything has come to rest. */
    settled(world: Pick<Memory, "deliveries">, posts: readonly Accepted[]): void {
      const taken = new Set(posts.map(wishOf));
      for (const one of world.deliveries.values()) {
        const there = taken.has(nameOf(one, 0));
        if (["ready", "retry_wait", "sending", "processing"].includes(one.state))
          fail(`unaccounted: ${one.id} is left ${one.state}`);
        for (const wrong of chainFaults(one, taken)) fail(`unaccounted: ${wrong}`);
        if (one.state === "unknown" && one.code !== "ask_person")
          fail(`unaccounted: ${one.id} is unknown and nobody was asked`);
        if (one.state === "published" && !there) fail(`unaccounted: ${one.id} is published and not there`);
        // A rest may wait for its account, its owner or its map.
        if (there && one.part === 0 && one.state !== "published" && one.state !== "unknown")
          fail(`unaccounted: ${one.id} is there and ${one.state}`);
      }
      const owned = new Map<string, number>();
      for (const one of world.deliveries.values()) {
        if (one.remoteId === null) continue;
        if (owned.has(one.remoteId)) fail(`unaccounted: ${one.id} has the post of ${owned.get(one.remoteId)}`);
        owned.set(one.remoteId, one.id);
      }
    },
  };
}

/** What the network's posts of a delivery are called here. */
export const nameOf = ({ accountId, itemKey }: Pick<Delivery, "accountId" | "itemKey">, part: number): string =>
  part === 0 ? `${accountId} ${itemKey}` : `${accountId} ${itemKey}, part ${part}`;

/** Of a post of several parts: each that the ledger knows to be out is there, and none that it gave up. */
function chainFaults(one: Delivery, taken: ReadonlySet<string>): string[] {
  const cut = one.code?.startsWith("rest_") === true;
  const whole = one.state === "published" && !cut;
  return one.rest.flatMap((_, index) => {
    const number = index + 1;
    const there = taken.has(nameOf(one, number));
    const out = whole || number < one.part || (cut && number === one.part && one.code === "rest_untied");
    if (out && !there) return [`part ${number} of ${one.id} is published and not there`];
    const open = one.state === "unknown" && number === one.part;
    return !out && !open && there ? [`part ${number} of ${one.id} is there and was given up`] : [];
  });
}

/** No delivery of the lane that could have gone was passed over, and the lane was free to go. */
function inOrder(
  one: Delivery,
  account: Account,
  world: Pick<Memory, "of" | "laneOf">,
  fail: (what: string) => void,
  at: number,
): void {
  const mine = world.of(one.accountId);
  const begun = mine.find((other) => other !== one && other.part > 0 && isWaiting(other, at));
  if (begun !== undefined && one.part === 0) fail(`between two parts of ${begun.id}: ${one.id}`);
  // What is partly out comes before all others.
  const before = mine.find(
    (other) =>
      one.part === 0 &&
      other !== one &&
      (other.state === "ready" || other.state === "retry_wait") &&
      other.expiresAt > at &&
      (other.dueAt < one.dueAt || (other.dueAt === one.dueAt && other.id < one.id)),
  );
  if (before !== undefined) fail(`out of order: ${one.id} before ${before.id}`);
  if (one.dueAt > at) fail(`gated before it was due: ${one.id}`);
  const lost = mine.find((other) => other.state === "unknown" && other.settledAt! > at - 15 * 60_000);
  if (lost !== undefined) fail(`gated past an unknown: ${one.id} past ${lost.id}`);
  if (isQuiet(account.hours, at)) fail(`gated in quiet hours: ${one.id}`);
}

const isWaiting = (one: Delivery, at: number): boolean =>
  (one.state === "ready" || one.state === "retry_wait") && one.expiresAt > at && one.dueAt <= at;
