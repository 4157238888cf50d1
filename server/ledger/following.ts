import { sql } from "kysely";
import type { LedgerPort } from "#engine/lane.ts";
import type { Following, FollowPorts } from "#engine/processing.ts";
import { inWorkspace } from "../database/scope.ts";
import type { Db, Services } from "../ports.ts";
import { lanePorts } from "./publisher.ts";
import { type Handed, sendingOf } from "./rounds.ts";
import { moment, type SweepOptions } from "./sweeps.ts";

/** Questions that one sweep takes at most. */
const most = 100;

type Row = Pick<
  Following,
  "workspaceId" | "accountId" | "deliveryId" | "epoch" | "network" | "attempts" | "tokenEpoch" | "now"
> &
  Handed & { prepared: unknown; processing: Following["pending"] };

/**
 * Claims what networks are working on and should be asked after, the longest due first: `lease_until` of a `processing` says when, and a
 * claim puts it off for as long as a question may take. Two workers never claim one at a time.
 */
export async function claimProcessing(
  db: Db,
  limit: number,
  options: SweepOptions & { hold?: number } = {},
): Promise<Following[]> {
  const now = moment(options);
  const { rows } = await sql<Row>`
    with picked as (
      select workspace_id, id from delivery where state = 'processing' and lease_until <= ${now}
      order by lease_until limit ${limit} for update skip locked
    )
    update delivery d set lease_until = ${now} + make_interval(secs => ${(options.hold ?? 60_000) / 1000})
    from picked p, account a
    where d.workspace_id = p.workspace_id and d.id = p.id and d.state = 'processing' and a.workspace_id = d.workspace_id and a.id = d.account_id
    returning d.workspace_id as "workspaceId", d.account_id as "accountId", d.id as "deliveryId", d.epoch, d.network,
      coalesce(d.post, jsonb_build_object('version', 0, 'text', d.text, 'link', d.link)) as post, d.key, d.part,
      (extract(epoch from d.created_at) * 1000)::float8 as made, ledger_before(d.workspace_id, d.id, d.part) as before,
      d.prepared->'data' as prepared, d.attempts, a.token_epoch as "tokenEpoch", d.processing, (extract(epoch from ${now}) * 1000)::float8 as now`.execute(
    db,
  );
  return rows.map(({ post, key, made, part, before, prepared, processing, ...row }) => {
    const { sending, parts } = sendingOf({ post, key, made, part, before });
    return {
      ...row,
      sending: prepared === null ? sending : { ...sending, prepared },
      parts,
      suspected: false,
      day: null,
      pending: processing,
    };
  });
}

/** What asking after posts needs of the outside world. */
export function followPorts(services: Services, ledger: LedgerPort): FollowPorts {
  return {
    ledger,
    claim: () => claimProcessing(services.db, most),
    ask: (following) => inWorkspace(following.workspaceId, () => lanePorts(services, ledger).ask(following)),
    refresh: (following) => inWorkspace(following.workspaceId, () => lanePorts(services, ledger).refresh(following)),
    failed: (error, { workspaceId, deliveryId }) =>
      services.log.warn(
        { err: error, workspaceId, delivery: deliveryId },
        "a network could not be asked what became of a post; it is asked again",
      ),
  };
}
