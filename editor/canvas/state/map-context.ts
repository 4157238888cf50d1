import { createContext, use } from "react";
import type { MapNode } from "#engine/map.ts";
import { matchRef } from "#engine/ref.ts";
import type { Reply } from "#server/api.ts";
import type { Account } from "../../accounts/account.ts";
import type { SaveState, Saver } from "./saver.ts";

export type Detail = Reply<"getMap">;

/** What belongs to the opened map beside its drawing: the server's view of it, saving, the workspace's accounts. */
export type OpenMap = {
  detail: Detail;
  /** The server's newer view of the map, without touching the drawing. */
  learn: (detail: Detail) => void;
  saver: Saver;
  saveState: SaveState;
  accounts: ReadonlyMap<string, Account>;
  /** By step, the newest item that left it in the last preview. */
  samples: ReadonlyMap<string, Reply<"preview">["steps"][number]["items"][number]>;
  /** The run whose counts are on the wires, and how to show another. */
  shownRun: string | null;
  showRun: (id: string | null) => void;
  /** Starts a run by hand and shows it. */
  run: () => void;
};

export const OpenMapContext = createContext<OpenMap | null>(null);

/** The workspace's accounts by themselves: every card asks for them, and none is drawn anew when the map is saved. */
export const AccountsContext = createContext<OpenMap["accounts"]>(new Map());

export function useOpenMap(): OpenMap {
  const map = use(OpenMapContext);
  if (!map) throw new Error("useOpenMap is used outside a map");
  return map;
}

/** The account that a target node names, where it is known here. */
export function useAccountOf(node: MapNode): Account | undefined {
  const accounts = use(AccountsContext);
  const ref = node.config["account"];
  if (typeof ref !== "string") return undefined;
  const found = matchRef(ref, [...accounts.values()]);
  return found.kind === "one" ? found.account : undefined;
}
