import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Db, Services } from "../../ports.ts";
import { secretReader } from "../../vault/secrets.ts";
import { type Box, type BoxTools, type BoxTrouble, withBox } from "./imap.ts";
import { recordReport } from "./record.ts";
import { isReport, readReport } from "./report.ts";
import { boxSettings, noSecret } from "./settings.ts";
import { authorOf, draftMailed, keepMailed, mailBytes, readMailed } from "../../suggestions/mailed.ts";

/** What one turn reads at most: messages, and bytes of each. The statuses stand in front of what is returned. */
export const turnMost = { messages: 200, bytes: 262_144 };
/** A mailbox that is read for the first time may hold the mails of years: so many of its newest are looked at. */
const firstMost = 1_000;
/** Seconds after which a reader that says nothing more is taken for dead; more than its patience. */
const leaseSeconds = 180;
/** Minutes between two turns; where it fails, up to an hour: servers lock out who knocks too often with a wrong password. */
const pause = { usual: 10, more: 1, most: 60 };

/** Workspaces whose mailbox is to be read now. */
export async function dueReturns(db: Db): Promise<string[]> {
  const { rows } = await sql<{ workspace_id: string }>`
    select workspace_id from mail_return where next_at <= now() and (lease_until is null or lease_until < now())
    order by next_at limit 50`.execute(db);
  return rows.map((row) => row.workspace_id);
}

/** `media`: where pictures are kept that come as suggestions. */
type Reading = Pick<Services, "db" | "vault"> & Partial<Pick<Services, "media">>;
type Claim = { workspaceId: string; lease: string; validity: number | null; lastUid: number };

/**
 * Reads the mailbox of a workspace for what came back, from where it was read to; nobody else does at the same time. What a message
 * says and how far was read are one transaction, so that a reader that dies loses nothing, and counts nothing twice.
 */
export async function readReturns(services: Reading, workspaceId: string, tools: BoxTools): Promise<void> {
  const { db } = services;
  const claim = await take(db, workspaceId);
  const settings = claim === null ? null : await boxSettings(db, workspaceId);
  if (claim === null || settings === null) return;
  const password = await secretReader(services, workspaceId)(settings.secret);
  if (password === null) return fail(db, claim, { why: noSecret(settings.secret), answer: "" });
  const { suggestTo } = settings;
  const wide = suggestTo === null ? tools : { large: mailBytes, ...tools };
  const turn = await withBox(settings, password, wide, (box) => readBox(services, claim, box, suggestTo));
  if ("read" in turn) return done(db, claim, turn.read);
  // Whoever was told to stop says nothing about the server.
  if (tools.signal?.aborted === true) return done(db, claim, { more: true, good: false });
  await fail(db, claim, turn.failed);
}

async function readBox(
  services: Reading,
  claim: Claim,
  box: Box,
  suggestTo: string | null,
): Promise<{ more: boolean; good: boolean }> {
  const { db } = services;
  const { workspaceId } = claim;
  // Another UIDVALIDITY: what was known of UIDs is void. Reports that are read again do not count again.
  const from = claim.validity === box.validity ? claim.lastUid : await box.before(firstMost);
  const rows = await box.after(from, turnMost.messages);
  for (const { uid, type, to } of rows) {
    if (suggestTo !== null && to.includes(suggestTo) && !isReport(type)) {
      if (!(await suggested(services, claim, box, uid))) return { more: false, good: true };
      continue;
    }
    const source = isReport(type) ? await box.source(uid, turnMost.bytes) : null;
    const report = source === null ? null : await readReport(source);
    if (report === null) continue;
    const mine = await db.transaction().execute(async (trx) => {
      const held = await reach(trx, claim, box.validity, uid);
      if (held) await recordReport(trx, workspaceId, report);
      return held;
    });
    if (!mine) return { more: false, good: true };
  }
  await reach(db, claim, box.validity, rows.at(-1)?.uid ?? from);
  return { more: rows.length === turnMost.messages, good: true };
}

/** A mail that somebody sent in. False: the lease was lost. */
async function suggested(services: Reading, claim: Claim, box: Box, uid: number): Promise<boolean> {
  const { db, media } = services;
  const { workspaceId } = claim;
  const source = await box.source(uid, mailBytes);
  const mailed = source === null ? null : await readMailed(source);
  const author = mailed === null ? null : await authorOf(db, workspaceId, mailed.from);
  if (mailed === null || author === null) return true;
  const medium = await keepMailed(media, workspaceId, mailed.picture);
  return db.transaction().execute(async (trx) => {
    const held = await reach(trx, claim, box.validity, uid);
    if (held) await draftMailed(trx, workspaceId, author, mailed, medium);
    return held;
  });
}

async function take(db: Db, workspaceId: string): Promise<Claim | null> {
  const lease = randomUUID();
  const { rows } = await sql<{ validity: number | null; last_uid: number }>`
    update mail_return set lease = ${lease}, lease_until = now() + make_interval(secs => ${leaseSeconds}::int)
    where workspace_id = ${workspaceId} and next_at <= now() and (lease_until is null or lease_until < now())
    returning validity, last_uid`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { workspaceId, lease, validity: row.validity, lastUid: row.last_uid };
}

/** How far was read. False: the lease was lost, to another reader or to new settings. */
async function reach(db: Db, { workspaceId, lease }: Claim, validity: number, uid: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update mail_return set validity = ${validity}, last_uid = ${uid} where workspace_id = ${workspaceId} and lease = ${lease}`.execute(
    db,
  );
  return numAffectedRows === 1n;
}

async function done(db: Db, { workspaceId, lease }: Claim, { more, good }: { more: boolean; good: boolean }) {
  await sql`
    update mail_return set lease = null, lease_until = null, next_at = now() + make_interval(mins => ${more ? pause.more : pause.usual}::int),
      failures = case when ${good} then 0 else failures end, good_at = case when ${good} then now() else good_at end,
      trouble = case when ${good} then null else trouble end, trouble_since = case when ${good} then null else trouble_since end
    where workspace_id = ${workspaceId} and lease = ${lease}`.execute(db);
}

async function fail(db: Db, { workspaceId, lease }: Claim, trouble: BoxTrouble): Promise<void> {
  await sql`
    update mail_return set lease = null, lease_until = null, failures = failures + 1, trouble = ${JSON.stringify(trouble)},
      trouble_since = coalesce(trouble_since, now()),
      next_at = now() + make_interval(mins => least(${pause.most}::int, ${pause.usual}::int * (1 + failures)))
    where workspace_id = ${workspaceId} and lease = ${lease}`.execute(db);
}
