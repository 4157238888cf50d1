import { sql } from "kysely";
import type { Body } from "../api.ts";
import { record } from "../audit.ts";
import { notFound, unprocessable } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import type { Manager } from "../topics/change.ts";
import { siteOf } from "./site.ts";

/** Nobody keeps more in mind, and the page shows all of them at once. */
const most = 60;

type Table = "audience" | "objective";
type Aim = { audience: string; objective: string; note: string };

/** Makes an audience (`id` null) or writes it anew, with the topics for it and what is wanted of it. 404 where it is gone. */
export async function writeAudience(
  { db }: Pick<Services, "db">,
  manager: Manager,
  id: string | null,
  { name, description, topics, aims }: Body<"createAudience">,
): Promise<void> {
  const { workspaceId } = manager;
  await db.transaction().execute(async (trx) => {
    const audience = await put(trx, "audience", manager, { id, name, description });
    await setAims(
      trx,
      workspaceId,
      "audience",
      audience,
      aims.map(({ objective, note }) => ({ audience, objective, note })),
    );
    await trx
      .deleteFrom("audience_topic")
      .where("workspace_id", "=", workspaceId)
      .where("audience_id", "=", audience)
      .execute();
    await sql`insert into audience_topic (workspace_id, audience_id, topic_id)
      select workspace_id, ${audience}::uuid, id from topic where workspace_id = ${workspaceId} and id = any(${topics}::uuid[])`.execute(
      trx,
    );
  });
}

/** Makes an objective (`id` null) or writes it anew; without `aims` those that it has stay. 404 where it is gone. */
export async function writeObjective(
  { db }: Pick<Services, "db">,
  manager: Manager,
  id: string | null,
  { name, description, aims }: Body<"createObjective">,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const objective = await put(trx, "objective", manager, { id, name, description });
    if (aims !== undefined)
      await setAims(
        trx,
        manager.workspaceId,
        "objective",
        objective,
        aims.map(({ audience, note }) => ({ audience, objective, note })),
      );
  });
}

/** One row, and who did it; new ones come last. 404 for one that is gone, 422 beyond what a page can show. */
async function put(
  trx: Trx,
  table: Table,
  manager: Manager,
  { id, name, description }: { id: string | null; name: string; description: string },
): Promise<string> {
  const { workspaceId } = manager;
  const row =
    id === null
      ? await make(trx, table, workspaceId, { name, description })
      : await trx
          .updateTable(table)
          .set({ name, description })
          .where("workspace_id", "=", workspaceId)
          .where("id", "=", id)
          .returning("id")
          .executeTakeFirst();
  if (!row) throw notFound();
  await record(trx, {
    ...manager,
    action: table === "audience" ? "audience.save" : "objective.save",
    subject: `${table}/${row.id}`,
    detail: { title: name },
  });
  return row.id;
}

async function make(
  trx: Trx,
  table: Table,
  workspaceId: string,
  values: { name: string; description: string },
): Promise<{ id: string }> {
  // Two people who make one at once are counted one after the other.
  await sql`select from workspace where id = ${workspaceId} for no key update`.execute(trx);
  const { count } = await trx
    .selectFrom(table)
    .select(sql<number>`count(*)::int`.as("count"))
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  if (count >= most)
    throw unprocessable("too_many", {
      en: `There are ${most} already. Take one that is there, or delete some.`,
      fr: `Il y en a déjà ${most}. Prenez-en un qui existe, ou supprimez-en.`,
    });
  return trx
    .insertInto(table)
    .values({ workspace_id: workspaceId, ...values, place: count })
    .returning("id")
    .executeTakeFirstOrThrow();
}

