import { sql } from "kysely";
import type { Reply } from "../api.ts";
import type { Db, Settings } from "../ports.ts";
import { bytesOfId, idOfBytes, marked, readMarked } from "../vault/marked.ts";

type Who = { workspaceId: string; memberId: string };
type Key = Pick<Settings, "masterKey" | "publicUrl">;
/** `madeAt`: milliseconds since the epoch; whoever makes a new address ends the one before it. */
export type CalendarMark = Who & { madeAt: number };

const purpose = { name: "calendar", bytes: 16 };

/** The address at which other programs read a person's calendar: signed, so that no row holds it. Whether it still opens anything is looked at when it is used. */
export function calendarAddress(settings: Key, { workspaceId, memberId, madeAt }: CalendarMark): string {
  const moment = Buffer.alloc(6);
  moment.writeUIntBE(madeAt, 0, 6);
  const token = marked(settings, purpose, Buffer.concat([bytesOfId(workspaceId), bytesOfId(memberId), moment]));
  return `${settings.publicUrl}/ical/${token}.ics`;
}

/** null for what is none of ours. */
export function readCalendarMark(settings: Key, token: string): CalendarMark | null {
  const named = readMarked(settings, purpose, token);
  if (named?.length !== 38) return null;
  return {
    workspaceId: idOfBytes(named.subarray(0, 16)),
    memberId: idOfBytes(named.subarray(16, 32)),
    madeAt: named.readUIntBE(32, 6),
  };
}

export const readCalendarLink = (services: { db: Db; settings: Key }, who: Who): Promise<Reply<"readCalendarLink">> =>
  tell(
    services,
    who,
    sql`select ${milliseconds} as at from member where workspace_id = ${who.workspaceId} and id = ${who.memberId}`,
  );

/** A new one; whatever reads the old one finds nothing there from now on. */
export const makeCalendarLink = (services: { db: Db; settings: Key }, who: Who): Promise<Reply<"makeCalendarLink">> =>
  tell(
    services,
    who,
    // Of two in one millisecond the second is the later one all the same.
    sql`update member set calendar_link_at = greatest(date_trunc('milliseconds', clock_timestamp()), calendar_link_at + interval '1 millisecond')
      where workspace_id = ${who.workspaceId} and id = ${who.memberId} returning ${milliseconds} as at`,
  );

export async function dropCalendarLink(db: Db, { workspaceId, memberId }: Who): Promise<void> {
  await sql`update member set calendar_link_at = null where workspace_id = ${workspaceId} and id = ${memberId}`.execute(
    db,
  );
}

const milliseconds = sql`round(extract(epoch from calendar_link_at) * 1000)::float8`;

async function tell(
  { db, settings }: { db: Db; settings: Key },
  who: Who,
  asked: ReturnType<typeof sql>,
): Promise<{ url: string | null }> {
  const { rows } = (await asked.execute(db)) as { rows: { at: number | null }[] };
  const at = rows[0]?.at ?? null;
  return { url: at === null ? null : calendarAddress(settings, { ...who, madeAt: at }) };
}
