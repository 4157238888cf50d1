import { topicWord } from "#engine/topic.ts";
import type { Reply } from "../../api.ts";
import { across } from "../../database/scope.ts";
import { canMail } from "../../mail/settings.ts";
import type { Db, Services, Trx } from "../../ports.ts";
import { readList } from "./read.ts";

export type Known = "here" | "left" | "elsewhere";

/** Of these addresses those that sign in here already; `left`: switched off, `elsewhere`: in another workspace of this server. */
export async function knownOf(
  db: Db | Trx,
  workspaceId: string,
  emails: readonly string[],
): Promise<Map<string, Known>> {
  if (emails.length === 0) return new Map();
  const rows = await across("sign-in", () =>
    db
      .selectFrom("auth_user as u")
      .innerJoin("member as m", "m.user_id", "u.id")
      .select(["u.email", "m.workspace_id", "m.disabled_at"])
      .where("u.email", "in", [...emails])
      .execute(),
  );
  return new Map(
    rows.map(({ email, workspace_id: home, disabled_at: off }) => [
      email,
      home !== workspaceId ? "elsewhere" : off === null ? "here" : "left",
    ]),
  );
}

/** What a list would do: who is new, who is known, which teams would be made, and every line that cannot be used. Nothing is written. */
export async function previewList(
  services: Pick<Services, "db" | "settings">,
  workspaceId: string,
  bytes: Buffer,
): Promise<Reply<"readPeopleList">> {
  const { people, bad, ignored } = readList(bytes);
  const known = await knownOf(
    services.db,
    workspaceId,
    people.map(({ email }) => email),
  );
  const fresh = people.filter(({ email }) => !known.has(email));
  const there = await services.db
    .selectFrom("team")
    .select(["key", "name"])
    .where("workspace_id", "=", workspaceId)
    .execute();
  const words = new Set(there.flatMap(({ key, name }) => [key, topicWord(name)]));
  const teams = new Map(fresh.flatMap(({ teams: named }) => named.map((name) => [topicWord(name), name] as const)));
  return {
    people: fresh,
    known: people.flatMap(({ line, name, email }) => {
      const state = known.get(email);
      return state === undefined ? [] : [{ line, name, email, state }];
    }),
    bad,
    ignored,
    newTeams: [...teams].filter(([word]) => !words.has(word)).map(([, name]) => name),
    mail: await canMail(services, workspaceId),
  };
}
