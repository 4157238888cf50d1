import { sql } from "kysely";
import { CharterContent } from "#engine/charter.ts";
import type { Reply } from "../api.ts";
import type { Db } from "../ports.ts";
import { newestReceipt } from "./accept.ts";
import { inForce, isDue, readVersions, type Version, type Who } from "./state.ts";
import { charterTemplate } from "./template.ts";

/** Fewer than these are no group: nothing is told of them. */
const group = 5;

/** The charter in force as a person meets it: with what they accepted, and what changed since. */
export async function readCharter(db: Db, who: Who): Promise<Reply<"getCharter">> {
  const [force, accepted] = [await inForce(db, who.workspaceId), await newestReceipt(db, who)];
  if (force === null) return { current: null, accepted, due: false, before: null, notes: [] };
  const versions = await readVersions(db, who.workspaceId);
  const current = versions.find(({ number }) => number === force.number);
  const before = versions.find(({ number }) => number === accepted?.number && number !== force.number);
  const since = versions.filter(
    ({ number }) => accepted !== null && number > accepted.number && number <= force.number,
  );
  return {
    current: current === undefined ? null : viewOf(current),
    accepted,
    due: await isDue(db, who),
    before: before === undefined ? null : viewOf(before),
    notes: since.map(({ note }) => note).filter(({ en, fr }) => en !== "" || fr !== ""),
  };
}

const viewOf = ({ number, publishedAt, by, note, asks, content }: Version) => ({
  number,
  publishedAt,
  by,
  note,
  asks,
  content,
});

/** The charter for who writes it. */
export async function readDraft(db: Db, workspaceId: string): Promise<Reply<"getCharterDraft">> {
  const [force, versions] = [await inForce(db, workspaceId), await readVersions(db, workspaceId)];
  const draft = await db
    .selectFrom("charter_draft as d")
    .leftJoin("member as m", (join) =>
      join.onRef("m.workspace_id", "=", "d.workspace_id").onRef("m.id", "=", "d.saved_by"),
    )
    .select(["d.content", "d.revision", "d.saved_at as at", "m.name as by"])
    .where("d.workspace_id", "=", workspaceId)
    .executeTakeFirst();
  const counts = await countAccepted(db, workspaceId);
  const newest = versions.find(({ number }) => number === (force?.number ?? versions[0]?.number));
  return {
    content:
      draft === undefined
        ? (newest?.content ?? (await templateFor(db, workspaceId)))
        : CharterContent.parse(draft.content),
    revision: draft?.revision ?? 0,
    saved: draft === undefined ? null : { at: draft.at, by: draft.by },
    current: force?.number ?? null,
    versions: versions.map((version) => ({
      ...viewOf(version),
      withdrawnAt: version.withdrawnAt,
      accepted: grouped(counts.get(version.number) ?? 0),
    })),
  };
}

const grouped = (count: number) =>
  count === 0 ? { kind: "none" as const } : count < group ? { kind: "few" as const } : { kind: "some" as const, count };

/** How many of those who are here have accepted each version. */
async function countAccepted(db: Db, workspaceId: string): Promise<Map<number, number>> {
  const { rows } = await sql<{ number: number; count: number }>`
    select r.number, count(*)::int as count from charter_receipt r join member m on m.workspace_id = r.workspace_id and m.id = r.member_id
    where r.workspace_id = ${workspaceId} and m.disabled_at is null group by 1`.execute(db);
  return new Map(rows.map(({ number, count }) => [number, count]));
}

async function templateFor(db: Db, workspaceId: string): Promise<CharterContent> {
  const { name } = await db
    .selectFrom("workspace")
    .select("name")
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return charterTemplate(name);
}
