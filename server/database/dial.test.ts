import { readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import tls from "node:tls";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testPostgres } from "#test/support/database.ts";
import { dialConfig, settleAddress } from "./dial.ts";
import { openPgPool } from "./pool.ts";

type Own = Awaited<ReturnType<typeof testPostgres>>;
let one: Own;
let two: Own;
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  one = await testPostgres();
  two = await testPostgres();
});
afterAll(async () => {
  for (const close of closers) close();
  await one.remove();
  await two.remove();
});

const folderOf = (own: Own): string => new URL(own.postgres.urlOf("postgres")).searchParams.get("host")!;

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ ...dialConfig(url), connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return Object.values((await client.query<Record<string, unknown>>(text)).rows[0]!)[0];
  } finally {
    await client.end();
  }
}

describe("an address that names several servers", () => {
  const address = () =>
    `postgresql://relaymap@/postgres?host=${["/nowhere", folderOf(one), folderOf(two)].map(encodeURIComponent).join(",")}&target_session_attrs=read-write`;
  /** As a standby does, the other one refuses to write. */
  const lead = async (leader: Own, other: Own): Promise<void> => {
    for (const [own, refuse] of [
      [leader, "off"],
      [other, "on"],
    ] as const) {
      const url = own.postgres.urlOf("postgres");
      const client = new pg.Client(dialConfig(url));
      client.on("error", () => undefined);
      await client.connect();
      await client.query(`alter system set default_transaction_read_only to ${refuse}`);
      await client.query("select pg_reload_conf()");
      await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
      );
      await client.end();
    }
  };

  test("is reached where writes are taken, and after a failover there where they are taken then", async () => {
    const pool = openPgPool({ url: address(), max: 2 });
    const where = async () =>
      (await pool.query<{ folder: string }>("select current_setting('unix_socket_directories') as folder")).rows[0];
    await lead(one, two);
    expect(await where()).toMatchObject({ folder: folderOf(one) });
    await lead(two, one);
    // Connections of before were cut.
    await expect
      .poll(() => where().catch(() => null), { timeout: 20_000, interval: 200 })
      .toMatchObject({ folder: folderOf(two) });
    await pool.end();
  });

  test("of which none is there says what the last one said", async () => {
    await expect(ask("postgresql://relaymap@/postgres?host=/nowhere,/elsewhere", "select 1")).rejects.toMatchObject({
      code: "ENOENT",
    });
  });
});

describe("a server with a certificate", () => {
  const folder = join(import.meta.dirname, "../../test/servers/tls");
  const pair = { cert: readFileSync(join(folder, "server.crt")), key: readFileSync(join(folder, "server.key")) };
  const ca = join(folder, "ca.crt");

  /** What stands before a server in a cloud: it speaks TLS, or says that it does not. Gives its port; `seen` are the ways that were taken. */
  async function front(speaks: boolean): Promise<{ port: number; seen: string[] }> {
    const seen: string[] = [];
    const server: Server = createServer((socket: Socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (first) => {
        const asked = first.length === 8 && first.readInt32BE(4) === 80_877_103;
        const upstream = connect(join(folderOf(one), ".s.PGSQL.5432"));
        upstream.on("error", () => undefined);
        const through = asked && speaks ? new tls.TLSSocket(socket, { isServer: true, ...pair }) : socket;
        through.on("error", () => upstream.destroy());
        if (asked) socket.write(speaks ? "S" : "N");
        else upstream.write(first);
        through.once("data", () => seen.push(through === socket ? "plain" : "tls"));
        if (!asked) seen.push("plain");
        through.pipe(upstream).pipe(through);
      });
    });
    closers.push(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { port: (server.address() as AddressInfo).port, seen };
  }
  const url = (port: number, query: string, host = "localhost"): string =>
    `postgresql://relaymap@${host}:${port}/postgres?${query}`;

  test("is spoken to in TLS where nothing is said, and one that has none in plain words", async () => {
    const secret = await front(true);
    const plain = await front(false);
    expect(await settleAddress(url(secret.port, ""))).toMatch(/sslmode=require$/);
    expect(await settleAddress(url(plain.port, "sslmode=prefer"))).toMatch(/sslmode=disable$/);
    secret.seen.length = 0;
    expect(await ask(await settleAddress(url(secret.port, "")), "select 1 as n")).toBe(1);
    expect(secret.seen).toEqual(["tls"]);
    expect(await ask(await settleAddress(url(plain.port, "")), "select 1 as n")).toBe(1);
  });

  test("is not spoken to in plain words where TLS is required", async () => {
    const { port } = await front(false);
    await expect(ask(url(port, "sslmode=require"), "select 1")).rejects.toThrow(/does not support SSL/);
  });

  test("is believed by its root certificate and its name, as far as the mode says", async () => {
    const { port } = await front(true);
    const outcome = (query: string, host?: string) =>
      ask(url(port, query, host), "select 1 as n").then(
        (n) => n,
        (error: Error & { code?: string }) => error.code ?? error.message,
      );
    expect(await outcome("sslmode=require")).toBe(1);
    expect(await outcome(`sslmode=verify-full&sslrootcert=${ca}`)).toBe(1);
    // The certificate is of `localhost`.
    expect(await outcome(`sslmode=verify-full&sslrootcert=${ca}`, "127.0.0.1")).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    expect(await outcome(`sslmode=verify-ca&sslrootcert=${ca}`, "127.0.0.1")).toBe(1);
    // Nobody who is trusted here signed it.
    expect(await outcome("sslmode=verify-full&sslrootcert=system")).toMatch(/UNABLE_TO|SELF_SIGNED/);
    expect(await outcome(`sslmode=require&sslrootcert=${join(folder, "server.crt")}`)).toMatch(/UNABLE_TO|SELF_SIGNED/);
  });
});
