import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";

export type Times = Reply<"proposalTimes">;

/** What is known of the best time, as far as it is known. */
export function BestWords({ times }: { times: Times }) {
  const { t, number } = useWords();
  const own = times.best?.own ?? null;
  return own === null
    ? t("when.usual", { network: networkTitle(times.network) })
    : t("when.own", { low: number(own.low), high: number(own.high), posts: own.posts });
}
