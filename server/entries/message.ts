import { createHash } from "node:crypto";
import { sql } from "kysely";
import { type Brand, brandedWritten } from "#engine/brand.ts";
import type { Item } from "#engine/item.ts";
import { receives } from "#engine/node.ts";
import { type Aim, entryKey, type Written } from "#engine/written.ts";
import { findMedia } from "../media/store.ts";
import type { Db, Medium, Services, Trx } from "../ports.ts";

/** The step by which maps read entries, and its parts. */
export const library = "library";
export type Part = "dated" | "evergreen" | "approval";
export const partOf = ({ approval, evergreen }: { approval: boolean; evergreen: boolean }): Part =>
  approval ? "approval" : evergreen ? "evergreen" : "dated";

const hour = 3_600_000;
/** Hours for which it may go out after its time, unless it says: whom it asks may answer the next day. */
const life = { accounts: 24, people: 72 };
/** Before its time it enters, so that what is in the way is seen and pictures are there. */
export const enterAhead = 10 * 60_000;

export const untilOf = ({ at, until, written }: { at: number; until: string | null; written: Written }): number =>
  until === null ? at + (written.people === null ? life.accounts : life.people) * hour : Date.parse(until);

/** When an entry enters: people are asked ahead of its time, and a manager at once. */
export function enterAt({ at, written, approval }: { at: number; written: Written; approval: boolean }): number {
  if (approval) return 0;
  return at - Math.max(enterAhead, (written.people?.ahead ?? 0) * hour);
}

export type Said = {
  id: string;
  round: number;
  written: Written;
  /** Milliseconds. */
  at: number;
  until: string | null;
  /** The topic's name, and the key under which consent is asked. */
  topic: { name: string; key: string } | null;
  /** Of the campaign to which it belongs. */
  brand: Brand | null;
  by: { id: string; admin: boolean } | null;
  own: boolean;
  except: string[];
  /** It comes back (server/recycling). */
  returns?: true;
  /** Of people these accounts alone. */
  only?: string[];
};

/** What the source of entries makes of one: the item that enters. */
export async function itemOf(
  services: Pick<Services, "nodes" | "settings">,
  given: Said,
  media: ReadonlyMap<string, Medium>,
  part: Part,
): Promise<{ id: string | null; item: Item }> {
  const node = services.nodes.source(library);
  if (!receives(node)) throw new Error(`The step ${library} takes nothing`);
  const said = { ...given, written: brandedWritten(given.written, given.brand) };
  const { id, round, written, at, topic } = said;
  const message = {
    ...{ id, round, words: written.words, link: written.link, short: written.short, language: written.language },
    topic: topic?.name ?? null,
    media: written.media.flatMap(({ id: medium, alt }) => {
      const { kind, type, width, height } = media.get(medium) ?? {};
      if (kind === undefined) return [];
      const size = { ...(width == null ? {} : { width }), ...(height == null ? {} : { height }) };
      return [{ url: mediumUrl(services, medium), kind, type, ...size, ...(alt === "" ? {} : { alt }) }];
    }),
    at: new Date(at).toISOString(),
    aim: aimOf(said),
  };
  const body = Buffer.from(JSON.stringify(message));
  const context = { sourceId: id, secrets: () => Promise.resolve([]) };
  const read = await node.receive({ headers: {}, body, at }, { part }, context);
  if (read.kind === "refused") throw new Error(`The step ${library} does not take an entry: ${read.refusal.code}`);
  return { id: read.id, item: read.items[0]! };
}

function aimOf({ written, at, until, topic, by, own, except, only, returns }: Said): Aim {
  const { accounts, people, linkIn, long, card, visibility, thread, comment } = written;
  return {
    ...{ accounts, people, linkIn, long, card, visibility, comment },
    thread: thread.map((one) => one.trim()).filter((one) => one !== ""),
    topic: topic?.key ?? "",
    from: new Date(at).toISOString(),
    until: new Date(untilOf({ at, until, written })).toISOString(),
    by: by?.id ?? null,
    admin: by?.admin ?? false,
    own,
    except,
    ...(only === undefined ? {} : { only }),
    ...(returns === undefined ? {} : { returns }),
    said: written.words.map(({ text }) => text.trim()),
  };
}

const mediumUrl = ({ settings }: Pick<Services, "settings">, id: string): string =>
  `${settings.publicUrl}/api/media/${id}`;

export const mediaOf = (db: Db | Trx, workspaceId: string, { media }: Written): Promise<Map<string, Medium>> =>
  findMedia(
    db,
    workspaceId,
    media.map(({ id }) => id),
  );

/** An item names its pictures by address: ours are known to the store, which looks for them nowhere. */
export async function placeMedia(
  trx: Trx,
  services: Pick<Services, "settings">,
  workspaceId: string,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    const url = mediumUrl(services, id);
    const hash = createHash("sha256").update(url).digest();
    await sql`update medium set used_at = now() where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await sql`insert into medium_address (workspace_id, hash, address, medium_id, tries) values (${workspaceId}, ${hash}, ${url}, ${id}, 0)
      on conflict (workspace_id, hash) do update set medium_id = excluded.medium_id, code = null, tries = 0, again_at = null`.execute(
      trx,
    );
  }
}

/** Rounds that are looked back over for who had an entry: more is no planning any more. */
const mostRounds = 200;

/** Accounts that have something of an earlier round that is out, on its way, or that their owner said no to: they get no second. */
export async function hadIt(
  db: Db | Trx,
  workspaceId: string,
  { id, round }: { id: string; round: number },
): Promise<string[]> {
  const last = Math.max(1, round - mostRounds);
  const keys = Array.from({ length: Math.max(0, round - last) }, (_, at) => entryKey(id, last + at));
  if (keys.length === 0) return [];
  const { rows } = await sql<{ account: string }>`select distinct account_id as account from delivery
    where workspace_id = ${workspaceId} and item_key = any(${keys}::text[])
      and (state not in ('cancelled','expired','rejected') or reason_code = 'declined')`.execute(db);
  return rows.map(({ account }) => account);
}
