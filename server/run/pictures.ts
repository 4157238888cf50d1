import { sql } from "kysely";
import { ellipsis } from "#engine/cut.ts";
import type { Item, ItemMedium } from "#engine/item.ts";
import { mayPostMedia } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import type { Wanted } from "#engine/run.ts";
import { MediaError } from "../media/error.ts";
import { findMedia } from "../media/store.ts";
import type { Medium, Services, Trx } from "../ports.ts";
import { limitsOf } from "./fit.ts";

/** What was found at the addresses of items' pictures, as far as it was asked for; null: nothing that can be posted. */
export type Pictures = Map<string, Medium | null>;

/** Pictures of items that are asked for at a time, and the milliseconds that all of one part of a run may take. */
const atOnce = 4;
const patience = 60_000;

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

/** Asks for pictures, each once; what cannot be had in time is left out. Never rejects because of a picture. */
export async function fetchPictures(
  services: Pick<Services, "media" | "log">,
  workspaceId: string,
  addresses: readonly string[],
  pictures: Pictures,
): Promise<void> {
  const until = performance.now() + patience;
  const queue = addresses.values();
  const work = async () => {
    for (const address of queue) {
      const found =
        performance.now() > until
          ? null
          : await services.media.fetch(workspaceId, address).catch((error: unknown) => {
              if (!(error instanceof MediaError)) throw error;
              services.log.info({ workspace: workspaceId, code: error.code }, "a picture could not be had");
              return null;
            });
      pictures.set(address, found);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, addresses.length) }, work));
}

/** The media that go with each of a part's posts, by item and network. Throws PicturesWanted where some were never asked for. */
export async function showPictures(
  trx: Trx,
  services: Pick<Services, "nodes">,
  workspaceId: string,
  wanted: readonly Wanted[],
  pictures: Pictures,
): Promise<(one: Wanted) => PostMedium | null> {
  const asking = wanted.filter(({ picture, item }) => picture && pictureOf(item) !== null);
  if (asking.length === 0) return () => null;
  const able = await ableAccounts(trx, services, workspaceId, [...new Set(asking.map(({ account }) => account.id))]);
  const shown = asking.filter(({ account }) => able.has(account.id));
  const unasked = new Set(shown.map(({ item }) => pictureOf(item)!.url).filter((url) => !pictures.has(url)));
  if (unasked.size > 0) throw new PicturesWanted(unasked);
  const ids = shown.flatMap(({ item }) => pictures.get(pictureOf(item)!.url)?.id ?? []);
  // From here on nobody prunes them before the deliveries are there that need them.
  const held = await findMedia(trx, workspaceId, ids, true);
  return ({ picture, item, account }) => {
    const told = picture && able.has(account.id) ? pictureOf(item) : null;
    const medium = told === null ? undefined : held.get(pictures.get(told.url)?.id ?? "");
    if (told === null || medium?.kind !== "picture") return null;
    const { id, kind, type, width, height } = medium;
    const limit = limitsOf(services.nodes.networks.get(account.network), account)?.alt ?? 0;
    const alt = ellipsis(told.alt ?? "", limit);
    return {
      id,
      kind,
      type,
      ...(alt === "" ? {} : { alt }),
      ...(width === null || height === null ? {} : { width, height }),
    };
  };
}

/** Accounts on networks that take pictures, whose access was given for them as well. */
async function ableAccounts(
  trx: Trx,
  { nodes }: Pick<Services, "nodes">,
  workspaceId: string,
  ids: string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string; network: string; connection: string | null; scopes: string[] | null }>`
    select a.id, a.network, g.connection, g.scopes from account a
    left join network_grant g on g.workspace_id = a.workspace_id and g.id = a.grant_id
    where a.workspace_id = ${workspaceId} and a.id = any(${ids}::uuid[])`.execute(trx);
  const able = rows.filter(({ network: name, connection, scopes }) => {
    const network = nodes.networks.get(name);
    if (network === undefined || network.card.limits.pictures === 0) return false;
    const oauth = network.connections[connection ?? ""]?.oauth?.(network.webBase, network.apiBase);
    return oauth === undefined || mayPostMedia(oauth, scopes ?? []);
  });
  return new Set(able.map(({ id }) => id));
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
