import { sql } from "kysely";
import type { z } from "zod";
import type { Reply } from "../api.ts";
import type { entries } from "../api/entries.ts";
import { cutRows, readMark, writeMark } from "../database/paging.ts";
import { notFound } from "../errors.ts";
import type { Services } from "../ports.ts";
import { checkEntry } from "./check.ts";
import { mayWrite, type Who } from "./may.ts";
import { columns, findEntry, readRow, type Row, viewsOf } from "./row.ts";
import { viewOf } from "./save.ts";

type Query = z.output<(typeof entries)["listEntries"]["query"]>;
type Working = Pick<Services, "db" | "nodes" | "settings">;

/** Entries of a time, the soonest first, or drafts, the last changed first. */
export async function listEntries(services: Working, who: Who, query: Query): Promise<Reply<"listEntries">> {
  const { workspaceId } = who;
  const { of, from, to, account, network, topic, limit } = query;
  const mark = readMark(query.before);
  const drafts = of === "drafts" || of === "loose";
  const turn = sql`(${mark?.at ?? null}::timestamptz, ${mark?.id ?? null}::uuid)`;
  const place = drafts
    ? sql`e.state = 'draft' and (${of !== "loose"} or e.at is null) and (${mark === null} or e.updated_at < ${mark?.at ?? null}::timestamptz
        or (e.updated_at = ${mark?.at ?? null}::timestamptz and e.id > ${mark?.id ?? null}::uuid))`
    : sql`e.at is not null and ${of === "coming" ? sql`e.state <> 'draft'` : sql`true`} and (${mark === null} or (e.at, e.id) > ${turn})
        and (${from === undefined} or e.at >= ${from ?? null}::timestamptz) and (${to === undefined} or e.at < ${to ?? null}::timestamptz)`;
  const { rows } = await sql<Row & { mark: string }>`
    select ${columns}, ${drafts ? sql`e.updated_at` : sql`e.at`} as mark from entry e
    where e.workspace_id = ${workspaceId} and ${mayWrite(who)} and ${place}
      and (${topic === undefined} or e.topic_id = ${topic ?? null}::uuid)
      and (${account === undefined} or exists (select from entry_account x
        where x.workspace_id = e.workspace_id and x.entry_id = e.id and x.account_id = ${account ?? null}::uuid))
      and (${network === undefined} or exists (select from entry_account x join account a on a.workspace_id = x.workspace_id and a.id = x.account_id
        where x.workspace_id = e.workspace_id and x.entry_id = e.id and a.network = ${network ?? null})
        or (jsonb_typeof(e.written->'people') = 'object' and (e.written#>'{people,networks}' = '[]'::jsonb or e.written#>'{people,networks}' ? ${network ?? ""})))
    order by ${drafts ? sql`e.updated_at desc, e.id` : sql`e.at, e.id`} limit ${limit + 1}`.execute(services.db);
  const page = cutRows(rows, limit, ({ mark: at, id }) => writeMark({ at, id }));
  const { networks } = services.nodes;
  return { ...page, rows: await viewsOf(services.db, { workspaceId, rows: page.rows.map(readRow), networks }) };
}

export async function getEntry(services: Working, who: Who, id: string): Promise<Reply<"getEntry">> {
  const row = await findEntry(services.db, who, id);
  if (row === null) throw notFound();
  const { written, at, until, evergreen, approval, topic, campaign } = row;
  const { findings } = await checkEntry(services, who, { written, at, until, evergreen, approval, topic, campaign });
  return { entry: await viewOf(services, who, row), findings };
}
