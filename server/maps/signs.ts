import type { z } from "zod";
import { aimedAt } from "#engine/aims.ts";
import { compile } from "#engine/compile.ts";
import { hindranceCodes, hindranceOf, stops } from "#engine/hindrance.ts";
import type { MapDocument, MapNode } from "#engine/map.ts";
import { standingOf, type Standee } from "../accounts/standing.ts";
import type { Reply } from "../api.ts";
import type { ReachSign } from "../api/signs.ts";
import { sourceNodes } from "../inbox/map-sources.ts";
import { newestOf, sourceSigns } from "../inbox/signs.ts";
import { shownAt } from "../media/shown.ts";
import { notFound } from "../errors.ts";
import type { Services } from "../ports.ts";
import { samplesOf } from "../run/sample.ts";
import { findMap, readDocument } from "./row.ts";

type Needed = Pick<Services, "db" | "nodes" | "clock" | "media" | "pages">;

const shownFaces = 3;
/** Items that samples are made of: few of each source, so that a map of many steps costs no more than one of few. */
const [mostOfOne, mostOfAll] = [12, 120];

/** What the steps of a map's draft show of themselves. Some statements, however many steps there are. */
export async function mapSigns(services: Needed, workspaceId: string, id: string): Promise<Reply<"mapSigns">> {
  const document = await draftOf(services, workspaceId, id);
  const reads = sourceNodes(services.nodes, document);
  const keys = [...new Set(reads.map(({ key }) => key))];
  const shown = shownAt(services.media, workspaceId);
  const sources = keys.length === 0 ? new Map<string, never>() : await sourceSigns(services, workspaceId, keys, shown);
  const kindOf = ({ type }: MapNode) => services.nodes.manifests.get(type)?.kind;
  const rewrites = document.nodes.some((node) => kindOf(node) === "rewrite");
  const each = Math.max(1, Math.min(mostOfOne, Math.floor(mostOfAll / Math.max(1, keys.length))));
  const items = rewrites
    ? await newestOf(services, workspaceId, keys.slice(0, mostOfAll), each)
    : new Map<string, never>();
  const samples = samplesOf(services, document, new Map(reads.map(({ node, key }) => [node, items.get(key) ?? []])));
  const targets = document.nodes.some((node) => kindOf(node) === "target");
  const accounts = targets ? await standingOf(services, workspaceId) : [];
  const keyOf = new Map(reads.map(({ node, key }) => [node, key]));
  const aims = new Map<string, z.infer<typeof ReachSign>>();
  const reachOf = (node: MapNode) => {
    // Targets that are set alike reach the same people.
    const name = `${node.type} ${JSON.stringify(node.config)}`;
    const known = aims.get(name) ?? viewReach(aim(services, node, accounts), shown);
    aims.set(name, known);
    return known;
  };
  return {
    rows: document.nodes.flatMap((node) => {
      const source = sources.get(keyOf.get(node.id) ?? "") ?? null;
      const sample = samples.get(node.id) ?? null;
      const reach = kindOf(node) === "target" ? reachOf(node) : null;
      return source === null && sample === null && reach === null ? [] : [{ node: node.id, source, sample, reach }];
    }),
    writers: await writersOf(services, workspaceId, document),
  };
}

/** Who wrote the notes of a drawing, by name. Whoever left has none any more, nor has somebody of another workspace. */
async function writersOf({ db }: Needed, workspaceId: string, { notes = [] }: MapDocument) {
  const ids = [...new Set(notes.flatMap(({ by }) => by ?? []))];
  if (ids.length === 0) return [];
  return await db
    .selectFrom("member")
    .select(["id", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", ids)
    .where("disabled_at", "is", null)
    .execute();
}

/** Everybody whom a target of a draft reaches, by name, with what keeps things from them. 404 where the draft has no such target. */
export async function mapReach(
  services: Needed,
  workspaceId: string,
  id: string,
  { node: wanted, before, limit }: { node: string; before?: string | undefined; limit: number },
): Promise<Reply<"mapReach">> {
  const node = (await draftOf(services, workspaceId, id)).nodes.find((each) => each.id === wanted);
  if (node === undefined || services.nodes.manifests.get(node.type)?.kind !== "target") throw notFound();
  // Who gets nothing stands first: that is what somebody looks for.
  const rank = (account: Standee): number => Number(hindranceOf(account) === null);
  const all = aim(services, node, await standingOf(services, workspaceId)).toSorted((a, b) => rank(a) - rank(b));
  const from = before === undefined ? 0 : all.findIndex((account) => account.id === before) + 1;
  const rows = all.slice(from, from + limit);
  const shown = shownAt(services.media, workspaceId);
  return {
    rows: rows.map((account) => ({
      ...faceOf(account, shown),
      handle: account.handle,
      owner: account.owner,
      hindrance: hindranceOf(account),
    })),
    next: from + limit < all.length ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** The draft in the form of today, as far as its steps can be read. */
async function draftOf({ db, nodes }: Needed, workspaceId: string, id: string): Promise<MapDocument> {
  const { draft: stored } = await findMap(db, workspaceId, id);
  const draft = compile(stored, nodes).document ?? readDocument(stored);
  const read = draft.nodes.flatMap((node) => {
    const parsed = nodes.manifests.get(node.type)?.config.safeParse(node.config);
    return parsed?.success === true ? [{ ...node, config: parsed.data as MapNode["config"] }] : [];
  });
  return { ...draft, nodes: read };
}

const aim = ({ nodes }: Pick<Services, "nodes">, node: MapNode, accounts: readonly Standee[]): Standee[] => {
  const manifest = nodes.manifests.get(node.type);
  // What comes out is some of what goes in.
  return manifest === undefined ? [] : (aimedAt(node, manifest, accounts) as Standee[]);
};

const faceOf = ({ id, name, network, avatar, member }: Standee, shown: ReturnType<typeof shownAt>) => ({
  id,
  name,
  network,
  avatar: shown(avatar),
  company: member === null,
});

function viewReach(accounts: readonly Standee[], shown: ReturnType<typeof shownAt>): z.infer<typeof ReachSign> {
  const standing = accounts.map((account) => ({ account, hindrance: hindranceOf(account) }));
  const hindered = standing.filter(({ hindrance }) => stops(hindrance));
  const first = standing
    .filter(({ hindrance }) => hindrance !== null)
    .toSorted((a, b) => hindranceCodes.indexOf(a.hindrance!.code) - hindranceCodes.indexOf(b.hindrance!.code))[0];
  // A person who has several accounts shows one face.
  const faces = new Map<string, Standee>();
  for (const { account } of standing.toSorted((a, b) => Number(stops(a.hindrance)) - Number(stops(b.hindrance))))
    if (!faces.has(account.member ?? account.id)) faces.set(account.member ?? account.id, account);
  return {
    accounts: accounts.length,
    people: new Set(accounts.flatMap(({ member }) => member ?? [])).size,
    faces: [...faces.values()].slice(0, shownFaces).map((account) => faceOf(account, shown)),
    networks: [...new Set(accounts.map(({ network }) => network))].toSorted(),
    hindered: hindered.length,
    ending: standing.length - hindered.length - standing.filter(({ hindrance }) => hindrance === null).length,
    first: first === undefined ? null : { ...first.hindrance!, name: first.account.name },
  };
}
