import { sql } from "kysely";
import type { OpenedAccount } from "#engine/network.ts";
import type { Language, Text } from "#engine/text.ts";
import { writeMode } from "../../accounts/consent.ts";
import { record } from "../../audit.ts";
import { conflict } from "../../errors.ts";
import { askAnew, openLane } from "../../ledger/access.ts";
import type { Trx } from "../../ports.ts";

/** Whose account it is, and by what it is opened. */
export type Opening = {
  workspaceId: string;
  /** null: the company's. */
  memberId: string | null;
  /** Who connected it. */
  grantedBy: string;
  network: string;
  server: string;
  /** Of the app that it was made with; null where there is none. */
  clientId: string | null;
  /** Remote ids of accounts that somebody chose to take over from another grant of the same owner. */
  move?: ReadonlySet<string>;
};

/** Somebody made the same grant or account under another id meanwhile: what was sealed for ours would not open there. */
export class Rival extends Error {}

/** What a person agrees to by connecting, kept word for word on the first consent's receipt. */
const words: Record<"ask" | "auto" | "channel", Text> = {
  channel: {
    en: "I connect a channel of the company. The maps of this workspace may send to it without asking.",
    fr: "Je connecte un canal de l’entreprise. Les cartes de cet espace peuvent y envoyer sans demander.",
  },
  ask: {
    en: "I connect my account. Relaymap asks me before each post.",
    fr: "Je connecte mon compte. Relaymap me demande avant chaque publication.",
  },
  auto: {
    en: "I connect an account of the company. The maps of this workspace may post to it without asking.",
    fr: "Je connecte un compte de l’entreprise. Les cartes de cet espace peuvent y publier sans demander.",
  },
};

/** An account to be written: the id its own token was sealed for, and that token. */
export type AccountToWrite = {
  id: string;
  grantId: string;
  account: OpenedAccount;
  token: Buffer | null;
  /** It asks, whoever it belongs to: automatic posts want something attested that is not. */
  asks?: boolean;
};

const passes = sql`account.state = 'disconnected' and account.member_id is distinct from excluded.member_id`;
/** What an owner set, as it is for the next one. */
const fresh = {
  zone: sql`excluded.zone`,
  quiet_from: sql`null`,
  quiet_to: sql`null`,
  daily_cap: sql`null`,
  weekly_cap: sql`null`,
  monthly_cap: sql`null`,
  days_off: sql`0`,
  spacing_s: sql`0`,
  floor_seq: sql`excluded.floor_seq`,
  topics: sql`'{}'::text[]`,
  link_named: sql`false`,
};

/**
 * Writes one account of a grant, or brings it back, with its lane, first consent and audit line. A member's account begins
 * with `ask`; one of the company with `auto`, granted by the admin who connected it. One that its owner let go of passes to whoever connects it. Throws
 * AppError `account_taken` where it still is somebody else's here, or to another grant that still opens it and nobody said that it shall move.
 */
