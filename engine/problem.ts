import type { Text } from "./text.ts";

/** Where in a map a problem sits. Absent parts mean the whole map. */
export type Place = { node?: string; edge?: string; field?: string };

/**
 * Something that is wrong with a map, as data. `code` is stable and machine-readable,
 * `message` tells the person what is wrong and what to do about it.
 * Errors forbid publishing; warnings do not.
 */
export type Problem = {
  code: string;
  severity: "error" | "warning";
  message: Text;
  repair?: Repair;
  /** Nothing stands there yet: something to fill in or to wire, told quietly, and nothing that is wrong (engine/blank.ts). */
  blank?: true;
} & Place;

/** What mends a problem with one press. `label` says what it does. */
export type Repair = { label: Text } & (
  | { do: "insert"; /** A node type that goes onto each wire into the node. */ type: string; before: string }
  | {
      do: "become";
      /** A node that turns into one of another type. */ node: string;
      type: string;
      config: Record<string, unknown>;
    }
  | { do: "open"; /** A page of the editor. */ page: "accounts" | "people" | "settings" }
  | { do: "visit"; /** Another map, or the map's campaign, by its id. */ page: "maps" | "campaigns"; id: string }
);

/** Makes a problem that forbids publishing. */
export const error = (code: string, en: string, fr: string, place: Place = {}): Problem => ({
  code,
  severity: "error",
  message: { en, fr },
  ...place,
});

/** Makes a problem that a person should know of, and may leave. */
export const warning = (code: string, en: string, fr: string, place: Place = {}): Problem => ({
  code,
  severity: "warning",
  message: { en, fr },
  ...place,
});