/** All that is wanted of an audience, or for an objective, in the place of what was; the other side of some may be gone in the meantime. */
async function setAims(trx: Trx, workspaceId: string, side: Table, id: string, aims: readonly Aim[]): Promise<void> {
  await trx
    .deleteFrom("aim")
    .where("workspace_id", "=", workspaceId)
    .where(side === "audience" ? "audience_id" : "objective_id", "=", id)
    .execute();
  await sql`insert into aim (workspace_id, audience_id, objective_id, note)
    select a.workspace_id, a.id, o.id, g.note
    from jsonb_to_recordset(${JSON.stringify(aims)}::jsonb) as g(audience uuid, objective uuid, note text)
    join audience a on a.workspace_id = ${workspaceId} and a.id = g.audience
    join objective o on o.workspace_id = ${workspaceId} and o.id = g.objective on conflict do nothing`.execute(trx);
}

/** Deletes an audience or an objective, with what hangs on it; 404. */
export async function deleteThing(
  { db }: Pick<Services, "db">,
  manager: Manager,
  table: Table,
  id: string,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom(table)
      .where("workspace_id", "=", manager.workspaceId)
      .where("id", "=", id)
      .returning("name")
      .executeTakeFirst();
    if (!gone) throw notFound();
    await record(trx, {
      ...manager,
      action: table === "audience" ? "audience.delete" : "objective.delete",
      subject: `${table}/${id}`,
      detail: { title: gone.name },
    });
  });
}

/** Says what is wanted of an audience, or that nothing is any more (`note` null); 404 where either is gone. */
export async function setAim(
  { db }: Pick<Services, "db">,
  manager: Manager,
  { audience, objective, note }: Body<"setAim">,
): Promise<void> {
  const { workspaceId } = manager;
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ audience: string; objective: string }>`
      select a.name as audience, o.name as objective from audience a join objective o on o.workspace_id = a.workspace_id
      where a.workspace_id = ${workspaceId} and a.id = ${audience} and o.id = ${objective} for share`.execute(trx);
    const [names] = rows;
    if (names === undefined) throw notFound();
    if (note === null)
      await trx
        .deleteFrom("aim")
        .where("workspace_id", "=", workspaceId)
        .where("audience_id", "=", audience)
        .where("objective_id", "=", objective)
        .execute();
    else
      await trx
        .insertInto("aim")
        .values({ workspace_id: workspaceId, audience_id: audience, objective_id: objective, note })
        .onConflict((clash) => clash.columns(["workspace_id", "audience_id", "objective_id"]).doUpdateSet({ note }))
        .execute();
    await record(trx, {
      ...manager,
      action: note === null ? "audience.unaim" : "audience.aim",
      subject: `audience/${audience}`,
      detail: { title: names.audience, name: names.objective },
    });
  });
}

/** Says how the workspace speaks on a network, or on all. */
export async function setTone(
  { db }: Pick<Services, "db">,
  manager: Manager,
  { network, notes, rules }: Body<"setTone">,
): Promise<void> {
  const written = { notes, rules: JSON.stringify(rules) };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("tone")
      .values({ workspace_id: manager.workspaceId, network, ...written })
      .onConflict((clash) => clash.columns(["workspace_id", "network"]).doUpdateSet(written))
      .execute();
    await record(trx, { ...manager, action: "workspace.tone", subject: `workspace/${manager.workspaceId}` });
  });
}

/** Says how much should be own content, and which sites are own; 422 for what is no site. */
export async function changeEditorial(
  { db }: Pick<Services, "db">,
  manager: Manager,
  { ownShare, ownSites }: Body<"changeEditorial">,
): Promise<void> {
  const sites = ownSites?.map((given) => {
    const site = siteOf(given);
    if (site === null)
      throw unprocessable("no_site", {
        en: `“${given}” is no site. Write it as “example.org”.`,
        fr: `« ${given} » n’est pas un site. Écrivez-le comme « example.org ».`,
      });
    return site;
  });
  const values = {
    ...(ownShare === undefined ? {} : { own_share: ownShare }),
    ...(sites === undefined ? {} : { own_sites: [...new Set(sites)] }),
  };
  if (Object.keys(values).length === 0) return;
  await db.transaction().execute(async (trx) => {
    await trx.updateTable("workspace").set(values).where("id", "=", manager.workspaceId).execute();
    await record(trx, { ...manager, action: "workspace.line", subject: `workspace/${manager.workspaceId}` });
  });
}
