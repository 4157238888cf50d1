import { across, inWorkspace } from "../database/scope.ts";
import type { Services } from "../ports.ts";
import type { Fills } from "./fill.ts";
import { dueWorkspaces, forgetWords, recoverMails } from "./outbox.ts";
import { sendDue, type Sender } from "./sender.ts";
import { loadTemplates } from "./templates.ts";
import { createWays, type WayOptions } from "./way.ts";

const second = 1000;
/** Workspaces whose mails are sent at once. */
const places = 4;

/**
 * Sends mails in a process that works: looks once a second, and takes back what dead processes left. Any number of processes may do
 * so on one database. `stop` takes no more mails and waits for those in hand.
 */
export async function startMail(
  services: Services,
  options: WayOptions & { pace?: number; fills?: Fills } = {},
): Promise<{ stop: () => Promise<void> }> {
  const { pace = 1, fills, ...ways } = options;
  const sender: Sender = {
    ...{ services, templates: await loadTemplates(), way: createWays(services, ways) },
    ...(fills === undefined ? {} : { fills }),
  };
  const under = new Map<string, Promise<unknown>>();
  let stopped = false;
  const failed = (task: string) => (err: unknown) =>
    services.log.warn({ err, task }, "a recurring task of mail failed; it is tried again");

  const look = async (): Promise<void> => {
    if (under.size >= places) return;
    for (const workspaceId of await across("mail", () => dueWorkspaces(services.db))) {
      if (stopped || under.size >= places) return;
      if (under.has(workspaceId)) continue;
      const work = inWorkspace(workspaceId, () => sendDue(sender, workspaceId, () => stopped))
        .catch(failed("send"))
        .finally(() => under.delete(workspaceId));
      under.set(workspaceId, work);
    }
  };
  const looks = new Set<Promise<unknown>>();
  const every = (milliseconds: number, task: string, work: () => Promise<unknown>): NodeJS.Timeout => {
    let busy = false;
    return setInterval(() => {
      if (busy || stopped) return;
      busy = true;
      const turn = work()
        .catch(failed(task))
        .finally(() => {
          busy = false;
          looks.delete(turn);
        });
      looks.add(turn);
    }, milliseconds * pace);
  };
  const timers = [
    every(second, "look", look),
    every(30 * second, "recover", () => across("mail", () => recoverMails(services.db))),
    every(3600 * second, "forget", () => across("mail", () => forgetWords(services.db))),
  ];
  return {
    stop: async () => {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all(looks);
      await Promise.all(under.values());
    },
  };
}
