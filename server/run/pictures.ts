import { sql } from "kysely";
import { ellipsis } from "#engine/cut.ts";
import type { Item, ItemMedium } from "#engine/item.ts";
import { mayPostMedia } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import type { Wanted } from "#engine/run.ts";
import { MediaError } from "../media/error.ts";
import { findMedia } from "../media/store.ts";
import type { Db, Medium, Services, Trx } from "../ports.ts";
import { limitsOf } from "./fit.ts";

/** What was found at the addresses of items' pictures, as far as it was asked for; or why nothing was. */
export type Pictures = Map<string, Medium | MediaError>;

/** Pictures of items that are asked for at a time, and the milliseconds that all of one part of a run may take. */
const atOnce = 4;
const patience = 60_000;

/** What of its item's pictures a post shows, and what is in the way of more: it cannot be had, or the account may not post any. */
export type Shown = { media: PostMedium | null; trouble: MediaError | "scope" | null };
const nothing: Shown = { media: null, trouble: null };

/** A part of a run wants pictures that nobody asked for yet: they are fetched outside its transaction, and it begins anew. */
export class PicturesWanted extends Error {
  readonly addresses: readonly string[];
  constructor(addresses: Iterable<string>) {
    super("pictures are wanted first");
    this.addresses = [...addresses];
  }
}

/** The picture that stands for an item. */
export const pictureOf = (item: Item): ItemMedium | null => item.media.find(({ kind }) => kind === "picture") ?? null;

/** Asks for pictures, each once; what cannot be had within `most` milliseconds is left out. Never rejects because of a picture. */
export async function fetchPictures(
  services: Pick<Services, "media" | "log">,
  workspaceId: string,
  addresses: readonly string[],
  pictures: Pictures,
  most = patience,
): Promise<void> {
  const until = performance.now() + most;
  const queue = addresses.values();
  const work = async () => {
    for (const address of queue) {
      const found =
        performance.now() > until
          ? new MediaError("unreachable")
          : await services.media.fetch(workspaceId, address).catch((error: unknown) => {
              if (!(error instanceof MediaError)) throw error;
              services.log.info({ workspace: workspaceId, code: error.code }, "a picture could not be had");
              return error;
            });
      pictures.set(address, found);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, addresses.length) }, work));
}

/**
 * The media that go with each of a part's posts, by item and account. `hold`: they are about to be scheduled, and nobody prunes them
 * before the transaction ends. Throws PicturesWanted where some were never asked for.
 */
export async function showPictures(
  db: Db | Trx,
  services: Pick<Services, "nodes">,
  workspaceId: string,
  wanted: readonly Wanted[],
  pictures: Pictures,
  hold = true,
): Promise<(one: Wanted) => Shown> {
  const asking = wanted.filter(({ picture, item }) => picture && pictureOf(item) !== null);
  if (asking.length === 0) return () => nothing;
  const able = await ableAccounts(db, services, workspaceId, [...new Set(asking.map(({ account }) => account.id))]);
  const shown = asking.filter(({ account }) => able.get(account.id) === true);
  const unasked = new Set(shown.map(({ item }) => pictureOf(item)!.url).filter((url) => !pictures.has(url)));
  if (unasked.size > 0) throw new PicturesWanted(unasked);
  const ids = shown.flatMap(({ item }) => idOf(pictures.get(pictureOf(item)!.url)) ?? []);
  const held = await findMedia(db, workspaceId, ids, hold);
  return ({ picture, item, account }) => {
    const told = picture ? pictureOf(item) : null;
    const may = able.get(account.id);
    if (told === null || may === undefined) return nothing;
    if (!may) return { media: null, trouble: "scope" };
    const found = pictures.get(told.url);
    if (found instanceof MediaError) return { media: null, trouble: found };
    const medium = held.get(idOf(found) ?? "");
    if (medium?.kind !== "picture") return { media: null, trouble: new MediaError("not_media") };
    const limit = limitsOf(services.nodes.networks.get(account.network), account)?.alt ?? 0;
    return { media: postMedium(medium, told.alt, limit), trouble: null };
  };
}

const idOf = (found: Medium | MediaError | undefined): string | null =>
  found === undefined || found instanceof MediaError ? null : found.id;

function postMedium({ id, kind, type, width, height }: Medium, alt: string | undefined, limit: number): PostMedium {
  const said = ellipsis(alt ?? "", limit);
  return {
    ...{ id, kind, type },
    ...(said === "" ? {} : { alt: said }),
    ...(width === null || height === null ? {} : { width, height }),
  };
}

/** Accounts on networks that take pictures, and whether their access was given for them as well. */
async function ableAccounts(
  db: Db | Trx,
  { nodes }: Pick<Services, "nodes">,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ id: string; network: string; connection: string | null; scopes: string[] | null }>`
    select a.id, a.network, g.connection, g.scopes from account a
    left join network_grant g on g.workspace_id = a.workspace_id and g.id = a.grant_id
    where a.workspace_id = ${workspaceId} and a.id = any(${ids}::uuid[])`.execute(db);
  return new Map(
    rows.flatMap(({ id, network: name, connection, scopes }) => {
      const network = nodes.networks.get(name);
      if (network === undefined || network.card.limits.pictures === 0) return [];
      const oauth = network.connections[connection ?? ""]?.oauth?.(network.webBase, network.apiBase);
      return [[id, oauth === undefined || mayPostMedia(oauth, scopes ?? [])] as const];
    }),
  );
}

/** Writes which deliveries show which media: those of a range of numbers. */
export async function writeUses(
  trx: Trx,
  workspaceId: string,
  numbers: { first: number; last: number },
): Promise<void> {
  await sql`
    insert into medium_use (workspace_id, delivery_id, medium_id)
    select d.workspace_id, d.id, (m->>'id')::uuid from delivery d
      cross join jsonb_array_elements(d.post->'parts') p cross join jsonb_array_elements(p->'media') m
    where d.workspace_id = ${workspaceId} and d.id between ${numbers.first} and ${numbers.last}
    on conflict do nothing`.execute(trx);
}
