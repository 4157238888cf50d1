import { sql } from "kysely";
import type { OpenedAccount } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { inWorkspace } from "../../database/scope.ts";
import { invalid } from "../../errors.ts";
import { appOf } from "../apps.ts";
import { disconnect } from "../grants/disconnect.ts";
import { giveBack, grantContext, placeOf } from "../grants/grant.ts";
import type { NetworkServices } from "../services.ts";
import { requireAdmin } from "./admin.ts";
import { choiceGone } from "./failure.ts";
import { openChoice } from "./offer.ts";
import { storeOpened, type Connected, type Opened, type Who } from "./opened.ts";
import { standingOf, type Asked, type Standing } from "./standing.ts";

/** `elsewhere`: choosing it means that this sign-in opens it from now on; `taken` cannot be chosen. */
export type Offered = Pick<OpenedAccount, "remoteId" | "kind" | "handle" | "name" | "avatar" | "url"> & {
  state: Standing;
};
export type Choice = {
  network: string;
  server: string;
  forWorkspace: boolean;
  /** How people know who signed in; null where it is not known. */
  by: string | null;
  /** True where accounts of a sign-in are chosen again: without any of them it is given back. */
  again: boolean;
  accounts: Offered[];
  /** What the sign-in does not open or cannot do, and what to do about it. */
  notes: Text[];
  expiresAt: string;
};

type Choosing = Omit<Who, "forWorkspace"> & { choiceId: string };

/** What there is to choose from. Throws AppError `connect_expired` where it is done, too old, or somebody else's. */
export async function readChoice(services: NetworkServices, input: Choosing): Promise<Choice> {
  const row = await services.db
    .selectFrom("connect_choice")
    .selectAll()
    .where("id", "=", input.choiceId)
    .where("workspace_id", "=", input.workspaceId)
    .where("member_id", "=", input.memberId)
    .where("session_id", "=", input.sessionId)
    .where("expires_at", ">", sql<string>`now()`)
    .executeTakeFirst();
  if (row === undefined) throw choiceGone();
  const { opened } = await openChoice(services, row);
  const standing = await standingOf(services.db, asking(row, opened, input.memberId));
  return {
    network: row.network,
    server: row.server,
    forWorkspace: row.for_workspace,
    by: opened.name,
    again: row.again,
    accounts: opened.accounts.map(({ remoteId, kind, handle, name, avatar, url }) => {
      return { remoteId, kind, handle, name, avatar, url, state: standing.get(remoteId)?.standing ?? "new" };
    }),
    notes: [...opened.notes],
    expiresAt: row.expires_at,
  };
}

/**
 * Connects the chosen accounts, and disconnects those of the same sign-in that were not chosen. A choice is made once. Nothing chosen:
 * nothing is connected, and the access is given back. Throws AppError `connect_expired`, `invalid` or `account_taken`.
 */
export async function makeChoice(
  services: NetworkServices,
  input: Choosing & { accounts: readonly string[] },
): Promise<{ accounts: Connected[]; left: number }> {
  const { workspaceId, memberId, sessionId } = input;
  const row = await take(services, input);
  const place = placeOf(services, row);
  if (place === null) throw choiceGone();
  const { access, opened } = await openChoice(services, row);
  const client = await appOf(services, workspaceId, place);
  const who = { workspaceId, memberId, sessionId, forWorkspace: row.for_workspace };
  const letGo = async (): Promise<void> => {
    if (access === null) return;
    const grant = grantContext(services, place, client, access);
    await giveBack(services, place, { grant, subject: opened.subject, except: null });
  };
  try {
    if (row.for_workspace) await requireAdmin(services, workspaceId, memberId);
    const chosen = pick(opened.accounts, input.accounts);
    const known = await standingOf(services.db, asking(row, opened, memberId));
    const dropped = [...known].filter(([id, { standing }]) => standing === "here" && !input.accounts.includes(id));
    let accounts: Connected[] = [];
    if (chosen.length === 0) await letGo();
    else {
      const move = new Set(input.accounts);
      ({ accounts } = await storeOpened(services, who, {
        place,
        client,
        access,
        opened: { ...opened, accounts: chosen },
        move,
      }));
    }
    for (const [, { id }] of dropped) await disconnect(services, { workspaceId, accountId: id, memberId });
    return { accounts, left: dropped.length };
  } catch (error) {
    await letGo();
    throw error;
  }
}

/** Gives back what came of connections that nobody chose from in time. Bounded: the next round goes on. Answers how many. */
export async function endStaleChoices(services: NetworkServices): Promise<number> {
  const { rows } = await sql<Row>`
    delete from connect_choice where (workspace_id, id) in (
      select workspace_id, id from connect_choice where expires_at <= now() order by expires_at limit 50 for update skip locked) returning *`.execute(
    services.db,
  );
  for (const row of rows) {
    try {
      await inWorkspace(row.workspace_id, () => giveUp(services, row));
    } catch (err) {
      services.log.warn({ err, network: row.network }, "an access that nobody chose from could not be given back");
    }
  }
  return rows.length;
}

async function giveUp(services: NetworkServices, row: Row): Promise<void> {
  const { access, opened } = await openChoice(services, row);
  const place = placeOf(services, row);
  if (access === null || place === null) return;
  const grant = grantContext(services, place, await appOf(services, row.workspace_id, place), access);
  await giveBack(services, place, { grant, subject: opened.subject, except: null });
}

type Row = {
  id: string;
  workspace_id: string;
  network: string;
  connection: string;
  server: string;
  for_workspace: boolean;
  again: boolean;
  sealed: Buffer;
};

async function take({ db }: NetworkServices, { workspaceId, memberId, sessionId, choiceId }: Choosing): Promise<Row> {
  const row = await db
    .deleteFrom("connect_choice")
    .where("id", "=", choiceId)
    .where("workspace_id", "=", workspaceId)
    .where("member_id", "=", memberId)
    .where("session_id", "=", sessionId)
    .where("expires_at", ">", sql<string>`now()`)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw choiceGone();
  return row;
}

function pick(accounts: readonly OpenedAccount[], remoteIds: readonly string[]): OpenedAccount[] {
  const known = new Map(accounts.map((account) => [account.remoteId, account]));
  return [...new Set(remoteIds)].map((remoteId) => {
    const account = known.get(remoteId);
    if (account === undefined) throw invalid([{ place: "body.accounts", message: "was not offered" }]);
    return account;
  });
}

const asking = (row: Row, { subject, accounts }: Opened, memberId: string): Asked => ({
  workspaceId: row.workspace_id,
  memberId: row.for_workspace ? null : memberId,
  network: row.network,
  connection: row.connection,
  server: row.server,
  subject,
  remoteIds: accounts.map(({ remoteId }) => remoteId),
});
