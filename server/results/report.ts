import { sql } from "kysely";
import { conversionKinds } from "#engine/conversion.ts";
import { inWorkspace, across } from "../database/scope.ts";
import type { Reply } from "../api.ts";
import { notify } from "../notices/notify.ts";
import type { Db } from "../ports.ts";

type Results = Reply<"results">;

/** The first and the last day of a month that is written `2026-11`. */
export function daysOfMonth(month: string): { since: string; until: string } {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  return { since: `${month}-01`, until: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}

/** One number of the report: null where it is not told; `of`: of how many posts it was measured; `less`: what was taken off it. */
export type Line = { name: LineName; value: number | null; of?: number; less?: number };
export type LineName =
  | "invited"
  | "connected"
  | "active"
  | "posts"
  | "potential"
  | "views"
  | "reactions"
  | "clicks"
  | (typeof conversionKinds)[number];

/** The numbers of the results page, in its order; of what sites told only what there was. */
export function reportLines({ persons, total, loose }: Results): Line[] {
  const reactions = (["likes", "reposts", "replies"] as const).flatMap((name) => total.figures[name] ?? []);
  const { visits, figures } = total;
  return [
    { name: "invited", value: persons.invited },
    { name: "connected", value: persons.connected },
    { name: "active", value: persons.active },
    { name: "posts", value: total.posts, of: total.confirmed },
    { name: "potential", value: total.potential.of === 0 ? null : total.potential.sum, of: total.potential.of },
    { name: "views", value: figures.views?.sum ?? null, of: figures.views?.of ?? 0 },
    {
      name: "reactions",
      value: reactions.length === 0 ? null : reactions.reduce((sum, one) => sum + one.sum, 0),
      of: Math.max(0, ...reactions.map(({ of }) => of)),
    },
    { name: "clicks", value: visits.people, less: visits.robots + visits.own },
    ...conversionKinds.flatMap((name) => {
      const value = total.conversions[name] + loose[name];
      return value === 0 ? [] : [{ name, value, of: total.conversions[name] }];
    }),
  ];
}

/** People that one round tells; the next takes the rest. */
const most = 200;
/** Days of a month in which its report may still go: a server that was off on the first makes up for it. */
const late = 7;

/**
 * Tells of the month that ended whoever runs the programme and chose the report, from its first morning on by the workspace's clock: each person once
 * a month, however many processes look, or die. `at` (ISO 8601): the time, where it is not the database's own.
 */
export async function tellReports(db: Db, at: string | null = null): Promise<number> {
  const now = at === null ? sql`now()` : sql`${at}::timestamptz`;
  const { rows } = await across("notices", () =>
    sql<{ workspace: string; member: string; month: string }>`
      select w.id as workspace, m.id as member, x.month from notice_person p
      join member m on m.workspace_id = p.workspace_id and m.id = p.member_id and m.disabled_at is null and m.role in ('admin','manager')
      join workspace w on w.id = p.workspace_id
      cross join lateral (select (${now} at time zone w.zone)::date as today) d
      cross join lateral (select to_char(d.today - interval '1 month', 'YYYY-MM') as month) x
      where p.report and extract(day from d.today) <= ${late}
        and not exists (select from notice n where n.workspace_id = p.workspace_id and n.member_id = p.member_id and n.reason = 'report/' || x.month)
      order by p.workspace_id, p.member_id limit ${most}`.execute(db),
  );
  let told = 0;
  for (const { workspace, member, month } of rows)
    await inWorkspace(workspace, async () => {
      const data = said(month);
      const fresh = await db.transaction().execute((trx) =>
        notify(trx, {
          workspaceId: workspace,
          memberId: member,
          reason: `report/${month}`,
          kind: "report",
          data,
          days: 14,
        }),
      );
      if (fresh) told += 1;
    });
  return told;
}

function said(month: string) {
  const named = (language: string): string =>
    new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(
      Date.parse(`${month}-01`),
    );
  const french = named("fr-FR");
  return {
    title: { en: `What came of ${named("en-GB")}`, fr: `Le bilan ${/^[aeo]/u.test(french) ? "d’" : "de "}${french}` },
    text: {
      en: "The numbers of the month, each with how it is counted.",
      fr: "Les nombres du mois, chacun avec sa façon de compter.",
    },
    button: { en: "See all results", fr: "Voir tous les résultats" },
    path: "/results?days=month",
  };
}
