import { sql } from "kysely";
import { documentVersion, MapDocument } from "#engine/map.ts";
import type { Problem } from "#engine/problem.ts";
import { type Actor, record } from "../audit.ts";
import { conflict } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { checkDraft } from "./check.ts";
import { findMap, type MapRecord, readDocument } from "./row.ts";
import { findVersion } from "./versions.ts";

type Editing = Pick<Services, "db" | "nodes">;

/** Starts a map: empty, or from a document. Returns its id. Throws 422 (`map_shape`, `plain_secret`). */
export async function createMap(
  services: Editing,
  actor: Actor,
  { name, document: given }: { name: string; document?: unknown },
): Promise<string> {
  // Whatever else somebody sends is told what is wrong with it.
  const drawn =
    given === undefined
      ? MapDocument.parse({ schema: documentVersion, name })
      : given !== null && typeof given === "object" && !Array.isArray(given)
        ? { ...given, name }
        : given;
  const { document } = await checkDraft(services, actor.workspaceId, drawn, null);
  return services.db.transaction().execute(async (trx) => {
    const { id } = await trx
      .insertInto("map")
      .values({
        workspace_id: actor.workspaceId,
        name: document.name,
        draft: JSON.stringify(document),
        created_by: actor.memberId,
        updated_by: actor.memberId,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await record(trx, { ...actor, action: "map.create", subject: `map/${id}`, detail: { name: document.name } });
    return id;
  });
}

/**
 * Saves the draft if nobody saved since `revision`, else throws 409 `draft_changed` that names who did, and when.
 * All or nothing: a document of the wrong shape (422) changes nothing.
 */
export async function saveDraft(
  services: Editing,
  actor: Actor,
  id: string,
  input: { revision: number; document?: unknown },
): Promise<{ revision: number; problems: Problem[]; savedAt: string }> {
  const { document, problems } = await checkDraft(services, actor.workspaceId, input.document, id);
  const saved = await services.db
    .updateTable("map")
    .set(newDraft(document, actor))
    .where("workspace_id", "=", actor.workspaceId)
    .where("id", "=", id)
    .where("state", "<>", "archived")
    .where("revision", "=", input.revision)
    .returning(["revision", "updated_at"])
    .executeTakeFirst();
  if (!saved) throw await draftChanged(services.db, await findMap(services.db, actor.workspaceId, id));
  return { revision: saved.revision, problems, savedAt: saved.updated_at };
}

/**
 * Makes a published version the draft again; the live version stays what it is. Throws 409 `draft_changed` where somebody saved since
 * `revision`: nobody's drawing is overwritten unseen.
 */
export async function restoreVersion(
  services: Editing,
  actor: Actor,
  id: string,
  { number, revision }: { number: number; revision?: number | undefined },
): Promise<void> {
  const version = await findVersion(services, actor.workspaceId, id, number);
  const document = readDocument(version.document);
  await services.db.transaction().execute(async (trx) => {
    const map = await findMap(trx, actor.workspaceId, id, { lock: true });
    if (revision !== undefined && revision !== map.revision) throw await draftChanged(trx, map);
    await trx
      .updateTable("map")
      .set(newDraft(document, actor))
      .where("workspace_id", "=", actor.workspaceId)
      .where("id", "=", id)
      .execute();
    await record(trx, { ...actor, action: "map.restore", subject: `map/${id}`, detail: { number } });
  });
}

/** What a map's row becomes when its draft is another. */
const newDraft = (document: MapDocument, actor: Actor) => ({
  draft: JSON.stringify(document),
  name: document.name,
  revision: sql<number>`revision + 1`,
  updated_at: sql<string>`clock_timestamp()`,
  updated_by: actor.memberId,
});

/** The 409 for a draft that somebody else saved in between. */
export async function draftChanged(db: Db | Trx, map: MapRecord): Promise<Error> {
  const member =
    map.updated_by === null
      ? undefined
      : await db
          .selectFrom("member")
          .select("name")
          .where("workspace_id", "=", map.workspace_id)
          .where("id", "=", map.updated_by)
          .executeTakeFirst();
  const by = member?.name ?? null;
  return conflict(
    "draft_changed",
    {
      en: `${by ?? "Somebody"} saved this map in the meantime. Load it again, or keep a copy of yours.`,
      fr: `${by ?? "Quelqu’un"} a enregistré cette carte entre-temps. Rechargez-la, ou gardez une copie de la vôtre.`,
    },
    { revision: map.revision, by, at: map.updated_at },
  );
}
