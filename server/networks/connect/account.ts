import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Identity, IssuedTokens } from "#engine/network.ts";
import type { Language, Text } from "#engine/text.ts";
import { writeMode } from "../../accounts/mode.ts";
import { record } from "../../audit.ts";
import { conflict } from "../../errors.ts";
import type { Services, Trx } from "../../ports.ts";

export type StoreServices = Pick<Services, "db" | "vault" | "clock">;
export type StoreInput = {
  workspaceId: string;
  /** null: an account of the company. */
  memberId: string | null;
  /** Who connected it. */
  grantedBy: string;
  network: string;
  server: string;
  identity: Identity;
  tokens: IssuedTokens;
};

/** What a person agrees to by connecting, kept word for word on the first consent's receipt. */
const words: Record<"ask" | "auto", Text> = {
  ask: {
    en: "I connect my account. Relaymap asks me before each post.",
    fr: "Je connecte mon compte. Relaymap me demande avant chaque publication.",
  },
  auto: {
    en: "I connect an account of the company. The maps of this workspace may post to it without asking.",
    fr: "Je connecte un compte de l’entreprise. Les cartes de cet espace peuvent y publier sans demander.",
  },
};

/**
 * Stores a connected account with its tokens, or brings one back; answers its id. One transaction: account, lane, first
 * consent, audit. A member's account begins with `ask`; one of the company with `auto`, granted by the admin who connected
 * it. Throws AppError `account_taken` where it belongs to somebody else here.
 */
export async function storeAccount(services: StoreServices, input: StoreInput): Promise<string> {
  // The tokens are sealed for the account's id before the transaction; a rival who made the account meanwhile costs one more turn.
  for (let turn = 0; turn < 3; turn += 1) {
    const id = (await findAccount(services.db, input))?.id ?? randomUUID();
    const sealed = await sealTokens(services, input.workspaceId, id, input.tokens);
    try {
      await services.db.transaction().execute((trx) => write(trx, input, id, sealed, services.clock.now()));
      return id;
    } catch (error) {
      if (!(error instanceof RivalAccount)) throw error;
    }
  }
  throw new Error("The account kept changing while it was stored");
}

export type SealedTokens = { sealed_token: Buffer; sealed_refresh: Buffer | null; token_expires_at: string | null };

export async function sealTokens(
  services: Pick<Services, "vault">,
  workspaceId: string,
  accountId: string,
  tokens: IssuedTokens,
): Promise<SealedTokens> {
  const { access, refresh, expiresAt } = tokens;
  return {
    sealed_token: await services.vault.seal(workspaceId, `account/${accountId}/token`, access),
    sealed_refresh:
      refresh === null ? null : await services.vault.seal(workspaceId, `account/${accountId}/refresh`, refresh),
    token_expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  };
}

function findAccount(db: Services["db"], { workspaceId, network, server, identity }: StoreInput) {
  return db
    .selectFrom("account")
    .select(["id", "member_id"])
    .where("workspace_id", "=", workspaceId)
    .where("network", "=", network)
    .where("server", "=", server)
    .where("remote_id", "=", identity.remoteId)
    .executeTakeFirst();
}

/** The account was made under another id meanwhile: tokens sealed for ours would not open there. */
class RivalAccount extends Error {}

async function write(trx: Trx, input: StoreInput, id: string, sealed: SealedTokens, now: number): Promise<void> {
  const { workspaceId, memberId, network, server, identity } = input;
  const owner = await trx
    .selectFrom("member")
    .select(["zone", "language", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", input.grantedBy)
    .executeTakeFirstOrThrow();
  const seen = {
    handle: identity.handle,
    name: identity.name.slice(0, 200),
    avatar: identity.avatar,
    url: identity.url,
  };
  const row = await trx
    .insertInto("account")
    .values({
      workspace_id: workspaceId,
      id,
      network,
      server,
      remote_id: identity.remoteId,
      member_id: memberId,
      zone: owner.zone,
      ...seen,
      ...sealed,
      token_epoch: 1,
    })
    .onConflict((same) =>
      same.columns(["workspace_id", "network", "server", "remote_id"]).doUpdateSet({
        ...seen,
        ...sealed,
        state: "connected",
        token_epoch: sql`account.token_epoch + 1`,
        refreshing_until: null,
        disconnected_at: null,
      }),
    )
    .returning(["id", "member_id"])
    .executeTakeFirstOrThrow();
  // What is thrown here takes the write back.
  if (row.member_id !== memberId) throw taken(input);
  if (row.id !== id) throw new RivalAccount();
  await trx
    .insertInto("lane")
    .values({ workspace_id: workspaceId, account_id: id })
    .onConflict((same) => same.doNothing())
    .execute();
  await grantFirst(trx, input, id, { language: readLanguage(owner.language), name: owner.name, at: now });
  await record(trx, {
    workspaceId,
    memberId: input.grantedBy,
    action: "account.connect",
    subject: `account/${id}`,
    detail: { network, handle: identity.handle },
  });
}

/** A choice that still holds is kept: connecting again is no new consent. */
async function grantFirst(
  trx: Trx,
  input: StoreInput,
  id: string,
  by: { language: Language; name: string; at: number },
): Promise<void> {
  const { workspaceId, grantedBy, memberId, network, identity } = input;
  const held = await trx
    .selectFrom("consent")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", id)
    .where("topic", "=", "")
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  if (held !== undefined) return;
  const mode = memberId === null ? "auto" : "ask";
  const receipt = {
    at: new Date(by.at).toISOString(),
    by: grantedBy,
    name: by.name,
    account: `${network}:${identity.handle}`,
    words: words[mode][by.language],
    language: by.language,
  };
  await writeMode(trx, { workspaceId, memberId: grantedBy }, id, { mode }, receipt);
}

const readLanguage = (language: string): Language => (language === "fr" ? "fr" : "en");

function taken({ identity, memberId }: StoreInput) {
  return memberId === null
    ? conflict("account_taken", {
        en: `${identity.handle} is already connected here as a person’s own account. They would have to disconnect it and an admin to remove it first.`,
        fr: `${identity.handle} est déjà connecté ici comme compte personnel. Son titulaire doit d’abord le déconnecter, puis un administrateur le retirer.`,
      })
    : conflict("account_taken", {
        en: `${identity.handle} is already connected here by somebody else. Choose another account on the network’s page, or ask an admin.`,
        fr: `${identity.handle} est déjà connecté ici par une autre personne. Choisissez un autre compte sur la page du réseau, ou adressez-vous à un administrateur.`,
      });
}
