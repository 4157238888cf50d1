import { afterAll, beforeAll, expect, test } from "vitest";
import { type Pds, startPds } from "./pds.ts";

let pds: Pds;
beforeAll(async () => {
  pds = await startPds();
}, 400_000);
afterAll(() => pds?.stop());

test("a real PDS lets a person in by invitation, and a program by an app password that is no key to the account", async () => {
  const lea = await pds.createAccount("lea-martin");
  const appPassword = await pds.createAppPassword(lea, "Relaymap");
  expect(appPassword).toMatch(/^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/);

  const session = await call("com.atproto.server.createSession", { identifier: lea.handle, password: appPassword });
  expect(session).toMatchObject({ status: 200, body: { did: lea.did, handle: "lea-martin.test" } });
  const bearer = `Bearer ${String(session.body["accessJwt"])}`;
  const record = { $type: "app.bsky.feed.post", text: "Bonjour", createdAt: new Date().toISOString() };
  const post = { repo: lea.did, collection: "app.bsky.feed.post", rkey: "3kabcdefghi22", record };
  expect(await call("com.atproto.repo.putRecord", post, bearer)).toMatchObject({ status: 200 });
  const read = await fetch(
    `${pds.url}/xrpc/com.atproto.repo.getRecord?${new URLSearchParams({ repo: lea.did, collection: post.collection, rkey: post.rkey })}`,
  );
  expect(await read.json()).toMatchObject({ value: { text: "Bonjour" } });
  expect(await call("com.atproto.server.createAppPassword", { name: "another" }, bearer)).toMatchObject({
    status: 400,
  });

  const identity = await (await fetch(`${pds.directoryUrl}/${lea.did}`)).json();
  expect(identity).toMatchObject({ id: lea.did, alsoKnownAs: ["at://lea-martin.test"] });
});

async function call(
  method: string,
  body: object,
  authorization?: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const reply = await fetch(`${pds.url}/xrpc/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization === undefined ? {} : { authorization }) },
    body: JSON.stringify(body),
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}
