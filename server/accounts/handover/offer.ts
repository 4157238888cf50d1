import { sql } from "kysely";
import type { Body, Role } from "../../api.ts";
import { record } from "../../audit.ts";
import { conflict, forbidden, notFound, unprocessable } from "../../errors.ts";
import { notify } from "../../notices/notify.ts";
import type { Services, Trx } from "../../ports.ts";
import { signOffRule } from "../../signoff/rule.ts";
import { lockSeen, type Owned } from "../owner.ts";
import type { Viewer } from "../views.ts";
import { askHeir } from "./note.ts";

type Heir = { id: string; role: Role };

/**
 * Offers an account to a colleague: a person one of their own, as that colleague's or for the company; a manager or an administrator one of the
 * company, to be connected by that colleague. Nothing changes before the colleague accepts. Throws 403, 404, and 422 for a colleague who cannot have it.
 */
export async function offerAccount(
  { db }: Pick<Services, "db">,
  viewer: Viewer,
  accountId: string,
  offer: Body<"offerAccount">,
): Promise<void> {
  const { workspaceId, memberId } = viewer;
  await db.transaction().execute(async (trx) => {
    const account = await lockSeen(trx, viewer, accountId);
    const company = offer.company || account.member_id === null;
    checkGiver(viewer, account);
    const heir = await findHeir(trx, viewer, offer);
    const most: readonly Role[] =
      account.member_id === null ? ["admin", "manager"] : company ? ["admin"] : ["admin", "manager", "ambassador"];
    if (!most.includes(heir.role)) throw cannotHave(most);
    if (account.member_id === null && viewer.role !== "admin" && heir.role !== "admin")
      if ((await signOffRule(trx, workspaceId, { lock: true })).by === "admins") throw wantsAdmin();
    await askHeir(trx, { workspaceId, memberId }, { accountId, to: heir.id, company });
  });
}

function checkGiver({ role, memberId }: Viewer, account: Owned): void {
  if (account.kind === "channel")
    throw unprocessable("no_handover", {
      en: "A channel is opened by nobody’s own sign-in: there is nothing to hand over.",
      fr: "Un canal n’est ouvert par la connexion de personne : il n’y a rien à confier.",
    });
  if (account.member_id === null ? role === "ambassador" : account.member_id !== memberId)
    throw forbidden({
      en: "Only its owner hands this account over.",
      fr: "Seul son titulaire confie ce compte à quelqu’un d’autre.",
    });
}

/** The colleague who is meant, by their id or by their address; nobody hands anything over to themselves. */
async function findHeir(
  trx: Trx,
  { workspaceId, memberId }: Viewer,
  { to, email }: Body<"offerAccount">,
): Promise<Heir> {
  const found = await trx
    .selectFrom("member")
    .select(["id", "role"])
    .where("workspace_id", "=", workspaceId)
    .where("disabled_at", "is", null)
    .where("id", "<>", memberId)
    .where((eb) => (to === undefined ? eb(sql`lower(email)`, "=", (email ?? "").toLowerCase()) : eb("id", "=", to)))
    .executeTakeFirst();
  if (found === undefined)
    throw unprocessable("no_heir", {
      en: "Nobody else who takes part here has this address. Invite them first.",
      fr: "Personne d’autre ne participe ici avec cette adresse. Invitez d’abord cette personne.",
    });
  return { id: found.id, role: found.role as Role };
}

const cannotHave = (roles: readonly Role[]) =>
  unprocessable(
    "no_heir",
    roles.length === 1
      ? {
          en: "An account becomes the company’s through an administrator: choose one.",
          fr: "Un compte devient celui de l’entreprise par un administrateur : choisissez-en un.",
        }
      : {
          en: "An account of the company is connected by a manager or an administrator: choose one.",
          fr: "Un compte de l’entreprise est connecté par un responsable ou un administrateur : choisissez-en un.",
        },
  );

/** What goes live needs an administrator's agreement here; who speaks for the company does as well. */
const wantsAdmin = () =>
  forbidden({
    en: "Here an administrator agrees to what speaks for the company (Settings → Rules): hand the page over to one, or ask one to do it.",
    fr: "Ici, un administrateur donne son accord à ce qui parle pour l’entreprise (Réglages → Règles) : confiez-lui la page, ou demandez-lui de le faire.",
  });

/** Who offered it takes the offer back; who was asked says no, and the other one is told. Throws 404 where there is none, 409 once it was accepted. */
export async function endOffer({ db }: Pick<Services, "db">, viewer: Viewer, accountId: string): Promise<void> {
  const { workspaceId, memberId, role } = viewer;
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ to: string; by: string | null; company: boolean; accepted: boolean; name: string }>`
      select h.member_id as "to", h.asked_by as by, a.member_id is null as company, h.accepted_at is not null as accepted, a.name
      from handover h join account a on a.workspace_id = h.workspace_id and a.id = h.account_id
      where h.workspace_id = ${workspaceId} and h.account_id = ${accountId} for update of h`.execute(trx);
    const [offer] = rows;
    const asked = offer?.to === memberId;
    if (offer === undefined || !(asked || offer.by === memberId || (offer.company && role === "admin")))
      throw notFound();
    if (offer.accepted)
      throw conflict("accepted", {
        en: "This was accepted already. Whoever has the account now can offer it again.",
        fr: "C’est déjà accepté. La personne qui a le compte maintenant peut le proposer de nouveau.",
      });
    await sql`delete from handover where workspace_id = ${workspaceId} and account_id = ${accountId}`.execute(trx);
    await record(trx, { workspaceId, memberId, action: "account.keep", subject: `account/${accountId}` });
    if (!asked || offer.by === null) return;
    await notify(trx, {
      workspaceId,
      memberId: offer.by,
      reason: `handover/${accountId}/${offer.to}/no/${Date.now()}`,
      kind: "account",
      data: {
        title: { en: "It stays with you", fr: "Le compte reste avec vous" },
        text: {
          en: `Your colleague does not take “${offer.name}” over. Nothing has changed.`,
          fr: `Votre collègue ne reprend pas « ${offer.name} ». Rien n’a changé.`,
        },
        button: { en: "See", fr: "Voir" },
        path: `/accounts/${accountId}`,
      },
    });
  });
}
