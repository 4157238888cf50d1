import { createContext, use } from "react";
import type { Reply } from "#server/api.ts";

export type Me = Reply<"me">;

export const MeContext = createContext<Me | null>(null);

/** Who is signed in. Only below the shell, which renders nothing for strangers. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error("useMe is used outside the shell");
  return me;
}

/** Managers and administrators draw maps. */
export const isEditor = (me: Me): boolean => me.member.role !== "ambassador";
