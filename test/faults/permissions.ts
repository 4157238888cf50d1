import { sql } from "kysely";
import { setStop } from "#server/ledger/stop.ts";
import type { Db } from "#server/ports.ts";
import type { World } from "./world.ts";

/** Ways in which an account's permission is taken away, by name. */
export const ways: [string, (db: Db, world: World, account: string) => Promise<unknown>][] = [
  [
    "the owner withdraws consent",
    (db, world, id) =>
      sql`update consent set withdrawn_at = now() where workspace_id = ${world.workspaceId} and account_id = ${id}`.execute(
        db,
      ),
  ],
  [
    "the owner pauses",
    (db, world, id) =>
      sql`update consent set mode = 'paused' where workspace_id = ${world.workspaceId} and account_id = ${id}`.execute(
        db,
      ),
  ],
  [
    "the account is disconnected",
    (db, world, id) =>
      sql`update account set state = 'disconnected' where workspace_id = ${world.workspaceId} and id = ${id}`.execute(
        db,
      ),
  ],
];
/** And those that take it from everybody. */
export const everybody: [string, (db: Db, world: World) => Promise<unknown>][] = [
  [
    "the map is paused",
    (db, world) => sql`update map set state = 'paused' where workspace_id = ${world.workspaceId}`.execute(db),
  ],
  [
    "the map is archived",
    (db, world) => sql`update map set state = 'archived' where workspace_id = ${world.workspaceId}`.execute(db),
  ],
  [
    "the workspace is stopped",
    (db, world) => setStop(db, { workspaceId: world.workspaceId, memberId: world.workspaceId, on: true, reason: "" }),
  ],
];
