import type { Asking } from "../inbox/poll.ts";
import { across, inWorkspace } from "../database/scope.ts";
import type { Services } from "../ports.ts";
import { carryOut } from "./look.ts";
import { lease, type Look, renewLooks, takeLooks, takeOver } from "./looks.ts";

/** Looks under way in a process: most wait for an answer from outside, but each may want one of the few connections that the lanes need too. */
const most = 64;
/** Milliseconds between two glances at what is due, and between two renewals of what is under way. */
const pause = 1000;
const renewEvery = (lease * 1000) / 4;

/**
 * Takes maps at their times and looks for them, many at once: none waits for another that is slow. `stop` takes no more, gives back what
 * is under way, and resolves when nothing is.
 */
export function startLooks(services: Services, places: NonNullable<Asking["places"]>): { stop: () => Promise<void> } {
  const { db, log } = services;
  const stopping = new AbortController();
  const hand = new Map<string, { look: Look; lost: AbortController; work: Promise<void> }>();
  let timer: NodeJS.Timeout | undefined;
  let glancing = Promise.resolve();

  const begin = (look: Look): void => {
    const lost = new AbortController();
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    const work = inWorkspace(look.workspaceId, () => carryOut(services, look, signal, places))
      .catch((err: unknown) => {
        if (!signal.aborted)
          log.warn({ err, workspace: look.workspaceId, map: look.mapId }, "a look failed; it is tried again");
      })
      .finally(() => hand.delete(look.mapId));
    hand.set(look.mapId, { look, lost, work });
  };

  const glance = async (): Promise<void> => {
    try {
      for (let more = true; more && !stopping.signal.aborted;) {
        const left = await across("schedule", () => takeOver(db, most - hand.size));
        for (const look of left) begin(look);
        const { looks, full } =
          hand.size < most
            ? await across("schedule", () => takeLooks(db, most - hand.size))
            : { looks: [], full: false };
        for (const look of looks) begin(look);
        more = full && hand.size < most;
      }
    } catch (err) {
      log.warn({ err }, "maps that are due could not be taken; it is tried again");
    }
  };
  const again = (): void => {
    timer = setTimeout(() => void (glancing = glance().finally(() => stopping.signal.aborted || again())), pause);
  };

  const renewal = setInterval(() => void renew(), renewEvery);
  const renew = async (): Promise<void> => {
    const looks = [...hand.values()].map(({ look }) => look);
    try {
      const still = await across("schedule", () => renewLooks(db, looks));
      for (const look of looks) {
        const held = hand.get(look.mapId);
        if (held?.look === look && !still.has(look.mapId))
          held.lost.abort(new Error("somebody else looks for this map"));
      }
    } catch (err) {
      log.warn({ err }, "looks could not be renewed; it is tried again");
    }
  };

  again();
  return {
    stop: async () => {
      stopping.abort(new Error("Relaymap is stopping"));
      clearTimeout(timer);
      clearInterval(renewal);
      await glancing;
      const looks = [...hand.values()].map(({ look }) => look);
      await Promise.all([...hand.values()].map(({ work }) => work));
      await across("schedule", () => renewLooks(db, looks, 0)).catch((err: unknown) =>
        log.warn({ err }, "looks could not be given back"),
      );
    },
  };
}
