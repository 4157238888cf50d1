import { sql } from "kysely";
import { pickedUnder } from "#engine/picked.ts";
import { titleOf, Written } from "#engine/written.ts";
import { type Actor, record } from "../audit.ts";
import { notify } from "../notices/notify.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { listPublishers } from "../run/publishers.ts";
import { weekOf } from "./week.ts";

/** Posts of a week that are looked at. */
const most = 200;

export type Planned = { at: string; title: string; topic: string | null; people: NonNullable<Written["people"]> };

/** What is planned by hand for people in the week that begins on a day, in order of its times: without what still waits for a manager's yes. */
export async function plannedFor(db: Db | Trx, workspaceId: string, first: string): Promise<Planned[]> {
  const { rows } = await sql<{ at: string; topic: string | null; written: unknown }>`
    select e.at, t.name as topic, e.written from entry e join workspace w on w.id = e.workspace_id
    left join topic t on t.workspace_id = e.workspace_id and t.id = e.topic_id
    where e.workspace_id = ${workspaceId} and e.owner_id is null and e.state in ('planned','entered') and not e.approval
      and e.at >= ${first}::date::timestamp at time zone w.zone and e.at < (${first}::date + 7)::timestamp at time zone w.zone
    order by e.at, e.id limit ${most}`.execute(db);
  return rows.flatMap(({ at, topic, written }) => {
    const { people, ...said } = Written.parse(written);
    return people === null ? [] : [{ at, topic, people, title: titleOf(said) }];
  });
}

/** Of what is planned, what one person is asked for, by the rule by which they will be; nothing where their accounts rest. */
export async function plannedForOne(
  db: Db | Trx,
  { workspaceId, memberId, first }: { workspaceId: string; memberId: string; first: string },
): Promise<Planned[]> {
  const accounts = await listPublishers(db, workspaceId, { memberId });
  const planned = await plannedFor(db, workspaceId, first);
  return planned.filter(({ people }) =>
    accounts.some((one) => one.mode !== "paused" && pickedUnder(one, people) !== null),
  );
}

/**
 * Tells everybody who takes part what is planned for them in a week: each person once a week, however often it is pressed and whenever a process
 * dies; at hours of theirs and by the ways that they chose, and not who wants to hear of no proposals. `told`: to how many it is new.
 */
export async function tellWeek(
  { db }: Pick<Services, "db">,
  manager: Actor,
  after: boolean,
): Promise<{ people: number; told: number }> {
  const { workspaceId } = manager;
  const { first, last } = await weekOf(db, workspaceId, after);
  const planned = await plannedFor(db, workspaceId, first);
  const accounts = await listPublishers(db, workspaceId);
  const asked = accounts.filter(
    (one) =>
      one.member !== null && one.mode !== "paused" && planned.some(({ people }) => pickedUnder(one, people) !== null),
  );
  const members = [...new Set(asked.flatMap(({ member }) => member ?? []))].toSorted();
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select m.id from unnest(${members}::uuid[]) as p(id) join member m on m.workspace_id = ${workspaceId} and m.id = p.id and m.disabled_at is null
      left join notice_person n on n.workspace_id = m.workspace_id and n.member_id = m.id
      where n.proposals is distinct from 'never' order by m.id`.execute(trx);
    let told = 0;
    for (const { id } of rows)
      if (
        await notify(trx, {
          workspaceId,
          memberId: id,
          reason: `plan/${first}`,
          kind: "plan",
          data: said(first, last),
          days: 6,
        })
      )
        told += 1;
    if (told > 0)
      await record(trx, {
        ...manager,
        action: "monday.tell",
        subject: `workspace/${workspaceId}`,
        detail: { since: first, count: told },
      });
    return { people: rows.length, told };
  });
}

function said(first: string, last: string) {
  const day = (date: string, language: string): string =>
    // A day and its month stay on one line.
    new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" })
      .format(Date.parse(date))
      .replace(/^1 /u, language === "fr-FR" ? "1er " : "1 ")
      .replaceAll(" ", "\u00a0");
  return {
    title: {
      en: `Your week, ${day(first, "en-GB")} to ${day(last, "en-GB")}`,
      fr: `Votre semaine, du ${day(first, "fr-FR")} au ${day(last, "fr-FR")}`,
    },
    text: {
      en: "What is planned for you is there to look at. You say yes, change a word, or say no.",
      fr: "Ce qui est prévu pour vous est prêt à être lu. Vous dites oui, changez un mot, ou dites non.",
    },
    button: { en: "See what is proposed", fr: "Voir ce qui est proposé" },
    path: "/proposals",
  };
}
