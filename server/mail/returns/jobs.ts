import { across, inWorkspace } from "../../database/scope.ts";
import type { Resolve } from "../../outbound/resolve.ts";
import type { Services } from "../../ports.ts";
import { boxPorts, createDial } from "../dial.ts";
import type { BoxTools } from "./imap.ts";
import { dueReturns, readReturns } from "./turn.ts";

/** Milliseconds between two looks for a mailbox that is due. */
const usual = 30_000;

/**
 * Reads mailboxes for what came back, in a process that works; any number may do so on one database. One after the other: each has a
 * minute at most, and nobody waits for what came back. `stop` ends the one in hand at once.
 */
export function startReturns(
  services: Pick<Services, "db" | "vault" | "settings" | "log"> & Partial<Pick<Services, "media">>,
  { pace = 1, resolve, ca }: Pick<BoxTools, "ca"> & { pace?: number; resolve?: Resolve } = {},
): { stop: () => Promise<void> } {
  const { db, log, settings } = services;
  const ending = new AbortController();
  const { signal } = ending;
  const tools = {
    dial: createDial(settings.allowHosts, resolve, boxPorts),
    signal,
    ...(ca === undefined ? {} : { ca }),
  };
  const failed = (err: unknown): void =>
    log.warn({ err }, "a mailbox was not read for what came back; it is tried again");
  const look = async (): Promise<void> => {
    for (const workspaceId of await across("mail", () => dueReturns(db))) {
      if (signal.aborted) return;
      await inWorkspace(workspaceId, () => readReturns(services, workspaceId, tools)).catch(failed);
    }
  };
  let now: Promise<void> | null = null;
  const timer = setInterval(() => {
    now ??= look()
      .catch(failed)
      .finally(() => void (now = null));
  }, usual * pace);
  return {
    stop: async () => {
      ending.abort();
      clearInterval(timer);
      await now;
    },
  };
}
