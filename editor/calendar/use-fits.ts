import { useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import type { Reply } from "#server/api.ts";
import { call } from "../client.ts";
import { instantOf } from "./moving.ts";
import type { Moving } from "./use-moving.ts";

/** Milliseconds for which a card rests over a time before the server is asked about it. */
const rest = 160;

/** Of an entry that is on its way: the accounts that would not leave at that time, with when they would and why; undefined: not known. */
export function useFits(moving: Moving | null, zone: string): Reply<"entryFits">["fits"] | undefined {
  const post = moving?.card.posts.find(({ entry, delivery }) => entry !== null && delivery === null);
  const asked = moving === null || !post ? null : `${post.entry} ${instantOf(moving.spot, zone)}`;
  const [settled] = useDebouncedValue(asked, rest);
  const { data } = useQuery({
    queryKey: ["entryFits", settled],
    queryFn: ({ signal }) => {
      const [id = "", at = ""] = (settled ?? "").split(" ");
      return call("entryFits", { params: { id }, query: { at: new Date(Number(at)).toISOString() } }, { signal });
    },
    enabled: settled !== null && settled === asked && Number(settled.split(" ")[1]) > Date.now(),
    staleTime: 20_000,
    retry: false,
  });
  return settled === asked ? data?.fits : undefined;
}
