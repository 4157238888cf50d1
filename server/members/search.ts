import { fold } from "#engine/words.ts";
import type { Db } from "../ports.ts";

/** People that are looked through, and as many of those that were found as are shown. */
const [looked, most] = [20_000, 200];

/** Who is called so: each word begins one of their name's or their address's; accents and capitals count as the plain ones. */
export async function findMembers(db: Db, workspaceId: string, wanted: string): Promise<string[]> {
  const terms = fold(wanted.slice(0, 200)).split(/\s+/u).filter(Boolean).slice(0, 8);
  const rows = await db
    .selectFrom("member")
    .select(["id", "name", "email"])
    .where("workspace_id", "=", workspaceId)
    .orderBy("created_at", "desc")
    .limit(looked)
    .execute();
  return rows
    .filter(({ name, email }) => {
      const words = fold(`${name} ${email}`).split(/[\s@._-]+/u);
      const whole = email.toLowerCase();
      return terms.every((term) => whole.startsWith(term) || words.some((word) => word.startsWith(term)));
    })
    .slice(0, most)
    .map(({ id }) => id);
}