export async function writeAccount(
  trx: Trx,
  input: Opening,
  { id, grantId, account, token, asks = false }: AccountToWrite,
  now: number,
): Promise<void> {
  const { workspaceId, memberId, network, server } = input;
  const owner = await trx
    .selectFrom("member")
    .select(["zone", "language", "name", "role"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", input.grantedBy)
    .executeTakeFirstOrThrow();
  const { rows: before } = await sql<{ elsewhere: boolean }>`
    select a.state = 'connected' and a.grant_id is not null and a.grant_id <> ${grantId} as elsewhere from account a
    where a.workspace_id = ${workspaceId} and a.network = ${network} and a.server = ${server} and a.remote_id = ${account.remoteId}
    for update`.execute(trx);
  const seen = {
    handle: account.handle,
    name: account.name.slice(0, 200),
    avatar: account.avatar,
    url: account.url,
    kind: account.kind,
    limits: account.limits === undefined ? null : JSON.stringify(account.limits),
    limits_read_at: account.limits === undefined ? null : sql<string>`now()`,
    client_id: input.clientId ?? "",
    grant_id: grantId,
    sealed_token: token,
    // What was kept here before there were grants.
    sealed_refresh: null,
    token_expires_at: null,
    refreshing_until: null,
    lost: null,
    unable: [],
  };
  // A server that was not asked, or did not answer now, allows what it did.
  const limits =
    server !== "" && account.limits === undefined
      ? sql<string | null>`account.limits`
      : sql<string | null>`excluded.limits`;
  const row = await trx
    .insertInto("account")
    .values({
      workspace_id: workspaceId,
      id,
      network,
      server,
      remote_id: account.remoteId,
      member_id: memberId,
      zone: owner.zone,
      floor_seq: memberId === null ? null : await newestItem(trx, workspaceId),
      ...seen,
      token_epoch: 1,
    })
    .onConflict((same) =>
      same.columns(["workspace_id", "network", "server", "remote_id"]).doUpdateSet({
        ...seen,
        limits,
        // Whoever left it let go of it: it is its next owner's, with nothing of what the former one had set.
        member_id: sql`case when account.state = 'disconnected' then excluded.member_id else account.member_id end`,
        ...Object.fromEntries(
          Object.entries(fresh).map(([column, value]) => [
            column,
            sql`case when ${passes} then ${value} else ${sql.ref(`account.${column}`)} end`,
          ]),
        ),
        state: "connected",
        token_epoch: sql`account.token_epoch + 1`,
        terms_epoch: sql`account.terms_epoch + ((account.kind, account.limits) is distinct from (excluded.kind, ${limits}))::int`,
        disconnected_at: null,
      }),
    )
    .returning(["id", "member_id"])
    .executeTakeFirstOrThrow();
  // What is thrown here takes the write back.
  if (row.member_id !== memberId) throw taken(input, account);
  if (before[0]?.elsewhere === true && input.move?.has(account.remoteId) !== true) throw opened(account);
  if (row.id !== id) throw new Rival();
  await openLane(trx, workspaceId, id);
  await askAnew(trx, workspaceId, [id]);
  // A manager may open an account of the company; that it posts by itself is an administrator's word.
  const asked = asks || (memberId === null && owner.role !== "admin");
  await sql`delete from handover where workspace_id = ${workspaceId} and account_id = ${id}`.execute(trx);
  await grantFirst(
    trx,
    input,
    { id, account, asks: asked },
    { language: readLanguage(owner.language), name: owner.name, at: now },
  );
  await record(trx, {
    workspaceId,
    memberId: input.grantedBy,
    action: "account.connect",
    subject: `account/${id}`,
    detail: { network, handle: account.handle },
  });
}

/** What comes after it is new to an account that begins now. */
async function newestItem(trx: Trx, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ seq: number | null }>`
    select max(n.seq) as seq from source s cross join lateral (
      select seq from item where workspace_id = s.workspace_id and source_id = s.id order by seq desc limit 1) n
    where s.workspace_id = ${workspaceId}`.execute(trx);
  return rows[0]?.seq ?? 0;
}

/** A choice that still holds is kept: connecting again is no new consent. */
async function grantFirst(
  trx: Trx,
  input: Opening,
  { id, account, asks }: { id: string; account: OpenedAccount; asks: boolean },
  by: { language: Language; name: string; at: number },
): Promise<void> {
  const { workspaceId, grantedBy, memberId, network } = input;
  const held = await trx
    .selectFrom("consent")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", id)
    .where("topic", "=", "")
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  if (held !== undefined) return;
  const mode = memberId === null && !asks ? "auto" : "ask";
  const receipt = {
    at: new Date(by.at).toISOString(),
    by: grantedBy,
    name: by.name,
    account: `${network}:${account.handle}`,
    words: words[account.kind === "channel" ? "channel" : mode][by.language],
    language: by.language,
  };
  await writeMode(trx, { workspaceId, memberId: grantedBy }, id, { mode }, receipt);
}

const readLanguage = (language: string): Language => (language === "fr" ? "fr" : "en");

function taken({ memberId }: Opening, { handle }: OpenedAccount) {
  return memberId === null
    ? conflict("account_taken", {
        en: `${handle} is connected here as a person’s own account. They, or an administrator, disconnect it under Accounts first; then it can be connected for the company.`,
        fr: `${handle} est connecté ici comme compte personnel. Son titulaire, ou un administrateur, le déconnecte d’abord sous Comptes ; il pourra ensuite être connecté pour l’entreprise.`,
      })
    : conflict("account_taken", {
        en: `${handle} is connected here by somebody else. They, or an administrator, can disconnect it under Accounts; or choose another account on the network’s page.`,
        fr: `${handle} est connecté ici par une autre personne. Elle, ou un administrateur, peut le déconnecter sous Comptes ; ou choisissez un autre compte sur la page du réseau.`,
      });
}

/** Another sign-in of the same owner opens it: two people of the company who both manage a page. */
const opened = ({ handle }: OpenedAccount) =>
  conflict("account_taken", {
    en: `${handle} is already connected here through another sign-in. Disconnect it first, or choose it to be opened by this one.`,
    fr: `${handle} est déjà connecté ici par une autre connexion. Déconnectez-le d’abord, ou choisissez de l’ouvrir par celle-ci.`,
  });
