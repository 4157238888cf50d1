import { sql } from "kysely";
import { ensureUser } from "../http/user.ts";
import type { Db } from "../ports.ts";

/** The address of the first admin of a server without a demo; its owner changes nothing by it, they sign in by a link. */
const address = "admin@relaymap.localhost";

/** Makes an empty workspace with one admin where the database has none. */
export async function ensureAdmin(db: Db, language: "en" | "fr"): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const found = await trx.selectFrom("workspace").select("id").limit(1).executeTakeFirst();
    if (found !== undefined) return;
    const name = language === "fr" ? "Administration" : "Administrator";
    const workspace = await trx
      .insertInto("workspace")
      .values({ name: "Relaymap", language })
      .returning("id")
      .executeTakeFirstOrThrow();
    const userId = await ensureUser(trx, { email: address, name });
    await trx
      .insertInto("member")
      .values({ workspace_id: workspace.id, user_id: userId, role: "admin", name, email: address, language })
      .execute();
  });
}

/** True where no session lives: nobody can be asked for a link from inside. */
export async function isUnused(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom("auth_session")
    .select("id")
    .where("expiresAt", ">", sql<string>`now()`)
    .limit(1)
    .executeTakeFirst();
  return row === undefined;
}

/** The address of the admin who has been there longest; null where nobody is. */
export async function firstAdmin(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom("member")
    .select("email")
    .where("role", "=", "admin")
    .where("disabled_at", "is", null)
    .orderBy("created_at")
    .limit(1)
    .executeTakeFirst();
  return row?.email ?? null;
}
