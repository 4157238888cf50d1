import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import process from "node:process";
import Fastify from "fastify";
import { sql } from "kysely";
import pino from "pino";
import { Client } from "undici";
import { migrate } from "#server/database/migrate.ts";
import { openPool } from "#server/database/pool.ts";
import { addLinks } from "#server/links/serve.ts";
import { loadNodes } from "#server/nodes.ts";
import type { Services } from "#server/ports.ts";
import { withDatabase } from "./database.ts";

/**
 * The redirector alone, over HTTP: how many visits a second it leads on, and whether each of them is counted. `node bench/links.ts [visits]`.
 * Links are 500; whoever visits is on the same machine, and takes its share of the cores.
 */
const visits = Number(process.argv[2] ?? 20_000);
const links = 500;
const connections = 32;
const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const codeOf = (number: number): string =>
  Array.from({ length: 10 }, (_, place) => alphabet[Math.floor(number / 57 ** place) % 57]).join("");
const headers = {
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
  accept: "text/html",
};

await withDatabase({}, async (database) => {
  const db = openPool({ url: database.url });
  await migrate(db);
  const workspace = randomUUID();
  const codes = [...new Set(Array.from({ length: links }, (_, number) => codeOf(number)))];
  // Links without deliveries: what is measured never looks at those.
  await db.transaction().execute(async (trx) => {
    await sql`select set_config('relaymap.scope', 'migrate', true)`.execute(trx);
    await sql`set local session_replication_role = replica`.execute(trx);
    await sql`insert into short_link (workspace_id, delivery_id, map_id, code, target)
      select ${workspace}, n, ${workspace}, code, 'https://www.example.org/page/' || n
      from unnest(${codes}::text[]) with ordinality as c(code, n)`.execute(trx);
  });
  const app = Fastify({ logger: false });
  const log = pino({ level: "silent" });
  const services = {
    db,
    log,
    clock: { now: () => Date.now() },
    nodes: await loadNodes(),
  } as unknown as Services;
  addLinks(app, services, { max: Number.MAX_SAFE_INTEGER, session: "relaymap" });
  const port = await freePort();
  await app.listen({ port, host: "127.0.0.1" });
  const clients = Array.from({ length: connections }, () => new Client(`http://127.0.0.1:${port}`));
  let next = 0;
  let wrong = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let number = next++; number < visits; number = next++) {
        const { statusCode, body } = await client.request({
          path: `/l/${codes[number % codes.length]}`,
          method: "GET",
          headers,
        });
        await body.dump();
        if (statusCode !== 302) wrong += 1;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await Promise.all(clients.map((client) => client.close()));
  // Writes what is counted and not written yet.
  await app.close();
  const { rows } = await db.transaction().execute(async (trx) => {
    await sql`select set_config('relaymap.scope', 'migrate', true)`.execute(trx);
    return sql<{ people: number }>`select sum(people)::bigint as people from short_link`.execute(trx);
  });
  const counted = rows[0]?.people ?? 0;
  const perSecond = Math.round(visits / seconds);
  const holds = wrong === 0 && counted === visits && perSecond >= 1000;
  const figures = {
    visits,
    links: codes.length,
    seconds,
    perSecond,
    cpu: (user + system) / 1e6,
    wrong,
    counted,
    holds,
  };
  process.stdout.write(`${JSON.stringify({ bench: "links", ...figures })}\n`);
  await db.destroy();
  if (!holds) process.exitCode = 1;
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
