import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { CallError, isOver } from "./client.ts";
import { announce } from "./announce.ts";

/** A session that ended, or is another person's: the question "who am I" is asked again, and the app leads to the sign-in page. */
function onSignedOut(): void {
  void queries.invalidateQueries({ queryKey: ["me"] });
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (isOver(error) && query.queryKey[0] !== "me") onSignedOut();
    },
  }),
  mutationCache: new MutationCache({
    onError: (error, _given, _context, mutation) => {
      if (isOver(error)) onSignedOut();
      else if (!mutation.meta?.quiet && error instanceof CallError) announce.failure(error);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Only what may pass by itself is asked again: no answer, or the server's own trouble.
      retry: (times, error) => times < 2 && error instanceof CallError && (error.status === 0 || error.status >= 500),
    },
    mutations: { networkMode: "always" },
  },
});
