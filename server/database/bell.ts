import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import pg from "pg";
import type { Logger } from "pino";
import type { Bell, Db } from "../ports.ts";
import type { DB } from "./db.gen.ts";
import { dialConfig } from "./dial.ts";

export type BellOptions = {
  /** An address whose connections stay ours: not that of a pooler that hands them out by the transaction. */
  url: string;
  /** Rings on the way that everybody else takes; so a bell that nobody could hear is found out. */
  db: Db;
  log: Logger;
  /** How long to wait for what was rung to be heard, and before a lost connection is made anew, milliseconds (3,000 and 1,000). */
  patience?: number;
  pause?: number;
};

/** Rung for nobody but ourselves. */
const proof = "relaymap_proof";
/** Between two attempts at a lost connection, at most; and how often it is asked whether it lives. */
const longestPause = 30_000;
const pulse = 10_000;

/** Rings for every process that hears, once the transaction commits and never if it does not. It is a hint: whoever waits looks by themselves too. */
export async function ring(db: Pick<Kysely<DB>, "getExecutor">, name: string): Promise<void> {
  await sql`select pg_notify(${name}, '')`.execute(db);
}

/** For those who neither hear nor need to: whoever works looks by themselves. */
export const unheard: Bell & { close: () => Promise<void> } = {
  hear: () => () => undefined,
  close: async () => undefined,
};

/**
 * Hears what others ring, by a connection of its own. It never fails: where the connection is lost it is made anew, and everybody is
 * rung, since something may have been missed; where nothing can be heard at all (a pooler stands between), it says so once.
 */
export function openBell(options: BellOptions): Bell & { close: () => Promise<void> } {
  const { log } = options;
  const hearers = new Map<string, Set<(word: string | null) => void>>();
  let client: pg.Client | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let pause = options.pause ?? 1_000;

  const ringAll = (): void => hearers.forEach((set) => set.forEach((heard) => heard(null)));

  /** The connection is told one thing after the other. */
  let told: Promise<unknown> = Promise.resolve();
  const listen = (names: string[]): Promise<unknown> => {
    const tell = async (): Promise<void> => {
      for (const name of names) await client?.query(`listen ${pg.escapeIdentifier(name)}`);
    };
    told = told.then(tell, tell);
    return told;
  };

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      ...dialConfig(options.url),
      application_name: "relaymap bell",
      keepAlive: true,
      connectionTimeoutMillis: 15_000,
      query_timeout: 5_000,
    });
    let lost = false;
    const lose = (error?: unknown): void => {
      if (lost) return;
      lost = true;
      clearInterval(beat);
      if (client === fresh) client = null;
      void fresh.end().catch(() => undefined);
      if (closed) return;
      log.debug({ err: error }, "the connection that hears of new work was lost; it is made anew");
      timer = setTimeout(() => void connect(), pause);
      pause = Math.min(pause * 2, longestPause);
    };
    fresh.on("error", lose);
    fresh.on("end", () => lose());
    fresh.on("notification", ({ channel, payload = "" }) => hearers.get(channel)?.forEach((heard) => heard(payload)));
    const beat = setInterval(() => void fresh.query("select 1").catch(lose), pulse);
    try {
      await fresh.connect();
      // From here on, whoever comes to hear sees to it themselves.
      client = fresh;
      await listen([proof, ...hearers.keys()]);
      if (!(await isHeard(fresh))) return await giveUp(fresh, lose);
      pause = options.pause ?? 1_000;
      ringAll();
    } catch (error) {
      lose(error);
    }
  };

  /** Whether what is rung where everybody rings arrives here. */
  const isHeard = async (fresh: pg.Client): Promise<boolean> => {
    const word = randomUUID();
    let forget = (): void => {};
    const heard = new Promise<boolean>((resolve) => {
      const hear = ({ payload }: pg.Notification): void => void (payload === word && resolve(true));
      const late = setTimeout(() => resolve(false), options.patience ?? 3_000);
      fresh.on("notification", hear);
      forget = () => (clearTimeout(late), void fresh.off("notification", hear));
    });
    try {
      await sql`select pg_notify(${proof}, ${word})`.execute(options.db);
      return await heard;
    } finally {
      forget();
    }
  };

  const giveUp = async (fresh: pg.Client, lose: () => void): Promise<void> => {
    if (closed) return;
    closed = true;
    log.info(
      "new work is looked for once a second: nothing rung can be heard through this database address. DATABASE_DIRECT_URL may name one without a pooler.",
    );
    // The pooler may have kept the connection on which we listened.
    await fresh.query("unlisten *").catch(() => undefined);
    lose();
  };

  const opening = connect();
  return {
    hear: (name, heard) => {
      const set = hearers.get(name) ?? new Set<(word: string | null) => void>();
      hearers.set(name, set.add(heard));
      // A connection that is being made may have listened already: it listens twice, or is lost.
      if (set.size === 1) void listen([name]).catch(() => undefined);
      return () => void set.delete(heard);
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await opening.catch(() => undefined);
      await client?.end().catch(() => undefined);
    },
  };
}
