import type { Reply } from "#server/api.ts";

/** What a map would have made of the last days. */
export type Backtest = Reply<"backtest">;
