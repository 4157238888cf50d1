import { sql } from "kysely";
import type { Body, Reply } from "../api.ts";
import { notFound } from "../errors.ts";
import type { Services } from "../ports.ts";
import { basics } from "../training/lessons.ts";
import { lessonTitles } from "../training/progress.ts";
import { isUnrewarded } from "./unrewarded.ts";

type Ports = Pick<Services, "db" | "nodes">;
type Who = { workspaceId: string; memberId: string };
type Own = Reply<"readRecognition">["badges"][number];

/** Accepted suggestions of a person that are looked through for one that counts. */
const most = 40;
const ofLesson = (name: string): string => `lesson:${name}`;

/**
 * Badges of people, read from what they did: a lesson that they finished, the certificate, a suggestion of theirs to which somebody said yes, a
 * newcomer whom they helped. One of each, however often: there is no number in it. No post, reaction, click or visit earns one, and no suggestion
 * that leads to a network which forbids that anything is given for what happens there.
 */
export async function badgesOf(
  services: Ports,
  workspaceId: string,
  people: readonly string[],
): Promise<Map<string, Own[]>> {
  const { db } = services;
  const ids = sql`${[...people]}::uuid[]`;
  const { rows: learnt } = await sql<{ member: string; lesson: string }>`
    select member_id as member, lesson from training where workspace_id = ${workspaceId} and member_id = any(${ids}) and done_at is not null`.execute(
    db,
  );
  const { rows: given } = await sql<{ member: string; link: string | null }>`
    select p.id as member, s.link from unnest(${ids}) as p(id) cross join lateral (
      select link from suggestion s where s.workspace_id = ${workspaceId} and s.member_id = p.id and s.state = 'accepted' and not s.trusted
      order by s.created_at desc, s.id limit ${most}) s`.execute(db);
  const { rows: noted } = await sql<{ member: string; name: string; kept: boolean; away: boolean }>`
    select member_id as member, name, kept, away from badge where workspace_id = ${workspaceId} and member_id = any(${ids})`.execute(
    db,
  );
  const titles = await lessonTitles(services, workspaceId);
  return new Map(
    people.map((id) => {
      const done = new Set(learnt.flatMap(({ member, lesson }) => (member === id ? [lesson] : [])));
      const own = noted.filter(({ member }) => member === id);
      const useful = given.some(({ member, link }) => member === id && !isUnrewarded(services, link));
      const earned: Omit<Own, "away">[] = [
        ...(basics.every((name) => done.has(name))
          ? [{ name: "certificate", kind: "certificate" as const, title: null }]
          : []),
        ...[...titles].flatMap(([name, title]) =>
          done.has(name) ? [{ name: ofLesson(name), kind: "lesson" as const, title }] : [],
        ),
        ...(useful ? [{ name: "suggestion", kind: "suggestion" as const, title: null }] : []),
        ...(own.some(({ name, kept }) => name === "mentor" && kept)
          ? [{ name: "mentor", kind: "mentor" as const, title: null }]
          : []),
      ];
      return [
        id,
        earned.map((badge) => ({ ...badge, away: own.some(({ name, away }) => name === badge.name && away) })),
      ];
    }),
  );
}

/** Puts one of one's own badges away, or brings it back. Throws 404 for what is not earned. */
export async function putBadge(
  services: Ports,
  { workspaceId, memberId }: Who,
  name: string,
  { away }: Body<"putBadge">,
): Promise<void> {
  const own = (await badgesOf(services, workspaceId, [memberId])).get(memberId) ?? [];
  if (own.every((badge) => badge.name !== name)) throw notFound();
  await sql`insert into badge (workspace_id, member_id, name, away) values (${workspaceId}, ${memberId}, ${name}, ${away})
    on conflict (workspace_id, member_id, name) do update set away = excluded.away`.execute(services.db);
}

/** Who lets colleagues see their badges, by ids that mean nothing: nobody is first for anything. */
export async function listBadges(
  services: Ports,
  workspaceId: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<Reply<"listBadges">> {
  const { rows } = await sql<{ id: string; name: string }>`
    select m.id, m.name from recognised r join member m on m.workspace_id = r.workspace_id and m.id = r.member_id and m.disabled_at is null
    where r.workspace_id = ${workspaceId} and r.badges and (${before ?? null}::uuid is null or r.member_id > ${before ?? null}::uuid)
    order by r.member_id limit ${limit + 1}`.execute(services.db);
  const shown = rows.slice(0, limit);
  const badges = await badgesOf(
    services,
    workspaceId,
    shown.map(({ id }) => id),
  );
  return {
    rows: shown.flatMap(({ id, name }) => {
      const seen = (badges.get(id) ?? []).flatMap(({ away, ...badge }) => (away ? [] : [badge]));
      return seen.length === 0 ? [] : [{ name, badges: seen }];
    }),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
