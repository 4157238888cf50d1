import { sql } from "kysely";
import { companyPosts } from "../offers/standing.ts";
import type { Services } from "../ports.ts";
import { openCue } from "../cues/change.ts";
import { listCues } from "../cues/views.ts";
import { workspace } from "./workspace.ts";

/** Who gives them, and how long ago each was given, the oldest first: two are over, the last one is being asked. */
const manager = "camille.durand@atelier-lumen.example";
const daysAgo = [16, 8, 0];
const ideas = [
  "Ce que cette lumière change dans la rue",
  "Le détail que l’on ne voit pas sur la photo",
  "Une question que posent souvent les visiteurs",
  "Votre part dans ce projet",
];

/** Posts of the company's own that colleagues were asked to comment on, by the manager's own way. What is there already stays. */
export async function seedCues(services: Services, workspaceId: string): Promise<void> {
  const { db } = services;
  const facing = { face: <R>(row: R): R => row, picture: () => null };
  if ((await listCues(db, workspaceId, facing, { limit: 1 })).rows.length > 0) return;
  const { rows: people } = await sql<{
    id: string;
  }>`select id from member where workspace_id = ${workspaceId} and email = ${manager}`.execute(db);
  const memberId = people[0]?.id;
  if (memberId === undefined) return;
  const posts = [
    ...new Map((await companyPosts(db, workspaceId, 30)).map((post) => [post.text.slice(0, 60), post])).values(),
  ];
  for (const [at, days] of daysAgo.entries()) {
    const post = posts[daysAgo.length - 1 - at];
    if (post === undefined) continue;
    const [title = "", ...rest] = post.text
      .replaceAll(/https?:\/\/\S+/gu, "")
      .split("\n")
      .filter((line) => line.trim() !== "");
    const { id } = await openCue(
      services,
      { workspaceId, memberId },
      {
        ...{
          address: post.url,
          author: workspace.name,
          title: title.slice(0, 300),
          text: rest.join("\n").slice(0, 2000),
        },
        ...{ ideas: at === daysAgo.length - 1 ? [] : ideas, most: 3, days: 5 },
      },
    );
    if (days === 0) continue;
    // It was then; two of three said that they commented.
    await sql`update cue set made_at = made_at - make_interval(days => ${days}::int), expires_at = expires_at - make_interval(days => ${days}::int), look_at = null
      where workspace_id = ${workspaceId} and id = ${id}`.execute(db);
    await sql`update cue_ask set asked_at = asked_at - make_interval(days => ${days}::int), answer = case when place < 2 then 'done' else 'no' end,
        answered_at = asked_at - make_interval(days => ${days}::int, hours => -3) where workspace_id = ${workspaceId} and cue_id = ${id}`.execute(
      db,
    );
  }
  // They heard of it then: nobody's share of notices is spent on the day on which the demo is opened.
  await sql`delete from notice where workspace_id = ${workspaceId} and kind = 'cue'`.execute(db);
}
