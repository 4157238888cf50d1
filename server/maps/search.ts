import { sql } from "kysely";
import type { z } from "zod";
import { matchRef } from "#engine/ref.ts";
import { fold } from "#engine/words.ts";
import type { MapHit } from "../api/shelf.ts";
import type { Db, Services } from "../ports.ts";
import { drawnMaps } from "./drawn.ts";

type Hit = z.infer<typeof MapHit>;

/** Of what somebody typed: more is read by nobody, and a whole page that was pasted finds nothing. */
const longest = 200;
const mostTerms = 8;
/** Maps that are looked through, the last changed first. */
const mostMaps = 5_000;

/** The words that all must be found; letters with accents and capitals count as the plain ones. */
export const termsOf = (wanted: string): string[] =>
  fold(wanted.slice(0, longest)).split(/\s+/u).filter(Boolean).slice(0, mostTerms);

/**
 * The maps that have every word somewhere: in their name, in what their sources are called, in who speaks by them, or in the words of
 * their steps. Gives where the first of the words was found, which is what a reader asks: why this one?
 */
export async function findMaps(
  services: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  wanted: string,
): Promise<Map<string, Hit>> {
  const terms = termsOf(wanted);
  if (terms.length === 0) return new Map();
  const { db } = services;
  const maps = await db
    .selectFrom("map")
    .select(["id", "revision", "name"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("updated_at", "desc")
    .orderBy("id", "desc")
    .limit(mostMaps)
    .execute();
  const drawn = await drawnMaps(services, workspaceId, maps);
  const [sources, people] = [await sourcesOf(db, workspaceId), await peopleOf(db, workspaceId, terms, drawn)];
  const found = new Map<string, Hit>();
  for (const { id, name } of maps) {
    const places: Hit[] = [
      { in: "name", text: name },
      ...(sources.get(id) ?? []).map((text): Hit => ({ in: "source", text })),
    ];
    const all: { hit: Hit; folded: string }[] = [
      ...places.map((hit) => ({ hit, folded: fold(hit.text) })),
      ...[...(people.get(id) ?? [])].map(({ name: text, folded }) => ({
        hit: { in: "person", text } satisfies Hit,
        folded,
      })),
      ...(drawn.get(id)?.words ?? []).map(({ text, folded }) => ({ hit: { in: "words", text } satisfies Hit, folded })),
    ];
    const hits = terms.map((term) => all.find(({ folded }) => folded.includes(term)));
    const first = hits[0];
    if (first !== undefined && hits.every((hit) => hit !== undefined))
      found.set(id, { ...first.hit, text: around(first.hit.text, terms[0]!) });
  }
  return found;
}

/** As much of a long text as a card shows, with the word in it. */
function around(text: string, term: string): string {
  if (text.length <= 80) return text;
  const at = Math.max(0, fold(text).indexOf(term) - 24);
  return `${at > 0 ? "…" : ""}${text.slice(at, at + 76)}…`;
}

async function sourcesOf(db: Db, workspaceId: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ map: string; titles: string[] }>`
    select o.map_id as map, array_agg(coalesce(nullif(s.title, ''), s.key)) as titles from map_offset o
    join source s on s.workspace_id = o.workspace_id and s.id = o.source_id where o.workspace_id = ${workspaceId} group by 1`.execute(
    db,
  );
  return new Map(rows.map(({ map, titles }) => [map, titles]));
}

type Person = { name: string; folded: string };

/** Who is called so, by map: where steps name their accounts, and where they spoke in the last four weeks. A handle is a name too. */
async function peopleOf(
  db: Db,
  workspaceId: string,
  terms: readonly string[],
  drawn: Awaited<ReturnType<typeof drawnMaps>>,
): Promise<Map<string, Set<Person>>> {
  const { rows: all } = await sql<{ id: string; ref: string; network: string; handle: string; name: string }>`
    select id, ref, network, handle, name from account where workspace_id = ${workspaceId} and state <> 'disconnected' order by name limit 20000`.execute(
    db,
  );
  const called = all
    .map((account) => ({ ...account, folded: fold(`${account.name} ${account.ref}`) }))
    .filter(({ folded }) => terms.some((term) => folded.includes(term)))
    .slice(0, 200);
  const found = new Map<string, Set<Person>>();
  if (called.length === 0) return found;
  const add = (map: string, who: Person) => found.set(map, (found.get(map) ?? new Set()).add(who));
  for (const [map, { refs }] of drawn)
    for (const ref of refs) {
      const named = matchRef(ref, called);
      if (named.kind === "one") add(map, named.account);
    }
  const { rows: spoken } = await sql<{ map: string; account: string }>`
    select distinct map_id as map, account_id as account from result_day where workspace_id = ${workspaceId}
      and account_id = any(${called.map(({ id }) => id)}::uuid[]) and day > current_date - 28 and posts > 0`.execute(
    db,
  );
  const byId = new Map(called.map((who) => [who.id, who]));
  for (const { map, account } of spoken) add(map, byId.get(account)!);
  return found;
}
