import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { freePort } from "../support/program.ts";
import { installPeer } from "./install.ts";

export type PdsAccount = { did: string; handle: string; password: string };

/** A real personal data server of Bluesky's, with a directory of identities of its own, on loopback. */
export type Pds = {
  /** As a person would type it where they connect. */
  url: string;
  /** Where its identities are looked up (`GET <url>/<did>`). */
  directoryUrl: string;
  /** A new person, let in by an invitation of the server's admin. Handles end in `.test`; common names are reserved. */
  createAccount: (name: string) => Promise<PdsAccount>;
  /** What a person makes in their settings for a program such as ours; `name` is unique for the account. */
  createAppPassword: (account: PdsAccount, name: string) => Promise<string>;
  /** The same person deletes it there: what was opened with it is closed, but for tokens that live two hours at most. */
  revokeAppPassword: (account: PdsAccount, name: string) => Promise<void>;
  /** Records of a collection as anybody reads them, newest first. */
  records: (did: string, collection: string) => Promise<{ uri: string; cid: string; value: unknown }[]>;
  /** What somebody is called today; and they call themselves otherwise, below the same domain. */
  handleOf: (did: string) => Promise<string>;
  changeHandle: (account: PdsAccount, name: string) => Promise<void>;
  stop: () => Promise<void>;
};

/** A first boot reads some thousand modules. Milliseconds. */
const patience = 60_000;

/** `settings` are environment variables of the server's own (`PDS_BLOB_UPLOAD_LIMIT`, `PDS_BSKY_APP_VIEW_URL`, …). */
export async function startPds(settings: Record<string, string> = {}): Promise<Pds> {
  const peer = await installPeer("pds");
  const folder = await mkdtemp(join(tmpdir(), "relaymap-pds-"));
  const url = `http://localhost:${await freePort()}`;
  const adminPassword = secret();
  const child = spawn(process.execPath, [join(peer, "serve.js")], {
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"] ?? "",
      LOG_ENABLED: "0",
      PDS_HOSTNAME: "localhost",
      PDS_PORT: new URL(url).port,
      PDS_DATA_DIRECTORY: folder,
      PDS_BLOBSTORE_DISK_LOCATION: join(folder, "blobs"),
      PDS_BLOBSTORE_DISK_TMP_LOCATION: join(folder, "blobs-tmp"),
      PDS_ADMIN_PASSWORD: adminPassword,
      PDS_JWT_SECRET: secret(),
      PDS_DPOP_SECRET: secret(),
      PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: secret(),
      PDS_DEV_MODE: "1",
      ...settings,
    },
  });
  const ended = once(child, "close");
  const stop = async (): Promise<void> => {
    child.stdin.end();
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(timer);
    await rm(folder, { recursive: true, force: true });
  };
  const problems = text(child.stderr);
  const late = setTimeout(() => child.kill("SIGKILL"), patience);
  const [first] = (await Promise.race([once(child.stdout.setEncoding("utf8"), "data"), ended])) as [unknown];
  clearTimeout(late);
  const directoryUrl = typeof first === "string" ? /^ready (\S+)/.exec(first)?.[1] : undefined;
  if (directoryUrl === undefined) {
    await stop();
    throw new Error(`The real PDS did not start:\n${(await problems).slice(-2000)}`);
  }
  return { url, directoryUrl, ...people(url, directoryUrl, adminPassword), stop };
}

type People = Omit<Pds, "url" | "directoryUrl" | "stop">;

function people(url: string, directoryUrl: string, adminPassword: string): People {
  const admin = `Basic ${Buffer.from(`admin:${adminPassword}`).toString("base64")}`;
  return {
    async createAccount(name) {
      const { code } = await ask(url, "createInviteCode", { useCount: 1 }, z.object({ code: z.string() }), admin);
      const [handle, password] = [`${name}.test`, secret()];
      const person = { email: `${name}@mail.test`, handle, password, inviteCode: code };
      const { did } = await ask(url, "createAccount", person, z.object({ did: z.string() }));
      return { did, handle, password };
    },
    async createAppPassword(account, name) {
      const made = z.object({ password: z.string() });
      return (await ask(url, "createAppPassword", { name }, made, await signIn(url, account))).password;
    },
    async revokeAppPassword(account, name) {
      await ask(url, "revokeAppPassword", { name }, z.unknown(), await signIn(url, account));
    },
    async records(repo, collection) {
      const query = new URLSearchParams({ repo, collection, limit: "100" });
      const one = z.object({ uri: z.string(), cid: z.string(), value: z.unknown() });
      const reply = await fetch(`${url}/xrpc/com.atproto.repo.listRecords?${query.toString()}`);
      return z.object({ records: z.array(one) }).parse(await reply.json()).records;
    },
    async handleOf(did) {
      const document = z.object({ alsoKnownAs: z.array(z.string()).min(1) });
      const { alsoKnownAs } = document.parse(await (await fetch(`${directoryUrl}/${did}`)).json());
      return alsoKnownAs[0]!.replace("at://", "");
    },
    async changeHandle(account, name) {
      const handle = `${name}.test`;
      await ask(url, "com.atproto.identity.updateHandle", { handle }, z.unknown(), await signIn(url, account));
    },
  };
}

async function signIn(url: string, { did, password }: PdsAccount): Promise<string> {
  const session = { identifier: did, password };
  const { accessJwt } = await ask(url, "createSession", session, z.object({ accessJwt: z.string() }));
  return `Bearer ${accessJwt}`;
}

async function ask<Answer>(
  url: string,
  method: string,
  body: object,
  answer: z.ZodType<Answer>,
  authorization = "",
): Promise<Answer> {
  const reply = await fetch(`${url}/xrpc/${method.includes(".") ? method : `com.atproto.server.${method}`}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization === "" ? {} : { authorization }) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!reply.ok) throw new Error(`${method} was answered ${reply.status}: ${(await reply.text()).slice(0, 500)}`);
  const said = await reply.text();
  return answer.parse(said === "" ? undefined : JSON.parse(said));
}

const secret = (): string => randomBytes(32).toString("hex");
