import { type RawBuilder, sql } from "kysely";
import { inWorkspace } from "../database/scope.ts";
import type { Db, Services } from "../ports.ts";
import { networkContext } from "../networks/bases.ts";
import { loginFor } from "../networks/grants/login.ts";
import { moment, type SweepOptions } from "./sweeps.ts";

/** What was prepared for a post that was withdrawn, or said otherwise, before it was used. */
export type Leftover = {
  workspaceId: string;
  accountId: string;
  deliveryId: number;
  network: string;
  data: unknown;
};

/** Of a sweep, and at once; and what a call may take, milliseconds: nobody waits for it, and it never holds anything up. */
const most = 50;
const together = 4;
const patience = 10_000;

/** As the index has it: withdrawn, or partly out and the rest withdrawn. */
const withdrawn = sql`prepared is not null and (state in ('cancelled','expired','rejected') or (state = 'published' and reason_code like 'rest\\_%'))`;

/**
 * Takes what is left over of posts that were withdrawn a minute ago or earlier (a no may be taken back), and of those whose owner wrote other
 * words. From then on nobody else has it, and it counts as ending at the network by itself: letting go is tried once, and a crash in it
 * loses nothing.
 */
export async function claimLeftovers(db: Db, limit: number, options: SweepOptions = {}): Promise<Leftover[]> {
  const now = moment(options);
  const told: RawBuilder<unknown> = sql`d.workspace_id as "workspaceId", d.account_id as "accountId", d.id as "deliveryId", d.network, p.data`;
  const { rows: ended } = await sql<Leftover>`
    with p as (
      select workspace_id, id, prepared->'data' as data from delivery where ${withdrawn} and settled_at <= ${now} - interval '1 minute'
      limit ${limit} for update skip locked
    )
    update delivery d set prepared = null, prepared_until = null, unprepared = case when jsonb_typeof(p.data) <> 'null' then 'ends' end
    from p where d.workspace_id = p.workspace_id and d.id = p.id returning ${told}`.execute(db);
  const { rows: edited } = await sql<Leftover>`
    with p as (
      select workspace_id, delivery_id, number, prepared->'data' as data from earlier_post where prepared is not null
      limit ${limit} for update skip locked
    ), done as (
      update earlier_post e set prepared = null from p
      where e.workspace_id = p.workspace_id and e.delivery_id = p.delivery_id and e.number = p.number
    )
    select ${told} from p join delivery d on d.workspace_id = p.workspace_id and d.id = p.delivery_id`.execute(db);
  return [...ended, ...edited].filter(({ data }) => data !== null);
}

/** Tells networks to let go of what will not be used, where they can be told; best effort. Gives how much there was. */
export async function letGo(services: Services, stop: () => boolean, options: SweepOptions = {}): Promise<number> {
  const queue = await claimLeftovers(services.db, most, options);
  const count = queue.length;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !stop(); next = queue.shift()) {
      const { workspaceId, deliveryId } = next;
      await inWorkspace(workspaceId, () => letGoOne(services, next)).catch((error: unknown) =>
        services.log.debug({ err: error, workspaceId, delivery: deliveryId }, "what was prepared could not be let go"),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, count) }, work));
  return count;
}

async function letGoOne(
  services: Services,
  { workspaceId, accountId, deliveryId, ...leftover }: Leftover,
): Promise<void> {
  const network = services.nodes.networks.get(leftover.network);
  if (network?.unprepare === undefined) return;
  const { kind, login } = { login: null, ...(await loginFor(services, workspaceId, accountId)) };
  // Disconnected: we may not speak for the account any more.
  if (kind !== "login" || login === null) return;
  await network.unprepare(networkContext(services, network, login.server, patience), login, leftover.data);
  await sql`update delivery set unprepared = 'let_go'
    where workspace_id = ${workspaceId} and id = ${deliveryId} and unprepared = 'ends'`.execute(services.db);
}
