import type { Reply } from "#server/api.ts";

type Setting = NonNullable<Reply<"why">["answer"]["setting"]>;

/** The address at which a setting is open: of a step its map, with the step chosen and the caret in the field. */
export function addressOfSetting(setting: Setting): string {
  switch (setting.kind) {
    case "step": {
      const field = setting.field === null ? "" : `&field=${encodeURIComponent(setting.field)}`;
      return `/maps/${setting.map}?step=${encodeURIComponent(setting.node)}${field}`;
    }
    case "map":
      return `/maps/${setting.map}`;
    case "account":
      return `/accounts/${setting.account}`;
    default:
      return `/settings?tab=${setting.tab}`;
  }
}

/** The map, where it is asked what of an item is kept as one of its tests. */
export const addressOfKeeping = (map: string, key: string, account: string | null): string =>
  `/maps/${map}?keep=${encodeURIComponent(key)}${account ? `&account=${account}` : ""}`;

/** The page that says why: of an item, for an account. */
export const addressOfWhy = (key: string, account?: string | null): string =>
  `/why?item=${encodeURIComponent(key)}${account ? `&account=${account}` : ""}`;
