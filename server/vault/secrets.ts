import { record } from "../audit.ts";
import { notFound } from "../errors.ts";
import type { Db, Services } from "../ports.ts";

type Admin = { workspaceId: string; memberId: string };

/** Where a stored secret is sealed to; the same for whoever opens it (a source that needs a page token). */
export const secretPlace = (name: string): string => `secret/${name}`;

/** Names only: a stored value is never shown again. At most 500. */
export async function listSecrets(db: Db, workspaceId: string): Promise<{ name: string; updatedAt: string }[]> {
  return db
    .selectFrom("secret")
    .select(["name", "updated_at as updatedAt"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("name")
    .limit(500)
    .execute();
}

/** Seals and stores a secret, in place of one of the same name. */
export async function saveSecret(
  { db, vault }: Pick<Services, "db" | "vault">,
  admin: Admin,
  name: string,
  value: string,
): Promise<void> {
  const sealed = await vault.seal(admin.workspaceId, secretPlace(name), value);
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("secret")
      .values({ workspace_id: admin.workspaceId, name, sealed })
      .onConflict((conflict) =>
        conflict.columns(["workspace_id", "name"]).doUpdateSet((eb) => ({
          sealed: eb.ref("excluded.sealed"),
          updated_at: eb.fn<string>("clock_timestamp"),
        })),
      )
      .execute();
    await record(trx, { ...admin, action: "secret.save", subject: `secret/${name}` });
  });
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
