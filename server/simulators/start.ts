import type { AccountKind } from "#engine/card.ts";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Identity, IssuedTokens } from "#engine/network.ts";
import type { AcceptedPost, DemoPerson, Simulator, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { loadSimulators } from "../nodes.ts";
import type { Clock, Settings } from "../ports.ts";
import { readRequest, sendFaulty, type Fault } from "./http.ts";
import { people as demoPeople } from "./people.ts";
import { listen } from "./port.ts";
import { openRegister } from "./register.ts";
import { buildStage } from "./stage.ts";
import { createTrouble } from "./trouble.ts";

export type { Fault } from "./http.ts";

/** A handler of its own below a prefix; the prefix is taken off `request.url`. */
export type ExtraHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export type SimulatorOptions = {
  host: string;
  /** The first port to try; 0 for any. */
  port: number;
  /** True where a person chose the port. */
  fixed?: boolean;
  dataDir: string;
  log: Logger;
  extra?: Record<string, ExtraHandler>;
  clock?: Clock;
  people?: readonly DemoPerson[];
  /** Calls per account and window by network, in place of the network's own numbers. */
  budgets?: Record<string, { calls: number; seconds: number }>;
  /** By network, which age of its software the simulator plays. */
  ages?: Record<string, string>;
  /** The folder of folders that simulators are looked for in; the product's own where it is absent. */
  folder?: URL;
  /** For tests: asked once for each request. */
  faults?: (network: string, request: SimulatorRequest) => Fault | undefined;
};

export type Simulators = {
  port: number;
  /** `http://127.0.0.1:PORT`. */
  base: string;
  networks: Settings["networks"];
  /** Where mails are brought to be read, instead of to a server; null where no simulator takes them. */
  mailbox: string | null;
  /** Tokens without a browser, for the demo's seed and for tests. Throws where there is no such person. */
  issueToken: (network: string, handle: string) => { identity: Identity; server: string; tokens: IssuedTokens };
  /** Who somebody is there. */
  identity: (network: string, handle: string, kind?: AccountKind) => Identity;
  /** What a person enters to connect, on a network that is connected by fields. Throws for another. */
  credentials: (network: string, handle: string) => Readonly<Record<string, string>>;
  /** What a network accepted, oldest first. */
  posts: (network: string) => AcceptedPost[];
  /** Ends all tokens of a person, as the network's own settings page would. */
  revoke: (network: string, handle: string) => void;
  /** The page that a network is read from, with the token that an admin enters for it; null where it has none. */
  demoPage: (network: string) => { page: string; token: string } | null;
  close: () => Promise<void>;
};

const notFound: SimulatorReply = { status: 404, headers: { "content-type": "text/plain" }, body: "Not found\n" };

type Running = ReturnType<Simulator["create"]>;

/** The address of the simulator that takes mails. */
export function mailboxOf(simulators: ReadonlyMap<string, Simulator>, base: string): string | null {
  const [name] = [...simulators].find(([, { takesMails }]) => takesMails === true) ?? [];
  return name === undefined ? null : `${base}/${name}`;
}

/** Serves every simulated network on one loopback server, each below its name, and the extra handlers. */
export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const { host, dataDir, log, extra = {}, clock = { now: () => Date.now() } } = options;
  const found = await loadSimulators(options.folder);
  const running = new Map<string, Running>();
  const trouble = createTrouble();
  const closers: (() => void)[] = [];
  const started = Promise.withResolvers<void>();

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      log.error({ err: error, path: request.url?.split("?")[0] }, "a simulator failed");
      response.destroy();
    });
  });
  // Clients keep connections; one that a simulator closes while a request is on its way would look like a lost answer.
  server.keepAliveTimeout = 60_000;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? "/", `http://${host}`);
    const [, name = "", rest = ""] = /^\/([^/]*)(.*)$/su.exec(address.pathname) ?? [];
    const handler = extra[name];
    if (handler !== undefined) {
      request.url = (rest === "" ? "/" : rest) + address.search;
      return handler(request, response);
    }
    await started.promise;
    const simulator = running.get(name);
    const message = await readRequest(request, address, rest === "" ? "/" : rest, found.get(name)?.maxBody);
    if (message === null)
      return sendFaulty(
        response,
        { kind: "answer", accept: false, status: 413, headers: { connection: "close" } },
        async () => ({ status: 413 }),
      );
    const fault =
      simulator === undefined ? undefined : (options.faults?.(name, message) ?? trouble.faultOf(name, message));
    return sendFaulty(
      response,
      fault ?? { kind: "none" },
      async () => simulator?.handle(message) ?? (name === "" ? trouble.page(message, [...running.keys()]) : notFound),
    );
  }

  const port = await listen(server, { host, port: options.port, fixed: options.fixed ?? false, dataDir });
  const base = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const register = openRegister(options.people ?? demoPeople, dataDir);
  closers.push(register.close);
  for (const [name, simulator] of found) {
    const stage = buildStage({
      base: `${base}/${name}`,
      folder: join(dataDir, "simulators", name),
      people: register.people,
      join: register.join,
      now: clock.now,
      budget: options.budgets?.[name] ?? null,
      age: options.ages?.[name] ?? null,
    });
    closers.push(stage.close);
    running.set(name, simulator.create(stage));
  }
  started.resolve();
  const named = (network: string): Running => {
    const simulator = running.get(network);
    if (simulator === undefined)
      throw new Error(`No simulator of "${network}". There are: ${[...running.keys()].join(", ")}.`);
    return simulator;
  };
  const authorityOf = (network: string) => {
    const { authority } = named(network);
    if (authority === null) throw new Error(`Nobody signs in to the simulated ${network}.`);
    return authority;
  };

  return {
    port,
    base,
    mailbox: mailboxOf(found, base),
    networks: Object.fromEntries(
      [...running].map(([name, { server }]) => [name, { api: `${base}/${name}`, web: `${base}/${name}`, server }]),
    ),
    issueToken: (network, handle) => {
      const simulator = named(network);
      if (!register.people.some((person) => person.handle === handle))
        throw new Error(`Nobody is called "${handle}" on the simulated ${network}.`);
      return {
        identity: simulator.identity(handle),
        server: simulator.server,
        tokens: authorityOf(network).issue(handle),
      };
    },
    identity: (network, handle, kind) => named(network).identity(handle, kind),
    credentials: (network, handle) => {
      const { credentials } = named(network);
      if (credentials === undefined) throw new Error(`Nothing is entered to connect to the simulated ${network}.`);
      return credentials(handle);
    },
    posts: (network) => named(network).posts(),
    revoke: (network, handle) => authorityOf(network).end(handle),
    demoPage: (network) => named(network).demoPage ?? null,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      for (const close of closers) close();
    },
  };
}
