import { sql } from "kysely";
import { record } from "../audit.ts";
import { conflict, notFound } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";

type Admin = { workspaceId: string; memberId: string };

/** Where a stored secret is sealed to; the same for whoever opens it (a source that needs a page token). */
export const secretPlace = (name: string): string => `secret/${name}`;

/** Secrets of one workspace at most. */
const most = 500;
/** How long a replaced value goes on proving senders, where that was asked for. */
const hoursKept = 24;

export async function secretNames(db: Db | Trx, workspaceId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("secret")
    .select("name")
    .where("workspace_id", "=", workspaceId)
    .limit(most)
    .execute();
  return new Set(rows.map(({ name }) => name));
}

/** Names and times only: a stored value is never shown again. */
export async function listSecrets(
  db: Db,
  workspaceId: string,
): Promise<{ name: string; updatedAt: string; previousUntil: string | null }[]> {
  return db
    .selectFrom("secret")
    .select(["name", "updated_at as updatedAt"])
    .select(sql<string | null>`case when previous_until > now() then previous_until end`.as("previousUntil"))
    .where("workspace_id", "=", workspaceId)
    .orderBy("name")
    .limit(most)
    .execute();
}

/** The value of a secret now; null where none is stored. */
export type SecretReader = (name: string) => Promise<string | null>;

export function secretReader(services: Pick<Services, "db" | "vault">, workspaceId: string): SecretReader {
  const values = secretValues(services, workspaceId);
  return async (name) => (await values(name))[0] ?? null;
}

/** All values of a secret that prove a sender now: the newest, and the one before it while it is being replaced. */
export function secretValues(
  { db, vault }: Pick<Services, "db" | "vault">,
  workspaceId: string,
): (name: string) => Promise<string[]> {
  return async (name) => {
    const row = await db
      .selectFrom("secret")
      .select("sealed")
      .select(sql<Buffer | null>`case when previous_until > now() then sealed_previous end`.as("previous"))
      .where("workspace_id", "=", workspaceId)
      .where("name", "=", name)
      .executeTakeFirst();
    const sealed = [row?.sealed, row?.previous].filter((value) => value !== undefined && value !== null);
    return Promise.all(sealed.map((value) => vault.open(workspaceId, secretPlace(name), value)));
  };
}

/**
 * Seals and stores a secret, in place of one of the same name. `keep`: the old value goes on proving senders for a day, so that
 * both sides need not change at the same moment; what leaked is replaced without. 409 where there are too many.
 */
export async function saveSecret(
  { db, vault }: Pick<Services, "db" | "vault">,
  admin: Admin,
  name: string,
  value: string,
  keep = false,
): Promise<void> {
  const sealed = await vault.seal(admin.workspaceId, secretPlace(name), value);
  await db.transaction().execute(async (trx) => {
    const names = await secretNames(trx, admin.workspaceId);
    if (names.size >= most && !names.has(name)) throw conflict("too_many_secrets", tooManySecrets);
    await sql`
      insert into secret (workspace_id, name, sealed) values (${admin.workspaceId}, ${name}, ${sealed})
      on conflict (workspace_id, name) do update set sealed = excluded.sealed, updated_at = clock_timestamp(),
        sealed_previous = case when ${keep} then secret.sealed end,
        previous_until = case when ${keep} then now() + make_interval(hours => ${hoursKept}::int) end`.execute(trx);
    await record(trx, {
      ...admin,
      action: "secret.save",
      subject: `secret/${name}`,
      ...(keep ? { detail: { keep } } : {}),
    });
  });
}

const tooManySecrets = {
  en: `A workspace keeps at most ${most} secrets. Delete one that is no longer used.`,
  fr: `Un espace conserve au plus ${most} secrets. Supprimez-en un qui ne sert plus.`,
};

/** Takes away values that were replaced and prove nothing any more. Returns how many. */
export async function forgetReplaced(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    update secret set sealed_previous = null, previous_until = null where previous_until <= now()`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Forgets a secret; 404. */
export async function deleteSecret({ db }: Pick<Services, "db">, admin: Admin, name: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom("secret")
      .where("workspace_id", "=", admin.workspaceId)
      .where("name", "=", name)
      .returning("name")
      .executeTakeFirst();
    if (!gone) throw notFound();
    await record(trx, { ...admin, action: "secret.delete", subject: `secret/${name}` });
  });
}
