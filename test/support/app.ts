import { tmpdir } from "node:os";
import { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { unheard } from "#server/database/bell.ts";
import { openPool } from "#server/database/pool.ts";
import { ledgerRole, serviceRole } from "#server/database/wall.ts";
import { createFeedReader } from "#server/feed/reader.ts";
import { createApp, type RateLimits } from "#server/http/app.ts";
import { handlers } from "#server/http/routes/table.ts";
import { createLog } from "#server/log.ts";
import { loadNodes } from "#server/nodes.ts";
import { createMedia } from "#server/media/media.ts";
import { createOutbound } from "#server/outbound/client.ts";
import { createPages } from "#server/pages/pages.ts";
import type { Services, Settings } from "#server/ports.ts";
import { createQueue } from "#server/queue/boss.ts";
import { createVault } from "#server/vault/vault.ts";
import { testDatabase } from "./database.ts";

export const publicUrl = "http://relaymap.test:3000";

/** The whole server without a port: real database, queue, vault and nodes; requests go in through `app.inject`. */
export type TestApp = {
  app: FastifyInstance;
  services: Services;
  /** Everything that was logged so far. */
  logged: () => string;
  close: () => Promise<void>;
};

/** Rates are far up, so that a test may ask as fast as it can; a test of the rates gives its own. */
export async function testApp(
  options: { settings?: Partial<Settings>; limits?: Partial<RateLimits> } = {},
): Promise<TestApp> {
  const database = await testDatabase();
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = createLog({ level: "debug", destination });
  const settings: Settings = {
    host: "127.0.0.1",
    port: 3000,
    dataDir: tmpdir(),
    backupDir: tmpdir(),
    databaseUrl: database.url,
    publicUrl,
    masterKey: Buffer.alloc(32, 7),
    demo: false,
    allowHosts: [],
    role: "web",
    logLevel: "debug",
    networks: {},
    ...options.settings,
  };
  // What a request asks is behind the wall, as it is in the product; what a test arranges is not.
  const db = openPool({
    url: database.url,
    max: 8,
    name: "test app",
    wall: { role: serviceRole, ledger: ledgerRole, outside: "as login" },
  });
  const outbound = createOutbound({ allowHosts: settings.allowHosts, log });
  const feeds = createFeedReader({ outbound, log });
  const media = createMedia({ db, outbound, settings });
  const queue = await createQueue({ url: database.url, log, role: "web" });
  const services: Services = {
    settings,
    db,
    log,
    clock: { now: () => Date.now() },
    vault: createVault(db, settings.masterKey),
    outbound,
    feeds,
    media,
    pages: createPages({ db, outbound }),
    nodes: await loadNodes(),
    queue,
    bell: unheard,
  };
  const limits = { session: 1e6, address: 1e6, signIn: 1e6, proposal: 1e6, ...options.limits };
  const app = await createApp(services, handlers, { limits });
  const close = async (): Promise<void> => {
    await app.close();
    await queue.stop();
    await feeds.close();
    await media.close();
    await outbound.close();
    await db.destroy();
    await database.drop();
  };
  return { app, services, logged: () => lines.join(""), close };
}
