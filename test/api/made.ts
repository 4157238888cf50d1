import { randomBytes, randomUUID } from "node:crypto";
import { emptyLesson } from "#engine/own-lesson.ts";
import { makeCode } from "#engine/short-link.ts";
import { writeSecret } from "#engine/signature.ts";
import { clickToken } from "#server/conversions/click.ts";
import { keyPlace } from "#server/conversions/keys.ts";
import { writeOffers } from "#server/offers/write.ts";
import type { Services, Trx } from "#server/ports.ts";
import { item } from "#test/support/toys.ts";

/** What a live map puts before people, with a picture. */
export async function offered(
  trx: Trx,
  workspaceId: string,
  { map, run, picture, count }: Record<"map" | "run" | "picture", string> & { count: number },
) {
  const media = [{ url: picture, kind: "picture" as const }];
  const told = item(`offer-${count}`, { title: `Offre ${count}`, text: `Offre ${count}`, media });
  const plain = { share: "own", long: "cut", link: "post" } as const;
  const offer = { topics: [], networks: [], days: 7, picture: null, shape: plain, node: "lea", item: told };
  const given = { run: { workspaceId, id: run, mapId: map }, version: 1, now: new Date().toISOString() };
  await writeOffers(trx, { ...given, offers: [offer], from: new Map(), waits: () => false });
  const { id } = await trx.selectFrom("offer").select("id").where("map_id", "=", map).executeTakeFirstOrThrow();
  return id;
}

