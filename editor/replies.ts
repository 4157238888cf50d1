import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from "@tanstack/react-query";
import { useMemo } from "react";
import type { ApiName, Reply } from "#server/api.ts";
import { call, type CallError, type Parts } from "./client.ts";

/** `anew`: asked whenever the page opens, however fresh the last reply is. */
type Watch = { enabled?: boolean; every?: number | false; keep?: boolean; anew?: boolean };
/** `every` may depend on the last reply: what still changes is asked more often. */
type Following<N extends ApiName> = Omit<Watch, "every"> & {
  every?: number | false | ((reply: Reply<N> | undefined) => number | false);
};

/** A route's reply, cached under its name and parts. `every`: milliseconds between polls. */
export function useReply<N extends ApiName>(name: N, parts: Parts<N>, watch: Following<N> = {}) {
  const { every = false } = watch;
  return useQuery<Reply<N>, CallError>({
    queryKey: [name, parts],
    queryFn: ({ signal }) => call(name, parts, { signal }),
    enabled: watch.enabled ?? true,
    refetchInterval: typeof every === "function" ? ({ state }) => every(state.data) : every,
    ...(watch.keep ? { placeholderData: keepPreviousData } : {}),
    ...(watch.anew ? { refetchOnMount: "always" as const } : {}),
  });
}

type Paged = { [N in ApiName]: Reply<N> extends { rows: unknown[]; next: string | null } ? N : never }[ApiName];
export type Row<N extends Paged> = Reply<N>["rows"][number];

/** A list that comes part by part (keyset paging); `rows` is all that was read so far. */
export function useRows<N extends Paged>(name: N, parts: Parts<N>, watch: Watch = {}) {
  const query = useInfiniteQuery<Reply<N>, CallError, { pages: Reply<N>[] }, unknown[], string | null>({
    queryKey: [name, "rows", parts],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => {
      const given = parts as { query?: Record<string, unknown> };
      const asked = { ...given, query: { ...given.query, ...(pageParam ? { before: pageParam } : {}) } };
      return call(name, asked as Parts<N>, { signal });
    },
    getNextPageParam: (last) => last.next,
    enabled: watch.enabled ?? true,
    refetchInterval: watch.every ?? false,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => (query.data?.pages ?? []).flatMap((part) => part.rows as Row<N>[]), [query.data]);
  return { rows, query };
}

/** Whatever a query hook of ours returns: enough to show loading, failure and a retry. */
export type Asked = { isPending: boolean; error: CallError | null; refetch: () => unknown };

/** A changing call; afterwards the named replies are read again. Failures are announced by the query client. */
export function useChange<N extends ApiName>(
  name: N,
  options: { stale?: ApiName[]; done?: (reply: Reply<N>) => void; quiet?: boolean } = {},
): UseMutationResult<Reply<N>, CallError, Parts<N>> {
  const client = useQueryClient();
  return useMutation<Reply<N>, CallError, Parts<N>>({
    mutationFn: (parts) => call(name, parts),
    meta: { quiet: options.quiet ?? false },
    onSuccess: (reply) => {
      for (const stale of options.stale ?? []) void client.invalidateQueries({ queryKey: [stale] });
      options.done?.(reply);
    },
  });
}
