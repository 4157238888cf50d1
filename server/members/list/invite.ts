import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import type { Reply } from "../../api.ts";
import { record } from "../../audit.ts";
import { canMail } from "../../mail/settings.ts";
import { letIn, readHost } from "../invite.ts";
import type { Services } from "../../ports.ts";
import { putInTeams } from "../../teams/change.ts";
import { joinLink } from "../../joining/token.ts";
import { knownOf } from "./preview.ts";

type Person = { name: string; email: string; language: Language; teams: readonly string[]; place: string };

/**
 * Invites people of a list, all of these or none, each by a mail from the outbox where mail is set up. Who is here already is left as they are: the same
 * people sent again, after an answer that never came, changes nothing.
 */
export async function invitePeople(
  services: Pick<Services, "db" | "settings">,
  admin: { workspaceId: string; memberId: string },
  { people, words }: { people: readonly Person[]; words: string | null },
): Promise<Reply<"invitePeople">> {
  const { db, settings } = services;
  const { workspaceId } = admin;
  const mailed = await canMail(services, workspaceId);
  return db.transaction().execute(async (trx) => {
    // One list at a time: an address signs in to one workspace only.
    await sql`select pg_advisory_xact_lock(hashtextextended('relaymap people lists', 0))`.execute(trx);
    const emails = people.map(({ email }) => email.toLowerCase());
    const known = await knownOf(trx, workspaceId, emails);
    const host = await readHost(trx, admin);
    const rows: Reply<"invitePeople">["rows"] = [];
    for (const [at, person] of people.entries()) {
      const email = emails[at]!;
      const state = known.get(email);
      if (state !== undefined) {
        rows.push({ email, outcome: state, link: null });
        continue;
      }
      known.set(email, "here");
      const id = await letIn(trx, { ...admin, host, mailed }, { ...person, email, role: "ambassador", words });
      if (person.place !== "")
        await trx
          .updateTable("member")
          .set({ place: person.place })
          .where("workspace_id", "=", workspaceId)
          .where("id", "=", id)
          .execute();
      if (person.teams.length > 0) await putInTeams(trx, { workspaceId, memberId: id }, person.teams);
      const link = mailed ? null : joinLink(settings, { workspaceId, memberId: id });
      rows.push({ email, outcome: mailed ? "mailed" : "made", link });
    }
    const count = rows.filter(({ outcome }) => outcome === "mailed" || outcome === "made").length;
    if (count > 0)
      await record(trx, { ...admin, action: "member.list", subject: `workspace/${workspaceId}`, detail: { count } });
    return { rows };
  });
}
