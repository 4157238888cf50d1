import { across, inWorkspace } from "../database/scope.ts";
import { dueWorkspaces, recover } from "./outbox.ts";
import { type Fill, type PushServices, sendDue } from "./send.ts";

const second = 1000;

/** Sends pushes; any number of processes may. `stop` waits for what is in hand. */
export function startPush(services: PushServices, fill: Fill, { pace = 1 } = {}): { stop: () => Promise<void> } {
  let [stopped, busy] = [false, false];
  let running: Promise<unknown> = Promise.resolve();
  let rounds = 0;
  const round = async (): Promise<void> => {
    if (rounds % 30 === 0) await across("push", () => recover(services.db));
    rounds += 1;
    for (const workspaceId of await across("push", () => dueWorkspaces(services.db)))
      if (!stopped) await inWorkspace(workspaceId, () => sendDue(services, fill, workspaceId, () => stopped));
  };
  const timer = setInterval(
    () => {
      if (busy || stopped) return;
      busy = true;
      running = round()
        .catch((err: unknown) => services.log.warn({ err, task: "push" }, "a recurring task failed; it is tried again"))
        .finally(() => {
          busy = false;
        });
    },
    2 * second * pace,
  );
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
