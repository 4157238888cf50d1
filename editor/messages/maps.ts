import type { Text } from "#engine/text.ts";

/** What more pages than the list of maps say of them. */
export const maps = {
  "maps.results": { en: "Results", fr: "Résultats" },
} as const satisfies Record<string, Text>;
