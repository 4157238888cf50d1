import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { Login, Network, NetworkContext } from "#engine/network.ts";
import { networkContext } from "#server/networks/bases.ts";
import type { NetworkServices } from "#server/networks/services.ts";
import { loadNodes } from "#server/nodes.ts";
import { createOutbound } from "#server/outbound/client.ts";
import { startSimulators, type Simulators, type SimulatorOptions } from "#server/simulators/start.ts";
import { createVault } from "#server/vault/vault.ts";
import { testDatabase, type TestDatabase } from "#test/support/database.ts";
import { loginOf } from "#test/support/network.ts";

export type Town = {
  simulators: Simulators;
  dataDir: string;
  /** Everything that was logged, at every level. */
  logged: () => string;
  clock: { now: () => number; skip: (milliseconds: number) => void };
  network: (name: string) => Network;
  /** A person's opened account on a simulated network, signed in without a browser. */
  login: (name: string, handle: string) => Login;
  context: (name: string, timeout?: number) => NetworkContext;
  services: Omit<NetworkServices, "db" | "vault">;
  close: () => Promise<void>;
};

/** Simulated networks on a loopback port, and the real way out to them. No database. */
export async function openTown(options: Partial<SimulatorOptions> = {}): Promise<Town> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "relaymap-town-")));
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  let skipped = 0;
  const clock = { now: () => Date.now() + skipped, skip: (milliseconds: number) => void (skipped += milliseconds) };
  const simulators = await startSimulators({ host: "127.0.0.1", port: 0, log, clock, ...options, dataDir });
  const outbound = createOutbound({ allowHosts: [`127.0.0.1:${simulators.port}`], log });
  const nodes = await loadNodes(options.folder);
  const settings = {
    host: "127.0.0.1",
    port: 3000,
    dataDir,
    backupDir: "backups",
    databaseUrl: null,
    publicUrl: "http://127.0.0.1:3000",
    masterKey: randomBytes(32),
    demo: true,
    allowHosts: [],
    role: "all" as const,
    logLevel: "trace",
    networks: simulators.networks,
    mailbox: simulators.mailbox,
  };
  const services = { settings, outbound, clock, nodes, log };
  const network = (name: string): Network => {
    const found = nodes.networks.get(name);
    if (found === undefined) throw new Error(`no network ${name}`);
    return found;
  };
  return {
    simulators,
    dataDir,
    logged: () => lines.join(""),
    clock,
    network,
    login: (name, handle) => {
      const { identity, server, tokens } = simulators.issueToken(name, handle);
      const account = { remoteId: identity.remoteId, handle: identity.handle, token: tokens.access };
      return loginOf(network(name).card, { ...account, server: server === "" ? null : server });
    },
    services,
    context: (name, timeout) => networkContext(services, network(name), "https://social.example", timeout),
    close: async () => {
      await outbound.close();
      await simulators.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type World = Town & {
  database: TestDatabase;
  services: NetworkServices;
  workspaceId: string;
  addMember: (role: string, name?: string) => Promise<string>;
};

/** The same with a database, a vault and a workspace. */
export async function openWorld(options: Partial<SimulatorOptions> = {}): Promise<World> {
  const database = await testDatabase({ max: 16 });
  const town = await openTown(options);
  const { db } = database;
  const services = { ...town.services, db, vault: createVault(db, town.services.settings.masterKey) };
  const { id: workspaceId } = await db
    .insertInto("workspace")
    .values({ name: "Atelier Lumen" })
    .returning("id")
    .executeTakeFirstOrThrow();
  return {
    ...town,
    database,
    services,
    workspaceId,
    addMember: async (role, name = "Léa Martin") => {
      const user = randomUUID();
      await db
        .insertInto("auth_user")
        .values({ id: user, name, email: `${user}@example.org` })
        .execute();
      const member = {
        workspace_id: workspaceId,
        user_id: user,
        role,
        name,
        email: `${user}@example.org`,
        language: "fr",
        zone: "Europe/Paris",
      };
      return (await db.insertInto("member").values(member).returning("id").executeTakeFirstOrThrow()).id;
    },
    close: async () => {
      await town.close();
      await database.drop();
    },
  };
}

/** What a person's browser does on the network's page; answers where it is sent back to. */
export async function answerPage(url: string, person: string, decision: "allow" | "deny" = "allow"): Promise<URL> {
  const shown = await fetch(url);
  const markup = await shown.text();
  if (shown.status !== 200) throw new Error(`the page says ${shown.status}: ${markup}`);
  const action = /<form method="post" action="([^"]+)"/u.exec(markup)?.[1];
  if (action === undefined) throw new Error("the page has no form");
  const form = new URLSearchParams({ person, decision });
  for (const [, name = "", value = ""] of markup.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/gu))
    form.set(
      name,
      value.replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code))),
    );
  const answered = await fetch(action, { method: "POST", body: form, redirect: "manual" });
  await answered.arrayBuffer();
  const location = answered.headers.get("location");
  if (location === null) throw new Error(`the decision gave ${answered.status}`);
  return new URL(location);
}
