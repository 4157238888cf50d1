import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Body } from "#server/api.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { createMember, createWorkspace, type Session, signIn, type TestMember } from "#test/support/session.ts";
import { tellDesk } from "./desk.ts";

let server: TestApp;
let workspaceId: string;
let claire: TestMember;
let manager: Session;
beforeAll(async () => {
  server = await testApp();
  // No page is asked for: what it would say is of no interest here.
  server.services.pages = {
    read: () => Promise.resolve({ title: "La nuit noire", summary: "", picture: null }),
  } as never;
  workspaceId = (await createWorkspace(server.services.db)).id;
  claire = await createMember(server.services.db, workspaceId, { role: "manager", name: "Claire" });
  manager = await signIn(server.app, server.services, claire);
});
afterAll(() => server.close());

const enter = async (name: string): Promise<Session> =>
  signIn(
    server.app,
    server.services,
    await createMember(server.services.db, workspaceId, { role: "ambassador", name }),
  );
async function send(session: Session, link: string, more: Partial<Body<"suggest">> = {}) {
  const { boxes } = (await session.call("suggestionForm")).body;
  const ticked = boxes.filter((box) => box.kinds.includes("link")).map(({ id, wording }) => ({ id, wording }));
  const body = { id: randomUUID(), kind: "link" as const, link, boxes: ticked, credit: true, ...more };
  const { status, body: said } = await session.call("suggest", { body });
  expect(status).toBe(200);
  return said;
}
const answer = (id: string, body: Body<"answerSuggestion">) =>
  manager.call("answerSuggestion", { params: { id }, body });
const waiting = async () => (await manager.call("listSuggestions")).body.rows;
const mine = async (session: Session, id: string) =>
  (await session.call("listMySuggestions")).body.rows.find((row) => row.id === id)!;
const authorOf = async (id: string) => {
  const { rows } = await sql<{ author: string | null }>`
    select data->>'author' as author from item where workspace_id = ${workspaceId} and key = ${`suggestion:${id}`}`.execute(
    server.services.db,
  );
  return rows;
};

test("one link that two bring in is one to answer and one item, and both are named and told", async () => {
  const [lea, noah] = [await enter("Léa"), await enter("Noah")];
  const first = await send(lea, "https://www.blog.example/nuit?utm_source=mail");
  const second = await send(noah, "http://blog.example/nuit/", { body: "Lu hier soir" });
  expect([first.together, second.together]).toEqual([false, true]);
  expect(await waiting()).toMatchObject([
    { id: first.id, others: [{ name: "Noah", body: "Lu hier soir", credit: true }] },
  ]);
  expect((await manager.call("me")).body.suggestions).toBe(1);
  expect((await answer(second.id, { answer: "accept" })).status).toBe(404);
  expect((await answer(first.id, { answer: "accept" })).status).toBe(200);
  expect(await authorOf(first.id)).toEqual([{ author: "Léa, Noah" }]);
  expect(await authorOf(second.id)).toEqual([]);
  expect([await mine(lea, first.id), await mine(noah, second.id)]).toMatchObject([
    { state: "accepted", together: false },
    { state: "accepted", together: true, by: "Claire" },
  ]);
  const { rows: told } =
    await sql`select from notice where workspace_id = ${workspaceId} and reason like '%/accepted'`.execute(
      server.services.db,
    );
  expect(told).toHaveLength(2);
  // Whoever comes later is named, too; who leaves is no more.
  const zoe = await send(await enter("Zoé"), "https://blog.example/nuit");
  expect(zoe).toMatchObject({ state: "accepted", together: true });
  expect(await authorOf(first.id)).toEqual([{ author: "Léa, Noah, Zoé" }]);
  await sql`delete from suggestion where workspace_id = ${workspaceId} and id = ${first.id}`.execute(
    server.services.db,
  );
  expect(await authorOf(first.id)).toEqual([{ author: "Noah, Zoé" }]);
});

test("the second one goes on alone where the first is taken back, and a no is for both", async () => {
  const [lea, noah, ines] = [await enter("Léa"), await enter("Noah"), await enter("Inès")];
  const link = "https://blog.example/pont";
  const [first, second, third] = [
    await send(lea, link),
    await send(noah, link),
    await send(ines, link, { credit: false }),
  ];
  await lea.call("withdrawSuggestion", { params: { id: first.id } });
  expect(await waiting()).toMatchObject([{ id: second.id, others: [{ name: "Inès" }] }]);
  await answer(second.id, { answer: "decline", word: "Déjà relayé, merci" });
  expect(await mine(ines, third.id)).toMatchObject({ state: "declined", word: "Déjà relayé, merci" });
  expect(await waiting()).toEqual([]);
});

test("other words are agreed to by the first one's author; the other one enters along, named only where they want to be", async () => {
  const [lea, noah] = [await enter("Léa"), await enter("Noah")];
  const link = "https://blog.example/hall";
  const [first, second] = [await send(lea, link), await send(noah, link, { credit: false })];
  await answer(first.id, { answer: "change", title: "Le hall, dessiné", body: "", alt: "", word: "" });
  const { proposed } = await mine(lea, first.id);
  expect(
    (await lea.call("agreeToSuggestion", { params: { id: first.id }, body: { agree: true, proposed: proposed! } }))
      .status,
  ).toBe(200);
  expect(await mine(noah, second.id)).toMatchObject({ state: "accepted" });
  expect(await authorOf(first.id)).toEqual([{ author: "Léa" }]);
});

test("whoever answers is told once a day, or of each at once, or never; not of their own, and not of what is answered by then", async () => {
  const { db } = server.services;
  const notices = async () => {
    const { rows } = await sql<{
      reason: string;
      title: string;
    }>`select reason, data->'title'->>'en' as title from notice
      where workspace_id = ${workspaceId} and member_id = ${claire.id} and kind = 'brought' order by made_at, reason`.execute(
      db,
    );
    return rows;
  };
  const wish = (brought: string) =>
    sql`insert into notice_person (workspace_id, member_id, brought) values (${workspaceId}, ${claire.id}, ${brought})
      on conflict (workspace_id, member_id) do update set brought = excluded.brought`.execute(db);
  const lea = await enter("Léa");
  await send(lea, "https://blog.example/1");
  await send(lea, "https://blog.example/2");
  expect(await tellDesk(server.services)).toBe(0);
  await tellDesk(server.services, 0);
  await tellDesk(server.services, 0);
  expect(await notices()).toMatchObject([{ title: "2 suggestions wait for you" }]);
  const third = await send(lea, "https://blog.example/3");
  await tellDesk(server.services, 0);
  expect(await notices()).toHaveLength(1);
  // Another day: what came since is told.
  await sql`update notice set reason = 'brought/2026-01-01', made_at = made_at - interval '1 minute' where kind = 'brought'`.execute(
    db,
  );
  await tellDesk(server.services, 0);
  expect((await notices()).at(-1)!.title).toBe("3 suggestions wait for you");
  await wish("now");
  await tellDesk(server.services, 0);
  expect((await notices()).filter(({ reason }) => reason === `suggestion/${third.id}/brought`)).toHaveLength(1);
  await wish("never");
  await send(lea, "https://blog.example/4");
  expect(await tellDesk(server.services, 0)).toBe(0);
  await wish("now");
  await sql`delete from notice where kind = 'brought'`.execute(db);
  const own = await send(manager, "https://blog.example/own");
  await tellDesk(server.services, 0);
  expect((await notices()).map(({ reason }) => reason)).not.toContain(`suggestion/${own.id}/brought`);
});
