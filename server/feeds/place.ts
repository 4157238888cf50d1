/** Two ids in one piece of an address: a workspace's thing, for those who have no session. */
export const placeOf = (workspaceId: string, id: string): string =>
  Buffer.from(`${workspaceId}${id}`.replaceAll("-", ""), "hex").toString("base64url");

/** The reverse; null where it is none. */
export function readPlace(place: string): { workspaceId: string; id: string } | null {
  const bytes = Buffer.from(place, "base64url");
  if (bytes.length !== 32 || bytes.toString("base64url") !== place) return null;
  const [workspaceId = "", id = ""] = [0, 16].map((at) =>
    bytes.toString("hex", at, at + 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5"),
  );
  return { workspaceId, id };
}
