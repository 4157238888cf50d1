import { sql } from "kysely";
import { across, inWorkspace } from "../../database/scope.ts";
import type { NetworkServices } from "../services.ts";
import { endEmpty, lockGrants, revokeEnded } from "./end.ts";
import { renewable, tellOfEnds } from "./ending.ts";
import { renewAhead } from "./refresh.ts";
import { resealAll } from "./reseal.ts";

/** Milliseconds between two rounds. */
const period = 60_000;
/** Grants that one round looks after, of each kind; the next one goes on. */
const most = 50;

/**
 * Looks after what networks gave us: seals tokens from before there were grants again, once; then, round by round, gives back what
 * no account is left of, and renews long-lived accesses well before their end. `further`: what other rooms do in each round, by name.
 * Any number of processes may do it. `stop` resolves when nothing of it is under way.
 */
export function startGrants(
  services: NetworkServices,
  further: Readonly<Record<string, (services: NetworkServices) => Promise<unknown>>> = {},
): { stop: () => Promise<void> } {
  let stopped = false;
  const quietly = async (task: string, work: () => Promise<unknown>): Promise<void> => {
    if (stopped) return;
    await across("grants", work).catch((err: unknown) =>
      services.log.warn({ err, task }, "a recurring task failed; it is tried again"),
    );
  };
  let running = quietly("seal old tokens again", async () => {
    const count = await resealAll(services, () => stopped);
    if (count > 0) services.log.info({ count }, "tokens from before there were grants were sealed again");
  });
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    for (const [task, work] of Object.entries(further))
      running = running.then(() => quietly(task, () => work(services)));
    running = running
      .then(() => quietly("end empty grants", () => endLeft(services)))
      .then(() => quietly("renew ahead", () => renewEnding(services, () => stopped)))
      .then(() => quietly("tell of accesses that end", () => tellOfEnds(services)))
      .finally(() => {
        busy = false;
      });
  }, period);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** Gives back grants of which no account is left: two who left at once, or a process that stopped in between. Answers how many. */
export async function endLeft(services: NetworkServices): Promise<number> {
  const { rows } = await sql<{ workspace_id: string; id: string }>`
    select g.workspace_id, g.id from network_grant g where g.state <> 'ended' and g.renewed_at < now() - interval '1 minute'
      and not exists (select from account a where a.workspace_id = g.workspace_id and a.grant_id = g.id)
    order by g.renewed_at limit ${most}`.execute(services.db);
  for (const { workspace_id, id } of rows) {
    await inWorkspace(workspace_id, async () => {
      const ended = await services.db
        .transaction()
        .execute(async (trx) => endEmpty(trx, await lockGrants(trx, workspace_id, [id])));
      await revokeEnded(services, ended);
    });
  }
  return rows.length;
}

/**
 * Renews accesses that live for days while they still work: one that ends unused cannot be renewed any more on some networks
 * (Facebook's of 60 days). One that was given for a few days only is renewed in their second half. Those of hours are renewed when they are needed; those that only a person can renew work to their last day.
 * Answers how many were renewed.
 */
export async function renewEnding(services: NetworkServices, stop: () => boolean = () => false): Promise<number> {
  const now = new Date(services.clock.now()).toISOString();
  const { rows } = await sql<{ workspace_id: string; id: string; epoch: number }>`
    select workspace_id, id, epoch from network_grant
    where state = 'live' and (sealed_refresh is not null or network || '/' || connection = any(${renewable(services.nodes)}::text[]))
      and token_expires_at > ${now}::timestamptz
      and token_expires_at < ${now}::timestamptz + least(interval '7 days', (token_expires_at - renewed_at) / 2)
      and token_expires_at - renewed_at > interval '2 days' and (refreshing_until is null or refreshing_until < ${now}::timestamptz)
    order by token_expires_at limit ${most}`.execute(services.db);
  let renewed = 0;
  for (const { workspace_id, id, epoch } of rows) {
    if (stop()) break;
    if (await inWorkspace(workspace_id, () => renewAhead(services, workspace_id, id, epoch))) renewed += 1;
  }
  return renewed;
}
