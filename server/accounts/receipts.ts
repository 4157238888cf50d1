import { sql } from "kysely";
import type { z } from "zod";
import type { Receipt } from "../api/accounts.ts";
import { cutRows, type Paging, readMark, writeMark } from "../database/paging.ts";
import type { Language } from "#engine/text.ts";
import type { Db } from "../ports.ts";

type View = z.infer<typeof Receipt>;
type Who = { workspaceId: string; memberId: string };

/** As many as one file holds: more than anybody makes. */
const most = 20_000;

/**
 * What somebody agreed to for their own accounts, newest first: modes with the moment at which each ended, and paces. Receipts of accounts that they let go
 * of are theirs as well; what others decided for an account of the company is not.
 */
export async function listReceipts(
  db: Db,
  { workspaceId, memberId }: Who,
  paging: Paging,
): Promise<{ rows: View[]; next: string | null }> {
  const mark = readMark(paging.before);
  const { rows } = await sql<View & { uuid: string }>`
    select id, uuid, at, kind, account, network, words, language, ended from (
      select 'm' || c.id as id, md5('m' || c.id)::uuid as uuid, c.granted_at as at, 'mode' as kind, coalesce(nullif(c.receipt->>'account', ''), a.ref) as account, a.network,
        coalesce(c.receipt->>'words', c.mode) as words, coalesce(c.receipt->>'language', '') as language,
        case when c.withdrawn_at is not null or c.ends_at < now() then least(c.withdrawn_at, c.ends_at) end as ended
      from consent c join account a on a.workspace_id = c.workspace_id and a.id = c.account_id
      where c.workspace_id = ${workspaceId} and ((a.member_id = ${memberId} and (c.granted_by is null or c.receipt ? 'cause')) or (c.granted_by = ${memberId} and a.member_id is not null))
      union all
      select 'p' || p.id, md5('p' || p.id)::uuid, p.at, 'pace', coalesce(p.receipt->>'account', a.ref), a.network, coalesce(p.receipt->>'words', ''), coalesce(p.receipt->>'language', ''),
        (select min(n.at) from pace_receipt n where n.workspace_id = p.workspace_id and n.account_id = p.account_id and n.id > p.id)
      from pace_receipt p join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
      where p.workspace_id = ${workspaceId} and p.member_id = ${memberId} and a.member_id is not null) r
    ${mark ? sql`where (at, uuid) < (${mark.at}::timestamptz, ${mark.id}::uuid)` : sql``}
    order by at desc, uuid desc limit ${paging.limit + 1}`.execute(db);
  const page = cutRows(rows, paging.limit, (row) => writeMark({ at: row.at, id: row.uuid }));
  return {
    rows: page.rows.map(({ id, at, kind, account, network, words, language, ended }) => ({
      ...{ id, at, kind, account, network, words, language, ended },
    })),
    next: page.next,
  };
}

/** All of them as one file: JSON for programs, or a text that is read from top to bottom. */
export async function receiptFile(
  db: Db,
  who: Who & { language: Language; name: string },
  as: "text" | "json",
): Promise<Uint8Array> {
  const { rows } = await listReceipts(db, who, { limit: most });
  const text = as === "json" ? JSON.stringify({ person: who.name, receipts: rows }, null, 2) : readable(rows, who);
  return new TextEncoder().encode(text);
}

function readable(rows: readonly View[], { language, name }: { language: Language; name: string }): string {
  const time = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  });
  const said = (at: string): string => `${time.format(Date.parse(at))} UTC`;
  const until = { en: "until", fr: "jusqu’au" }[language];
  const head = {
    en: `What ${name} agreed to, newest first. Where no end is given it holds.`,
    fr: `Ce que ${name} a accepté, du plus récent au plus ancien. Sans fin indiquée, c’est en vigueur.`,
  }[language];
  const lines = rows.map(
    ({ at, ended, account, words }) =>
      `${said(at)}${ended === null ? "" : ` ${until} ${said(ended)}`}\n${account}\n${words}\n`,
  );
  return `${head}\n\n${lines.join("\n")}`;
}
