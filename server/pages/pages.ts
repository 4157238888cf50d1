import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { PageFacts } from "#engine/page.ts";
import { inWorkspace } from "../database/scope.ts";
import { MediaError, mediaErrorOf } from "../media/error.ts";
import type { Pages, Services } from "../ports.ts";
import { askPage } from "./ask.ts";
import { createHosts, type Manners, usualManners } from "./hosts.ts";

type PageServices = Pick<Services, "db" | "outbound">;

/** Minutes for which what a page said stands: it is read once for all accounts, maps and previews. */
const fresh = 24 * 60;
/** Minutes until it is worth asking again, after the first, second, … failure in a row that may pass; after one that will not. */
const waits = [1, 5, 15, 60];
const lasting = 24 * 60;

type Known = { address: string; facts: PageFacts | null; code: string | null; tries: number; due: boolean };

/** Looks at pages behind links. Only the guarded client goes there; what was found stands in the database. */
export function createPages(services: PageServices, manners: Manners = usualManners): Pages {
  const atHost = createHosts(manners);
  const asking = new Map<string, Promise<PageFacts>>();

  async function read(workspaceId: string, address: string, anew: boolean): Promise<PageFacts> {
    const [known] = await recall(services, workspaceId, [address]);
    if (known !== undefined && !known.due && !anew) {
      if (known.facts !== null) return known.facts;
      throw mediaErrorOf(known.code ?? "");
    }
    try {
      const facts = await atHost(URL.parse(address)?.host ?? "", () => askPage(services.outbound, address));
      await remember(services, workspaceId, { address, facts, code: null, tries: 0, minutes: fresh });
      return facts;
    } catch (error) {
      // That too much is going on here says nothing about the page.
      if (!(error instanceof MediaError) || error.code === "page_later") throw error;
      const tries = (known?.tries ?? 0) + 1;
      const minutes = error.retry ? (waits[Math.min(tries, waits.length) - 1] ?? lasting) : lasting;
      // What it said before is better than nothing, while its site cannot be reached.
      const facts = error.retry ? (known?.facts ?? null) : null;
      await remember(services, workspaceId, { address, facts, code: error.code, tries, minutes });
      if (facts !== null) return facts;
      throw error;
    }
  }

  return {
    known: async (workspaceId, addresses) => {
      const found = await inWorkspace(workspaceId, () => recall(services, workspaceId, addresses));
      return new Map(
        found.flatMap(({ address, facts, code, due }) =>
          due ? [] : [[address, facts ?? mediaErrorOf(code ?? "")] as const],
        ),
      );
    },
    // Within one process whoever asks for the same shares the answer.
    read: (workspaceId, address, { anew = false } = {}) => {
      const name = [workspaceId, anew, address].join(" ");
      const running = asking.get(name);
      if (running !== undefined) return running;
      const started = inWorkspace(workspaceId, () => read(workspaceId, address, anew)).finally(() =>
        asking.delete(name),
      );
      asking.set(name, started);
      return started;
    },
  };
}

const hashOf = (address: string): Buffer => createHash("sha256").update(address).digest();

async function recall({ db }: PageServices, workspaceId: string, addresses: readonly string[]): Promise<Known[]> {
  if (addresses.length === 0) return [];
  const { rows } = await sql<Known>`
    select address, facts, code, tries, again_at <= now() as due from page
    where workspace_id = ${workspaceId} and hash = any(${addresses.map(hashOf)}::bytea[])`.execute(db);
  return rows;
}

type Found = Omit<Known, "due"> & { minutes: number };

async function remember({ db }: PageServices, workspaceId: string, found: Found): Promise<void> {
  const { address, facts, code, tries, minutes } = found;
  await sql`
    insert into page (workspace_id, hash, address, facts, code, tries, again_at)
    values (${workspaceId}, ${hashOf(address)}, ${address}, ${facts === null ? null : JSON.stringify(facts)}::jsonb, ${code}, ${tries},
      now() + make_interval(mins => ${minutes}::int))
    on conflict (workspace_id, hash) do update set facts = excluded.facts, code = excluded.code, tries = excluded.tries,
      asked_at = now(), again_at = excluded.again_at`.execute(db);
}
