import { notNow } from "#engine/crisis.ts";
import type { Item } from "#engine/item.ts";
import type { Text } from "#engine/text.ts";
import { asPost } from "../entries/said.ts";
import { conflict } from "../errors.ts";
import { heldBy, standingHolds } from "../ledger/crisis.ts";
import type { Db } from "../ports.ts";

/** What of an item its readers are shown. */
type Said = Pick<Item, "title" | "summary" | "link"> & Partial<Pick<Item, "text" | "media">>;

/** Makes what tells why an item is not to be passed on now, by the holds that stand; null: none keeps it. `more`: words that posts of it would have. */
export async function holdsOn(
  db: Db,
  workspaceId: string,
): Promise<(item: Said, more?: Iterable<string>) => Text | null> {
  const by = heldBy(await standingHolds(db, workspaceId));
  return ({ title, text = "", summary, link, media = [] }, more = []) => {
    const said = [text, summary, link ?? "", ...media.map(({ alt }) => alt ?? ""), ...more];
    const hold = by(asPost(said.join("\n")), title);
    return hold === null ? null : notNow(hold.word);
  };
}

/** Throws 409 `crisis` where a hold keeps an item: neither words nor files of it are handed out. */
export async function checkHeld(db: Db, workspaceId: string, item: Said, more?: Iterable<string>): Promise<void> {
  const held = (await holdsOn(db, workspaceId))(item, more);
  if (held !== null) throw conflict("crisis", held);
}
