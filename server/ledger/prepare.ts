import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Lane } from "#engine/lane.ts";
import type { CallResult, Login, Network, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import { firstPart } from "#engine/post.ts";
import { mediumOf } from "../media/medium.ts";
import { networkContext } from "../networks/bases.ts";
import { refresh } from "../networks/grants/refresh.ts";
import { type HeldLogin, loginFor } from "../networks/login.ts";
import type { Db, Services } from "../ports.ts";
import { type PostColumns, postOfRow } from "./posts.ts";

/** A lane's next deliveries that are looked at in one go, and milliseconds that preparing them may take. */
const ahead = 20;
const patience = 60_000;

/** Why a part was not prepared, as it is kept. */
type Failure = Exclude<Prepared, { kind: "prepared" | "waiting" }>;
type Row = PostColumns & {
  id: number;
  key: string;
  made: string;
  network: string;
  data: unknown;
  failure: Failure | null;
  ready: boolean | null;
};

/** Whether a part has media that its network is given before the gate. */
export const needsPreparing = (network: Network, { part }: Pick<Sending, "part">): boolean =>
  part.media !== undefined && network.prepare !== undefined && network.prepares?.(part) === true;

/**
 * Gives a network the media of a lane's next deliveries, before any of them meets the gate. Each step is kept, so that another
 * process goes on where this one ended; nothing is published here. What fails for good is told at the gate.
 */
export async function prepareDue(services: Services, lane: Lane, stop: () => boolean): Promise<void> {
  const until = performance.now() + patience;
  const { rows } = await sql<Row>`
    select d.id, d.key, d.created_at as made, d.network, d.post, d.text, d.link, p.data, p.failure, p.ready from (
      select * from delivery where workspace_id = ${lane.workspaceId} and account_id = ${lane.accountId} and state in ('ready','retry_wait')
        and due_at < now() + interval '30 seconds' order by due_at, id limit ${ahead}) d
    left join prepared p on p.workspace_id = d.workspace_id and p.delivery_id = d.id and p.part = 0 and p.ends_at > now()
    where d.post @? '$.parts[*].media' and p.ready is not true`.execute(services.db);
  for (const row of rows) {
    if (stop() || performance.now() > until) return;
    const network = services.nodes.networks.get(row.network);
    if (network === undefined) continue;
    const result = await loginFor(services, lane.workspaceId, lane.accountId);
    if (result.kind !== "login") return;
    const part = firstPart(postOfRow(row));
    const sending = { part, key: row.key, index: 0, before: [], madeAt: Date.parse(row.made) };
    if (!needsPreparing(network, sending)) continue;
    const context = contextOf(services, network, lane.workspaceId, result.login);
    await prepareOne(services, { lane, id: row.id, network, context, login: result.login, sending }, row.data, until);
  }
}

/** What a connector of a workspace's account is given, its media with it. */
export function contextOf(services: Services, network: Network, workspaceId: string, login: Login): NetworkContext {
  return {
    ...networkContext(services, network, login.server),
    medium: mediumOf(services.media, workspaceId),
  };
}

type One = { lane: Lane; id: number; network: Network; context: NetworkContext; login: HeldLogin; sending: Sending };

async function prepareOne(services: Services, one: One, before: unknown, until: number): Promise<void> {
  const { network, context, sending } = one;
  let { login } = one;
  for (let soFar: unknown = before ?? undefined; performance.now() < until;) {
    const step = await network.prepare!(context, login, sending, soFar);
    if (step.kind === "unauthorised" && login === one.login) {
      const renewed = await refresh(services, one.lane.workspaceId, one.lane.accountId, login.epoch);
      if (renewed.kind !== "login") return;
      login = renewed.login;
      continue;
    }
    await keep(services, one, step);
    if (step.kind !== "waiting") return;
    soFar = step.data;
    if (step.again > 0) await sleep(Math.min(step.again, 10_000));
  }
}

/** A failure is told once: the next try begins anew, with what is there. */
async function keep({ db, clock }: Services, { lane, id }: One, step: Prepared): Promise<void> {
  const done = step.kind === "prepared";
  const data = done || step.kind === "waiting" ? JSON.stringify(step.data) : null;
  const failure = data === null ? JSON.stringify(step) : null;
  const usual = clock.now() + 3_600_000;
  const ends = new Date(done ? (step.until ?? usual) : usual).toISOString();
  await sql`
    insert into prepared (workspace_id, delivery_id, part, data, failure, ready, ends_at)
    values (${lane.workspaceId}, ${id}, 0, ${data}::jsonb, ${failure}::jsonb, ${done}, ${ends})
    on conflict (workspace_id, delivery_id, part) do update set data = coalesce(excluded.data, prepared.data), failure = excluded.failure,
      ready = excluded.ready, ends_at = excluded.ends_at`.execute(db);
}

/** What was prepared for a delivery that passed the gate, or why it cannot be published now. */
export async function readPrepared(
  db: Db,
  { workspaceId, deliveryId }: { workspaceId: string; deliveryId: number },
): Promise<{ prepared: unknown } | { result: CallResult }> {
  const { rows } = await sql<{ data: unknown; failure: Failure | null; ready: boolean }>`
    select data, failure, ready from prepared where workspace_id = ${workspaceId} and delivery_id = ${deliveryId} and part = 0
      and ends_at > now()`.execute(db);
  const [row] = rows;
  if (row?.ready === true) return { prepared: row.data };
  return { result: row?.failure ?? { kind: "not_sent", status: null, raw: "", reason: underWay } };
}

const underWay = {
  en: "The network is still being given the picture.",
  fr: "L’image est encore en cours d’envoi au réseau.",
};
