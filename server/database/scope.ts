import { AsyncLocalStorage } from "node:async_hooks";
import type { Purpose } from "./across.ts";

/** In whose name statements are made: a workspace's id, or what somebody looks across workspaces for. */
const scope = new AsyncLocalStorage<string>();

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * What `work` says to the database concerns this workspace, and meets no other's rows (`wall.ts`), however its statements are written.
 * That follows every await; the innermost counts. A request or a job is put into its workspace where it comes in.
 */
export function inWorkspace<T>(workspaceId: string, work: () => T): T {
  if (!uuid.test(workspaceId)) throw new TypeError(`${workspaceId} is no workspace`);
  return scope.run(workspaceId.toLowerCase(), work);
}

/** What `work` says to the database looks across workspaces, for a declared purpose and at its tables only (`across.ts`). */
export function across<T>(purpose: Purpose, work: () => T): T {
  return scope.run(purpose, work);
}

/** Empty: nobody said. Then only tables without a workspace can be read. */
export const currentScope = (): string => scope.getStore() ?? "";
