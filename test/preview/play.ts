import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Item } from "#engine/item.ts";
import { itemKey } from "#engine/key.ts";
import type { MapDocument } from "#engine/map.ts";
import { pollSources } from "#server/inbox/poll.ts";
import { sha256 } from "#server/inbox/names.ts";
import { intoCampaign, list, publish, runNow, type World } from "#test/main-job/world.ts";
import { putInto } from "#test/faults/world.ts";
import { createMember } from "#test/support/session.ts";
import { item } from "#test/support/toys.ts";
import { draw } from "./draw.ts";
import { type Drawn, type Entry, type History, titles, topics, type Who } from "./history.ts";
import { send } from "./lanes.ts";

const links = [
  "http://a.example/1",
  "https://www.a.example/1/",
  "https://a.example/2",
  "https://a.example/2#x",
  "https://a.example/3",
  "https://a.example/4?utm_source=x",
  "https://b.example/4",
  "https://b.example/5",
];
function itemOf({ title, link, id, picture, origin }: Entry, spring: string): Item {
  const told = {
    id: id === null ? null : `tag:${id}`,
    title: titles[title]!,
    link: link === null ? null : links[link]!,
    summary: "",
  };
  const { id: _, ...rest } = told;
  const key = itemKey(told, spring, sha256);
  return item(key, {
    ...rest,
    text: told.title,
    media:
      picture === null ? [] : [picture, 0].map((n) => ({ url: `https://pictures.example/${n}.png`, kind: "picture" })),
    origin: origin ? { network: "plain", remoteId: `r-${key}`, url: null } : null,
  });
}

export type Played = { world: World; mapId: string; document: MapDocument };

/** Lets it all happen, in a workspace of its own. What the sources list at the end has been polled where they were ever polled. */
export async function play(base: World, { people, charter, springs, acts, drawn: last }: History): Promise<Played> {
  const { services } = base;
  const { db } = services;
  const turn = randomUUID().slice(0, 8);
  const { id: workspaceId } = await db
    .insertInto("workspace")
    .values({ name: turn })
    .returning("id")
    .executeTakeFirstOrThrow();
  const world: World = { ...base, workspaceId };
  if (charter) await inForce(world);
  await addTopics(world);
  for (const [at, one] of people.entries()) await addPerson(world, `p${at}-${turn}`, one, charter);
  const mapId = randomUUID();
  let document = draw(acts.find((one) => one.do === "redraw")?.drawn ?? last, springs, turn);
  let stored = false;
  const lists = new Map<string, Item[]>();
  for (const one of acts) {
    if (one.do === "list") {
      const name = `${turn}-${one.spring % springs}`;
      const before = lists.get(name) ?? [];
      const fresh = one.entries.map((each) => itemOf(each, name));
      lists.set(name, [...fresh, ...before].slice(0, 20));
      world.springs.set(name, () => list(lists.get(name)!));
    } else if (one.do === "mine") {
      if (!stored) await publish(world, document, mapId);
      stored = true;
      await resume(world, mapId);
      await runNow(world, mapId);
    } else if (one.do === "redraw") {
      document = draw(one.drawn, springs, turn);
      if (stored) await publish(world, document, mapId);
    } else if (one.do === "pause") {
      if (stored) await db.updateTable("map").set({ state: "paused" }).where("id", "=", mapId).execute();
    } else if (one.do === "other") {
      const plain: Drawn = {
        ...last,
        steps: [],
        wires: [],
        targets: one.targets,
        first: { kind: "all" },
        off: null,
        stories: null,
      };
      await runNow(world, await publish(world, draw(plain, springs, turn)));
    } else if (one.do === "join") await join(world, `p${one.who}-${turn}`);
    else if (one.do === "campaign") {
      if (stored) await intoCampaign(world, mapId, one);
    } else if (one.do === "send") await send(world, one.most);
    else if (one.do === "settle") await settle(world, one.state, one.some);
    else await later(world, mapId, one.hours);
  }
  // Also those that rest since their step is off or gone: the run that has them again reads them first, and what is said is said since the last reading.
  const { rows } = await sql<{ id: string }>`select id from source where workspace_id = ${workspaceId}`.execute(db);
  await pollSources(services, { workspaceId, sourceIds: rows.map(({ id }) => id), force: true });
  return { world, mapId, document: draw(last, springs, turn) };
}

/** A paused map goes on. */
export const resume = (world: World, mapId: string) =>
  world.services.db
    .updateTable("map")
    .set({ state: "live" })
    .where("id", "=", mapId)
    .where("state", "=", "paused")
    .execute();

