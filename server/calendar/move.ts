import { sql } from "kysely";
import { turnsOf } from "#engine/pacing.ts";
import { conflict } from "../errors.ts";
import { lanesOf } from "../ledger/forecast.ts";
import { retime } from "../ledger/retime.ts";
import type { Services } from "../ports.ts";
import { noRoom } from "./no-room.ts";
import { iso } from "./posts.ts";

type Move = {
  workspaceId: string;
  memberId: string;
  id: number;
  at: string;
  was: string;
  now: number;
  back?: boolean | undefined;
};

/** So near to what was asked is there. */
const near = 60_000;

/**
 * Another time for one post, which was seen at `was`. Whether it is the asker's to move is checked before. Throws 409 `moved_already` where somebody else
 * moved it meanwhile, `left_already` where it has begun to leave, and 422 `no_room` where its account's hours and shares would not let it go then,
 * unless it goes `back` to where it stood.
 */
export async function movePost(services: Pick<Services, "db">, move: Move): Promise<void> {
  const { workspaceId, memberId, id, at, was, now, back = false } = move;
  const { rows } = await sql<{ account: string; due: string }>`
    select account_id as account, due_at as due from delivery where workspace_id = ${workspaceId} and id = ${id} and state = 'ready'`.execute(
    services.db,
  );
  const [row] = rows;
  if (row !== undefined) {
    if (Date.parse(row.due) !== Date.parse(was)) throw movedAlready(row.due);
    if (!back) await checkTurn(services, { workspaceId, at, now }, row);
  }
  await retime(services, { workspaceId, memberId, deliveryId: id }, at);
}

async function checkTurn(
  { db }: Pick<Services, "db">,
  { workspaceId, at, now }: Pick<Move, "workspaceId" | "at" | "now">,
  row: { account: string; due: string },
): Promise<void> {
  const lane = (await lanesOf(db, workspaceId, [row.account], now)).get(row.account)!;
  const wanted = Date.parse(at);
  // Its own place in the queue is free once it goes.
  const own = lane.queued.indexOf(Math.max(Date.parse(row.due), now));
  const before = lane.queued.filter((due, n) => n !== own && due <= wanted).toSorted((a, b) => a - b);
  const turn = turnsOf([...before, wanted], lane.pace, lane.past).at(-1)!;
  if (turn.at - wanted >= near) throw noRoom(iso(turn.at), turn.why);
}

const movedAlready = (at: string) =>
  conflict(
    "moved_already",
    {
      en: "Somebody moved this post meanwhile. Here it is where it stands now.",
      fr: "Quelqu’un a déplacé ce message entre-temps. Le voici à sa place actuelle.",
    },
    { at: iso(Date.parse(at)) },
  );
