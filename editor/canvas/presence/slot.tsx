import { Suspense, useEffect, useState } from "react";
import { lazy } from "../../ui/lazy.ts";

const Presence = lazy(async () => ({ default: (await import("./presence.tsx")).Presence }));

/** Milliseconds: the drawing comes first. */
const rest = 2000;

/** Where the others who have the map open are shown. */
export function PresenceSlot() {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), rest);
    return () => clearTimeout(timer);
  }, []);
  return <Suspense>{rested && <Presence />}</Suspense>;
}
