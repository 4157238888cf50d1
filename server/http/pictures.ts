import type { z } from "zod";
import type { ItemView } from "../api/sources.ts";
import { type ShownAt, shownAt } from "../media/shown.ts";
import type { Services } from "../ports.ts";
import type { Caller } from "./caller.ts";

type Item = z.infer<typeof ItemView>;

/** Puts our own address in the place of each picture's that stands elsewhere: no answer gives a browser another. */
export function facing({ media }: Pick<Services, "media">, { workspaceId }: Pick<Caller, "workspaceId">) {
  const at: ShownAt = shownAt(media, workspaceId);
  const picture = (view: Item["picture"]): Item["picture"] => {
    const url = at(view?.url ?? null);
    return url === null || view === null ? null : { ...view, url };
  };
  const item = (view: Item): Item => ({ ...view, picture: picture(view.picture) });
  return {
    /** Somebody's face. */
    face: <R extends { avatar: string | null }>(row: R): R => ({ ...row, avatar: at(row.avatar) }),
    item,
    picture,
    /** What is of an account, and perhaps of an item. */
    about: <R extends { account: { avatar: string | null }; item?: Item | null }>(row: R): R => ({
      ...row,
      account: { ...row.account, avatar: at(row.account.avatar) },
      ...(row.item == null ? {} : { item: item(row.item) }),
    }),
  };
}
