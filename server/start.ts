import { endLeavers } from "./members/change.ts";
import { finishLeavings } from "./mine/leave.ts";
import { tellOfConsents } from "./accounts/ending.ts";
import type { Logger } from "pino";
import type { Text } from "#engine/text.ts";
import { buildEditor } from "./http/build.ts";
import { startBackups } from "./backup/jobs.ts";
import { firstRun, openDemo } from "./demo/open.ts";
import { createFeedReader } from "./feed/reader.ts";
import { ensureAdmin, firstAdmin, isUnused } from "./members/first-admin.ts";
import { createApp } from "./http/app.ts";
import { handlers } from "./http/routes/table.ts";
import { signInLink } from "./http/link.ts";
import { checkPort, portError } from "./http/port.ts";
import { startLedger } from "./ledger/jobs.ts";
import { openKeeper } from "./ledger/keeper.ts";
import { Lifetimes } from "./lifetimes.ts";
import { loadNodes } from "./nodes.ts";
import { endStaleChoices } from "./networks/connect/choice.ts";
import { refreshLimits } from "./networks/limits.ts";
import { startGrants } from "./networks/grants/jobs.ts";
import { anyToken } from "./networks/seal.ts";
import { createOutbound } from "./outbound/client.ts";
import { createPages } from "./pages/pages.ts";
import { startMail } from "./mail/jobs.ts";
import { startReturns } from "./mail/returns/jobs.ts";
import { byMail } from "./notices/by-mail.ts";
import { byPush } from "./notices/by-push.ts";
import { joiningFills } from "./joining/mails.ts";
import { noticeFills } from "./notices/fills.ts";
import { startNotices } from "./notices/jobs.ts";
import { pushFill } from "./notices/push-fill.ts";
import { startPush } from "./push/jobs.ts";
import { createMedia } from "./media/media.ts";
import type { Services } from "./ports.ts";
import { createQueue } from "./queue/boss.ts";
import { startJobs } from "./run/jobs.ts";
import { SettingsError, type StartSettings } from "./settings.ts";
import { across, inWorkspace } from "./database/scope.ts";
import { openBell, unheard } from "./database/bell.ts";
import { openDatabase } from "./database/open.ts";
import { openClock } from "./time/clock.ts";
import { createVault } from "./vault/vault.ts";

export type Running = {
  services: Services;
  /** True: nobody is signed in. */
  unused: boolean;
  /** True: the demo's simulated networks run. */
  demo: boolean;
  /** Why there is no editor of today's sources; null where there is, and in a worker. */
  trouble: Text | null;
  /** A one-time sign-in link for the first admin; null in a worker, or where there is no admin. */
  makeLink: () => Promise<string | null>;
  /** Takes no more work, finishes what is under way (at most 30 s), and closes everything in order. */
  stop: () => Promise<void>;
};

/** Connections of the process: these, four of the queue, the bell, and one that shows we are there. */
const connections = 13;

/**
 * Starts what the role asks for, and resolves when it is ready to be used. Whatever fails, all that was started before
 * it is stopped again; throws SettingsError or PostgresError where a person can help.
 */
export async function start(
  settings: StartSettings,
  tools: { log: Logger; progress: (sentence: string) => void },
): Promise<Running> {
  const lifetimes = new Lifetimes(tools.log);
  try {
    return await startAll(settings, tools, lifetimes);
  } catch (error) {
    await lifetimes.end();
    throw error;
  }
}

