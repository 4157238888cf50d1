import { useQueryClient } from "@tanstack/react-query";
import type { ApiName, Reply } from "#server/api.ts";
import { useChange } from "../replies.ts";

export type Line = Reply<"editorialLine">;
/** What is written anew (`id` null) or changed in a dialog. */
export type Thing = { is: "audience" | "objective"; id: string | null };

type Changes = { [N in ApiName]: Reply<N> extends Line ? (Line extends Reply<N> ? N : never) : never }[ApiName];

/** A change of the editorial line; what it answers is the line as it is then. */
export function useLineChange<N extends Changes>(name: N, done?: () => void) {
  const client = useQueryClient();
  return useChange(name, {
    done: (line) => {
      client.setQueryData(["editorialLine", {}], line);
      done?.();
    },
  });
}
