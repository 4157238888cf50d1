import process from "node:process";
import { openDemo } from "../demo/open.ts";
import { AppError } from "../errors.ts";
import { createFeedReader } from "../feed/reader.ts";
import { ensureAdmin } from "../members/first-admin.ts";
import { Lifetimes } from "../lifetimes.ts";
import { createLog } from "../log.ts";
import { loadNodes } from "../nodes.ts";
import { createMedia } from "../media/media.ts";
import { createOutbound } from "../outbound/client.ts";
import { createPages } from "../pages/pages.ts";
import type { Services } from "../ports.ts";
import { createQueue } from "../queue/boss.ts";
import { readSettings } from "../settings.ts";
import { across, inWorkspace } from "../database/scope.ts";
import { unheard } from "../database/bell.ts";
import { openDatabase } from "../database/open.ts";
import { openClock } from "../time/clock.ts";
import { createVault } from "../vault/vault.ts";
import { say } from "./map-file.ts";

/** A workspace, and the admin in whose name the command line acts. */
export type Opened = { services: Services; workspaceId: string; memberId: string };

/**
 * Everything a command needs of the server on the data folder's database, beside a server that may run on it: it takes no
 * jobs and ticks nothing. An empty database gets a workspace with an admin. `workspace` is a name or id, needed where there
 * are several. Throws AppError with a sentence.
 */
export async function withServices<T>(workspace: string | undefined, work: (opened: Opened) => Promise<T>): Promise<T> {
  const asked = readSettings(process.env, "worker");
  // What a person should know is said in words; the log is for those who ask for it.
  const log = createLog({
    level: process.env["LOG_LEVEL"] === undefined ? "error" : asked.logLevel,
    destination: process.stderr,
  });
  const lifetimes = new Lifetimes(log);
  try {
    const database = await openDatabase(asked, { log, progress: say, claim: null, max: 8 });
    lifetimes.add("database", () => database.close());
    const { db, url } = database;
    await across("start", () => ensureAdmin(db, asked.language));
    const demo = await across("start", () => openDemo({ settings: asked, db, log }));
    const settings =
      demo === null ? asked : { ...asked, networks: demo.networks, allowHosts: [...asked.allowHosts, demo.host] };
    const outbound = createOutbound({ allowHosts: settings.allowHosts, log });
    lifetimes.add("outbound", () => outbound.close());
    const feeds = createFeedReader({ outbound, log });
    lifetimes.add("feeds", () => feeds.close());
    const media = createMedia({ db, outbound, settings });
    lifetimes.add("media", () => media.close());
    const queue = await createQueue({ url, log, role: "web" });
    lifetimes.add("queue", () => queue.stop());
    const clock = await openClock({ db, log });
    lifetimes.add("clock", async () => clock.close());
    const services = {
      settings,
      db,
      log,
      clock,
      vault: createVault(db, settings.masterKey),
      outbound,
      feeds,
      media,
      pages: createPages({ db, outbound }),
      nodes: await loadNodes(),
      queue,
      bell: unheard,
    };
    const found = await across("command line", () => findWorkspace(services, workspace));
    return await inWorkspace(found.workspaceId, () => work({ services, ...found }));
  } finally {
    await lifetimes.end();
  }
}

async function findWorkspace(
  { db }: Services,
  wanted: string | undefined,
): Promise<{ workspaceId: string; memberId: string }> {
  const all = await db.selectFrom("workspace").select(["id", "name"]).orderBy("created_at").limit(1000).execute();
  const fitting = wanted === undefined ? all : all.filter(({ id, name }) => id === wanted || name === wanted);
  const [workspace, ...more] = fitting;
  if (workspace === undefined || more.length > 0) {
    const names = all.map(({ id, name }) => `${name} (${id})`).join(", ");
    throw new AppError("which_workspace", 400, {
      en: `Which workspace? Say --workspace with a name or id: ${names}.`,
      fr: `Quel espace ? Indiquez --workspace avec un nom ou un identifiant : ${names}.`,
    });
  }
  const admin = await db
    .selectFrom("member")
    .select("id")
    .where("workspace_id", "=", workspace.id)
    .where("role", "=", "admin")
    .where("disabled_at", "is", null)
    .orderBy("created_at")
    .executeTakeFirst();
  if (admin === undefined) {
    const text = {
      en: `The workspace ${workspace.name} has no admin.`,
      fr: `L’espace ${workspace.name} n’a pas d’administrateur.`,
    };
    throw new AppError("no_admin", 400, text);
  }
  return { workspaceId: workspace.id, memberId: admin.id };
}
