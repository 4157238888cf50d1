import { judgeStatus, type Pending } from "./delivery.ts";
import type { Gated, LedgerPort, Settlement } from "./lane.ts";
import { settlementOf } from "./lane.ts";
import type { CallResult } from "./network.ts";

/**
 * A part that its network took and works on, and that we ask after now; nobody else does meanwhile. `now` is the ledger's clock,
 * milliseconds since the epoch.
 */
export type Following = Gated & { pending: Pending; now: number };

export type FollowPorts = {
  ledger: LedgerPort;
  /** Those that are due to be asked after. A claim that never reports back is due again by itself. */
  claim: () => Promise<Following[]>;
  /** Asks the network; null where it could not be asked now, `never` where it tells nobody. */
  ask: (following: Following) => Promise<CallResult | null | "never">;
  /** As a lane does it: one refresh of the access. */
  refresh: (following: Following) => Promise<unknown>;
  /** One question failed; the others go on. */
  failed: (error: unknown, following: Following) => void;
};

/** Questions under way at once. */
const together = 8;

/**
 * Asks networks what became of what they were working on, until each part is out, refused, or past its deadline. Several workers may do
 * it; what was being asked after when a worker died is asked after again. Gives how many were asked after.
 */
export async function follow(ports: FollowPorts, stop: () => boolean): Promise<number> {
  const queue = await ports.claim();
  const count = queue.length;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !stop(); next = queue.shift()) {
      try {
        await followOne(ports, next);
      } catch (error) {
        ports.failed(error, next);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, count) }, work));
  return count;
}

async function followOne(ports: FollowPorts, following: Following): Promise<void> {
  const { workspaceId, accountId, pending, now } = following;
  const answer = await ports.ask(following);
  let result = answer === "never" ? null : answer;
  if (result?.kind === "unauthorised") {
    // The next question has the new access; a dead one ends with the deadline.
    if (result.closed !== true) await ports.refresh(following);
    result = null;
  }
  const so = answer === "never" ? { ...pending, until: now } : pending;
  const settle: Settlement = { ...settlementOf(following, judgeStatus(result, so, now)), polled: true };
  await ports.ledger.round({ lane: { workspaceId, accountId }, settle, gate: false, window: null });
}
