import { createContext, use } from "react";
import { announce } from "../announce.ts";
import { call, CallError } from "../client.ts";
import { download } from "../drawing/download.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import type { MapRow } from "./health.ts";

export type Folder = { id: string; name: string; maps: number };

/** What can be done with a map from its card, its menu, its keys and by dragging it: all of them do the same. */
export type Shelf = {
  search: string;
  folders: Folder[];
  star: (map: MapRow) => void;
  /** Into a folder, or out of any. */
  move: (map: Pick<MapRow, "id" | "name">, folder: Folder | null) => void;
  rename: (map: MapRow, name: string) => void;
  duplicate: (map: MapRow) => void;
  save: (map: MapRow) => void;
  archive: (map: MapRow) => void;
  giveBack: (map: MapRow) => void;
  /** Back to all maps: the place where one looked is gone. */
  leave: () => void;
  /** Whose name is being written. */
  renaming: string | null;
  setRenaming: (id: string | null) => void;
};

export const ShelfContext = createContext<Shelf | null>(null);

export function useShelf(): Shelf {
  const shelf = use(ShelfContext);
  if (!shelf) throw new Error("useShelf is used outside the list of maps");
  return shelf;
}

const stale = ["listMaps", "listFolders"] as const;

/** The deeds that need no second thoughts. */
export function useDeeds(): Pick<Shelf, "star" | "move" | "rename" | "duplicate" | "save" | "giveBack"> {
  const { t } = useWords();
  const change = useChange("changeMap", { stale: [...stale] });
  const copy = useChange("duplicateMap", { stale: [...stale] });
  const back = useChange("returnMap", { stale: [...stale] });
  return {
    star: ({ id, starred }) => change.mutate({ params: { id }, body: { starred: !starred } }),
    move: ({ id, name }, folder) =>
      change.mutate(
        { params: { id }, body: { folder: folder?.id ?? null } },
        {
          onSuccess: () =>
            announce.done(folder ? t("shelf.moved", { name, folder: folder.name }) : t("shelf.movedOut", { name })),
        },
      ),
    rename: ({ id, name }, wanted) => {
      const called = wanted.trim();
      if (called !== "" && called !== name) change.mutate({ params: { id }, body: { name: called } });
    },
    duplicate: ({ id, name: of }) => {
      // A name has 120 letters at most.
      const name = t("shelf.copyOf", { name: of.slice(0, 108) });
      copy.mutate(
        { params: { id }, body: { name } },
        { onSuccess: () => announce.done(t("shelf.duplicated", { name })) },
      );
    },
    save: ({ id }) => {
      call("getMap", { params: { id } }).then(
        ({ document }) => download(document),
        (error: unknown) => {
          if (error instanceof CallError) announce.failure(error);
        },
      );
    },
    giveBack: ({ id, name }) =>
      back.mutate({ params: { id } }, { onSuccess: () => announce.done(t("shelf.returned", { name })) }),
  };
}
