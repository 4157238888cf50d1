import { sql } from "kysely";
import type { Services } from "../ports.ts";
import { answerPair, askMentor, offerMentor, readMentoring } from "../mentors/pairs.ts";
import { hideTrack } from "../mentors/track.ts";

const at = (name: string): string => `${name}@atelier-lumen.example`;
const offers = [
  ["lea.martin", 2, "Bureau 12, ou poste 231"],
  ["karim.haddad", 1, "Sur le chantier de la Part-Dieu, 06 39 98 14 02"],
] as const;
/** Those who began with the programme have their first weeks behind them. */
const begun = ["lea.martin", "hugo.bernard", "ines.moreau", "jade.roux", "karim.haddad", "sofia.lopez"];

/** In the demo two colleagues can be asked, one newcomer has a mentor and another one asks for one. What is there already stays. */
export async function seedMentors(
  { db }: Pick<Services, "db">,
  workspaceId: string,
  members: ReadonlyMap<string, string>,
): Promise<void> {
  const who = (name: string) => ({ workspaceId, memberId: members.get(at(name))! });
  for (const [name, capacity, reach] of offers) {
    if ((await readMentoring(db, who(name))).offer !== null) return;
    await offerMentor(db, who(name), { capacity, reach });
  }
  for (const name of begun) await hideTrack(db, who(name), true);
  const mentor = who("lea.martin").memberId;
  const { id } = await askMentor(db, who("noah.petit"), { mentor, reach: "Poste 118" });
  await answerPair(db, who("lea.martin"), id, {});
  await askMentor(db, who("theo.girard"), { mentor, reach: "Au dépôt, avant 8 h" });
  // They heard of it then: nobody's share of notices is spent on the day on which the demo is opened.
  await sql`delete from notice where workspace_id = ${workspaceId} and reason like 'mentoring/%' and member_id = any(${[...members.values()]}::uuid[])`.execute(
    db,
  );
}
