import { sql } from "kysely";
import { pickedUnder } from "#engine/picked.ts";
import { flawsOf, outsideOf, Scenario, stepAt, timed } from "#engine/scenario.ts";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";
import type { Manager } from "../topics/change.ts";
import { liveScenario, syncScenario, writtenOf } from "./sync.ts";

type View = Reply<"getScenario">;

/** The drawing, what went live of it, and what came of each step; 404 where the campaign is gone. */
export async function readScenario(db: Db | Trx, workspaceId: string, campaign: string): Promise<View> {
  type Row = {
    zone: string;
    day: string;
    last: string;
    revision: number | null;
    draft: unknown;
    live: number | null;
    changedBy: string | null;
    document: unknown;
  };
  const { rows } =
    await sql<Row>`select w.zone, to_char(c.first_day, 'YYYY-MM-DD') as day, to_char(c.last_day, 'YYYY-MM-DD') as last, s.revision, s.draft, s.live, m.name as "changedBy", v.document
    from campaign c join workspace w on w.id = c.workspace_id
      left join scenario s on s.workspace_id = c.workspace_id and s.campaign_id = c.id
      left join scenario_version v on v.workspace_id = s.workspace_id and v.campaign_id = s.campaign_id and v.number = s.live
      left join member m on m.workspace_id = s.workspace_id and m.id = s.changed_by
    where c.workspace_id = ${workspaceId} and c.id = ${campaign}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw notFound();
  const draft = row.draft === null ? null : Scenario.parse(row.draft);
  const { rows: entered } = await sql<View["entries"][number]>`select step, id, state, at from entry
    where workspace_id = ${workspaceId} and campaign_id = ${campaign} and step is not null order by at, id`.execute(db);
  const { rows: answers } = await sql<View["answers"][number]>`select step, answer, counted, at from scenario_answer
    where workspace_id = ${workspaceId} and campaign_id = ${campaign} order by at, step`.execute(db);
  return {
    ...{
      revision: row.revision ?? 0,
      zone: row.zone,
      firstDay: row.day,
      draft,
      live: row.live,
      changedBy: row.changedBy,
    },
    // jsonb keeps no order of keys: both are read by one schema.
    ahead:
      draft !== null &&
      (row.document === null || JSON.stringify(draft) !== JSON.stringify(Scenario.parse(row.document))),
    flaws: draft === null ? [] : [...flawsOf(draft), ...outsideOf(draft, row.day, row.last)],
    ...{ entries: entered, answers },
  };
}

const changed = async (db: Db | Trx, workspaceId: string, campaign: string) =>
  conflict(
    "scenario_changed",
    {
      en: "Somebody changed this scenario meanwhile. Look at it as it is now, and change it again.",
      fr: "Quelqu’un a modifié ce scénario entre-temps. Regardez-le tel qu’il est, et modifiez-le de nouveau.",
    },
    await readScenario(db, workspaceId, campaign),
  );

async function lock(
  trx: Trx,
  workspaceId: string,
  campaign: string,
): Promise<{ state: string; revision: number; draft: unknown; name: string }> {
  const { rows } = await sql<{ state: string; name: string }>`select state, name from campaign
    where workspace_id = ${workspaceId} and id = ${campaign} for update`.execute(trx);
  const [of] = rows;
  if (of === undefined) throw notFound();
  const { rows: own } = await sql<{ revision: number; draft: unknown }>`select revision, draft from scenario
    where workspace_id = ${workspaceId} and campaign_id = ${campaign} for update`.execute(trx);
  return { ...of, revision: own[0]?.revision ?? 0, draft: own[0]?.draft ?? null };
}

/** Keeps the drawing, whatever is wrong with it. Throws 404, 409 `scenario_changed`. */
export async function saveScenario(
  { db }: Pick<Services, "db">,
  who: Manager,
  campaign: string,
  { revision, scenario }: Body<"saveScenario">,
): Promise<View> {
  const { workspaceId, memberId } = who;
  return db.transaction().execute(async (trx) => {
    const known = await lock(trx, workspaceId, campaign);
    const draft = JSON.stringify(scenario);
    // The answer to what was sent before was lost.
    const same = known.revision === revision + 1 && JSON.stringify(Scenario.parse(known.draft)) === draft;
    if (!same && known.revision !== revision) throw await changed(trx, workspaceId, campaign);
    if (!same)
      await sql`insert into scenario as s (workspace_id, campaign_id, draft, changed_by) values (${workspaceId}, ${campaign}, ${draft}::jsonb, ${memberId})
        on conflict (workspace_id, campaign_id) do update set draft = excluded.draft, changed_by = excluded.changed_by, revision = s.revision + 1,
          updated_at = clock_timestamp()`.execute(trx);
    return readScenario(trx, workspaceId, campaign);
  });
}

/**
 * Makes the drawing what goes on. What has entered stays as it is; what is still to come follows the new drawing. Throws 404, 409, 422
 * `scenario_flaws` with what stands in its way.
 */
export async function publishScenario(
  { db, clock }: Pick<Services, "db" | "clock">,
  who: Manager,
  campaign: string,
  { revision }: Body<"publishScenario">,
): Promise<View> {
  const { workspaceId, memberId } = who;
  return db.transaction().execute(async (trx) => {
    const known = await lock(trx, workspaceId, campaign);
    if (known.draft === null || known.revision !== revision) throw await changed(trx, workspaceId, campaign);
    const { flaws } = await readScenario(trx, workspaceId, campaign);
    if (flaws.length > 0) throw unprocessable("scenario_flaws", notYet, flaws);
    await sql`with made as (insert into scenario_version (workspace_id, campaign_id, number, document, made_by)
        select ${workspaceId}, ${campaign}, coalesce(max(number), 0) + 1, ${JSON.stringify(known.draft)}::jsonb, ${memberId}::uuid from scenario_version
        where workspace_id = ${workspaceId} and campaign_id = ${campaign} returning number)
      update scenario set live = made.number from made where workspace_id = ${workspaceId} and campaign_id = ${campaign}`.execute(
      trx,
    );
    if (known.state === "started" || known.state === "paused")
      await syncScenario(trx, workspaceId, campaign, clock.now());
    await record(trx, {
      workspaceId,
      memberId,
      action: "campaign.scenario",
      subject: `campaign/${campaign}`,
      detail: { title: known.name },
    });
    return readScenario(trx, workspaceId, campaign);
  });
}

const notYet = {
  en: "It cannot go live like this. See what is marked on its steps.",
  fr: "Il ne peut pas être mis en service ainsi. Voyez ce qui est signalé sur ses étapes.",
};

/** A drawing as a calendar: for somebody, or for all. Where a condition has not been asked yet, what follows it is told with that. Reads only. */
export async function previewScenario(
  db: Db,
  workspaceId: string,
  campaign: string,
  { scenario, member }: Body<"previewScenario">,
): Promise<Reply<"previewScenario">> {
  const { zone } = await readScenario(db, workspaceId, campaign);
  const live = await liveScenario(db, workspaceId, campaign);
  const accounts = (await listPublishers(db, workspaceId)).filter(({ member: of }) => of !== null);
  return {
    rows: timed(scenario)
      .flatMap((one) => {
        const { step, guards } = one;
        if (step.kind !== "post" && step.kind !== "check") return [];
        const { people } = step.kind === "post" ? writtenOf(step) : { people: null };
        const picked = people === null ? [] : accounts.filter((account) => pickedUnder(account, people) !== null);
        const whose = member === null ? picked : picked.filter(({ member: of }) => of === member);
        const open = guards.filter(({ check }) => live?.answers.has(check) !== true);
        const off = guards.some(({ check, wants }) => live?.answers.get(check) === !wants);
        return [
          {
            ...{
              step: step.id,
              kind: step.kind,
              at: new Date(stepAt(scenario.day, zone, one)).toISOString(),
              offset: one.offset,
            },
            title:
              step.kind === "post" ? (step.title === "" ? step.text.split("\n")[0]!.slice(0, 120) : step.title) : "",
            people: new Set(picked.map(({ member: of }) => of)).size,
            reaches: step.kind === "post" && (people === null ? member === null : whose.length > 0) && !off,
            guards: open.map(({ check, wants }) => ({ check, wants })),
            off,
          },
        ];
      })
      .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  };
}
