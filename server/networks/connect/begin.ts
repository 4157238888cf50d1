import { buildAuthorizationUrl, calculatePKCECodeChallenge, randomPKCECodeVerifier, randomState } from "openid-client";
import { sql } from "kysely";
import { forbidden, notFound } from "../../errors.ts";
import type { Services } from "../../ports.ts";
import { appFor } from "../apps.ts";
import { oauthFor, redirectUri } from "./oauth.ts";
import { readServer } from "./server.ts";

/** Minutes a person has on the network's page, and flows one person may have open at a time. */
const minutes = 10;
const mostOpen = 10;

export type BeginServices = Pick<Services, "settings" | "outbound" | "clock" | "db" | "vault" | "nodes" | "log">;
export type BeginInput = {
  workspaceId: string;
  memberId: string;
  sessionId: string;
  network: string;
  /** The person's server, on a federated network. */
  server?: string;
  /** True for an account of the company; admins only. */
  forWorkspace: boolean;
};

/**
 * Begins to connect an account: answers the address of the network's own page. The state is single-use and bound to the
 * session, the member and the workspace; the PKCE verifier never leaves the database unsealed. Throws AppError.
 */
export async function beginConnect(services: BeginServices, input: BeginInput): Promise<{ url: string }> {
  const { workspaceId, memberId, sessionId, forWorkspace } = input;
  const network = services.nodes.networks.get(input.network);
  if (network === undefined) throw notFound();
  if (forWorkspace) await requireAdmin(services, workspaceId, memberId);
  const server = readServer(network, input.server);
  const app = await appFor(services, workspaceId, network, server);
  const { config, scopes } = oauthFor(services, network, server, app);

  const state = randomState();
  const verifier = randomPKCECodeVerifier();
  const sealed = await services.vault.seal(workspaceId, `connect/${state}`, verifier);
  await services.db.transaction().execute(async (trx) => {
    await sql`delete from connect_flow where expires_at < now()`.execute(trx);
    await sql`delete from connect_flow where state in (
      select state from connect_flow where workspace_id = ${workspaceId} and member_id = ${memberId} order by expires_at desc offset ${mostOpen - 1})`.execute(
      trx,
    );
    await trx
      .insertInto("connect_flow")
      .values({
        state,
        workspace_id: workspaceId,
        member_id: memberId,
        session_id: sessionId,
        network: network.card.name,
        server,
        sealed_verifier: sealed,
        for_workspace: forWorkspace,
        expires_at: sql<string>`now() + make_interval(mins => ${minutes})`,
      })
      .execute();
  });
  const url = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(services),
    scope: scopes.join(" "),
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
  });
  return { url: url.href };
}

/** The role is read here and again when the person comes back: it may have been taken away in between. */
export async function requireAdmin(
  services: Pick<Services, "db">,
  workspaceId: string,
  memberId: string,
): Promise<void> {
  const member = await services.db
    .selectFrom("member")
    .select(["role", "disabled_at"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", memberId)
    .executeTakeFirst();
  if (member?.role !== "admin" || member.disabled_at !== null) {
    throw forbidden({
      en: "Only an admin can connect an account of the company.",
      fr: "Seul un administrateur peut connecter un compte de l’entreprise.",
    });
  }
}
