import type { Manifest } from "./node.ts";

/** What a list of node types shows of one; `takes`: whether it can be found by an address. */
export type Face = Pick<Manifest, "type" | "kind" | "title" | "help" | "icon"> & { takes: boolean };

export const faceOf = ({ type, kind, title, help, icon, takes }: Manifest): Face => ({
  type,
  kind,
  title,
  help,
  icon,
  takes: takes !== undefined,
});
