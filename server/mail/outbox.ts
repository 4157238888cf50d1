import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Language, Text } from "#engine/text.ts";
import type { Db } from "../ports.ts";
import type { Outcome } from "./outcome.ts";

/** A mail that this process is sending now, and nobody else. */
export type Claimed = {
  workspaceId: string;
  id: string;
  lease: string;
  template: string;
  language: Language;
  address: string;
  name: string | null;
  data: unknown;
  messageId: string;
  tries: number;
};

/** Seconds after which a process that says nothing more is taken for dead; more than opening and sending may take. */
export const leaseSeconds = 180;
/** Minutes between two tries of one mail; the last one goes on. Greylisting lasts minutes to hours. */
const pauses = [1, 5, 15, 60, 120, 240];
/** Minutes that the whole queue waits after the server could not be used. */
const closures = [1, 2, 5, 15, 30, 60];
const pause = (steps: readonly number[], times: number): number =>
  steps[Math.min(times, steps.length) - 1] ?? steps[0]!;
/** Mails that one look decides about, at most. */
const looked = 20;

const wordings = {
  late: {
    en: "It could not be sent for too long, and is of no use any more.",
    fr: "Il n’a pas pu partir pendant trop longtemps, et ne sert plus.",
  },
  parked: {
    en: "This address took no mail before, so nothing is sent there.",
    fr: "Cette adresse n’a pas pris d’e-mail auparavant : rien n’y est envoyé.",
  },
  stopped: {
    en: "Its reader wants no such mails.",
    fr: "Son lecteur ne veut plus de ces e-mails.",
  },
  stale: {
    en: "What it was about is over: nothing was sent.",
    fr: "Ce dont il parlait est passé : rien n’a été envoyé.",
  },
  died: {
    en: "Relaymap stopped while this mail was being sent: whether it went is not known. It is not sent again by itself.",
    fr: "Relaymap s’est arrêté pendant l’envoi : on ne sait pas s’il est parti. Il n’est pas renvoyé de lui-même.",
  },
} satisfies Record<string, Text>;

/** Workspaces that have mails due and a server that may be tried. */
export async function dueWorkspaces(db: Db): Promise<string[]> {
  const { rows } = await sql<{ workspace_id: string }>`
    select s.workspace_id from mail_state s where (s.wait_until is null or s.wait_until <= now()) and exists (
      select from mail m where m.workspace_id = s.workspace_id and m.state = 'queued' and m.next_at <= now())
    order by s.workspace_id limit 200`.execute(db);
  return rows.map((row) => row.workspace_id);
}

type Candidate = {
  id: string;
  late: boolean;
  parked: boolean;
  stopped: boolean;
  recent: number;
  template: string;
  language: Language;
  address: string;
  name: string | null;
  data: unknown;
  message_id: string;
  tries: number;
};

/**
 * Takes the next mail of a workspace, if one may go now: within the limits for a minute and for one address, wanted, and in time.
 * What may not is decided on the way. The row of the server's state is locked meanwhile, so that limits hold for all processes.
 */
export async function claim(
  db: Db,
  workspaceId: string,
  { perMinute, perRecipient }: { perMinute: number; perRecipient: number },
): Promise<Claimed | null> {
  return db.transaction().execute(async (trx) => {
    // Counted by a statement of its own: one that waited for the lock still sees the time before.
    const state = await sql<{ waits: boolean }>`
      select coalesce(wait_until > now(), false) as waits from mail_state where workspace_id = ${workspaceId} for update`.execute(
      trx,
    );
    if (state.rows[0]?.waits !== false) return null;
    const lately = await sql<{ calls: number }>`
      select count(*)::int as calls from mail where workspace_id = ${workspaceId} and called_at > now() - interval '1 minute'`.execute(
      trx,
    );
    if (lately.rows[0]!.calls >= perMinute) return null;
    const { rows } = await sql<Candidate>`
      select m.id, m.expires_at <= now() as late, p.address is not null as parked, c.stopped_at is not null as stopped,
        m.template, m.language, m.address, m.name, m.data, m.message_id, m.tries,
        (select count(*)::int from mail r where r.workspace_id = m.workspace_id and r.address = m.address and r.called_at > now() - interval '1 hour') as recent
      from mail m
      left join mail_parked p on p.workspace_id = m.workspace_id and p.address = m.address
      left join mail_choice c on c.workspace_id = m.workspace_id and c.address = m.address and c.topic = m.topic
      where m.workspace_id = ${workspaceId} and m.state = 'queued' and m.next_at <= now()
      order by (m.topic is not null), m.next_at limit ${looked} for update of m skip locked`.execute(trx);
    for (const each of rows) {
      const { id } = each;
      const over = each.late ? "late" : each.parked ? "parked" : each.stopped ? "stopped" : null;
      if (over !== null)
        await sql`
          update mail set state = ${over === "late" ? "failed" : "dropped"}, ended_at = now(), why = ${JSON.stringify(wordings[over])}
          where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
      else if (each.recent >= perRecipient)
        await sql`
          update mail set next_at = now() + interval '10 minutes' where workspace_id = ${workspaceId} and id = ${id}`.execute(
          trx,
        );
      else {
        const lease = randomUUID();
        await sql`
          update mail set state = 'sending', lease = ${lease}, lease_until = now() + make_interval(secs => ${leaseSeconds}::int),
            handed_at = null, called_at = now(), tries = tries + 1
          where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
        const { message_id: messageId, tries, template, language, address, name, data } = each;
        return { workspaceId, id, lease, template, language, address, name, data, messageId, tries: tries + 1 };
      }
    }
    return null;
  });
}

