import { randomBytes, randomUUID } from "node:crypto";
import { writeSecret } from "#engine/signature.ts";
import type { Reply } from "../api.ts";
import { type Actor, record } from "../audit.ts";
import { notFound, unprocessable } from "../errors.ts";
import type { Services } from "../ports.ts";

/** Keys of one workspace: one for each site that tells, and one more while it is replaced. */
const most = 20;

/** Where a key's secret is sealed to. */
export const keyPlace = (id: string): string => `conversion/${id}`;
const addressOf = (publicUrl: string, id: string): string => `${publicUrl}/api/conversions/in/${id}`;

/** Names, addresses and times; the secrets are shown once, when they are made. */
export async function listKeys(
  { db, settings }: Pick<Services, "db" | "settings">,
  workspaceId: string,
): Promise<Reply<"listConversionKeys">> {
  const rows = await db
    .selectFrom("conversion_key")
    .select(["id", "name", "made_at as madeAt", "used_at as usedAt"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("made_at")
    .limit(most)
    .execute();
  const { own_sites: sites } = await db
    .selectFrom("workspace")
    .select("own_sites")
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return {
    rows: rows.map((row) => ({ ...row, address: addressOf(settings.publicUrl, row.id) })),
    sites,
    clicks: `${settings.publicUrl}/api/conversions/click`,
  };
}

/** Makes a key; its secret is told this once. 422 where there are too many. */
export async function makeKey(
  { db, vault, settings }: Pick<Services, "db" | "vault" | "settings">,
  admin: Actor,
  name: string,
): Promise<Reply<"createConversionKey">> {
  const { workspaceId } = admin;
  const id = randomUUID();
  const secret = writeSecret(randomBytes(32));
  const sealed = await vault.seal(workspaceId, keyPlace(id), secret);
  await db.transaction().execute(async (trx) => {
    // One after the other: the count is of what stands there.
    await trx.selectFrom("workspace").select("id").where("id", "=", workspaceId).forUpdate().execute();
    const { n } = await trx
      .selectFrom("conversion_key")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("workspace_id", "=", workspaceId)
      .executeTakeFirstOrThrow();
    if (Number(n) >= most) throw unprocessable("too_many_keys", tooMany);
    await trx.insertInto("conversion_key").values({ workspace_id: workspaceId, id, name, sealed }).execute();
    await record(trx, { ...admin, action: "secret.conversions", subject: `secret/${id}`, detail: { title: name } });
  });
  return { id, name, secret, address: addressOf(settings.publicUrl, id) };
}

/** Whoever has it can tell no more from now on; what was told stays. 404 where it is gone. */
export async function deleteKey({ db }: Pick<Services, "db">, admin: Actor, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom("conversion_key")
      .where("workspace_id", "=", admin.workspaceId)
      .where("id", "=", id)
      .returning("name")
      .executeTakeFirst();
    if (!gone) throw notFound();
    await record(trx, {
      ...admin,
      action: "secret.unconversions",
      subject: `secret/${id}`,
      detail: { title: gone.name },
    });
  });
}

const tooMany = {
  en: `A workspace has at most ${most} keys. Delete one that nobody uses.`,
  fr: `Un espace a au plus ${most} clés. Supprimez-en une qui ne sert plus.`,
};
