import { sql } from "kysely";
import { inWorkspace } from "../database/scope.ts";
import { networkContext } from "../networks/bases.ts";
import { loginFor } from "../networks/grants/login.ts";
import type { Services } from "../ports.ts";
import { timeNow } from "../time/clock.ts";
import { spendReading } from "./budget.ts";
import { measurable, networksOf } from "./plan.ts";

/** Accounts that one sweep asks, and hours between two readings of one. */
const most = 200;
const hours = 24;

type Account = { workspaceId: string; accountId: string; network: string };

/** Reads the followers of accounts once a day. Gives how many were read. */
export async function takeAudiences(services: Services, signal?: AbortSignal): Promise<number> {
  const kinds = measurable(services.nodes.networks, "audience");
  const at = timeNow(services.clock);
  const { rows } = await sql<Account>`
    update account a set audience_at = ${at} where (a.workspace_id, a.id) in (
      select c.workspace_id, c.id from account c join workspace w on w.id = c.workspace_id
      where c.state = 'connected' and (c.audience_at is null or c.audience_at < ${at} - make_interval(hours => ${hours}))
        and c.network = any(${networksOf(kinds)})
        and (c.network || '/' || c.kind = any(${kinds.free}) or (c.network || '/' || c.kind = any(${kinds.paid}) and c.network = any(w.paid_readings)))
      order by c.audience_at nulls first limit ${most} for update of c skip locked)
    returning a.workspace_id as "workspaceId", a.id as "accountId", a.network`.execute(services.db);
  let read = 0;
  for (const account of rows) {
    if (signal?.aborted === true) break;
    if (await inWorkspace(account.workspaceId, () => readOne(services, account))) read += 1;
  }
  return read;
}

/** What could not be read today is read tomorrow: a day's gap in a line of followers is no loss. */
async function readOne(services: Services, { workspaceId, accountId, network: name }: Account): Promise<boolean> {
  const network = services.nodes.networks.get(name);
  if (network?.audience === undefined) return false;
  const login = await loginFor(services, workspaceId, accountId);
  if (login.kind !== "login") return false;
  const { readings } = network.budget;
  if (readings !== undefined && (await spendReading(services, { workspaceId, accountId }, readings)) !== null)
    return false;
  const answer = await network
    .audience(networkContext(services, network, login.login.server), login.login)
    .catch(() => null);
  if (answer?.kind !== "read") return false;
  await services.db
    .insertInto("reading")
    .values({
      workspace_id: workspaceId,
      account_id: accountId,
      at: new Date(services.clock.now()).toISOString(),
      counts: JSON.stringify({ followers: answer.followers }),
      until: endOf(network.card.readings?.keep?.followers, services.clock.now()),
    })
    .execute();
  return true;
}

const endOf = (seconds: number | undefined, now: number): string | null =>
  seconds === undefined ? null : new Date(now + seconds * 1000).toISOString();
