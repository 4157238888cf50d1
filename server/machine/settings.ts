import { sql } from "kysely";
import type { Text } from "#engine/text.ts";
import { record } from "../audit.ts";
import { unprocessable } from "../errors.ts";
import { OutboundError } from "../outbound/error.ts";
import { parseTarget } from "../outbound/target.ts";
import type { Db, Trx } from "../ports.ts";
import { secretNames } from "../vault/secrets.ts";

/** Where a workspace's machine is, and what it may cost. Money in millionths of a US dollar, prices for a million tokens. */
export type MachineSettings = {
  /** Of the OpenAI-compatible endpoint, up to and without `/chat/completions`. */
  address: string;
  model: string;
  /** The name of its key in the vault; null: it asks for none. */
  secret: string | null;
  callsPerDay: number;
  perMonth: number | null;
  priceIn: number;
  priceOut: number;
};

/** With how it wants to be asked (client.ts). */
export type MachinePlace = MachineSettings & { dialect: number };

export async function machinePlace(db: Db | Trx, workspaceId: string): Promise<MachinePlace | null> {
  const row = await db
    .selectFrom("machine_setting")
    .select(["address", "model", "secret", "dialect", "calls_per_day as callsPerDay"])
    .select(["per_month as perMonth", "price_in as priceIn", "price_out as priceOut"])
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps where the machine is; logged. 422 with a sentence where it cannot work. How it wants to be asked is found anew. */
export async function saveMachineSettings(
  db: Db,
  admin: { workspaceId: string; memberId: string },
  given: MachineSettings,
): Promise<void> {
  const { workspaceId } = admin;
  const { secret, model, callsPerDay, perMonth, priceIn, priceOut } = given;
  const address = readBase(given.address);
  if (secret !== null && !(await secretNames(db, workspaceId)).has(secret))
    throw unprocessable("machine_secret", noSecret(secret));
  if (secret !== null && plainAbroad(address)) throw unprocessable("machine_plain", plain);
  const row = {
    address,
    model: model.trim(),
    secret,
    calls_per_day: callsPerDay,
    per_month: perMonth,
    price_in: priceIn,
    price_out: priceOut,
    dialect: 0,
    trouble: null,
    trouble_at: null,
  };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("machine_setting")
      .values({ workspace_id: workspaceId, ...row })
      .onConflict((conflict) =>
        conflict.column("workspace_id").doUpdateSet((eb) => ({ ...row, updated_at: eb.fn<string>("now") })),
      )
      .execute();
    const { host } = new URL(address);
    const detail = { host, model: row.model, callsPerDay, perMonth, priceIn, priceOut };
    await record(trx, { ...admin, action: "machine.settings", subject: "machine/settings", detail });
  });
}

/** No machine from now on; what it answered is forgotten too. What it cost stays. */
export async function forgetMachineSettings(db: Db, admin: { workspaceId: string; memberId: string }): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom("machine_setting").where("workspace_id", "=", admin.workspaceId).execute();
    await trx.deleteFrom("machine_answer").where("workspace_id", "=", admin.workspaceId).execute();
    await record(trx, { ...admin, action: "machine.forget", subject: "machine/settings" });
  });
}

/** An admin sees what stopped it last; null: it works again. */
export async function noteTrouble(db: Db, workspaceId: string, trouble: Text | null): Promise<void> {
  await sql`update machine_setting set trouble = ${trouble === null ? null : JSON.stringify(trouble)}::jsonb,
      trouble_at = case when ${trouble !== null} then now() end, good_at = case when ${trouble === null} then now() else good_at end
    where workspace_id = ${workspaceId} and (${trouble !== null} or trouble is not null or good_at is null or good_at < now() - interval '1 hour')`.execute(
    db,
  );
}

/** An endpoint's address without what follows it. */
function readBase(text: string): string {
  try {
    const { url } = parseTarget(text);
    if (url.search !== "" || url.hash !== "") throw unprocessable("machine_address", noAddress);
    return url.href.replace(/\/+$/u, "").replace(/\/chat\/completions$/u, "");
  } catch (error) {
    if (error instanceof OutboundError) throw unprocessable("machine_address", noAddress);
    throw error;
  }
}

/** Whether a key would travel readable through the internet: inside one's own network an endpoint often has no certificate. */
function plainAbroad(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  if (protocol === "https:") return false;
  const inside = /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[)/u.test(hostname);
  return (
    !inside && hostname.includes(".") && !/\.(?:local|lan|internal|intranet|home|corp|private|test)$/u.test(hostname)
  );
}

const noAddress = {
  en: "Enter the address of the endpoint, such as https://ai.example.com/v1, without a user name or anything behind it.",
  fr: "Indiquez l’adresse du service, comme https://ia.example.com/v1, sans nom d’utilisateur ni rien derrière.",
};
const plain = {
  en: "A key is not sent unencrypted through the internet. Use an address with https://, or an endpoint without a key.",
  fr: "Une clé n’est pas envoyée en clair sur Internet. Utilisez une adresse en https://, ou un service sans clé.",
};
const noSecret = (name: string) => ({
  en: `There is no secret called “${name}”. Store it under Secrets first.`,
  fr: `Il n’y a pas de secret « ${name} ». Enregistrez-le d’abord sous Secrets.`,
});