/** What somebody brought in, for a topic that they feed. */
export async function suggested(trx: Trx, workspaceId: string, owner: string, count: number): Promise<string> {
  const insert = { workspace_id: workspaceId };
  const name = `Thème ${count}`;
  const topic = await trx
    .insertInto("topic")
    .values({ ...insert, key: name, name, colour: 1 })
    .returning("id")
    .executeTakeFirstOrThrow();
  await trx
    .insertInto("topic_feeder")
    .values({ ...insert, topic_id: topic.id, member_id: owner })
    .execute();
  const { id } = await trx
    .insertInto("suggestion")
    .values({
      ...insert,
      member_id: owner,
      kind: "text",
      state: "sent",
      body: "Bonjour",
      topic_id: topic.id,
      sent_at: new Date().toISOString(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** A blog of somebody's that the company may follow. */
export async function followedOf(trx: Trx, workspaceId: string, owner: string, count: number): Promise<string> {
  const address = `https://carnet-${count}.example/feed`;
  const { id } = await trx
    .insertInto("colleague_account")
    .values({
      ...{ workspace_id: workspaceId, member_id: owner, type: "rss", version: 1, key: `rss:${address}`, address },
      ...{ title: `Carnet ${count}`, config: JSON.stringify({ url: address }), receipt: JSON.stringify({ address }) },
      due_at: new Date(Date.now() + 86_400_000).toISOString(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** A post that somebody is asked to comment on. */
export async function cuedOf(trx: Trx, workspaceId: string, owner: string | null, count: number): Promise<number> {
  const url = `https://reseau-${count}.example/p/${count}`;
  const { id } = await trx
    .insertInto("cue")
    .values({
      ...{ workspace_id: workspaceId, story: url, url, title: "Le chantier", text: "", most: 1, look_at: null },
      expires_at: new Date(Date.now() + 86_400_000).toISOString(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (owner !== null)
    await trx
      .insertInto("cue_ask")
      .values({ workspace_id: workspaceId, cue_id: id, member_id: owner, place: 0 })
      .execute();
  return id;
}

/** One more session of somebody. */
export async function another(trx: Trx, workspaceId: string, memberId: string): Promise<string> {
  const { user_id: userId } = await trx
    .selectFrom("member")
    .select("user_id")
    .where("id", "=", memberId)
    .executeTakeFirstOrThrow();
  const values = { id: randomUUID(), token: randomUUID(), userId, workspaceId, userAgent: "Firefox · Android" };
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  await trx
    .insertInto("auth_session")
    .values({ ...values, expiresAt })
    .execute();
  return values.id;
}

/** What a run let go for an account, which has the story already. */
export async function letGo(
  trx: Trx,
  workspaceId: string,
  { map, run, account, count }: Record<"map" | "run" | "account", string> & { count: number },
): Promise<number> {
  const { id } = await trx
    .insertInto("drop")
    .values({
      workspace_id: workspaceId,
      run_id: run,
      map_id: map,
      node_id: "lea",
      item_key: `none-${count}`,
      title: "Bonjour",
      account_id: account,
      code: "same_story",
      reason: JSON.stringify({ en: "the same story", fr: "la même information" }),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** An open brief, which its owner offered to do. */
export async function briefed(
  trx: Trx,
  workspaceId: string,
  owner: string | null,
): Promise<{ brief: string; volunteer: string }> {
  const [insert, brief, now] = [{ workspace_id: workspaceId }, randomUUID(), new Date().toISOString()];
  await trx
    .insertInto("brief")
    .values({ ...insert, id: brief, kind: "film", state: "open", title: "Une visite", wanted: "La filmer." })
    .execute();
  if (owner !== null)
    await trx
      .insertInto("brief_person")
      .values({
        ...insert,
        brief_id: brief,
        member_id: owner,
        state: "offered",
        revision: 2,
        asked_at: now,
        offered_at: now,
      })
      .execute();
  return { brief, volunteer: owner ?? randomUUID() };
}

/** A draft, and a time of the week. */
export async function written(
  trx: Trx,
  workspaceId: string,
  { owner, account }: { owner: string | null; account: string },
): Promise<{ entry: string; slot: string }> {
  const ids = { entry: randomUUID(), slot: randomUUID() };
  const said = JSON.stringify({ version: 1, words: [{ text: "Portes ouvertes" }] });
  await trx
    .insertInto("entry")
    .values({ workspace_id: workspaceId, id: ids.entry, owner_id: owner, author_id: owner, written: said })
    .execute();
  await trx
    .insertInto("slot")
    .values({
      workspace_id: workspaceId,
      id: ids.slot,
      account_id: account,
      weekday: 1,
      minute: 540,
      zone: "Europe/Paris",
    })
    .execute();
  return ids;
}

export const conversionSecret = writeSecret(new Uint8Array(32).fill(9));

/** A key by which a site tells of conversions, and a click on the delivery's short link. */
export async function telling(
  trx: Trx,
  { vault, settings }: Pick<Services, "vault" | "settings">,
  workspaceId: string,
  { map, delivery }: { map: string; delivery: number },
): Promise<{ conversionKey: string; click: string; outcome: string }> {
  const id = randomUUID();
  const sealed = await vault.seal(workspaceId, keyPlace(id), conversionSecret);
  const code = makeCode(randomBytes);
  await trx.insertInto("conversion_key").values({ workspace_id: workspaceId, id, name: "Site", sealed }).execute();
  await trx
    .insertInto("short_link")
    .values({ workspace_id: workspaceId, delivery_id: delivery, map_id: map, code, target: "https://example.org/" })
    .execute();
  const { id: outcome } = await trx
    .insertInto("outcome")
    .values({ workspace_id: workspaceId, since: "2026-01-01", until: "2026-01-28", facts: "{}", words: "Merci." })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { conversionKey: id, outcome, click: clickToken(settings, code, Date.now()) };
}

/** What the programme speaks of, and to whom. */
export async function aimed(
  trx: Trx,
  workspaceId: string,
  count: number,
): Promise<Record<"topic" | "team" | "audience" | "objective" | "campaign" | "evergreen", string> & { hold: number }> {
  const insert = { workspace_id: workspaceId };
  const [topic, team, audience, objective] = [
    { ...insert, key: `Sujet ${count}`, name: `Sujet ${count}`, colour: 1 },
    { ...insert, key: `equipe ${count}`, name: `Équipe ${count}` },
    { ...insert, name: `Public ${count}` },
    { ...insert, name: `Objectif ${count}` },
  ] as const;
  const campaign = randomUUID();
  const days = { first_day: "2027-01-04", last_day: "2027-01-29" };
  await trx
    .insertInto("campaign")
    .values({ ...insert, ...days, id: campaign, name: `Campagne ${count}` })
    .execute();
  const evergreen = randomUUID();
  const written = JSON.stringify({ version: 1, words: [{ text: `Toujours vrai ${count}`, for: null }] });
  await trx
    .insertInto("entry")
    .values({ ...insert, id: evergreen, evergreen: true, written })
    .execute();
  await trx
    .insertInto("evergreen")
    .values({ ...insert, entry_id: evergreen, gap_days: 60 })
    .execute();
  // Beyond those that are begun meanwhile, each of which takes the next number.
  const hold = count * 1000;
  await trx
    .insertInto("crisis")
    .values({ ...insert, number: hold, words: [`Retenue ${count}`], ended_at: new Date().toISOString() })
    .execute();
  return {
    ...{ campaign, evergreen, hold },
    topic: (await trx.insertInto("topic").values(topic).returning("id").executeTakeFirstOrThrow()).id,
    team: (await trx.insertInto("team").values(team).returning("id").executeTakeFirstOrThrow()).id,
    audience: (await trx.insertInto("audience").values(audience).returning("id").executeTakeFirstOrThrow()).id,
    objective: (await trx.insertInto("objective").values(objective).returning("id").executeTakeFirstOrThrow()).id,
  };
}

/** A closed round of the survey, and an objection of the company's own. */
export async function asked(
  trx: Trx,
  workspaceId: string,
  count: number,
): Promise<{ round: number; objection: string; lesson: string }> {
  const insert = { workspace_id: workspaceId };
  const [ask, answer] = [JSON.stringify({ en: `But ${count}?`, fr: "" }), JSON.stringify({ en: "Well.", fr: "" })];
  const [round, objection] = [count * 1000, randomUUID()];
  await trx
    .insertInto("survey")
    .values({ ...insert, number: round, stage: "before", closed_at: new Date().toISOString() })
    .execute();
  await trx
    .insertInto("objection")
    .values({ ...insert, id: objection, ask, answer })
    .execute();
  const lesson = randomUUID();
  await trx
    .insertInto("own_lesson")
    .values({ ...insert, id: lesson, draft: JSON.stringify(emptyLesson("fr")) })
    .execute();
  return { round, objection, lesson };
}
