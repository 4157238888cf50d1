import { forbidden, notFound } from "../errors.ts";
import type { Trx } from "../ports.ts";
import type { Viewer } from "./views.ts";

/** An account's row, as far as its own rules need it. */
export type Owned = {
  id: string;
  member_id: string | null;
  network: string;
  handle: string;
  kind: string;
  zone: string;
};

/**
 * Locks an account that the viewer may decide about: their own, or, for an admin, one of the company. A manager's or an
 * admin's word never counts for somebody else's account. Throws 404 where it cannot even be seen, 403 where it is not theirs.
 */
export async function lockOwned(trx: Trx, viewer: Viewer, id: string): Promise<Owned> {
  const account = await lockSeen(trx, viewer, id);
  const theirs = account.member_id === null ? viewer.role === "admin" : account.member_id === viewer.memberId;
  if (!theirs)
    throw forbidden(
      account.member_id === null
        ? {
            en: "Only an administrator decides about an account of the company.",
            fr: "Seul un administrateur décide pour un compte de l’entreprise.",
          }
        : {
            en: "Only its owner decides about this account.",
            fr: "Seul son propriétaire décide pour ce compte.",
          },
    );
  return account;
}

/** Locks an account that the viewer may see; 404 otherwise. */
export async function lockSeen(trx: Trx, viewer: Viewer, id: string): Promise<Owned> {
  const account = await trx
    .selectFrom("account")
    .select(["id", "member_id", "network", "handle", "kind", "zone"])
    .where("workspace_id", "=", viewer.workspaceId)
    .where("id", "=", id)
    .where("state", "<>", "disconnected")
    .forUpdate()
    .executeTakeFirst();
  if (!account) throw notFound();
  if (viewer.role === "ambassador" && account.member_id !== viewer.memberId) throw notFound();
  return account;
}
