import { sql } from "kysely";
import { isAuthor } from "#engine/own.ts";
import type { Publisher } from "#engine/node.ts";
import { pickedUnder } from "#engine/picked.ts";
import { webAddress } from "#engine/key.ts";
import { fold } from "#engine/words.ts";
import { topicWord } from "#engine/topic.ts";
import { inWorkspace } from "../database/scope.ts";
import { heldBy, standingHolds } from "../ledger/crisis.ts";
import { notify } from "../notices/notify.ts";
import type { Services, Trx } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";
import { holdOf } from "./post.ts";
import { mayBeAsked, pace, standing } from "./standing.ts";

/** Posts that one round looks at. */
const atOnce = 100;
/** Minutes until it is looked again: while something keeps it, and while nobody may be asked just now. */
const again = { held: 10, nobody: 60 };

/** Looks whom to ask about the posts whose time it is. Several processes may do this at once. Gives how many people were asked. */
export async function askDue(services: Pick<Services, "db" | "log">): Promise<number> {
  const { rows } = await sql<{ workspaceId: string; id: number }>`
    select workspace_id as "workspaceId", id from cue where look_at <= now() order by look_at limit ${atOnce}`.execute(
    services.db,
  );
  let asked = 0;
  for (const { workspaceId, id } of rows) {
    const ask = () => services.db.transaction().execute((trx) => askAbout(trx, workspaceId, id));
    asked += await inWorkspace(workspaceId, ask).catch((err: unknown) => {
      services.log.error({ err, workspace: workspaceId, cue: id }, "nobody could be asked about a post");
      return 0;
    });
  }
  return asked;
}

type Cue = {
  url: string;
  network: string | null;
  author: string | null;
  authorAccount: string | null;
  title: string;
  text: string;
  ideas: string[];
  topics: string[];
  teams: string[];
  most: number;
  itemKey: string | null;
  stopped: boolean;
  asked: number;
  open: number;
  minutes: number;
};

/**
 * Asks as many people about a post as it has room for: those whose topic it is and who agreed to speak on it first, then who was asked longest ago, never by what
 * they did or did not do. Never its author, nobody twice, nobody over their pace. Gives how many.
 */
export async function askAbout(trx: Trx, workspaceId: string, id: number): Promise<number> {
  // One after the other in a workspace: a person asked about two posts at once would be over their pace.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`cues/${workspaceId}`}, 0))`.execute(trx);
  const { rows } = await sql<Cue>`
    select t.url, t.network, t.author, t.author_account as "authorAccount", t.title, t.text, t.ideas, t.topics, t.teams, t.most, t.item_key as "itemKey",
      w.stopped_at is not null as stopped, ceil(extract(epoch from t.expires_at - now()) / 60)::int as minutes,
      (select count(*)::int from cue_ask k where k.workspace_id = t.workspace_id and k.cue_id = t.id) as asked,
      (select count(*)::int from cue_ask k where k.workspace_id = t.workspace_id and k.cue_id = t.id and k.answer is distinct from 'no') as open
    from cue t join workspace w on w.id = t.workspace_id
    where t.workspace_id = ${workspaceId} and t.id = ${id} and ${standing} is null for update of t`.execute(trx);
  const [cue] = rows;
  const next = (minutes: number | null) =>
    sql`update cue set look_at = now() + make_interval(mins => ${minutes}::int) where workspace_id = ${workspaceId} and id = ${id}`.execute(
      trx,
    );
  // Over, or its map rests: a live one is looked at again.
  if (cue === undefined) {
    await sql`update cue t set look_at = case when ${standing} = 'rests' then now() + make_interval(mins => ${again.nobody}::int) end
      where t.workspace_id = ${workspaceId} and t.id = ${id}`.execute(trx);
    return 0;
  }
  const room = cue.most - cue.open;
  if (room <= 0) {
    await next(null);
    return 0;
  }
  // While a hold keeps its words, or everything is stopped, nobody is asked.
  if (cue.stopped || holdOf(heldBy(await standingHolds(trx, workspaceId)), cue) !== null) {
    await next(again.held);
    return 0;
  }
  const fitting = peopleFor(cue, await listPublishers(trx, workspaceId));
  const chosen = await choose(trx, { workspaceId, id, cue, room }, fitting);
  if (chosen.length > 0) {
    await sql`insert into cue_ask (workspace_id, cue_id, member_id, place)
      select ${workspaceId}::uuid, ${id}::bigint, x.id, ${cue.asked}::int + x.place::int - 1 from unnest(${chosen}::uuid[]) with ordinality as x(id, place)`.execute(
      trx,
    );
    for (const memberId of chosen.toSorted()) await tell(trx, { workspaceId, memberId, id, minutes: cue.minutes });
  }
  await next(chosen.length < room ? again.nobody : null);
  return chosen.length;
}

