import { hkdfSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { z } from "zod";
import { readAddress } from "#engine/mail-address.ts";
import { fileTrouble } from "./database/trouble.ts";
import { readSender, readSmtpUrl } from "./mail/environment.ts";
import type { ServerMail, Settings } from "./ports.ts";

/** A setting is missing or wrong; the message is one sentence that names it and says what is legal. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Of what the program was started with; `networks` is filled in where simulators run. */
export type StartSettings = Settings & {
  /** Where the database is reached without a pooler, for what must keep its connection; null: DATABASE_URL does. */
  databaseDirectUrl: string | null;
  /** The simulators' port, where it is fixed; else the first free one from `port` + 1 on. */
  simulatorPort: number | null;
  /** The demo has lived for three months. */
  demoPast: boolean;
  /** Where a person's first sentences come from: LC_ALL or LANG. */
  language: "en" | "fr";
};

const port = z.coerce.number().int().min(1).max(65_535);
const hostEntry = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+|[0-9a-f:.]*)(:\d{1,5}|\/\d{1,3})?$/i;
const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const legal = {
  PORT: { schema: port.default(3000), say: "a port from 1 to 65535 (3000 unless set)" },
  HOST: {
    schema: z
      .string()
      .regex(/^[a-z0-9:.-]+$/i)
      .default("127.0.0.1"),
    say: "an address to listen on (127.0.0.1 unless set)",
  },
  DATA_DIR: { schema: z.string().min(1).default("data"), say: "a folder (./data unless set)" },
  RELAYMAP_BACKUP_DIR: {
    schema: z.string().min(1).optional(),
    say: "a folder for backups (DATA_DIR/backups unless set)",
  },
  DATABASE_URL: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\/\S+$/)
      .optional(),
    say: "postgresql://user:password@host:5432/database (the embedded database unless set)",
    secret: true,
  },
  DATABASE_DIRECT_URL: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\/\S+$/)
      .optional(),
    say: "the address of DATABASE_URL's server without its pooler, like postgresql://user:password@host:5432/database",
    secret: true,
  },
  PUBLIC_URL: {
    schema: z
      .url({ protocol: /^https?$/ })
      .refine((value) => URL.canParse(value) && new URL(value).href === `${new URL(value).origin}/`)
      .optional(),
    say: "the address that people type, like https://relaymap.example.com, without a path",
  },
  RELAYMAP_SECRET: {
    schema: z.string().min(32).max(1000).optional(),
    say: "at least 32 characters, for example from `openssl rand -base64 32` (kept in DATA_DIR/secret unless set)",
    secret: true,
  },
  RELAYMAP_DEMO: { schema: z.enum(["on", "new", "off"]).default("on"), say: "on, new or off (on unless set)" },
  RELAYMAP_ALLOW_HOSTS: {
    schema: z
      .string()
      .default("")
      .transform((value) => value.split(/[\s,]+/).filter(Boolean))
      .refine((hosts) => hosts.every((host) => hostEntry.test(host))),
    say: "inside hosts that feeds may be read from, mails be handed to, or an AI be asked at, separated by commas: name, name:port, address or network like 10.0.0.0/8",
  },
  RELAYMAP_API_VERSIONS: {
    schema: z
      .string()
      .default("")
      .transform((value) => value.split(/[\s,]+/).filter(Boolean))
      .refine((pairs) => pairs.every((pair) => /^[a-z][a-z0-9]*=[a-z0-9.-]{1,20}$/i.test(pair)))
      .transform((pairs) => Object.fromEntries(pairs.map((pair) => pair.split("=", 2) as [string, string]))),
    say: "versions of networks' APIs in place of the connectors' own, separated by commas: name=version",
  },
  SMTP_URL: {
    schema: z
      .string()
      .refine((value) => readSmtpUrl(value) !== null)
      .optional(),
    say: "smtps://user:password@host:465 (TLS), smtp://user:password@host:587 (STARTTLS) or smtp+plain://host:25 (without TLS, and so without a password)",
    secret: true,
  },
  MAIL_FROM: {
    schema: z
      .string()
      .transform(readSender)
      .refine((sender) => sender !== null)
      .optional(),
    say: "the address that mails come from, like news@example.com or Atelier Lumen <news@example.com>",
  },
  MAIL_REPLY_TO: {
    schema: z
      .string()
      .transform(readAddress)
      .refine((address) => address !== null)
      .optional(),
    say: "the address that answers go to, like contact@example.com (the sender's unless set)",
  },
  SIMULATOR_PORT: { schema: port.optional(), say: "a port from 1 to 65535 (the first free one after PORT unless set)" },
  LOG_LEVEL: {
    schema: z.enum(levels).default("info"),
    say: `${levels.slice(0, -1).join(", ")} or ${levels.at(-1)} (info unless set)`,
  },
} as const;

type Name = keyof typeof legal;

