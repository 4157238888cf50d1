import { inWorkspace } from "../../database/scope.ts";
import { endOf, openLogin, readAccount, type LoginResult } from "../access.ts";
import type { NetworkServices } from "../services.ts";
import { refresh } from "./refresh.ts";

export type { HeldLogin, LoginResult } from "../access.ts";

/** A token that ends sooner than this, in milliseconds, is renewed before it is used. */
const margin = 60_000;

/** The login of an account, opened for one call or one drain. Renews the access first where it is about to end. */
export function loginFor(services: NetworkServices, workspaceId: string, accountId: string): Promise<LoginResult> {
  return inWorkspace(workspaceId, () => find(services, workspaceId, accountId));
}

async function find(services: NetworkServices, workspaceId: string, accountId: string): Promise<LoginResult> {
  const row = await readAccount(services, workspaceId, accountId);
  const ends = row === undefined ? null : endOf(row);
  if (
    row !== undefined &&
    row.state === "connected" &&
    ends !== null &&
    Date.parse(ends) <= services.clock.now() + margin
  ) {
    return refresh(services, workspaceId, accountId, row.token_epoch);
  }
  return openLogin(services, workspaceId, accountId, row);
}
