import { sql } from "kysely";
import type { Services } from "../ports.ts";

type KeyServices = Pick<Services, "db" | "vault" | "settings">;
export type Keys = { subject: string; publicKey: string; privateKey: string };

const place = "push/key";

/** A workspace's public key, which browsers subscribe with; made at its first use, and never anew: others would end every subscription. */
export async function publicKeyOf(services: KeyServices, workspaceId: string): Promise<string> {
  const { db, vault } = services;
  const known = await db
    .selectFrom("push_key")
    .select("public_key")
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  if (known !== undefined) return known.public_key;
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const raw = Buffer.from(await crypto.subtle.exportKey("raw", pair.publicKey)).toString("base64url");
  const { d = "" } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const sealed = await vault.seal(workspaceId, place, d);
  // Of two processes that do this at once the first one's stay.
  const { rows } = await sql<{ public_key: string }>`
    insert into push_key (workspace_id, public_key, sealed) values (${workspaceId}, ${raw}, ${sealed})
    on conflict (workspace_id) do update set workspace_id = excluded.workspace_id returning public_key`.execute(db);
  return rows[0]!.public_key;
}

/** Both keys, and whom a push service may write to. Apple refuses a subject that is no reachable address: it is our own, where that is one, else an admin's mail. */
export async function keysOf({ db, vault, settings }: KeyServices, workspaceId: string): Promise<Keys | null> {
  const { rows } = await sql<{ public_key: string; sealed: Buffer; email: string | null }>`
    select k.public_key, k.sealed, (select m.email from member m where m.workspace_id = k.workspace_id and m.role = 'admin' and m.disabled_at is null
      order by m.created_at limit 1) as email
    from push_key k where k.workspace_id = ${workspaceId}`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  const subject = isPublic(settings.publicUrl) ? settings.publicUrl : `mailto:${row.email ?? "admin@relaymap.example"}`;
  return { subject, publicKey: row.public_key, privateKey: await vault.open(workspaceId, place, row.sealed) };
}

/** Whether an address can be that of a server that others reach: https, with a name. */
export function isPublic(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return (
    protocol === "https:" &&
    hostname.includes(".") &&
    !/(?:^|\.)(?:local|localhost|internal|test)$|^[\d.]+$|:/u.test(hostname)
  );
}
