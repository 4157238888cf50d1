import { Suspense, useSyncExternalStore } from "react";
import { lazy } from "./ui/lazy.ts";

/** What shows notices weighs as much as a page: it comes when one is to be shown, and a moment after the first load, for it may be about a server that is gone. */
const library = () => import("@mantine/notifications");
const Container = lazy(async () => ({ default: (await library()).Notifications }));
const soon = 5000;

type Notice = Parameters<Awaited<ReturnType<typeof library>>["notifications"]["show"]>[0];

const listeners = new Set<() => void>();
let wanted = false;

export function show(notice: Notice): void {
  wanted = true;
  for (const listener of listeners) listener();
  void library().then(({ notifications }) => notifications.show(notice));
}

const listen = (listener: () => void) => {
  const timer = setTimeout(() => void library().catch(() => undefined), soon);
  listeners.add(listener);
  return () => {
    clearTimeout(timer);
    listeners.delete(listener);
  };
};

/** Where notices appear. */
export function Notices() {
  const here = useSyncExternalStore(listen, () => wanted);
  if (!here) return null;
  return (
    <Suspense fallback={null}>
      <Container position="bottom-center" limit={4} />
    </Suspense>
  );
}
