import type { Role } from "#engine/role.ts";
import type { Key } from "../messages/catalogue.ts";

/** Where that is decided which made a delivery what it is: its account, its map, the house's rules. */
const deciding = {
  reconnect: "account",
  disconnected: "account",
  no_account: "account",
  paused: "account",
  consent: "account",
  declined: "account",
  limited: "account",
  map_paused: "map",
  archived: "map",
  target_gone: "map",
  target_off: "map",
  overflow: "map",
  lead: "map",
  lead_gone: "map",
  no_picture: "map",
  picture: "map",
  again_waits: "map",
  again_soon: "map",
  review: "map",
  rule: "rules",
  same_story: "stories",
  setback: "health",
} as const satisfies Record<string, "account" | "map" | "rules" | "stories" | "health">;

/** The way to the setting that decides, as far as whoever reads may see it; null where none does. */
export function settingOf(
  { reasonCode, mapId, account }: { reasonCode: string | null; mapId: string; account: { id: string } },
  role: Role,
): { to: string; label: Key } | null {
  const code = reasonCode?.replace(/^rest_/u, "") ?? "";
  const place = Object.hasOwn(deciding, code) ? deciding[code as keyof typeof deciding] : null;
  if (place === "account") return { to: `/accounts/${account.id}`, label: "beside.toAccount" };
  if (place === "map") return { to: `/maps/${mapId}`, label: "beside.toMap" };
  return place === null || role !== "admin" ? null : { to: `/settings?tab=${place}`, label: "beside.toSettings" };
}
