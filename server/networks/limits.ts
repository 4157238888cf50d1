import { sql } from "kysely";
import type { Limits } from "#engine/card.ts";
import type { Network } from "#engine/network.ts";
import { askAnew } from "../ledger/access.ts";
import { networkContext } from "./bases.ts";
import type { NetworkServices } from "./services.ts";

/** Servers that one round asks, and how many at a time. */
const most = 20;
const atOnce = 4;
/** Hours until a server is asked again; after a failure in one. */
const hours = 24;
/** Milliseconds that one may take. */
const patience = 10_000;

type Place = { network: string; server: string };

/**
 * Asks the servers of federated networks what they allow now, each once for all accounts on it, whatever workspace: what changed stands
 * with the accounts from then on, counts as new terms, and what a rule held for the old ones is asked for again. A server that does
 * not answer leaves them as they are. Any number of processes may do it. Answers how many were asked.
 */
export async function refreshLimits(services: NetworkServices): Promise<number> {
  const able = [...services.nodes.networks.values()].filter(({ limits }) => limits !== undefined);
  const places = await claim(
    services,
    able.map(({ card }) => card.name),
  );
  const queue = places.values();
  const work = async () => {
    for (const place of queue) {
      const network = services.nodes.networks.get(place.network)!;
      const limits = await readLimits(services, network, place.server).catch((err: unknown) => {
        services.log.info({ err, ...place }, "a server did not say what it allows; what is known stays");
        return null;
      });
      if (limits !== null) await keep(services, place, limits);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, places.length) }, work));
  return places.length;
}

/** What a server allows. Rejects where its network has no such question, or it does not answer in time. */
async function readLimits(services: NetworkServices, network: Network, server: string): Promise<Limits> {
  if (network.limits === undefined) throw new Error(`${network.card.title} has no servers of its own limits`);
  return await network.limits(networkContext(services, network, server, patience));
}

/**
 * Servers whose turn it is; each counts as asked an hour before its next turn, so that nobody else asks it meanwhile. What another process
 * claimed in this moment is looked at again when its row is free, and is not ours.
 */
async function claim({ db, clock }: NetworkServices, networks: string[]): Promise<Place[]> {
  const now = new Date(clock.now()).toISOString();
  const { rows } = await sql<Place>`
    with due as (
      select network, server from account where server <> '' and state = 'connected' and network = any(${networks}::text[])
        and (limits_read_at is null or limits_read_at < ${now}::timestamptz - make_interval(hours => ${hours}))
      group by 1, 2 order by min(limits_read_at) nulls first limit ${most}
    ), asked as (
      update account a set limits_read_at = ${now}::timestamptz - make_interval(hours => ${hours - 1}) from due
      where a.network = due.network and a.server = due.server and a.state = 'connected'
        and (a.limits_read_at is null or a.limits_read_at < ${now}::timestamptz - make_interval(hours => ${hours}))
      returning a.network, a.server
    )
    select distinct network, server from asked order by 1, 2`.execute(db);
  return rows;
}

async function keep({ db, clock }: NetworkServices, { network, server }: Place, limits: Limits): Promise<void> {
  const now = new Date(clock.now()).toISOString();
  const stored = JSON.stringify(limits);
  await db.transaction().execute(async (trx) => {
    await sql`update account set limits_read_at = ${now}::timestamptz where network = ${network} and server = ${server}`.execute(
      trx,
    );
    const { rows } = await sql<{ workspace: string; ids: string[] }>`
      with changed as (
        update account set limits = ${stored}::jsonb, terms_epoch = terms_epoch + 1
        where network = ${network} and server = ${server} and limits is distinct from ${stored}::jsonb
        returning workspace_id, id
      )
      select workspace_id as workspace, array_agg(id) as ids from changed group by 1 order by 1`.execute(trx);
    for (const { workspace, ids } of rows) await askAnew(trx, workspace, ids);
  });
}
