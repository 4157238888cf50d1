import { sql } from "kysely";
import { matchRef } from "#engine/ref.ts";
import type { Reply } from "../api.ts";
import { countByMap } from "../approvals/may.ts";
import { campaignRuns } from "../campaigns/now.ts";
import { cutRows, type Mark, type Paging, readMark, writeMark } from "../database/paging.ts";
import { waitsForOwner } from "../ledger/waits.ts";
import { linkedMaps } from "../links/views.ts";
import type { Services } from "../ports.ts";
import { glancesOf, week } from "../results/map.ts";
import { lastLooks } from "../run/looked.ts";
import { lastRuns } from "../run/views.ts";
import { checkedDrafts } from "./checked.ts";
import { drawnMaps } from "./drawn.ts";
import { namedAccounts, shownFaces, weeksOf } from "./glance.ts";
import { findMaps } from "./search.ts";

type Row = Reply<"listMaps">["rows"][number];
type Who = { workspaceId: string; memberId: string };
type Asked = Paging & {
  search?: string | undefined;
  folder?: string | undefined;
  only?: "archived" | "starred" | undefined;
};
const none = { week: 0, span: 0 };
const quiet = { days: Array.from({ length: week }, () => 0), voices: 0, faces: [] as Row["faces"] };

/** A place in the list, whose starred maps come first. */
const writePlace = (mark: Mark, starred: boolean): string => `${starred ? "*" : ""}${writeMark(mark)}`;
function readPlace(before: string | undefined): { mark: Mark | null; starred: boolean } {
  const starred = before?.startsWith("*") === true;
  return { mark: readMark(starred ? before.slice(1) : before), starred };
}

/** The workspace's maps, one's starred ones first, then the last changed, with what a person wants to know at a glance. */
export async function listMaps(
  services: Pick<Services, "db" | "nodes">,
  { workspaceId, memberId }: Who,
  { search, folder, only, ...paging }: Asked,
): Promise<Reply<"listMaps">> {
  const { db } = services;
  const { mark, starred } = readPlace(paging.before);
  const hits = search?.trim() ? await findMaps(services, workspaceId, search) : null;
  const star = sql<boolean>`exists (select from map_star s where s.workspace_id = m.workspace_id and s.member_id = ${memberId} and s.map_id = m.id)`;
  const found = await db
    .selectFrom("map as m")
    .leftJoin("version as v", (join) =>
      join
        .onRef("v.workspace_id", "=", "m.workspace_id")
        .onRef("v.map_id", "=", "m.id")
        .onRef("v.number", "=", "m.live_version"),
    )
    .select([
      "m.id",
      "m.name",
      "m.state",
      "m.live_version",
      "m.revision",
      "m.next_due_at",
      "m.updated_at",
      "m.folder_id",
      star.as("starred"),
      sql<boolean>`not ${campaignRuns("m")}`.as("rests"),
      sql<boolean>`m.draft is distinct from v.document`.as("changed"),
      sql<number>`(select count(*) from delivery d where d.workspace_id = m.workspace_id and d.map_id = m.id
        and ${waitsForOwner("d.")})`.as("waiting"),
    ])
    .where("m.workspace_id", "=", workspaceId)
    .where("m.state", only === "archived" ? "=" : "<>", "archived")
    .$if(only === "starred", (query) => query.where(star))
    .$if(folder !== undefined, (query) => query.where("m.folder_id", "=", folder!))
    .$if(hits !== null, (query) => query.where(sql<boolean>`m.id = any(${[...(hits?.keys() ?? [])]}::uuid[])`))
    .$if(mark !== null, (query) =>
      query.where(
        sql<boolean>`(${star}, m.updated_at, m.id) < (${starred}, ${mark?.at}::timestamptz, ${mark?.id}::uuid)`,
      ),
    )
    .orderBy(star, "desc")
    .orderBy("m.updated_at", "desc")
    .orderBy("m.id", "desc")
    .limit(paging.limit + 1)
    .execute();
  const { rows, next } = cutRows(found, paging.limit, (row) =>
    writePlace({ at: row.updated_at, id: row.id }, row.starred),
  );
  const ids = rows.map((row) => row.id);
  const [drafts, drawn] = [
    await checkedDrafts(services, workspaceId, rows),
    await drawnMaps(services, workspaceId, rows),
  ];
  const [runs, looks] = [await lastRuns(db, workspaceId, ids), await lastLooks(db, workspaceId, ids)];
  const [glances, linked] = [await glancesOf(db, workspaceId, ids), await linkedMaps(db, workspaceId, ids)];
  const [weeks, asked] = [await weeksOf(db, workspaceId, ids), await countByMap(db, workspaceId, ids)];
  const named = await namedAccounts(db, workspaceId, [...new Set(ids.flatMap((id) => drawn.get(id)!.refs))]);
  return {
    rows: rows.map((row) => {
      const { sketch, refs } = drawn.get(row.id)!;
      const matched = new Set(
        refs.flatMap((ref) => {
          const meant = matchRef(ref, named);
          return meant.kind === "one" ? [meant.account] : [];
        }),
      );
      const own = named.filter((account) => matched.has(account));
      const voices = [...Map.groupBy(own, ({ who }) => who).values()].map(([first]) => first!.face);
      const said = weeks.get(row.id);
      return {
        id: row.id,
        name: row.name,
        state: row.state as Row["state"],
        liveVersion: row.live_version,
        changed: row.changed,
        folder: row.folder_id,
        starred: row.starred,
        picture: sketch,
        hit: hits?.get(row.id) ?? null,
        days: said?.days ?? quiet.days,
        ...(said === undefined
          ? { faces: voices.slice(0, shownFaces), voices: voices.length }
          : { faces: said.faces, voices: said.voices }),
        lost: own.filter(({ lost }) => lost).length,
        nodes: drafts.get(row.id)?.nodes ?? 0,
        problems: drafts.get(row.id)?.problems ?? 0,
        rests: row.rests,
        nextDueAt: row.next_due_at,
        lastRun: runs.get(row.id) ?? null,
        emptyAt: looks.get(row.id)?.emptyAt ?? null,
        failing: looks.get(row.id)?.failing ?? 0,
        waiting: row.waiting,
        approvals: asked.get(row.id) ?? 0,
        posts: glances.get(row.id)?.posts ?? none,
        clicks: linked.has(row.id) ? (glances.get(row.id)?.clicks ?? none) : null,
        updatedAt: row.updated_at,
      };
    }),
    next,
  };
}
