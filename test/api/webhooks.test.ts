import { once } from "node:events";
import { createServer } from "node:http";
import { hostname } from "node:os";
import { text } from "node:stream/consumers";
import { sql } from "kysely";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { drain } from "#engine/lane.ts";
import { writeSecret } from "#engine/signature.ts";
import { lanePorts } from "#server/ledger/publisher.ts";
import { openLedger } from "#server/ledger/rounds.ts";
import { runMap } from "#server/run/run-map.ts";
import { wakeMaps } from "#server/run/wake.ts";
import { testApp } from "#test/support/app.ts";
import { ask, createMember, createWorkspace, signIn } from "#test/support/session.ts";
import { sampleMap } from "./things.ts";

const incoming = writeSecret(new Uint8Array(32).fill(1));
const outgoing = writeSecret(new Uint8Array(32).fill(2));

test("What comes signed to an address goes through a map and leaves signed to a receiver, once", async () => {
  const received: { type: string; data: { text?: string; id?: string } }[] = [];
  const receiver = createServer(async (request, response) => {
    const body = await text(request);
    try {
      received.push(
        new Webhook(outgoing).verify(body, request.headers as Record<string, string>) as (typeof received)[number],
      );
      response.writeHead(204).end();
    } catch {
      response.writeHead(401).end();
    }
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const at = receiver.address();
  const host = `127.0.0.1:${typeof at === "object" && at !== null ? at.port : 0}`;
  const server = await testApp({ settings: { allowHosts: [host] } });
  try {
    const { app, services } = server;
    const { id: workspaceId } = await createWorkspace(services.db);
    const enter = async (role: "admin" | "manager") =>
      signIn(app, services, await createMember(services.db, workspaceId, { role }));
    const [admin, manager] = [await enter("admin"), await enter("manager")];
    const fields = { name: "Intranet", address: `http://${host}/hooks/news?sig=1`, secret: outgoing };
    const body = { network: "webhook", fields, forWorkspace: true };
    // A channel is the workspace's: neither a manager connects it, nor anybody for themselves.
    expect((await manager.call("connect", { body })).status).toBe(403);
    expect((await admin.call("connect", { body: { ...body, forWorkspace: false } })).status).toBe(403);
    expect(received).toEqual([]);
    const begun = await admin.call("connect", { body });
    expect(begun).toMatchObject({ status: 200, body: { kind: "connected", accounts: [{ handle: "intranet" }] } });
    expect(received.map(({ type }) => type)).toEqual(["relaymap.ping"]);
    const { rows } = (await manager.call("listAccounts")).body;
    expect(rows).toMatchObject([{ handle: "intranet", member: null, mode: "auto" }]);
    const consent = await services.db.selectFrom("consent").select(["mode", "receipt"]).executeTakeFirstOrThrow();
    expect(consent.mode).toBe("auto");
    expect(JSON.stringify(consent.receipt)).toContain("channel");

    await admin.call("saveSecret", { params: { name: "in" }, body: { value: incoming } });
    const config = { name: "cms", proof: "signature", secret: { secret: "in" } };
    const sample = sampleMap();
    const document = {
      ...sample,
      nodes: [
        { ...sample.nodes[0]!, type: "webhook-in", config },
        { ...sample.nodes[1]!, type: "account", config: { account: "webhook:intranet" } },
      ],
      limits: { ...sample.limits, spread: 0 },
    };
    const { body: map } = await manager.call("createMap", { body: { name: "Relay", document } });
    const live = await manager.call("publishMap", { params: { id: map.id }, body: { revision: map.revision } });
    expect(live.status, live.text).toBe(200);
    const { url } = (await manager.call("sourceAddress", { body: { type: "webhook-in", config } })).body;

    const message = JSON.stringify({ id: "1", title: "Portes ouvertes", link: "https://atelier.example/portes" });
    const now = new Date();
    const headers = {
      "sec-fetch-site": "",
      "webhook-id": "msg_1",
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Webhook(incoming).sign("msg_1", now, message),
    };
    for (let twice = 0; twice < 2; twice += 1)
      expect((await ask(app, "POST", new URL(url).pathname, { body: message, headers })).status).toBe(200);

    await sql`update map_offset set wake_at = now() where wake_at is not null`.execute(services.db);
    expect(await wakeMaps(services)).toBe(1);
    const run = await services.db.selectFrom("run").select("id").executeTakeFirstOrThrow();
    await runMap(services, { workspaceId, runId: run.id });
    const ledger = openLedger({ db: services.db, worker: hostname(), networks: services.nodes.networks });
    await drain({ workspaceId, accountId: rows[0]!.id }, lanePorts(services, ledger), () => false);

    const posts = received.filter(({ type }) => type === "relaymap.post");
    expect(posts).toHaveLength(1);
    expect(posts[0]!.data.text).toContain("Portes ouvertes");
    const delivery = await services.db
      .selectFrom("delivery")
      .select(["state", "remote_id", "key"])
      .executeTakeFirstOrThrow();
    expect(delivery).toMatchObject({ state: "published", remote_id: posts[0]!.data.id });
    for (const secret of [incoming, outgoing]) expect(server.logged()).not.toContain(secret.slice(6));
    expect(server.logged()).not.toContain("sig=1");
  } finally {
    await server.close();
    receiver.closeAllConnections();
    receiver.close();
  }
});
