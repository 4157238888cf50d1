import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import type pg from "pg";

/** One server of an address. `host` is a name, an IP address, or the folder of a unix socket. */
export type Place = { host: string; port: number };
export type SslMode = "disable" | "allow" | "prefer" | "require" | "verify-ca" | "verify-full";

/** A PostgreSQL address as libpq reads it. */
export type Address = {
  places: Place[];
  database: string;
  user: string;
  password: string | undefined;
  sslMode: SslMode;
  /** Files; `system` as root certificate: those that this machine trusts. */
  rootCert: string | undefined;
  cert: string | undefined;
  key: string | undefined;
  /** True: only a server that takes writes will do. */
  writable: boolean;
  options: string | undefined;
};

export class AddressError extends Error {
  override readonly name = "AddressError";
}

const modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
/** What an address may say besides; that which `pg` has no use for is read and left. */
const known = new Set(
  "host hostaddr port user password dbname sslmode sslrootcert sslcert sslkey target_session_attrs options application_name connect_timeout channel_binding gssencmode keepalives keepalives_idle keepalives_interval keepalives_count load_balance_hosts uselibpqcompat".split(
    " ",
  ),
);

/**
 * Reads `postgresql://user:password@host:port,host:port/database?name=value`: several hosts, unix sockets, and the names of libpq. A name
 * that nobody knows is refused: `sslmod=verify-full` must not go unseen. Throws AddressError; its words hold no secret.
 */
export function readAddress(url: string): Address {
  const parts = /^postgres(?:ql)?:\/\/(?:([^@/?#]*)@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/.exec(url);
  if (parts === null) throw new AddressError("it is not like postgresql://user:password@host:5432/database");
  const [, who = "", where = "", name = "", query = ""] = parts;
  const asked = new URLSearchParams(query.replaceAll("+", "%2B"));
  for (const each of asked.keys()) {
    if (!known.has(each)) throw new AddressError(`${each} is nothing that the address of a PostgreSQL server can say`);
  }
  const value = (key: string): string | undefined => asked.get(key) || undefined;
  const [user, ...secret] = who.split(":");
  const sslMode = value("sslmode") ?? "prefer";
  if (!modes.includes(sslMode)) throw new AddressError(`sslmode is ${sslMode}, and not one of ${modes.join(", ")}`);
  const attributes = value("target_session_attrs") ?? "any";
  if (!["any", "read-write", "primary", "prefer-standby"].includes(attributes))
    throw new AddressError(`target_session_attrs is ${attributes}: Relaymap writes, so say read-write`);
  const places = readPlaces(where, value("hostaddr") ?? value("host"), value("port"));
  const owner = decode(user ?? "") || value("user") || process.env["PGUSER"] || process.env["USER"] || "postgres";
  return {
    places,
    database: decode(name) || value("dbname") || owner,
    user: owner,
    password: secret.length > 0 ? decode(secret.join(":")) : (value("password") ?? process.env["PGPASSWORD"]),
    sslMode: sslMode as SslMode,
    rootCert: value("sslrootcert"),
    cert: value("sslcert"),
    key: value("sslkey"),
    // Of several servers only one takes writes, whatever was asked for.
    writable: places.length > 1,
    options: value("options"),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AddressError("a % in it is not followed by two hexadecimal digits: write it as %25");
  }
}

function readPlaces(where: string, hosts: string | undefined, ports: string | undefined): Place[] {
  const named = where === "" ? [] : where.split(",").map(readPlace);
  const others = hosts?.split(",").map((host) => ({ host, port: undefined })) ?? [];
  // As libpq does: what the query says counts.
  const all = others.length > 0 ? others.map(({ host }, n) => ({ host, port: named[n]?.port })) : named;
  const list = ports?.split(",") ?? [];
  return (all.length === 0 ? [{ host: "localhost", port: undefined }] : all).map(({ host, port }, n) => {
    const number = Number((list.length === 1 ? list[0] : list[n]) ?? port ?? 5432);
    if (!Number.isInteger(number) || number < 1 || number > 65_535)
      throw new AddressError("a port is not from 1 to 65535");
    return { host: host === "" ? "localhost" : host, port: number };
  });
}

function readPlace(text: string): { host: string; port: string | undefined } {
  const [, six, name, port] = /^(?:\[([0-9a-f:.%]+)\]|([^:[\]]*))(?::(\d*))?$/i.exec(text) ?? [];
  if (six === undefined && name === undefined) throw new AddressError("a host in it is not like name:5432");
  return { host: decode(six ?? name ?? ""), port: port || undefined };
}

export const isSocket = ({ host }: Place): boolean => host.startsWith("/");

/** How `pg` connects to one of the address's servers. A certificate's name may be that of any of them. */
export function configOf(address: Address, place: Place): pg.ClientConfig {
  const { database, user, password, options } = address;
  return {
    ...place,
    database,
    user,
    ...(password === undefined ? {} : { password }),
    ...(options === undefined ? {} : { options }),
    ssl: isSocket(place) ? false : readSsl(address),
  };
}

/** `prefer` and `allow` count as plain here: `findMode` has asked the server by then. */
function readSsl({ sslMode, rootCert, cert, key, places }: Address): false | tls.ConnectionOptions {
  if (["disable", "allow", "prefer"].includes(sslMode)) return false;
  const roots = rootCert === "system" ? undefined : (readFile("sslrootcert", rootCert) ?? usualRoots());
  // As libpq: `require` checks nothing, unless it was said what to check against.
  const checked = sslMode !== "require" || rootCert !== undefined;
  const hosts = places.map(({ host }) => host);
  return {
    rejectUnauthorized: checked,
    ...(roots === undefined ? {} : { ca: roots }),
    ...(cert === undefined ? {} : { cert: readFile("sslcert", cert)! }),
    ...(key === undefined ? {} : { key: readFile("sslkey", key)! }),
    checkServerIdentity: (_, found) => {
      if (sslMode !== "verify-full" && rootCert !== "system") return undefined;
      const errors = hosts.map((host) => tls.checkServerIdentity(host, found));
      return errors.includes(undefined) ? undefined : errors[0];
    },
  };
}

function readFile(name: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new AddressError(`${name} names ${file}, which cannot be read`, { cause: error });
  }
}

/** Where libpq looks too. Without it those that Node trusts count, as with `sslrootcert=system`. */
function usualRoots(): string | undefined {
  try {
    return readFileSync(join(homedir(), ".postgresql", "root.crt"), "utf8");
  } catch {
    return undefined;
  }
}
