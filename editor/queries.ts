import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { navigate } from "wouter/use-browser-location";
import { CallError, isOver } from "./client.ts";
import { announce } from "./announce.ts";

/** A session that ended, or is another person's: the question "who am I" is asked again, and the app leads to the sign-in page. */
function onSignedOut(): void {
  void queries.invalidateQueries({ queryKey: ["me"] });
}

/** A page that answers such a refusal itself says `quiet`. */
function toCharter(): void {
  navigate(`/charter?to=${encodeURIComponent(location.pathname + location.search)}`);
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
      // Without the charter nothing goes out in one's name: the way to it, and back.
      else if (!mutation.meta?.quiet && error instanceof CallError && error.code === "charter") toCharter();
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
