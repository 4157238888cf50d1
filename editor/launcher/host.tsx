import { type ReactNode, Suspense, useEffect, useEffectEvent, useState } from "react";
import { lazy } from "../ui/lazy.ts";
import { LauncherContext, type Launcher } from "./offer.ts";

// Nothing of it is needed before its keys are pressed.
const Panel = lazy(async () => ({ default: (await import("./panel.tsx")).Panel }));

/** Ctrl K, on a Mac also Command K, everywhere in the app. A question that is open is answered first. */
export function LauncherHost({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState(false);
  const [launcher] = useState<Launcher>(() => ({ givers: new Set(), open: () => setOpened(true) }));
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (opened || document.querySelector("[aria-modal=true]") === null) setOpened(!opened);
  });
  useEffect(() => {
    const key = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);
  return (
    <LauncherContext value={launcher}>
      {children}
      <Suspense>{opened && <Panel close={() => setOpened(false)} />}</Suspense>
    </LauncherContext>
  );
}
