import { sql } from "kysely";
import { judge } from "#engine/delivery.ts";
import { settlementOf } from "#engine/lane.ts";
import { type Window, windowAt } from "#engine/window.ts";
import { openLedger } from "#server/ledger/rounds.ts";
import type { World } from "#test/main-job/world.ts";

const networks = new Map([["plain", { budget: { account: null, app: null } }]]) as never;
/** Questions to one lane: more mean that it never comes to an end. */
const mostAsked = 400;

/**
 * Lets every lane go by the real gate, from a moment on (now), as a worker would that never sleeps past what it is told: what passes is published at
 * once. `most` posts of each; `until`: no later. Gives when each delivery passed, milliseconds.
 */
export async function send(
  { services: { db }, workspaceId }: World,
  most: number,
  from: number | null = null,
  until = Infinity,
): Promise<Map<number, number>> {
  // Who was never given anything has no lane, and is busy for whoever asks.
  const { rows } = await sql<{ id: string; at: string }>`select a.id, clock_timestamp() as at from account a
    join lane l on l.workspace_id = a.workspace_id and l.account_id = a.id where a.workspace_id = ${workspaceId} order by a.name`.execute(
    db,
  );
  const passed = new Map<number, number>();
  for (const { id, at } of rows) {
    let now = from ?? Date.parse(at);
    const ledger = openLedger({ db, worker: "t", networks, now: () => now });
    const lane = { workspaceId, accountId: id };
    let window: Window | null = null;
    let sent = 0;
    for (let asked = 0; sent < most; asked += 1) {
      if (asked > mostAsked) throw new Error("A lane comes to no end.");
      const { gated, refused } = await ledger.round({ lane, settle: null, gate: true, window });
      if (gated !== null) {
        passed.set(gated.deliveryId, now);
        const verdict = judge(
          { kind: "published", status: 200, raw: "", remoteId: `r${gated.deliveryId}`, url: null },
          { attempt: 1, suspected: false, refreshed: false, now, random: 0 },
        );
        await ledger.round({ lane, settle: settlementOf(gated, verdict), gate: false, window: null });
        sent += 1;
      } else if (refused!.code === "window") window = windowAt(refused!.hours, now);
      // What the gate itself put aside says nothing of what comes after it: a worker asks again (engine/lane.ts).
      else if (refused!.code !== "held") {
        const next: number | null = refused!.until;
        if (next === null || next > until) break;
        // The database counts finer than we do; and what was put aside asks again at once.
        now = Math.max(now + 1, next);
      }
    }
  }
  return passed;
}
