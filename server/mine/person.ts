import { sql } from "kysely";
import { across } from "../database/scope.ts";
import type { Trx } from "../ports.ts";

/** Words by which somebody could be found: `text` becomes `instead`. `plain`: also where it is part of a longer text. */
export type Word = { text: string; instead: string; plain: boolean };

/** Somebody whose traces are to go. */
export type Person = {
  workspaceId: string;
  memberId: string;
  userId: string;
  /** Lower case. */
  email: string;
  /** Their accounts, the left ones too. */
  accounts: string[];
  /** They are in other workspaces too: their sign-in is theirs there. */
  elsewhere: boolean;
  words: Word[];
};

/** What stands in the place of a name. */
export const nobody = "—";

/** Who a member is, and all words for them; null where there is none. `opaque`: what their id becomes. */
export async function readPerson(
  trx: Trx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  opaque: string,
): Promise<Person | null> {
  const { rows } = await sql<{ userId: string; name: string; email: string; called: string; signsIn: string }>`
    select m.user_id as "userId", m.name, lower(m.email) as email, u.name as called, lower(u.email) as "signsIn"
    from member m join auth_user u on u.id = m.user_id where m.workspace_id = ${workspaceId} and m.id = ${memberId}`.execute(
    trx,
  );
  const [row] = rows;
  if (row === undefined) return null;
  const others = sql`select from member where user_id = ${row.userId} and workspace_id <> ${workspaceId} limit 1`;
  const elsewhere = (await across("sign-in", () => others.execute(trx))).rows.length > 0;
  const accounts = await accountsOf(trx, workspaceId, memberId);
  const { rows: grants } = await sql<{ subject: string; name: string | null }>`
    select subject, subject_name as name from network_grant
    where workspace_id = ${workspaceId} and (member_id = ${memberId} or given_by = ${memberId})`.execute(trx);
  const names = [
    row.name,
    row.called,
    row.email,
    row.signsIn,
    ...grants.flatMap(({ subject, name }) => [subject, name]),
  ];
  const words = [
    { text: memberId, instead: opaque, plain: true },
    { text: row.userId, instead: opaque, plain: true },
    ...accounts.flatMap(({ id, network, ref, handle, name, remoteId, url }) => [
      // Whole references first: their parts stand in them.
      { text: ref, instead: `${network}:${nobody}#${id}`, plain: true },
      { text: `${network}:${handle}`, instead: `${network}:${nobody}`, plain: false },
      ...[url, `@${handle}`, handle, remoteId, name].map(wordOf),
    ]),
    ...names.map(wordOf),
  ];
  const { userId, email } = row;
  return {
    ...{ workspaceId, memberId, userId, email, elsewhere },
    accounts: accounts.map(({ id }) => id),
    words: distinct(words.filter((word) => word !== null)),
  };
}

type OwnAccount = {
  id: string;
  network: string;
  ref: string;
  handle: string;
  name: string;
  remoteId: string;
  url: string | null;
};

async function accountsOf(trx: Trx, workspaceId: string, memberId: string): Promise<OwnAccount[]> {
  const { rows } = await sql<OwnAccount>`
    select id, network, ref, handle, name, remote_id as "remoteId", url from account
    where workspace_id = ${workspaceId} and member_id = ${memberId} order by id`.execute(trx);
  return rows;
}

/**
 * A word that is surely theirs is looked for inside texts as well. One that may be any word ("Paul", "lea"), or a number, only counts where it is all
 * that is said: a colleague of the same first name keeps theirs.
 */
function wordOf(text: string | null): Word | null {
  if (text === null || text.trim() === "" || text === "@" || text === nobody) return null;
  const sure = text.length > 3 && !/^[-+.\d]+$/u.test(text) && (/[\s@_.\d/:-]/u.test(text) || text.length > 9);
  return { text, instead: nobody, plain: sure };
}

/** The longest first: a handle may be the beginning of another. */
const distinct = (words: Word[]): Word[] =>
  [...new Map(words.map((word) => [word.text, word])).values()].toSorted((a, b) => b.text.length - a.text.length);
