import { topicWord } from "#engine/topic.ts";
import type { Body } from "../api.ts";
import { record } from "../audit.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";

export type Manager = { workspaceId: string; memberId: string };

/** Nobody chooses among more. */
const most = 500;

/** Makes a topic. Its colour is the one that fewest have unless one is said. 409 where a topic has or had that name: maps may still say it. */
export async function createTopic(
  { db }: Pick<Services, "db">,
  manager: Manager,
  { name, colour, description = "" }: Body<"createTopic">,
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom("topic")
      .select(["id", "colour"])
      .where("workspace_id", "=", manager.workspaceId)
      .execute();
    if (rows.length >= most)
      throw unprocessable("too_many_topics", {
        en: `There are ${most} topics already. Merge some, or use one that is there.`,
        fr: `Il y a déjà ${most} thèmes. Fusionnez-en, ou prenez-en un qui existe.`,
      });
    const { id } = await trx
      .insertInto("topic")
      .values({
        workspace_id: manager.workspaceId,
        key: await freeKey(trx, manager.workspaceId, name),
        name,
        colour: colour ?? rarest(rows.map((row) => row.colour)),
        description,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await takeName(trx, manager.workspaceId, id, name);
    await record(trx, { ...manager, action: "topic.create", subject: `topic/${id}`, detail: { title: name } });
    return id;
  });
}

const rarest = (taken: readonly number[]): number =>
  [1, 2, 3, 4, 5]
    .map((colour) => ({ colour, times: taken.filter((each) => each === colour).length }))
    .toSorted((a, b) => a.times - b.times || a.colour - b.colour)[0]!.colour;

/** A key is the first name, or that with a number where a topic that has another name since was called so first. */
async function freeKey(trx: Trx, workspaceId: string, name: string): Promise<string> {
  const rows = await trx.selectFrom("topic").select("key").where("workspace_id", "=", workspaceId).execute();
  const taken = new Set(rows.map(({ key }) => topicWord(key)));
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(topicWord(key))) return key;
  }
}

/** From now on a topic is found by this name too. 409 where it is another's, now or once. */
async function takeName(trx: Trx, workspaceId: string, id: string, name: string): Promise<void> {
  const word = topicWord(name);
  await trx
    .insertInto("topic_name")
    .values({ workspace_id: workspaceId, word, topic_id: id })
    .onConflict((clash) => clash.columns(["workspace_id", "word"]).doNothing())
    .execute();
  const holder = await trx
    .selectFrom("topic_name as n")
    .innerJoin("topic as t", (join) =>
      join.onRef("t.workspace_id", "=", "n.workspace_id").onRef("t.id", "=", "n.topic_id"),
    )
    .select(["t.id", "t.name"])
    .where("n.workspace_id", "=", workspaceId)
    .where("n.word", "=", word)
    .executeTakeFirstOrThrow();
  if (holder.id === id) return;
  const same = topicWord(holder.name) === word;
  throw conflict("topic_taken", {
    en: same
      ? `There is a topic “${holder.name}” already.`
      : `“${holder.name}” was called “${name}” before, and maps may still say so. Choose another name.`,
    fr: same
      ? `Le thème « ${holder.name} » existe déjà.`
      : `« ${holder.name} » s’appelait « ${name} », et des cartes le disent peut-être encore. Choisissez un autre nom.`,
  });
}

/** Renames, colours, describes, archives a topic, or says who may feed it. Its key stays, and so does every name that it had. */
export async function changeTopic(
  { db }: Pick<Services, "db">,
  manager: Manager,
  id: string,
  change: Body<"changeTopic">,
): Promise<void> {
  const { workspaceId } = manager;
  await db.transaction().execute(async (trx) => {
    const topic = await lockTopic(trx, workspaceId, id);
    const subject = `topic/${id}`;
    if (change.name !== undefined && change.name !== topic.name) {
      await takeName(trx, workspaceId, id, change.name);
      await record(trx, { ...manager, action: "topic.rename", subject, detail: { title: topic.name } });
    }
    const archives = change.archived !== undefined && change.archived !== (topic.archived_at !== null);
    const values = {
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.colour === undefined ? {} : { colour: change.colour }),
      ...(change.description === undefined ? {} : { description: change.description }),
    };
    if (Object.keys(values).length > 0 || archives)
      await trx
        .updateTable("topic")
        .set((eb) => ({
          ...values,
          ...(archives ? { archived_at: change.archived === true ? eb.fn<string>("clock_timestamp") : null } : {}),
        }))
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .execute();
    if (archives)
      await record(trx, { ...manager, action: change.archived === true ? "topic.archive" : "topic.return", subject });
    if (change.feeders !== undefined) await setFeeders(trx, workspaceId, id, change.feeders);
    if (change.colour !== undefined || change.description !== undefined || change.feeders !== undefined)
      await record(trx, { ...manager, action: "topic.change", subject });
  });
}

async function setFeeders(trx: Trx, workspaceId: string, id: string, members: readonly string[]): Promise<void> {
  await trx.deleteFrom("topic_feeder").where("workspace_id", "=", workspaceId).where("topic_id", "=", id).execute();
  const known = members.length === 0 ? [] : await membersAmong(trx, workspaceId, members);
  if (known.length < new Set(members).size) throw notFound();
  if (known.length > 0)
    await trx
      .insertInto("topic_feeder")
      .values(known.map((member) => ({ workspace_id: workspaceId, topic_id: id, member_id: member })))
      .execute();
}

/** Those of them who are people of the workspace and were not switched off. */
export async function membersAmong(db: Db | Trx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom("member")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", ids)
    .where("disabled_at", "is", null)
    .execute();
  return rows.map((row) => row.id);
}

/** Locks a topic; 404. */
export async function lockTopic(trx: Trx, workspaceId: string, id: string) {
  const topic = await trx
    .selectFrom("topic")
    .select(["id", "key", "name", "archived_at"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!topic) throw notFound();
  return topic;
}
