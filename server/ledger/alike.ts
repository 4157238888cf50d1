import { createHash } from "node:crypto";
import { sql } from "kysely";
import { byStep } from "#engine/again.ts";
import type { Card } from "#engine/card.ts";
import { fingerprint, nearIdentical, normalise, quartersOf } from "#engine/fingerprint.ts";
import type { HouseRules } from "#engine/house.ts";
import type { Post } from "#engine/post.ts";
import type { Ruling } from "#engine/rules.ts";
import type { Db, Trx } from "../ports.ts";
import { moment, type SweepOptions } from "./sweeps.ts";

/** Of one look: a workspace that says the same more often than this is told so by the first of them. */
const most = 500;

/** What a post says, as it is compared: a fingerprint, or for a few words those themselves; null: nothing. */
type Words = { print: string; marks: string[] };

export function wordsOf(post: Pick<Post, "parts">): Words | null {
  const text = post.parts[0]?.text ?? "";
  const print = fingerprint(text);
  if (print !== "") return { print, marks: quartersOf(print) };
  const plain = normalise(text);
  if (plain === "") return null;
  const hash = createHash("sha256").update(plain).digest("base64url").slice(0, 22);
  return { print: hash, marks: [hash] };
}

export const same = (a: string, b: string): boolean => a === b || nearIdentical(a, b);

type About = { workspaceId: string; network: string; accountId: string; deliveryId: number; post: Pick<Post, "parts"> };

/** Who said it before: another account; or this one, of what goes out once more. */
type By = "other" | "own";

/**
 * Of each post, whether another account of the workspace said nearly the same there within the hours, or is about to: published, on its
 * way, or judged and waiting for its turn. Of what a step gives once more, also whether this very account said it then. By delivery; a few
 * statements a network.
 */
export async function saidElsewhere(
  db: Db | Trx,
  posts: readonly About[],
  hours: number,
  options: SweepOptions = {},
): Promise<ReadonlyMap<number, By>> {
  const found = new Map<number, By>();
  for (const group of Map.groupBy(posts, ({ workspaceId, network }) => `${workspaceId} ${network}`).values()) {
    const [{ workspaceId, network }] = group as [About, ...About[]];
    const words = group.flatMap((one) => {
      const says = wordsOf(one.post);
      return says === null ? [] : [{ ...one, ...says }];
    });
    const marks = [...new Set(words.flatMap((one) => one.marks))];
    if (marks.length === 0) continue;
    const { rows } = await sql<{ id: number; accountId: string; print: string }>`
      select s.delivery_id as id, s.account_id as "accountId", s.print from said s
      join delivery d on d.workspace_id = s.workspace_id and d.id = s.delivery_id
      where s.workspace_id = ${workspaceId} and s.network = ${network} and s.mark = any(${marks}::text[])
        and s.at > ${moment(options)} - make_interval(hours => ${hours}::int)
        and d.state in ('published','sending','processing','unknown','ready','retry_wait')
      limit ${most}`.execute(db);
    const repeats = await repeatsAmong(db, workspaceId, rows.length === 0 ? [] : words);
    for (const one of words) {
      const said = rows.filter(({ print }) => same(print, one.print));
      if (said.some(({ accountId }) => accountId !== one.accountId)) found.set(one.deliveryId, "other");
      else if (repeats.has(one.deliveryId) && said.some(({ id }) => id !== one.deliveryId))
        found.set(one.deliveryId, "own");
    }
  }
  return found;
}

/** Which of them go out once more, by a step. */
async function repeatsAmong(db: Db | Trx, workspaceId: string, some: readonly About[]): Promise<ReadonlySet<number>> {
  if (some.length === 0) return new Set();
  const rows = await db
    .selectFrom("delivery")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", sql<number>`any(${some.map(({ deliveryId }) => deliveryId)}::bigint[])`)
    .where("occasion", "like", `${byStep}%`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/**
 * Takes the words of a post for an account, so that whoever says nearly the same after it is told: what it said before (it was edited since)
 * is forgotten. One post of a network at a time, so that no two take the same.
 */
export async function takeWords(trx: Trx, about: About, options: SweepOptions = {}): Promise<void> {
  const { workspaceId, network, accountId, deliveryId, post } = about;
  await sql`delete from said where workspace_id = ${workspaceId} and delivery_id = ${deliveryId}`.execute(trx);
  const words = wordsOf(post);
  if (words === null) return;
  await sql`insert into said (workspace_id, network, mark, delivery_id, account_id, print, at)
    select ${workspaceId}, ${network}, mark, ${deliveryId}, ${accountId}, ${words.print}, ${moment(options)}
    from unnest(${words.marks}::text[]) as mark on conflict do nothing`.execute(trx);
}

/** Until the transaction ends nobody else judges a post of this workspace at this network. */
export async function judgeAlone(trx: Trx, { workspaceId, network }: Pick<About, "workspaceId" | "network">) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`relaymap said ${workspaceId} ${network}`}, 0))`.execute(
    trx,
  );
}

/** What is said of a post whose words another account has, or this one had; null where the network lets it. */
export function alikeRuling(
  { title, alike }: Pick<Card, "title" | "alike">,
  { hours, hold }: HouseRules["alike"],
  by: By,
): Ruling | null {
  if (alike === undefined) return null;
  const own = {
    en: `This account said nearly the same on ${title} (${hours} hours). ${alike.text.en} Put it in other words.`,
    fr: `Ce compte a déjà dit presque la même chose sur ${title} (${hours} heures). ${alike.text.fr} Dites-le autrement.`,
  };
  const other = {
    en: `Another of your company’s accounts says nearly the same on ${title} (${hours} hours). ${alike.text.en} Put it in your own words.`,
    fr: `Un autre compte de votre entreprise dit presque la même chose sur ${title} (${hours} heures). ${alike.text.fr} Dites-le avec vos mots.`,
  };
  return { code: "alike", severity: hold ? "error" : "warning", message: by === "own" ? own : other };
}