async function inForce({ services: { db }, workspaceId }: World): Promise<void> {
  await sql`insert into charter (workspace_id, number, content, hashes, note, asks, published_at) values (${workspaceId}, 1, '{}', '{}', '{}', true, now())`.execute(
    db,
  );
  await sql`update workspace set charter_number = 1, charter_needed = 1 where id = ${workspaceId}`.execute(db);
}

async function addPerson(world: World, name: string, one: Who, charter: boolean): Promise<void> {
  const { workspaceId, services } = world;
  const { db } = services;
  const member = one.member
    ? (await createMember(db, workspaceId, { role: "ambassador", name, email: `${name}@example.org` })).id
    : null;
  if (charter && member !== null && one.accepted)
    await sql`insert into charter_receipt (workspace_id, member_id, number, hash, language, accepted_at)
      values (${workspaceId}, ${member}, 1, 'x', 'fr', now())`.execute(db);
  const { quiet, off, day, week, month, spacing } = one.pace;
  const { id } = await db
    .insertInto("account")
    .values({
      ...{ workspace_id: workspaceId, network: "plain", remote_id: name, handle: name, name, member_id: member },
      ...(one.reconnect ? { state: "reconnect" as const } : {}),
      ...(quiet ? { quiet_from: 20 * 60, quiet_to: 8 * 60 } : {}),
      ...{
        zone: "Europe/Paris",
        days_off: off,
        daily_cap: day,
        weekly_cap: week,
        monthly_cap: month,
        spacing_s: spacing,
      },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db.insertInto("consent").values({ workspace_id: workspaceId, account_id: id, mode: one.mode }).execute();
  if (one.about !== null)
    await db
      .insertInto("consent")
      .values({ workspace_id: workspaceId, account_id: id, topic: topics[0]!, mode: one.about })
      .execute();
  if (one.frozen > 0)
    await sql`insert into lane (workspace_id, account_id, frozen_until) values (${workspaceId}, ${id}, now() + make_interval(mins => ${one.frozen}::int))
      on conflict (workspace_id, account_id) do update set frozen_until = excluded.frozen_until`.execute(db);
  if (member === null || one.follows === null) return;
  await sql`update member set topics_chosen_at = now() where workspace_id = ${workspaceId} and id = ${member}`.execute(
    db,
  );
  await sql`insert into member_topic (workspace_id, member_id, topic_id) select workspace_id, ${member}, id from topic
    where workspace_id = ${workspaceId} and key = any(${one.follows.map((index) => topics[index]!)}::text[])`.execute(
    db,
  );
}

async function addTopics({ services: { db }, workspaceId }: World): Promise<void> {
  await sql`insert into topic (workspace_id, key, name, colour) select ${workspaceId}, word, word, 1 from unnest(${topics}::text[]) as t(word)`.execute(
    db,
  );
  await sql`insert into topic_name (workspace_id, word, topic_id) select workspace_id, lower(key), id from topic where workspace_id = ${workspaceId}`.execute(
    db,
  );
}

/** Some of what is on its way comes to its end. */
async function settle(world: World, state: "published" | "cancelled" | "rejected", few: number): Promise<void> {
  const { db } = world.services;
  const { rows } = await sql<{
    id: number;
  }>`select id from delivery where workspace_id = ${world.workspaceId} and state in ('ready','held')
    order by id limit ${few + 1}`.execute(db);
  if (rows.length === 0) return;
  const more = state === "published" ? sql`, remote_id = id::text, published_at = now()` : sql``;
  await putInto(
    db,
    { workspaceId: world.workspaceId, mapId: "", accounts: [] },
    state,
    more,
    rows.map(({ id }) => id),
  );
}

/** As if somebody's account were connected only now: what came before is not for them, unless the map begins with it. */
async function join({ services: { db }, workspaceId }: World, name: string): Promise<void> {
  await sql`update account set floor_seq = (select coalesce(max(seq), 0) from item where workspace_id = ${workspaceId})
    where workspace_id = ${workspaceId} and name = ${name}`.execute(db);
}

/** As if so many hours had passed for all that the map keeps and the accounts were given. */
async function later({ services: { db }, workspaceId }: World, mapId: string, hours: number): Promise<void> {
  const by = sql`make_interval(hours => ${hours}::int)`;
  await sql`update kept set due_at = due_at - ${by}, since = since - ${by} where workspace_id = ${workspaceId} and map_id = ${mapId}`.execute(
    db,
  );
  await sql`update map set kept_at = kept_at - ${by} where workspace_id = ${workspaceId} and id = ${mapId}`.execute(db);
  await sql`update story set created_at = created_at - ${by} where workspace_id = ${workspaceId}`.execute(db);
}
