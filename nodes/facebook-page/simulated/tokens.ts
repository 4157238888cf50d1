import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { IssuedTokens } from "#engine/network.ts";
import type { Journal, Stage } from "#engine/simulator.ts";
import { permissions } from "../permissions.ts";

export const TokenEntry = z.discriminatedUnion("kind", [
  /** The key of all page tokens, made once. */
  z.strictObject({ kind: z.literal("key"), key: z.string() }),
  /** What a person allows the app from now on: permissions, and pages (null: all, those to come too). */
  z.strictObject({
    kind: z.literal("allowed"),
    handle: z.string(),
    permissions: z.array(z.string()),
    pages: z.array(z.string()).nullable(),
    /** When they did; milliseconds. */ at: z.number().optional(),
  }),
  z.strictObject({
    kind: z.literal("token"),
    handle: z.string(),
    hash: z.string(),
    age: z.number(),
    endsAt: z.number(),
  }),
  /** They take everything back: what was given before this is worth nothing. */
  z.strictObject({ kind: z.literal("ended"), handle: z.string() }),
]);
type Entry = z.infer<typeof TokenEntry>;

/** What a person allows. `age` counts how often they took everything back. */
export type Allowed = {
  permissions: readonly string[];
  pages: readonly string[] | null;
  age: number;
  at?: number | undefined;
};
/** Whose token it is: a person's, or that of a page by way of a person. */
export type Bearer = { handle: string; page: string | null; allowed: Allowed };
/** `ended`: it was one. */
export type Found = Bearer | "ended" | null;

/** Seconds: of a token from the dialog, and of one that was exchanged. */
export const life = { short: 5400, long: 5_184_000 };
const most = 20_000;

export type Tokens = ReturnType<typeof createTokens>;

/**
 * What people allow, and the tokens for it. A person's token is kept as a hash and ends; a page's token is told by its form, lives as
 * long as what the person allowed, and opens nothing once they took it back, lost the page or unticked it.
 */
export function createTokens({ now, journal }: Pick<Stage, "now" | "journal">) {
  let key = "";
  const people = new Map<string, Allowed>();
  const tokens = new Map<string, Extract<Entry, { kind: "token" }>>();

  const ageOf = (handle: string): number => people.get(handle)?.age ?? 0;
  function replay(entry: Entry): void {
    if (entry.kind === "key") key = entry.key;
    else if (entry.kind === "token") {
      tokens.set(entry.hash, entry);
      for (const oldest of tokens.keys())
        if (tokens.size > most) tokens.delete(oldest);
        else break;
    } else if (entry.kind === "allowed")
      people.set(entry.handle, {
        ...{ permissions: entry.permissions, pages: entry.pages, age: ageOf(entry.handle), at: entry.at },
      });
    else people.set(entry.handle, { permissions: [], pages: [], age: ageOf(entry.handle) + 1 });
  }
  const kept: Journal<Entry> = journal("tokens", {
    parse: (value) => TokenEntry.parse(value),
    replay,
    // As many ends as there were: a token's age is counted in them.
    snapshot: () => [
      { kind: "key", key },
      ...[...people].flatMap(([handle, { age, permissions: granted, pages, at }]): Entry[] => [
        ...Array.from({ length: age }, (): Entry => ({ kind: "ended", handle })),
        { kind: "allowed", handle, permissions: [...granted], pages: pages === null ? null : [...pages], at },
      ]),
      ...tokens.values(),
    ],
  });
  function record(entry: Entry): void {
    kept.append(entry);
    replay(entry);
  }
  if (key === "") record({ kind: "key", key: randomBytes(24).toString("base64url") });

  const allow = (handle: string, granted: readonly string[], pages: readonly string[] | null): void =>
    record({
      kind: "allowed",
      handle,
      permissions: [...granted],
      pages: pages === null ? null : [...pages],
      at: now(),
    });
  function give(handle: string, seconds: number): { token: string; endsAt: number } {
    const token = `EAAU${randomBytes(24).toString("base64url")}`;
    const endsAt = now() + seconds * 1000;
    record({ kind: "token", handle, hash: hash(token), age: ageOf(handle), endsAt });
    return { token, endsAt };
  }
  const sign = (handle: string, page: string, age: number): string =>
    hash(`${key}/${handle}/${page}/${age}`).slice(0, 32);

  function find(token: string): Found {
    const [form = "", handle = "", page = "", age = "", mark = ""] = token.split(".");
    if (form === "EAAP") {
      const allowed = people.get(handle);
      if (!same(mark, sign(handle, page, Number(age)))) return null;
      if (allowed?.age !== Number(age) || (allowed.pages !== null && !allowed.pages.includes(page))) return "ended";
      return { handle, page, allowed };
    }
    const known = tokens.get(hash(token));
    if (known === undefined) return null;
    const allowed = people.get(known.handle);
    if (allowed === undefined || allowed.age !== known.age || known.endsAt <= now()) return "ended";
    return { handle: known.handle, page: null, allowed };
  }

  return {
    allow,
    give,
    find,
    pageToken: (handle: string, page: string): string =>
      ["EAAP", handle, page, ageOf(handle), sign(handle, page, ageOf(handle))].join("."),
    /** Without a browser, for everything: for the demo's seed and for tests. */
    issue: (handle: string): IssuedTokens => {
      allow(handle, permissions, null);
      const { token, endsAt } = give(handle, life.long);
      return { access: token, refresh: null, expiresAt: endsAt };
    },
    end: (handle: string): void => record({ kind: "ended", handle }),
  };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("base64url");
const same = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(hash(a)), Buffer.from(hash(b)));