/**
 * People whose own account is there, where the network has accounts of people here at all (of Facebook it has none: whoever else fits is asked). Whoever
 * wrote it is not among them.
 */
function peopleFor(cue: Cue, accounts: readonly Publisher[]): string[] {
  const own = accounts.filter(({ member }) => member !== null);
  const whom = { networks: [], topics: cue.topics, teams: cue.teams, languages: [] };
  const there = own.some(({ network }) => network === cue.network);
  const authors = new Set(own.filter((account) => wrote(cue, account)).map(({ member }) => member!));
  const fits = (account: Publisher) =>
    account.mode !== "paused" && (!there || account.network === cue.network) && pickedUnder(account, whom) !== null;
  return [...new Set(own.filter(fits).map(({ member }) => member!))].filter((member) => !authors.has(member));
}

/** Whether an account wrote it: the source says so, or the address names it, as most networks' addresses do. */
function wrote({ network, authorAccount, url }: Cue, account: Publisher): boolean {
  if (network !== null && authorAccount !== null && isAuthor({ network, account: authorAccount }, account)) return true;
  if (network !== account.network || account.handle === "") return false;
  const parts = (webAddress(url)?.pathname ?? "").toLowerCase().split("/");
  const handle = account.handle.toLowerCase().replace(/^@/u, "");
  return parts.some((part) => part.replace(/^@/u, "") === handle || part.replace(/^@/u, "") === handle.split("@")[0]);
}

type Choosing = { workspaceId: string; id: number; cue: Cue; room: number };
async function choose(
  trx: Trx,
  { workspaceId, id, cue, room }: Choosing,
  fitting: readonly string[],
): Promise<string[]> {
  if (fitting.length === 0) return [];
  const { rows } = await sql<{ id: string; name: string }>`
    select m.id, m.name from unnest(${[...fitting]}::uuid[]) as f(id)
    join member m on m.workspace_id = ${workspaceId} and m.id = f.id and ${mayBeAsked}
    join cue t on t.workspace_id = ${workspaceId} and t.id = ${id} and m.id is distinct from t.made_by and m.id is distinct from t.author_id
    cross join lateral (select max(k.asked_at) as last, count(*) filter (where k.asked_at > now() - interval '1 day') as day, count(*) filter (where k.asked_at > now() - interval '7 days') as week
      from (select asked_at from cue_ask k where k.workspace_id = ${workspaceId} and k.member_id = m.id order by asked_at desc limit ${pace.week}) k) p
    where p.day < ${pace.day} and p.week < ${pace.week}
      and not exists (select from cue_ask k where k.workspace_id = ${workspaceId} and k.cue_id = ${id} and k.member_id = m.id)
      and not exists (select from colleague_item c join colleague_account a on a.workspace_id = c.workspace_id and a.id = c.colleague_id
        where c.workspace_id = ${workspaceId} and c.key = ${cue.itemKey} and a.member_id = m.id)
    order by exists (select from speaker s join topic_name n on n.workspace_id = s.workspace_id and n.topic_id = s.topic_id
        where s.workspace_id = ${workspaceId} and s.member_id = m.id and s.agrees and n.word = any(${cue.topics.map(topicWord)}::text[])) desc,
      p.last nulls first, md5(m.id::text || ${String(id)}) limit ${room + 20}`.execute(trx);
  // Of whom only a name is known.
  const author = cue.author === null ? "" : fold(cue.author.trim());
  return rows
    .filter(({ name }) => author === "" || fold(name.trim()) !== author)
    .slice(0, room)
    .map((row) => row.id);
}

async function tell(
  trx: Trx,
  { workspaceId, memberId, id, minutes }: { workspaceId: string; memberId: string; id: number; minutes: number },
) {
  await notify(trx, {
    ...{ workspaceId, memberId, kind: "cue" as const, reason: `cue/${id}/asked` },
    ...{ data: words(id), days: Math.max(1, Math.ceil(minutes / 1440)) },
  });
}

const words = (id: number) => ({
  title: { en: "Would you say something on this?", fr: "Auriez-vous un mot à dire là-dessus ?" },
  text: {
    en: "A post is about something that you know. If you like, open it and comment in your own words; if not, say so in one tap.",
    fr: "Une publication touche à un sujet que vous connaissez. Si le cœur vous en dit, ouvrez-la et commentez avec vos mots ; sinon, un appui suffit.",
  },
  button: { en: "See the post", fr: "Voir la publication" },
  path: `/comment/${id}`,
});
