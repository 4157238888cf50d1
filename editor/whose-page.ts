import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useInsertionEffect, useRef, useState } from "react";
import { writeFor } from "./client.ts";
import type { Me } from "./me.ts";

/** Said in the window when nobody may be saved for just now, and when all goes on. */
export const awayEvent = "relaymap:away";
export const backEvent = "relaymap:back";

/**
 * Whose page this is: who was signed in when it was opened. `away` while their session is over, or somebody else's has begun: the page stays,
 * and nothing is saved until they are back, or the other one goes on with it.
 */
export function useWhosePage(now: Me | undefined, ended: boolean) {
  const client = useQueryClient();
  const [was, keep] = useState<Me | null>(null);
  if (was === null && now !== undefined && !ended) keep(now);
  const away = was !== null && (ended || (now !== undefined && now.member.id !== was.member.id));
  // Before any effect of the page's own writes something.
  useInsertionEffect(() => writeFor(was?.member.id ?? null), [was]);
  const gone = useRef(false);
  useEffect(() => {
    if (gone.current === away) return;
    gone.current = away;
    dispatchEvent(new Event(away ? awayEvent : backEvent));
    // What failed meanwhile is read again.
    if (!away) void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
  }, [away, client]);
  return { was, away, goOn: () => now !== undefined && keep(now) };
}