async function startAll(
  asked: StartSettings,
  tools: { log: Logger; progress: (sentence: string) => void },
  lifetimes: Lifetimes,
): Promise<Running> {
  const { log } = tools;
  const web = asked.role !== "worker";
  const works = asked.role !== "web";

  // Told before a first start makes its database.
  if (web) await checkPort(asked);
  const claim = asked.role === "worker" ? null : asked.publicUrl;
  // While the database's own programs are waited for, there is time to read what else is needed.
  const nodes = loadNodes();
  nodes.catch(() => undefined);
  const database = await openDatabase(asked, { ...tools, claim, max: connections });
  lifetimes.add("database", () => database.close());
  const { db, url } = database;
  const building = web ? buildEditor(tools) : Promise.resolve(null);
  const demo = await across("start", () => openDemo({ settings: asked, db, log }));
  if (demo !== null) lifetimes.add("simulators", () => demo.close());
  const settings =
    demo === null
      ? asked
      : { ...asked, networks: demo.networks, mailbox: demo.mailbox, allowHosts: [...asked.allowHosts, demo.host] };

  const outbound = createOutbound({ allowHosts: settings.allowHosts, log });
  lifetimes.add("outbound", () => outbound.close());
  const feeds = createFeedReader({ outbound, log });
  lifetimes.add("feeds", () => feeds.close());
  const media = createMedia({ db, outbound, settings });
  lifetimes.add("media", () => media.close());
  const bell = works ? openBell({ url: database.direct, db, log }) : unheard;
  lifetimes.add("bell", () => bell.close());
  const queue = await createQueue({ url, log, role: settings.role, ...(works ? { bell } : {}) });
  lifetimes.add("queue", () => queue.stop());
  const clock = await openClock({ db, log });
  lifetimes.add("clock", async () => clock.close());
  const vault = createVault(db, settings.masterKey);
  const services: Services = {
    settings,
    db,
    log,
    clock,
    vault,
    outbound,
    feeds,
    media,
    pages: createPages({ db, outbound }),
    nodes: await nodes,
    queue,
    bell,
  };
  await across("start", () => checkKey(services));

  const seeded = web && demo !== null ? await across("start", () => demo.seed(services)) : null;
  if (web && demo === null) await across("start", () => ensureAdmin(db, settings.language));
  if (works) {
    // Before anything runs: a database that went back in time has forgotten what left.
    const place = { dataDir: settings.dataDir, embedded: settings.databaseUrl === null };
    const keeper = await openKeeper({ db, log }, place);
    await keeper.look();
    if (demo !== null)
      await across("start", () => database.hasty((db) => demo.live({ ...services, db }, keeper, tools.progress)));
    const further = {
      "end stale choices": endStaleChoices,
      "ask servers for their limits": refreshLimits,
      "ask whether automatic posts go on": tellOfConsents,
      "take away accounts of who left": endLeavers,
      "erase what is left of them": finishLeavings,
    };
    // Both stop taking work before the queue waits for what it has in hand.
    const [jobs, ledger, grants, mail, returns, notices, push] = [
      await startJobs(services),
      await startLedger(services, { keeper }),
      startGrants(services, further),
      await startMail(services, { fills: new Map([...noticeFills(services), ...joiningFills(services)]) }),
      startReturns(services),
      startNotices(services, [byMail, byPush]),
      startPush(services, pushFill(services)),
    ];
    lifetimes.add("jobs", () =>
      Promise.all([
        jobs.stop(),
        ledger.stop(),
        grants.stop(),
        mail.stop(),
        returns.stop(),
        notices.stop(),
        push.stop(),
      ]),
    );
    const backups = startBackups(services, { url: database.direct });
    lifetimes.add("backups", () => backups.stop());
  }
  if (web) {
    const app = await createApp(services, handlers, { trouble: await building });
    lifetimes.add("http", () => app.close());
    await listen(app, settings);
  }
  if (works && seeded !== null) await inWorkspace(seeded, () => firstRun(db, seeded));
  return {
    services,
    unused: web && (await isUnused(db)),
    demo: demo !== null,
    trouble: await building,
    makeLink: async () => {
      return await across("sign-in", async () => {
        const admin = web ? await firstAdmin(db) : null;
        return admin === null ? null : await signInLink(services, admin);
      });
    },
    stop: () => lifetimes.end(),
  };
}

/** Tokens sealed with another secret would look like accounts that lost theirs, one by one: say it at once. */
async function checkKey({ db, vault }: Services): Promise<void> {
  const token = await anyToken(db);
  if (token === null) return;
  try {
    await vault.open(token.workspaceId, token.place, token.sealed);
  } catch (error) {
    if ((error as { code?: string }).code !== "key") throw error;
    throw new SettingsError(
      "RELAYMAP_SECRET is wrong: this database's tokens were sealed with another secret; set the one that was used, or put DATA_DIR/secret back from your backup.",
      { cause: error },
    );
  }
}

async function listen(
  app: { listen: (at: { host: string; port: number }) => Promise<string> },
  settings: StartSettings,
): Promise<void> {
  try {
    await app.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    throw portError(settings, error);
  }
}
