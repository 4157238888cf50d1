import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { IssuedTokens } from "#engine/network.ts";
import type { Journal, Stage } from "#engine/simulator.ts";
import { didOf, passwordOf } from "./resident.ts";

export const SessionEntry = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("session"),
    handle: z.string(),
    access: z.string(),
    refresh: z.string(),
    accessEnds: z.number(),
    refreshEnds: z.number(),
  }),
  z.strictObject({ kind: z.literal("end"), refresh: z.string() }),
  /** The app password was deleted: the next one has this number. */
  z.strictObject({ kind: z.literal("password"), handle: z.string(), generation: z.number() }),
]);
type Entry = z.infer<typeof SessionEntry>;
type Session = Extract<Entry, { kind: "session" }>;

/** Milliseconds, as a real server has it: two hours and ninety days. */
const life = { access: 7_200_000, refresh: 90 * 86_400_000 };
const most = 20_000;

export type Sessions = ReturnType<typeof createSessions>;

/**
 * Sessions by app password. Tokens look like the real ones (their claims can be read, nothing is signed) and are kept as hashes.
 * Harder than the real server in two things: a refresh token is spent at once, not after two hours, and with the password its
 * access tokens end as well.
 */
export function createSessions({ now, journal }: Pick<Stage, "now" | "journal">) {
  const byAccess = new Map<string, Session>();
  const byRefresh = new Map<string, Session>();
  const generations = new Map<string, number>();

  function replay(entry: Entry): void {
    if (entry.kind === "password") {
      generations.set(entry.handle, entry.generation);
      for (const session of [...byRefresh.values()]) if (session.handle === entry.handle) forget(session);
    } else if (entry.kind === "session") {
      byAccess.set(entry.access, entry);
      byRefresh.set(entry.refresh, entry);
      const [oldest] = byRefresh.values();
      if (byRefresh.size > most && oldest !== undefined) forget(oldest);
    } else {
      const session = byRefresh.get(entry.refresh);
      if (session !== undefined) forget(session);
    }
  }
  function forget({ access, refresh }: Session): void {
    byAccess.delete(access);
    byRefresh.delete(refresh);
  }
  const kept: Journal<Entry> = journal("sessions", {
    parse: (value) => SessionEntry.parse(value),
    replay,
    snapshot: () => [
      ...[...generations].map(([handle, generation]) => ({ kind: "password" as const, handle, generation })),
      ...byRefresh.values(),
    ],
  });
  function record(entry: Entry): void {
    kept.append(entry);
    replay(entry);
  }

  function issue(handle: string): IssuedTokens & { refresh: string } {
    const [accessEnds, refreshEnds] = [now() + life.access, now() + life.refresh];
    const access = token(handle, "com.atproto.appPass", accessEnds);
    const refresh = token(handle, "com.atproto.refresh", refreshEnds);
    record({ kind: "session", handle, access: hash(access), refresh: hash(refresh), accessEnds, refreshEnds });
    return { access, refresh, expiresAt: Math.floor(accessEnds / 1000) * 1000 };
  }
  const password = (handle: string): string => passwordOf(handle, generations.get(handle) ?? 0);

  return {
    issue,
    password,
    /** Whose access token it is; `expired` where it was one. */
    owner: (access: string): { handle: string } | "expired" | null => {
      const session = byAccess.get(hash(access));
      if (session === undefined) return looksLikeOurs(access, "com.atproto.appPass") ? "expired" : null;
      return session.accessEnds > now() ? { handle: session.handle } : "expired";
    },
    /** Spends a refresh token; null where it is none that lives. */
    spend: (refresh: string): string | null => {
      const session = byRefresh.get(hash(refresh));
      if (session === undefined || session.refreshEnds <= now()) return null;
      record({ kind: "end", refresh: session.refresh });
      return session.handle;
    },
    looksLikeRefresh: (refresh: string): boolean => looksLikeOurs(refresh, "com.atproto.refresh"),
    /** The person deletes the app password: what it opened is closed. */
    end: (handle: string): void => record({ kind: "password", handle, generation: (generations.get(handle) ?? 0) + 1 }),
  };
}

function token(handle: string, scope: string, ends: number): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { scope, aud: "did:web:sky.example", sub: didOf(handle), exp: Math.floor(ends / 1000) };
  return [part({ typ: "at+jwt", alg: "HS256" }), part(claims), randomBytes(24).toString("base64url")].join(".");
}

function looksLikeOurs(text: string, scope: string): boolean {
  try {
    const claims: unknown = JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null && "scope" in claims && claims.scope === scope;
  } catch {
    return false;
  }
}

const hash = (text: string): string => createHash("sha256").update(text).digest("base64url");
