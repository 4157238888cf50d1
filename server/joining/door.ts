import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { invalid, notFound, unprocessable } from "../errors.ts";
import { mailOnce } from "../mail/once.ts";
import { canMail } from "../mail/settings.ts";
import { mailSignInLink } from "../mail/sign-in.ts";
import { template } from "../mail/templates/joining.ts";
import { tellsOfPeople } from "../mine/figures.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { whatOthersSee } from "./seen.ts";

type Ports = Pick<Services, "db" | "settings">;
type Actor = { workspaceId: string; memberId: string };
type Body = {
  open: boolean;
  domains: readonly string[];
  team: string | null;
  language: Language | null;
  renew: boolean;
};

/** Hours for which the mail that proves an address lets its reader in. */
const hours = 24;
/** Mails to one address in an hour, and from one door: nobody fills a colleague's mailbox, or the outbox. */
const [perAddress, perDoor] = [3, 500];

/** Whether people may come in by themselves here, and with which address. */
export async function getDoor({ db, settings }: Ports, workspaceId: string): Promise<Reply<"getDoor">> {
  const { code, language, ...door } = await db
    .selectFrom("workspace")
    .select(["join_code as code", "join_open as open", "join_domains as domains", "join_team as team"])
    .select("join_language as language")
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return {
    ...door,
    // The column's check allows nothing else.
    language: language as Language | null,
    link: code === null ? null : `${settings.publicUrl}/door/${code}`,
    mail: await canMail({ db, settings }, workspaceId),
  };
}

/**
 * Opens the door for mail domains, or closes it: the link stays, and says that it is closed. `renew` makes another one. Throws 422 where no mail could prove an
 * address, no domain is named, or the team is none.
 */
export async function setDoor(
  services: Ports,
  actor: Actor,
  { open, domains: written, team, language, renew }: Body,
): Promise<void> {
  const domains = [...new Set(written.map((domain) => domain.trim().toLowerCase().replace(/^@/u, "")).filter(Boolean))];
  const wrong = domains.find((domain) => !/^(?=.{3,120}$)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(domain));
  if (wrong !== undefined) throw invalid([{ place: "body.domains", message: `no mail domain: ${wrong}` }]);
  if (open && domains.length === 0)
    throw unprocessable("no_domain", {
      en: "Name a mail domain first, such as company.example: the door lets its addresses in.",
      fr: "Indiquez d’abord un domaine de courrier, comme entreprise.example : la porte s’ouvre à ses adresses.",
    });
  if (open && !(await canMail(services, actor.workspaceId)))
    throw unprocessable("no_mail", {
      en: "Set up mail first: a mail proves that an address is whose it says.",
      fr: "Configurez d’abord le courrier : un e-mail prouve à qui est une adresse.",
    });
  await services.db.transaction().execute(async (trx) => {
    const code = randomBytes(12).toString("base64url");
    if (team !== null) await findTeam(trx, actor.workspaceId, team);
    await trx
      .updateTable("workspace")
      .set((eb) => ({
        join_open: open,
        join_domains: domains,
        join_team: team,
        join_language: language,
        join_code: renew ? code : eb.fn.coalesce("join_code", sql<string>`${code}`),
      }))
      .where("id", "=", actor.workspaceId)
      .execute();
    const detail = { title: open ? domains.join(", ") : "", renew };
    await record(trx, { ...actor, action: "workspace.door", subject: `workspace/${actor.workspaceId}`, detail });
  });
}

async function findTeam(trx: Trx, workspaceId: string, id: string): Promise<void> {
  const team = await trx
    .selectFrom("team")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (team === undefined) throw invalid([{ place: "body.team", message: "no such team" }]);
}

/** Whose door a code opens. Throws 404 for one that opens none, or none any more. */
async function doorOf(db: Db, code: string) {
  const door = await across("sign-in", () =>
    db
      .selectFrom("workspace")
      .select(["id", "name as company", "join_domains as domains"])
      .where("join_code", "=", code)
      .where("join_open", "=", true)
      .executeTakeFirst(),
  );
  if (door === undefined) throw notFound();
  return door;
}

export async function readDoor({ db }: Ports, code: string): Promise<Reply<"readDoor">> {
  const { id, company, domains } = await doorOf(db, code);
  return inWorkspace(id, async () => ({ company, domains, seen: whatOthersSee(await tellsOfPeople(db, id)) }));
}

/**
 * Somebody asks to come in: a mail to their address has the link that lets them. Whoever is here already gets a sign-in link instead, and the caller's
 * answer is the same. Throws 422 for an address of another domain, which the page names anyhow.
 */
export async function knock(
  services: Ports,
  code: string,
  person: { name: string; email: string; language: Language },
): Promise<void> {
  const { db } = services;
  const { id: workspaceId, company, domains } = await doorOf(db, code);
  const email = person.email.toLowerCase();
  if (!domains.includes(email.slice(email.lastIndexOf("@") + 1))) throw otherDomain(domains);
  const known = await across("sign-in", () =>
    db
      .selectFrom("member as m")
      .innerJoin("auth_user as u", "u.id", "m.user_id")
      .select("m.id")
      .where("u.email", "=", email)
      .executeTakeFirst(),
  );
  if (known !== undefined) {
    await mailSignInLink(services, email);
    return;
  }
  await inWorkspace(workspaceId, () =>
    db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ id: number }>`
        insert into join_request (workspace_id, email, name, language, expires_at)
        select ${workspaceId}::uuid, ${email}, ${person.name}, ${person.language}, now() + make_interval(hours => ${hours})
        where (select count(*) from (select from join_request where workspace_id = ${workspaceId} and email = ${email}
            and asked_at > now() - interval '1 hour' limit ${perAddress}) a) < ${perAddress}
          and (select count(*) from (select from join_request where workspace_id = ${workspaceId}
            and asked_at > now() - interval '1 hour' limit ${perDoor}) d) < ${perDoor}
        returning id`.execute(trx);
      // Those whose time is over for a month; they are few, and go with the next one.
      await sql`delete from join_request where workspace_id = ${workspaceId} and expires_at < now() - interval '30 days'`.execute(
        trx,
      );
      const [asked] = rows;
      if (asked === undefined) return;
      await mailOnce(trx, {
        workspaceId,
        reason: `join/${asked.id}`,
        to: { address: email, name: person.name },
        template,
        data: { request: Number(asked.id), name: person.name, company, link: null },
        language: person.language,
      });
    }),
  );
}

const otherDomain = (domains: readonly string[]) =>
  unprocessable("other_domain", {
    en: `Only addresses that end in ${domains.map((domain) => `@${domain}`).join(", ")} come in here.`,
    fr: `Seules les adresses en ${domains.map((domain) => `@${domain}`).join(", ")} entrent ici.`,
  });
