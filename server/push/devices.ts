import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { publicKeyOf } from "./keys.ts";

type Who = { workspaceId: string; memberId: string };
/** Devices of one person; when there are more the one that was seen longest ago goes. */
const most = 10;

/** What a browser subscribes with, and the devices that get notices already; their addresses are told to nobody. */
export async function listDevices(
  services: Pick<Services, "db" | "vault" | "settings">,
  { workspaceId, memberId }: Who,
): Promise<Reply<"listDevices">> {
  const key = await publicKeyOf(services, workspaceId);
  const rows = await services.db
    .selectFrom("push_device")
    .select(["id", "label", "made_at as madeAt", "seen_at as seenAt"])
    .where("workspace_id", "=", workspaceId)
    .where("member_id", "=", memberId)
    .orderBy("made_at")
    .execute();
  return { key, rows };
}

/** A browser's address for pushes comes from the browser: whatever it says, we call https on the usual port only, and through the guard. */
export function checkEndpoint(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  const plain =
    url !== null && url.protocol === "https:" && url.port === "" && url.username === "" && url.password === "";
  if (!plain || !url.hostname.includes(".") || /^[\d.]+$|^\[/u.test(url.hostname))
    throw unprocessable("push_endpoint", {
      en: "This browser’s push service has no usual address. Notices by mail still reach you.",
      fr: "Le service de notifications de ce navigateur n’a pas d’adresse habituelle. Les e-mails vous parviennent toujours.",
    });
  return url.href;
}

/** Remembers this browser; said again and again, so that one that was forgotten is known anew. Whoever had it before has it no more: a browser is one person's. */
export async function keepDevice(
  db: Db,
  who: Who,
  given: { endpoint: string; p256dh: string; auth: string; label: string; key: string | null },
): Promise<{ id: string }> {
  const { workspaceId, memberId } = who;
  const endpoint = checkEndpoint(given.endpoint);
  return db.transaction().execute(async (trx) => {
    await checkKey(trx, workspaceId, given.key);
    const { rows } = await sql<{ id: string; fresh: boolean }>`
      insert into push_device as d (workspace_id, member_id, endpoint, p256dh, auth, label)
      values (${workspaceId}, ${memberId}, ${endpoint}, ${given.p256dh}, ${given.auth}, ${given.label})
      on conflict (workspace_id, endpoint) do update set member_id = excluded.member_id, p256dh = excluded.p256dh, auth = excluded.auth,
        label = excluded.label, seen_at = now() returning id, (xmax = 0) as fresh`.execute(trx);
    const [row] = rows;
    if (row!.fresh) {
      await sql`delete from push_device where workspace_id = ${workspaceId} and id in (
        select id from push_device where workspace_id = ${workspaceId} and member_id = ${memberId} order by seen_at desc, id offset ${most})`.execute(
        trx,
      );
      await record(trx, { ...who, action: "notices.device", subject: `member/${memberId}` });
    }
    return { id: row!.id };
  });
}

/** A subscription of before new keys, told late: nothing that we send would be shown there. New keys wait until it is written, and end it (trouble.ts). */
async function checkKey(trx: Trx, workspaceId: string, key: string | null): Promise<void> {
  const { rows } = await sql<{ key: string }>`
    select public_key as key from push_key where workspace_id = ${workspaceId} for share`.execute(trx);
  if (key !== null && key !== rows[0]?.key)
    throw conflict("push_keys", {
      en: "Relaymap has other keys for notices by now. Load the page again: this device then subscribes anew by itself.",
      fr: "Relaymap a d’autres clés pour les notifications depuis. Rechargez la page : cet appareil s’abonne alors de nouveau tout seul.",
    });
}

/** 404 for a device of somebody else. */
export async function dropDevice(db: Db, { workspaceId, memberId }: Who, id: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom("push_device")
    .where("workspace_id", "=", workspaceId)
    .where("member_id", "=", memberId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw notFound();
}

/** Whoever leaves, or is switched off, gets nothing more on any device. */
export const dropDevices = (trx: Trx, { workspaceId, memberId }: Who) =>
  sql`delete from push_device where workspace_id = ${workspaceId} and member_id = ${memberId}`.execute(trx);
