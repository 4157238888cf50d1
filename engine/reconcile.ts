import type { AccountKind } from "./card.ts";
import { type Lane, type LanePorts, type RefusalCode, replay } from "./lane.ts";
import { findPost, isContested, type Lost, lookSince, looksNeeded, nextLook, type Said } from "./lookup.ts";
import type { Manner, Seen } from "./network.ts";

/** A lost outcome that we look up now; nobody else does meanwhile. `now` is the ledger's clock, milliseconds since the epoch. */
export type Claimed = Lane & {
  deliveryId: number;
  epoch: number;
  network: string;
  /** The account's; a person's unless said. */
  kind?: AccountKind;
  lost: Lost;
  now: number;
  /** The account's server does not know our keys (`Limits.keyless`): it is only read. */
  keyless?: boolean;
};

/** What a look that did not find the post came to. `again`: when the next one is worth it; `lookedAt` null: it was no look at all. */
export type Look = { absent: boolean; looked: boolean; again: number };

/** Every write is a compare-and-set: it counts only while the delivery is `unknown` in the claimed epoch. */
export type LookupPorts = {
  /** Lost outcomes that may be due for a look. A claim that never reports back is due again by itself. */
  claim: () => Promise<Claimed[]>;
  note: (claimed: Claimed, look: Look) => Promise<void>;
  /** The post is there: it is ours. Wakes the lane. */
  adopt: (claimed: Claimed, post: Seen) => Promise<void>;
  /** A person is asked; or it is sent again, where the map allows it and it was surely absent often enough. Wakes the lane. */
  giveUp: (claimed: Claimed) => Promise<void>;
  /**
   * Which of these posts belong to other deliveries of the account; and the account's others that may be there without anybody
   * knowing which post is theirs: where one of them fits as well, nobody can say whose a post is.
   */
  taken: (claimed: Claimed, remoteIds: string[]) => Promise<{ ids: ReadonlySet<string>; rivals: readonly Said[] }>;
  wake: (lane: Lane) => Promise<void>;
  /** How the network can be asked; null where it is not known any more. */
  network: (name: string, kind: AccountKind) => { manner: Manner; readable: boolean } | null;
  /** The account's newest posts back to `since`; null where they could not be read now. */
  recent: (claimed: Claimed, since: number) => Promise<{ seen: Seen[]; full: boolean } | null>;
  lane: () => LanePorts;
  /** Share of the usual time between two looks (1). */
  pace?: number;
  /** One look failed; the others go on. */
  failed: (error: unknown, claimed: Claimed) => void;
};

/** Looks under way at once. */
const together = 8;
const minute = 60_000;

/**
 * Looks up lost outcomes that are due for it, each in its network's manner. Several workers may do it. Gives how many were looked
 * at; ends early where `stop` says so.
 */
export async function reconcile(ports: LookupPorts, stop: () => boolean): Promise<number> {
  const queue = await ports.claim();
  const count = queue.length;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !stop(); next = queue.shift()) {
      try {
        await lookUp(ports, next);
      } catch (error) {
        ports.failed(error, next);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, count) }, work));
  return count;
}

async function lookUp(ports: LookupPorts, claimed: Claimed): Promise<void> {
  const network = ports.network(claimed.network, claimed.kind ?? "person");
  if (network === null) return ports.giveUp(claimed);
  const manner = network.manner === "key" && claimed.keyless === true ? "readable" : network.manner;
  const next = nextLook(manner, network.readable, claimed.lost, claimed.now, ports.pace);
  switch (next.do) {
    case "wait":
      return ports.note(claimed, { absent: false, looked: false, again: next.until });
    case "ask":
      return ports.giveUp(claimed);
    case "read":
      return readBack(ports, claimed);
    case "replay":
      // A key is not trusted blindly: servers have answered a repeat with an error though the post was there, and made two of two calls.
      if (manner === "key" && network.readable && !(await surelyAbsent(ports, claimed))) return;
      return makeAgain(ports, claimed, next.until, network.readable);
  }
}

/** Reads the account before a call is made again. Where the post is there it is adopted; where nobody can say, another look is noted. */
async function surelyAbsent(ports: LookupPorts, claimed: Claimed): Promise<boolean> {
  const found = await seek(ports, claimed);
  if (found === "absent") return true;
  const again = claimed.now + 2 * minute * (ports.pace ?? 1);
  if (found !== "adopted") await ports.note(claimed, { absent: false, looked: true, again });
  return false;
}

/** Refusals after which the same replay may still pass later, inside its window. */
const passing = new Set<RefusalCode>(["busy", "frozen", "stopped"]);

/** Sends the same call with the same key through the gate; where it may not be sent any more it can only be read, or asked for. */
async function makeAgain(ports: LookupPorts, claimed: Claimed, until: number, readable: boolean): Promise<void> {
  const { workspaceId, accountId, deliveryId, epoch, now } = claimed;
  const lane = { workspaceId, accountId };
  await ports.note(claimed, { absent: false, looked: true, again: now + 2 * minute * (ports.pace ?? 1) });
  const done = await replay(lane, { deliveryId, epoch, until }, ports.lane());
  if ("verdict" in done) {
    await ports.wake(lane);
    // A refusal will not change: it was settled as a question to a person.
    return;
  }
  if (passing.has(done.refused)) return;
  await (readable ? readBack(ports, claimed) : ports.giveUp(claimed));
}

/**
 * Looks for the post on its account, and adopts it. `unsure`: the account could not be read, or not far enough back, or the post may as well be
 * another delivery's.
 */
async function seek(ports: LookupPorts, claimed: Claimed): Promise<"adopted" | "absent" | "unsure"> {
  const page = await ports.recent(claimed, lookSince(claimed.lost));
  if (page === null) return "unsure";
  const taken = await ports.taken(
    claimed,
    page.seen.map(({ remoteId }) => remoteId),
  );
  const found = findPost(claimed.lost, page.seen, taken.ids);
  if (found !== null && isContested(claimed.lost, found, taken.rivals)) return "unsure";
  if (found !== null) {
    await ports.adopt(claimed, found);
    return "adopted";
  }
  // Only a page that reaches back past the gate proves that the post is absent.
  return page.full ? "absent" : "unsure";
}

async function readBack(ports: LookupPorts, claimed: Claimed): Promise<void> {
  const found = await seek(ports, claimed);
  if (found === "adopted") return;
  const again = claimed.now + 10 * minute * (ports.pace ?? 1);
  await ports.note(claimed, { absent: found === "absent", looked: true, again });
  if (found === "absent" && claimed.lost.absent + 1 >= looksNeeded) await ports.giveUp(claimed);
}
