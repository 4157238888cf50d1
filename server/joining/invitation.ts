import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { conflict, notFound } from "../errors.ts";
import { ensureUser } from "../http/user.ts";
import { canMail } from "../mail/settings.ts";
import { tellsOfPeople } from "../mine/figures.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { whatOthersSee } from "./seen.ts";
import { type JoinMark, readJoinToken } from "./token.ts";

/** Days for which an invitation opens the door. */
export const invitationDays = 14;

type Invitation = Reply<"openInvitation">;
type Ports = Pick<Services, "db" | "settings">;
type Found = {
  name: string;
  email: string;
  language: Language;
  company: string;
  expiresAt: string;
  over: boolean;
  used: boolean;
  left: boolean;
  words: string | null;
  inviter: string | null;
  inviterEmail: string | null;
};

/** What a link is about. `asks`: who is signed in where it was opened. Throws 404 for a link that names nobody. */
export async function openInvitation(
  services: Ports,
  token: string,
  asks: { memberId: string; name: string; email: string } | null,
): Promise<Invitation> {
  const mark = readJoinToken(services.settings, token);
  return inWorkspace(mark.workspaceId, async () => {
    const found = await find(services.db, mark);
    const here = asks !== null && ("memberId" in mark ? mark.memberId === asks.memberId : found.email === asks.email);
    return {
      state: stateOf(found, here),
      signedIn: asks === null || here ? null : asks.name,
      company: found.company,
      name: found.name,
      inviter: found.inviter === null ? null : { name: found.inviter, email: found.inviterEmail ?? "" },
      words: found.words,
      expiresAt: found.expiresAt,
      mail: await canMail(services, mark.workspaceId),
      seen: whatOthersSee(await tellsOfPeople(services.db, mark.workspaceId)),
    };
  });
}

function stateOf(found: Found, here: boolean): Invitation["state"] {
  if (found.left) return "left";
  if (here) return "joined";
  return found.used ? "used" : found.over ? "expired" : "open";
}

/** The address that an invitation is for; whoever holds the link may have a sign-in link mailed there, and nowhere else. */
export async function addressOf(services: Ports, token: string): Promise<string> {
  const mark = readJoinToken(services.settings, token);
  return (await inWorkspace(mark.workspaceId, () => find(services.db, mark))).email;
}

/**
 * Uses a link up: gives the address that comes in. Who came by themselves is a member from now on. The same link lets nobody in twice, whoever is faster.
 * Throws 409 `invitation_used`, `invitation_over` or `member_off`.
 */
export async function takeInvitation(services: Ports, token: string): Promise<string> {
  const mark = readJoinToken(services.settings, token);
  return inWorkspace(mark.workspaceId, () =>
    services.db.transaction().execute(async (trx) => {
      const found = await find(trx, mark, true);
      if (found.left) throw off();
      if (found.used) throw used();
      if (found.over) throw over();
      if ("memberId" in mark) {
        await sql`update invitation set used_at = clock_timestamp() where workspace_id = ${mark.workspaceId} and member_id = ${mark.memberId}`.execute(
          trx,
        );
        return found.email;
      }
      await sql`update join_request set used_at = clock_timestamp() where workspace_id = ${mark.workspaceId} and id = ${mark.requestId}`.execute(
        trx,
      );
      await settle(trx, mark.workspaceId, found);
      return found.email;
    }),
  );
}

/** Whoever came in by another link has no use for their invitation any more, and nobody else has. */
export async function takeUp(db: Db, userId: string): Promise<void> {
  const rows = await db
    .selectFrom("member")
    .select(["workspace_id as workspaceId", "id as memberId"])
    .where("user_id", "=", userId)
    .execute();
  for (const { workspaceId, memberId } of rows)
    await inWorkspace(workspaceId, () =>
      sql`update invitation set used_at = clock_timestamp() where workspace_id = ${workspaceId} and member_id = ${memberId} and used_at is null`.execute(
        db,
      ),
    );
}

/** Makes a member of who proved their address; who is one already signs in as that. An address of another workspace stays there. */
async function settle(trx: Trx, workspaceId: string, { email, name, language }: Found): Promise<void> {
  const userId = await ensureUser(trx, { email, name });
  const known = await across("sign-in", () =>
    trx.selectFrom("member").select(["workspace_id", "disabled_at"]).where("user_id", "=", userId).executeTakeFirst(),
  );
  if (known?.disabled_at != null) throw off();
  if (known !== undefined) return;
  await sql`
    with came as (
      insert into member (workspace_id, user_id, role, name, email, language, zone, welcome)
      select id, ${userId}, 'ambassador', ${name}, ${email}, coalesce(join_language, ${language}), zone, 'charter' from workspace where id = ${workspaceId}
      returning workspace_id, id)
    insert into member_team (workspace_id, member_id, team_id)
    select came.workspace_id, came.id, w.join_team from came join workspace w on w.id = came.workspace_id where w.join_team is not null`.execute(
    trx,
  );
}

async function find(db: Db | Trx, mark: JoinMark, lock = false): Promise<Found> {
  const { rows } =
    "memberId" in mark
      ? await sql<Found>`
          select m.name, m.email, m.language, w.name as company, i.expires_at as "expiresAt", i.expires_at <= now() as over, i.used_at is not null as used,
            m.disabled_at is not null as left, i.words, b.name as inviter, b.email as "inviterEmail"
          from invitation i join member m on m.workspace_id = i.workspace_id and m.id = i.member_id join workspace w on w.id = i.workspace_id
          left join member b on b.workspace_id = i.workspace_id and b.id = i.invited_by
          where i.workspace_id = ${mark.workspaceId} and i.member_id = ${mark.memberId} ${lock ? sql`for update of i` : sql``}`.execute(
          db,
        )
      : await sql<Found>`
          select r.name, r.email, r.language, w.name as company, r.expires_at as "expiresAt", r.expires_at <= now() as over, r.used_at is not null as used,
            false as left, null as words, null as inviter, null as "inviterEmail"
          from join_request r join workspace w on w.id = r.workspace_id
          where r.workspace_id = ${mark.workspaceId} and r.id = ${mark.requestId} ${lock ? sql`for update of r` : sql``}`.execute(
          db,
        );
  const [found] = rows;
  if (found === undefined) throw notFound();
  return found;
}

const used = () =>
  conflict("invitation_used", {
    en: "This link has been used already. If that was you, have a fresh one mailed to you; if not, ask for a new invitation.",
    fr: "Ce lien a déjà servi. Si c’était vous, faites-vous envoyer un nouveau lien ; sinon, demandez une autre invitation.",
  });
const over = () =>
  conflict("invitation_over", {
    en: "This invitation has ended. Ask whoever invited you for a new one.",
    fr: "Cette invitation a pris fin. Demandez-en une autre à la personne qui vous a invité.",
  });
const off = () =>
  conflict("member_off", {
    en: "This access was switched off. Ask an administrator of your company.",
    fr: "Cet accès a été désactivé. Adressez-vous à un administrateur de votre entreprise.",
  });
