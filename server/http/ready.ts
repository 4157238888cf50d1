import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { pendingMigrations } from "../database/migrate.ts";
import { installedSet, setNumber } from "../ledger/set.ts";
import type { Services } from "../ports.ts";
import { hasEditor } from "./editor.ts";

/**
 * `/healthz`: the process answers. `/readyz`: it can work: the database answers, is neither older nor newer than
 * we are, and the queue is there. Whether it has pages to show is told beside (`editor`): without them posts still go out and networks still get
 * their answers, and a balancer that took the process away would take away the page that says what to do.
 */
export function addProbes(app: FastifyInstance, services: Services): void {
  const config = { access: "anonymous" as const, rateLimit: false as const };
  app.get("/healthz", { config }, () => ({ ok: true }));
  app.get("/readyz", { config }, async (_request, reply) => {
    const state = await Promise.race([look(services), tooLate()]);
    return reply
      .code(state.ok ? 200 : 503)
      .header("cache-control", "no-store")
      .send(state);
  });
}

/** Milliseconds after which a database that does not answer counts as away: whoever asks must not wait for it. */
const patience = 5_000;

async function tooLate(): Promise<Readiness> {
  await new Promise((resolve) => setTimeout(resolve, patience).unref());
  return { ok: false, database: false, migrations: false, queue: false, editor: hasEditor() };
}

type Readiness = { ok: boolean; database: boolean; migrations: boolean; queue: boolean; editor: boolean };

async function look({ db, log }: Services): Promise<Readiness> {
  try {
    const pending = await pendingMigrations(db);
    const { rows } = await sql<{ queue: boolean }>`select to_regclass('queue.job') is not null as queue`.execute(db);
    const migrations = pending.length === 0 && (await installedSet(db)) === setNumber;
    const queue = rows[0]?.queue === true;
    return { ok: migrations && queue, database: true, migrations, queue, editor: hasEditor() };
  } catch (error) {
    log.warn({ err: error }, "not ready");
    return { ok: false, database: false, migrations: false, queue: false, editor: hasEditor() };
  }
}
