import type { Language } from "#engine/text.ts";
import type { Density, Reply, Role, Theme } from "../api.ts";
import { countApprovals } from "../approvals/may.ts";
import { countWaiting } from "../ledger/waiting.ts";
import { countSuggestions, mayFeed } from "../suggestions/may.ts";
import { record } from "../audit.ts";
import { inWorkspace } from "../database/scope.ts";
import { invalid, signedOut } from "../errors.ts";
import type { Db } from "../ports.ts";
import { isZone } from "../time/zone.ts";

type Who = { workspaceId: string; memberId: string };

/** Who is signed in, where, and how many proposals wait for their yes. */
export async function readMe(db: Db, who: Who): Promise<Reply<"me">> {
  const row = await db
    .selectFrom("member as m")
    .innerJoin("workspace as w", "w.id", "m.workspace_id")
    .leftJoin("member as s", (join) => join.onRef("s.workspace_id", "=", "w.id").onRef("s.id", "=", "w.stopped_by"))
    .select([
      "m.name",
      "m.email",
      "m.role",
      "m.language",
      "m.language_chosen",
      "m.theme",
      "m.density",
      "m.maps_as",
      "m.zone",
      "m.welcome",
      "w.name as workspace",
      "w.demo",
      "w.zone as workspace_zone",
      "w.person_figures",
      "w.stopped_at",
      "w.stop_reason",
      "s.name as stopped_by",
    ])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom("auth_credential as c")
            .select("c.id")
            .whereRef("c.userId", "=", "m.user_id")
            .where("c.password", "is not", null),
        )
        .as("password"),
    )
    .where("m.workspace_id", "=", who.workspaceId)
    .where("m.id", "=", who.memberId)
    .executeTakeFirst();
  if (!row) throw signedOut();
  const role = row.role as Role;
  return {
    member: {
      id: who.memberId,
      name: row.name,
      email: row.email,
      role,
      language: row.language as Language,
      languageChosen: row.language_chosen,
      theme: row.theme as Theme,
      density: row.density as Density,
      mapsAs: row.maps_as as Reply<"me">["member"]["mapsAs"],
      zone: row.zone,
      password: Boolean(row.password),
      welcome: row.welcome as Reply<"me">["member"]["welcome"],
    },
    workspace: {
      id: who.workspaceId,
      name: row.workspace,
      demo: row.demo,
      zone: row.workspace_zone,
      figures: row.person_figures,
      stopped:
        row.stopped_at === null ? null : { at: row.stopped_at, reason: row.stop_reason || null, by: row.stopped_by },
    },
    waiting: await countWaiting(db, who),
    approvals: await countApprovals(db, { ...who, role }),
    suggestions: (await mayFeed(db, { ...who, role })) ? await countSuggestions(db, { ...who, role }) : null,
  };
}

/** Changes one's own language, time zone, name, or how one sees the pages. */
export async function changeMe(
  db: Db,
  who: Who,
  change: {
    language?: Language | undefined;
    theme?: Theme | undefined;
    density?: Density | undefined;
    mapsAs?: "grid" | "list" | undefined;
    zone?: string | undefined;
    name?: string | undefined;
  },
): Promise<void> {
  if (change.zone !== undefined && !isZone(change.zone))
    throw invalid([{ place: "body.zone", message: "no time zone of this name, e.g. Europe/Paris" }]);
  const values = {
    ...(change.language === undefined ? {} : { language: change.language, language_chosen: true }),
    ...(change.theme === undefined ? {} : { theme: change.theme }),
    ...(change.density === undefined ? {} : { density: change.density }),
    ...(change.mapsAs === undefined ? {} : { maps_as: change.mapsAs }),
    ...(change.zone === undefined ? {} : { zone: change.zone }),
    ...(change.name === undefined ? {} : { name: change.name }),
  };
  if (Object.keys(values).length === 0) return;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable("member")
      .set(values)
      .where("workspace_id", "=", who.workspaceId)
      .where("id", "=", who.memberId)
      .execute();
    await record(trx, { ...who, action: "member.self", subject: `member/${who.memberId}`, detail: values });
  });
}

/**
 * Who chose no language here is spoken to in their browser's, on pages and in mails: whoever invited them, or the server they run on,
 * only guessed it.
 */
export async function speakAs(db: Db, userId: string, language: Language): Promise<void> {
  const rows = await db
    .selectFrom("member")
    .select(["workspace_id", "id"])
    .where("user_id", "=", userId)
    .where("language_chosen", "=", false)
    .where("language", "<>", language)
    .execute();
  for (const { workspace_id, id } of rows)
    await inWorkspace(workspace_id, () =>
      db
        .updateTable("member")
        .set({ language })
        .where("workspace_id", "=", workspace_id)
        .where("id", "=", id)
        .where("language_chosen", "=", false)
        .execute(),
    );
}
