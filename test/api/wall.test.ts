import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "#server/http/app.ts";
import { handlers } from "#server/http/routes/table.ts";
import { testApp, type TestApp } from "#test/support/app.ts";
import { call, createMember, createWorkspace, type Session, signIn } from "#test/support/session.ts";

let it: TestApp;
let ours: string;
let session: Session;
beforeAll(async () => {
  it = await testApp();
  const { db } = it.services;
  await createWorkspace(db, { name: "theirs" });
  ours = (await createWorkspace(db, { name: "ours" })).id;
  session = await signIn(it.app, it.services, await createMember(db, ours, { role: "admin" }));
});
afterAll(() => it.close());

test("a handler that forgets its workspace meets the caller's rows only, and whoever is not signed in writes none", async () => {
  const all = sql<{ id: string }>`select id from workspace`;
  const seen: unknown[] = [];
  const app = await createApp(it.services, {
    ...handlers,
    me: async (asked) => {
      seen.push((await all.execute(asked.services.db)).rows);
      return handlers.me(asked);
    },
    signIn: async (asked) => {
      await sql`update member set role = 'admin'`
        .execute(asked.services.db)
        .catch((error: Error) => seen.push(error.message));
      return handlers.signIn(asked);
    },
  });
  try {
    expect((await call(app, "me", { cookie: session.cookie })).status).toBe(200);
    await call(app, "signIn", { body: { email: "nobody@example.org", password: "a long enough password" } });
    expect(seen).toEqual([[{ id: ours }], expect.stringMatching(/for "sign-in" may not do this here/)]);
  } finally {
    await app.close();
  }
});