/** One variable. An empty one counts as not set: that is how compose files say so. */
function read<N extends Name>(env: Environment, name: N): z.output<(typeof legal)[N]["schema"]> {
  const given = env[name]?.trim() || undefined;
  const entry: { schema: z.ZodType; say: string; secret?: boolean } = legal[name];
  const result = entry.schema.safeParse(given);
  if (result.success) return result.data as z.output<(typeof legal)[N]["schema"]>;
  const shown =
    entry.secret === true
      ? `the ${given?.length ?? 0} characters given are`
      : `${JSON.stringify(given?.slice(0, 100))} is`;
  throw new SettingsError(`${name} is wrong: ${shown} not ${entry.say}.`);
}

/**
 * Reads and checks every setting. Throws SettingsError with one sentence for the first that is wrong; a secret's value
 * is never in it. Makes the data folder, and in it the file `secret`, where RELAYMAP_SECRET is not set. `makeSecret` false: throws where there is none yet.
 */
export function readSettings(
  env: Environment,
  role: Settings["role"] = "all",
  { makeSecret = true }: { makeSecret?: boolean } = {},
): StartSettings {
  const host = read(env, "HOST");
  const chosen = read(env, "PORT");
  const given = read(env, "PUBLIC_URL");
  if (given === undefined && role !== "worker" && !isLoopback(host)) {
    throw new SettingsError(
      `PUBLIC_URL is missing: HOST ${host} can be reached from other machines, so say under which address people do, like https://relaymap.example.com.`,
    );
  }
  const simulatorPort = read(env, "SIMULATOR_PORT") ?? null;
  if (simulatorPort === chosen)
    throw new SettingsError(`SIMULATOR_PORT is wrong: ${chosen} is the PORT of Relaymap itself; choose another.`);
  const dataDir = resolve(read(env, "DATA_DIR"));
  const settings = {
    host,
    port: chosen,
    dataDir,
    backupDir: resolve(read(env, "RELAYMAP_BACKUP_DIR") ?? join(dataDir, "backups")),
    databaseUrl: read(env, "DATABASE_URL") ?? null,
    databaseDirectUrl: read(env, "DATABASE_DIRECT_URL") ?? null,
    publicUrl:
      given === undefined ? `http://${isIP(host) === 6 ? `[${host}]` : host}:${chosen}` : new URL(given).origin,
    demo: read(env, "RELAYMAP_DEMO") !== "off",
    demoPast: read(env, "RELAYMAP_DEMO") === "on",
    allowHosts: read(env, "RELAYMAP_ALLOW_HOSTS"),
    versions: read(env, "RELAYMAP_API_VERSIONS"),
    role,
    logLevel: read(env, "LOG_LEVEL"),
    networks: {},
    mail: serverMail(env),
    simulatorPort,
    language: /^fr/i.test(env["LC_ALL"] || env["LANG"] || "") ? ("fr" as const) : ("en" as const),
  };
  const own = read(env, "RELAYMAP_SECRET");
  if (own === undefined && !makeSecret && !existsSync(join(dataDir, "secret"))) {
    throw new SettingsError(
      `The secret of that time is needed: set RELAYMAP_SECRET, or put the former DATA_DIR/secret into ${dataDir}. It is in no backup, and without it what is sealed stays closed.`,
    );
  }
  const secret = own ?? keptSecret(dataDir);
  return { ...settings, masterKey: Buffer.from(hkdfSync("sha256", secret, "", "relaymap master key", 32)) };
}

/** How mails are sent for workspaces that set nothing of their own. Both or neither: a server without a sender sends nothing. */
function serverMail(env: Environment): ServerMail | null {
  const [url, from, replyTo] = [read(env, "SMTP_URL"), read(env, "MAIL_FROM"), read(env, "MAIL_REPLY_TO")];
  if (url === undefined && from === undefined) return null;
  if (url === undefined || from === undefined || from === null)
    throw new SettingsError(
      `${url === undefined ? "SMTP_URL" : "MAIL_FROM"} is missing: mails need both SMTP_URL and MAIL_FROM.`,
    );
  const server = readSmtpUrl(url);
  if (server === null) return null;
  return { ...server, fromName: from.name, fromAddress: from.address, replyTo: replyTo ?? null };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** The secret of this data folder, made by the first start. Whoever reads the database without it has no tokens. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, "secret");
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // Fails where it exists: two first starts end with one secret.
    writeFileSync(file, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    // What a read-only disk says of a folder that is to be made.
    const why = code === "ENOENT" ? "it cannot be made" : fileTrouble(error).en;
    if (code !== "EEXIST" || !isFolder(dataDir))
      throw new SettingsError(`DATA_DIR cannot be used: ${dataDir}: ${why} (${code}).`, {
        cause: error,
      });
  }
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < 32)
    throw new SettingsError(`${file} is damaged: put the secret back from your backup, or set RELAYMAP_SECRET.`);
  return secret;
}

function isFolder(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true });
    return true;
  } catch {
    return false;
  }
}
