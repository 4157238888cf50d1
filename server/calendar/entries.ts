import { sql } from "kysely";
import { mayWrite } from "../entries/may.ts";
import { asPost, saidOfEntry } from "../entries/said.ts";
import { heldBy, standingHolds } from "../ledger/crisis.ts";
import type { Role } from "#engine/role.ts";
import type { Db } from "../ports.ts";
import { iso, type Placed, type Span } from "./posts.ts";

type Reader = { workspaceId: string; memberId: string; role: Role };
type Row = {
  id: string;
  revision: number;
  state: "draft" | "planned";
  at: string;
  title: string;
  topic: string | null;
  accounts: string[] | null;
  people: boolean;
  medium: string | null;
  alt: string | null;
  /** What it says; null while nothing is held. */
  said: string | null;
};

/** Of a span: entries that are looked at, at most. They are counted day by day, so none of a full month is left out. */
const mostEntries = 10_000;

/**
 * What is written for a time and has not entered the ledger yet: once for each of its accounts that is looked at, or for nobody's where it goes to
 * ambassadors alone. What has entered is in the ledger, and read there.
 */
export async function plannedIn(db: Db, reader: Reader, span: Span, seen: readonly string[]): Promise<Placed[]> {
  const { workspaceId, from, to } = span;
  const holds = await standingHolds(db, workspaceId);
  const held = heldBy(holds);
  const { rows } = await sql<Row>`
    select e.id, e.revision, e.state, e.at, e.title, jsonb_typeof(e.written->'people') = 'object' as people,
      e.written#>>'{media,0,id}' as medium, e.written#>>'{media,0,alt}' as alt, (select key from topic t where t.workspace_id = e.workspace_id and t.id = e.topic_id) as topic,
      (select array_agg(x.account_id) from entry_account x where x.workspace_id = e.workspace_id and x.entry_id = e.id) as accounts,
      ${holds.length > 0 ? saidOfEntry : sql`null`} as said
    from entry e where e.workspace_id = ${workspaceId} and ${mayWrite(reader)} and e.at is not null and e.state in ('draft','planned')
      and e.at >= ${iso(from)}::timestamptz and e.at < ${iso(to)}::timestamptz order by e.at, e.id limit ${mostEntries}`.execute(
    db,
  );
  const shown = new Set(seen);
  return rows.flatMap(({ id, revision, state, at, title, topic, accounts, people, ...row }): Placed[] => {
    const all = accounts ?? [];
    const own = all.filter((account) => shown.has(account));
    const medium = row.medium === null ? null : { url: `/api/media/${row.medium}?size=480`, alt: row.alt ?? "" };
    // What would be held when its time comes says so before.
    const waits = state === "planned" && row.said !== null && held(asPost(row.said), title) !== null;
    const places = all.length === 0 && (people || state === "draft") ? [null] : own;
    return places.map((account) => ({
      ...{
        key: `entry/${id}${account === null ? "" : `/${account}`}`,
        delivery: null,
        entry: id,
        revision,
        account,
        state: waits ? "waits" : state,
      },
      ...{
        at,
        due: at,
        why: [],
        reason: waits ? "crisis" : null,
        title,
        topic: topic ?? "",
        url: null,
        movable: true,
        seq: null,
        medium,
      },
    }));
  });
}
