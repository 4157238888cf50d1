import net from "node:net";
import pg from "pg";
import { type Address, configOf, isSocket, type Place, readAddress } from "./address.ts";

/** Milliseconds that one server is given to answer. */
const patience = 5_000;

/** `SSLRequest` of PostgreSQL's protocol. */
const question = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Whether the server at a place speaks TLS; rejects where nobody answers. */
function speaksTls({ host, port }: Place): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port, timeout: patience });
    const end = (settle: () => void): void => {
      socket.destroy();
      settle();
    };
    socket.once("connect", () => socket.write(question));
    socket.once("data", (answer) => end(() => resolve(answer.toString("latin1", 0, 1) === "S")));
    socket.once("timeout", () => end(() => reject(new Error("connection timeout"))));
    socket.once("close", () => reject(new Error("connection terminated unexpectedly")));
    socket.once("error", reject);
  });
}

/**
 * The address with its mode settled: `prefer` and `allow` (libpq's `prefer` is what counts where nothing is said) mean TLS where a
 * server speaks it, and plain words where none does. Throws AddressError, or what the last server's connection said.
 */
export async function settleAddress(url: string): Promise<string> {
  const address = readAddress(url);
  const first = address.places[0]!;
  // Errors of files are told at once.
  configOf(address, first);
  const asked = address.places.filter((place) => !isSocket(place));
  if (asked.length === 0 || !["prefer", "allow"].includes(address.sslMode)) return url;
  let trouble: unknown;
  for (const place of asked) {
    const tls = await speaksTls(place).catch((error: unknown) => {
      trouble = error;
      return null;
    });
    if (tls !== null) return withMode(url, tls ? "require" : "disable");
  }
  throw trouble;
}

function withMode(url: string, mode: string): string {
  const [base = "", query = ""] = url.split("?");
  const kept = query.split("&").filter((part) => part !== "" && !part.startsWith("sslmode="));
  return `${base}?${[...kept, `sslmode=${mode}`].join("&")}`;
}

/** What `pg` needs to connect by an address. Where it names several servers, each connection goes to the one that takes writes now. */
export function dialConfig(url: string): pg.ClientConfig {
  const address = readAddress(url);
  const [first] = address.places;
  const config = configOf(address, first!);
  if (address.places.length === 1) return config;
  const find = seeker(address);
  return { ...config, stream: () => new Dialled(find) };
}

/**
 * Finds the server that takes writes, first where it was last; many who ask at once are answered by one look. What was found is not kept: a
 * connection that is made just after a failover would stay with the wrong server for good.
 */
function seeker(address: Address): () => Promise<Place> {
  let last: Place | undefined;
  let looking: Promise<Place> | null = null;
  const look = async (): Promise<Place> => {
    let trouble: unknown = new Error("connection terminated unexpectedly");
    for (const place of [...(last === undefined ? [] : [last]), ...address.places.filter((each) => each !== last)]) {
      try {
        if (await takesWrites(address, place)) {
          last = place;
          return place;
        }
        trouble = Object.assign(new Error("none of the servers takes writes"), { code: "57P03" });
      } catch (error) {
        trouble = error;
      }
    }
    throw trouble;
  };
  return async () => {
    looking ??= look().finally(() => (looking = null));
    return await looking;
  };
}

async function takesWrites(address: Address, place: Place): Promise<boolean> {
  const client = new pg.Client({
    ...configOf(address, place),
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ standby: boolean }>(
      "select pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean as standby",
    );
    return rows[0]?.standby === false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A socket that finds out where to connect when it is told to. */
class Dialled extends net.Socket {
  readonly #find: () => Promise<Place>;
  constructor(find: () => Promise<Place>) {
    super();
    this.#find = find;
  }
  override connect(): this {
    this.#find().then(
      ({ host, port }) => super.connect(host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }),
      (error: Error) => this.destroy(error),
    );
    return this;
  }
}
