import { notFound } from "../../errors.ts";
import { grantContext, openGrant, readGrant } from "../grants/grant.ts";
import { refresh } from "../grants/refresh.ts";
import { loginFor } from "../grants/login.ts";
import type { NetworkServices } from "../services.ts";
import { requireAdmin } from "./admin.ts";
import { failed, signInAgain } from "./failure.ts";
import { offerChoice } from "./offer.ts";
import { askAccounts, type Who } from "./opened.ts";

/**
 * Offers the accounts of a sign-in again, those it has and those it could open, without signing in where its access still works.
 * Answers the choice's id. Throws AppError `connect_again` where it does not; 404 where the account is not this person's.
 */
export async function chooseAgain(
  services: NetworkServices,
  { workspaceId, memberId, sessionId, accountId }: Omit<Who, "forWorkspace"> & { accountId: string },
): Promise<string> {
  const account = await services.db
    .selectFrom("account")
    .select(["member_id", "grant_id", "state"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", accountId)
    .where("state", "<>", "disconnected")
    .executeTakeFirst();
  if (account === undefined) throw notFound();
  if (account.member_id === null) await requireAdmin(services, workspaceId, memberId);
  else if (account.member_id !== memberId) throw notFound();
  // Renews an access that is about to end, and seals one from before there were grants into a grant.
  const login = await loginFor(services, workspaceId, accountId);
  const first = await ask(services, workspaceId, accountId);
  let asked = first;
  if (first.kind === "failed" && login.kind === "login") {
    // The network may have refused the access: it says so to a refresh.
    const renewed = await refresh(services, workspaceId, accountId, login.login.epoch);
    if (renewed.kind === "login") asked = await ask(services, workspaceId, accountId);
  }
  if (asked.kind === "none") throw signInAgain();
  if (asked.kind === "failed") {
    const now = await readGrant(services.db, workspaceId, asked.grantId);
    throw now?.state === "live" ? failed(asked.place.network, asked.error) : signInAgain();
  }
  const who = { workspaceId, memberId, sessionId, forWorkspace: account.member_id === null };
  return offerChoice(services, who, { ...asked.storing, access: null });
}

async function ask(services: NetworkServices, workspaceId: string, accountId: string) {
  const row = await services.db
    .selectFrom("account")
    .select("grant_id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", accountId)
    .executeTakeFirst();
  const grantRow = row?.grant_id == null ? undefined : await readGrant(services.db, workspaceId, row.grant_id);
  if (grantRow === undefined || grantRow.state !== "live") return { kind: "none" as const };
  const opened = await openGrant(services, grantRow);
  if (opened === null) return { kind: "none" as const };
  const { place, grant } = opened;
  const { client, access } = grant;
  try {
    const asked = await askAccounts(place, grantContext(services, place, client, access));
    // The grant is found again by who is behind it: the network must say the same as when it was given.
    if (asked.subject !== grantRow.subject) return { kind: "none" as const };
    return { kind: "asked" as const, storing: { place, client, opened: asked } };
  } catch (error) {
    return { kind: "failed" as const, place, grantId: grantRow.id, error };
  }
}
