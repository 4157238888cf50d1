import { sql } from "kysely";
import { compose } from "#engine/compose.ts";
import { factsOf, rulings } from "#engine/rules.ts";
import { record } from "../audit.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { moment, type SweepOptions } from "./sweeps.ts";

/** `at`: the moment where the database's own clock shall not be used (tests), ISO 8601. */
export type Answering = { workspaceId: string; memberId: string; deliveryId: number; at?: string };

const over = () =>
  conflict("not_waiting", {
    en: "This proposal no longer waits for an answer: it was answered already, or its time is over.",
    fr: "Cette proposition n’attend plus de réponse : elle a déjà été traitée, ou son délai est dépassé.",
  });

/**
 * The owner says yes, perhaps with other words: the delivery is due at once. Whether the one who asks is the owner is checked
 * before. Throws 409 where it no longer waits, 422 where the network's rules forbid the words.
 */
export async function publishProposal(
  services: Pick<Services, "db" | "nodes" | "queue">,
  input: Answering & { text?: string | undefined },
): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const found = await lock(trx, input);
    const text = input.text?.trim() ?? found.text;
    if (text !== found.text) check(services, found.network, compose(text, found.link));
    const { rows } = await sql<{ accountId: string }>`
      update delivery set state = 'ready', reason_code = null, reason = null, approved_at = ${moment(input)}, approved_by = ${input.memberId},
        text = ${text}, due_at = ${moment(input)}
      where workspace_id = ${input.workspaceId} and id = ${input.deliveryId} and state = 'held' and reason_code = 'consent' and expires_at > ${moment(input)}
      returning account_id as "accountId"`.execute(trx);
    const [row] = rows;
    if (row === undefined) throw over();
    await dueNow(trx, input.workspaceId, row.accountId, input);
    const data = { workspaceId: input.workspaceId, accountId: row.accountId };
    await services.queue.send("drain-lane", data, { singletonKey: `${data.workspaceId}/${data.accountId}` }, trx);
    await note(trx, input, "proposal.publish", {
      edited: compose(text, found.link) !== compose(found.text, found.link),
    });
  });
}

/** The owner says no. Throws 409 where it no longer waits. */
export async function declineProposal(services: Pick<Services, "db">, input: Answering): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update delivery set state = 'cancelled', reason_code = 'declined', reason = null, settled_at = ${moment(input)}
      where workspace_id = ${input.workspaceId} and id = ${input.deliveryId} and state = 'held' and reason_code = 'consent'`.execute(
      trx,
    );
    if (numAffectedRows !== 1n) throw over();
    await note(trx, input, "proposal.decline");
  });
}

/** The owner takes a no back: it waits again. Throws 409 where its time is over. */
export async function reconsiderProposal(services: Pick<Services, "db">, input: Answering): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update delivery set state = 'held', reason_code = 'consent', reason = null, settled_at = null
      where workspace_id = ${input.workspaceId} and id = ${input.deliveryId} and state = 'cancelled' and reason_code = 'declined'
        and expires_at > ${moment(input)}`.execute(trx);
    if (numAffectedRows !== 1n) throw over();
    await note(trx, input, "proposal.reconsider");
  });
}

async function lock(trx: Trx, input: Answering): Promise<{ text: string; link: string | null; network: string }> {
  const found = await trx
    .selectFrom("delivery")
    .select(["text", "link", "network"])
    .where("workspace_id", "=", input.workspaceId)
    .where("id", "=", input.deliveryId)
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined) throw notFound();
  return found;
}

/** What the network's rules forbid of a text that a person wrote; what they only advise against was shown while it was written. */
function check(services: Pick<Services, "nodes">, name: string, text: string): void {
  const card = services.nodes.networks.get(name)?.card;
  if (card === undefined) return;
  const facts = factsOf({ text }, { kind: "person", mode: "ask", limits: card.limits });
  const [broken] = rulings(card, facts).filter(({ severity }) => severity === "error");
  if (broken !== undefined) throw unprocessable(broken.code.replaceAll("-", "_"), broken.message);
}

/** The lane has something to do now, which may stand before what it reached: it looks from its beginning. */
export async function dueNow(
  trx: Trx,
  workspaceId: string,
  accountId: string,
  options: SweepOptions = {},
): Promise<void> {
  await sql`insert into lane (workspace_id, account_id, next_at) values (${workspaceId}, ${accountId}, ${moment(options)})
    on conflict (workspace_id, account_id) do update set next_at = least(lane.next_at, excluded.next_at), reached_at = null, reached_id = null`.execute(
    trx,
  );
}

function note(trx: Trx, input: Answering, action: string, detail: Record<string, unknown> = {}): Promise<void> {
  const { workspaceId, memberId, deliveryId } = input;
  return record(trx, { workspaceId, memberId, action, subject: `delivery/${deliveryId}`, detail });
}