/** Right before anything is sent: from now on nobody sends it again unasked. False where the lease was lost. */
export async function handing(db: Db, { workspaceId, id, lease }: Claimed, subject: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update mail set handed_at = now(), subject = ${subject.slice(0, 200)}
    where workspace_id = ${workspaceId} and id = ${id} and lease = ${lease} and state = 'sending' and lease_until > now()`.execute(
    db,
  );
  return numAffectedRows === 1n;
}

/** Writes what came of it, unless the lease was lost. `whole` trouble keeps the mail as it was and lets the queue wait. */
export async function settle(db: Db, claimed: Claimed, outcome: Outcome): Promise<void> {
  const { workspaceId, id, lease, tries, address } = claimed;
  const mine = sql`workspace_id = ${workspaceId} and id = ${id} and lease = ${lease} and state = 'sending'`;
  await db.transaction().execute(async (trx) => {
    // Always this row first: whoever claims locks in the same order.
    await sql`select from mail_state where workspace_id = ${workspaceId} for update`.execute(trx);
    if (outcome.kind === "later") {
      const why = JSON.stringify(outcome.why);
      const minutes = outcome.whole ? 0 : pause(pauses, tries);
      await sql`
        update mail set state = 'queued', lease = null, lease_until = null, handed_at = null, status = ${outcome.status}, answer = ${outcome.answer},
          why = ${why}, next_at = now() + make_interval(mins => ${minutes}::int), tries = tries - ${outcome.whole ? 1 : 0}::int,
          called_at = case when ${outcome.whole} then null else called_at end
        where ${mine}`.execute(trx);
      if (outcome.whole) await close(trx, workspaceId, outcome);
      return;
    }
    const { numAffectedRows } = await sql`
      update mail set state = ${outcome.kind}, ended_at = now(), lease = null, lease_until = null, status = ${outcome.status},
        answer = ${outcome.answer}, why = ${outcome.kind === "sent" ? null : JSON.stringify(outcome.why)}
      where ${mine}`.execute(trx);
    if (numAffectedRows === 0n) return;
    if (outcome.kind === "refused" && outcome.park) await park(trx, { workspaceId, address, answer: outcome.answer });
    if (outcome.kind !== "unknown")
      await sql`
        update mail_state set failures = 0, wait_until = null, trouble = null, trouble_at = null, good_at = now()
        where workspace_id = ${workspaceId}`.execute(trx);
  });
}

/** Ends what is of no use any more: found when it was written, with nothing sent. */
export async function dropStale(db: Db, { workspaceId, id, lease }: Claimed): Promise<void> {
  await sql`
    update mail set state = 'dropped', ended_at = now(), lease = null, lease_until = null, called_at = null, why = ${JSON.stringify(wordings.stale)}
    where workspace_id = ${workspaceId} and id = ${id} and lease = ${lease} and state = 'sending' and handed_at is null`.execute(
    db,
  );
}

/** Nothing of this workspace is sent for a while; who looks at the settings reads why. */
async function close(db: Db, workspaceId: string, { why, answer, status }: Extract<Outcome, { kind: "later" }>) {
  await sql`
    update mail_state set failures = failures + 1, trouble = ${JSON.stringify({ why, answer, status })}, trouble_at = now(),
      wait_until = now() + make_interval(mins => (${closures}::int[])[least(failures + 1, ${closures.length}::int)])
    where workspace_id = ${workspaceId}`.execute(db);
}

/** Nothing more is sent to the address until an admin lets it. */
export async function park(
  db: Db,
  {
    workspaceId,
    address,
    answer,
    by = null,
  }: { workspaceId: string; address: string; answer: string; by?: string | null },
): Promise<void> {
  await sql`
    insert into mail_parked (workspace_id, address, answer, by_member) values (${workspaceId}, ${address}, ${answer}, ${by})
    on conflict (workspace_id, address) do nothing`.execute(db);
}

/**
 * What dead processes left: a mail of which nothing was sent goes back into the queue; one that may have gone is `unknown`.
 * And what is of no use any more ends. Returns how many rows changed.
 */
export async function recoverMails(db: Db): Promise<number> {
  const back = await sql`
    update mail set state = 'queued', lease = null, lease_until = null, called_at = null, tries = tries - 1
    where state = 'sending' and lease_until < now() and handed_at is null`.execute(db);
  const lost = await sql`
    update mail set state = 'unknown', ended_at = now(), lease = null, lease_until = null, why = ${JSON.stringify(wordings.died)}
    where state = 'sending' and lease_until < now() and handed_at is not null`.execute(db);
  const late = await sql`
    update mail set state = 'failed', ended_at = now(), why = coalesce(why, ${JSON.stringify(wordings.late)})
    where state = 'queued' and expires_at <= now()`.execute(db);
  return [back, lost, late].reduce((sum, { numAffectedRows }) => sum + Number(numAffectedRows ?? 0), 0);
}

/** Days after which nothing is left of what a mail said; its row stays, so that its reason stays taken. */
export const wordsDays = 30;

export async function forgetWords(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    update mail set data = null, subject = null, name = null, answer = null, back = back || '{"words":""}' where ctid = any(array(
      select ctid from mail where ended_at < now() - make_interval(days => ${wordsDays}::int) and data is not null limit 5000))`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}
