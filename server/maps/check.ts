import { sql } from "kysely";
import { compile } from "#engine/compile.ts";
import type { HouseRules } from "#engine/house.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Publisher } from "#engine/node.ts";
import { type Problem, warning } from "#engine/problem.ts";
import type { Text } from "#engine/text.ts";
import { listEditors } from "../approvals/may.ts";
import { campaignRuns } from "../campaigns/now.ts";
import { checkCron } from "../time/cron.ts";
import { unprocessable } from "../errors.ts";
import type { Db, Services } from "../ports.ts";
import { monthOf, overspent } from "../rules/costs.ts";
import { houseRules } from "../rules/house.ts";
import { listPublishers } from "../run/publishers.ts";
import { secretNames } from "../vault/secrets.ts";
import { crossings } from "./crossing.ts";
import { testProblems } from "./tests.ts";
import { listReceivers, type Receiver, sharedReceivers } from "./shared.ts";

/** What of a workspace a document is held against: who can publish, which secrets are stored, and what live maps receive. */
export type Known = {
  accounts: readonly Publisher[];
  secrets: ReadonlySet<string>;
  receivers: readonly Receiver[];
  house: HouseRules;
  /** An AI is set up. */
  machine: boolean;
  /** Milliseconds since the epoch, by the database. */
  now: number;
};

export async function knownTo(db: Db, workspaceId: string): Promise<Known> {
  const [accounts, secrets, receivers, house, { rows }] = await Promise.all([
    listPublishers(db, workspaceId),
    secretNames(db, workspaceId),
    listReceivers(db, workspaceId),
    houseRules(db, workspaceId),
    sql<{ now: string; machine: boolean }>`
      select now() as now, exists (select from machine_setting where workspace_id = ${workspaceId}) as machine`.execute(
      db,
    ),
  ]);
  return { accounts, secrets, receivers, house, machine: rows[0]!.machine, now: Date.parse(rows[0]!.now) };
}

/**
 * All problems of a document, seen with the workspace's nodes, accounts, secrets and live maps. `document` is in the form of today.
 * `mapId`: whose it is; null where it is no map yet.
 */
export function checkDocument(
  services: Pick<Services, "nodes">,
  known: Known,
  document: unknown,
  mapId: string | null,
): { document: MapDocument | null; problems: Problem[] } {
  const { plan, document: checked, problems } = compile(document, services.nodes, { ...known, checkCron });
  const tested = plan === null ? [] : testProblems(services, plan, known);
  const shared = checked === null ? [] : sharedReceivers(services.nodes, known.receivers, checked, mapId);
  return {
    document: checked,
    problems: [...problems, ...tested, ...shared, ...idleMachines(services, known, checked)],
  };
}

/** Steps by a machine where none is set up: each item goes the way that is set for want of words. */
function idleMachines({ nodes }: Pick<Services, "nodes">, { machine }: Known, document: MapDocument | null): Problem[] {
  if (machine || document === null) return [];
  return document.nodes
    .filter(({ type, disabled }) => disabled !== true && nodes.manifests.get(type)?.machine === true)
    .map(({ id }) =>
      warning(
        "machine-off",
        "No AI is set up, so this step makes no words. An administrator sets one up in the settings, under AI.",
        "Aucune IA n’est configurée : cette étape n’écrit rien. Un administrateur en configure une dans les réglages, sous IA.",
        { node: id },
      ),
    );
}

/**
 * A document that can be stored as a draft: its shape is right, though it may have problems. Throws 422 with the problems:
 * `plain_secret` where a secret stands in it, `map_shape` where it is no map document at all.
 */
export async function checkDraft(
  services: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  document: unknown,
  mapId: string | null,
): Promise<{ document: MapDocument; problems: Problem[] }> {
  const known = await knownTo(services.db, workspaceId);
  const { document: checked, problems } = checkDocument(services, known, document, mapId);
  if (checked === null) {
    const plain = problems.find(({ code }) => code === "plain-secret");
    if (plain !== undefined) throw unprocessable("plain_secret", plain.message, problems.slice(0, 100));
    throw unprocessable("map_shape", shapeWords(problems), problems.slice(0, 100));
  }
  return {
    document: checked,
    problems: [
      ...problems,
      ...(await besides(services, known, workspaceId, { document: checked, mapId })),
      ...(await left(services, workspaceId, checked, mapId)),
      ...(await askedGone(services, workspaceId, checked)),
    ],
  };
}

/** The first reason, and how many there are besides. */
function shapeWords(problems: readonly Problem[]): Text {
  const [first = noMap, ...more] = problems.map(({ message }) => message);
  if (more.length === 0) return first;
  return {
    en: `${first.en} There ${more.length === 1 ? "is one more problem" : `are ${more.length} more problems`} of this kind.`,
    fr: `${first.fr} Il y a ${more.length === 1 ? "un autre problème" : `${more.length} autres problèmes`} de ce genre.`,
  };
}

const noMap: Text = { en: "This is no map document.", fr: "Ceci n’est pas un document de carte." };

/** Where a map no longer has a step that keeps items for later: what becomes of them is said before somebody publishes. */
async function left(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  { nodes: steps }: MapDocument,
  mapId: string | null,
): Promise<Problem[]> {
  if (mapId === null) return [];
  const keepers = steps.filter(({ type }) => nodes.manifests.get(type)?.keeps !== undefined).map(({ id }) => id);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from kept where workspace_id = ${workspaceId} and map_id = ${mapId} and node_id <> all(${keepers}::text[])`.execute(
    db,
  );
  const count = rows[0]!.count;
  if (count === 0) return [];
  const [en, fr] =
    count === 1
      ? ["1 item is kept", "1 nouvelle est mise de côté"]
      : [`${count} items are kept`, `${count} nouvelles sont mises de côté`];
  return [
    warning(
      "kept-lost",
      `${en} for later by a step that this drawing no longer has. Publishing lets go what it kept; the run says so.`,
      `${fr} par une étape que ce dessin n’a plus. À la publication, ce qu’elle a mis de côté sera écarté ; l’exécution le dira.`,
    ),
  ];
}

/** Steps that ask people none of whom can answer any more: administrators are asked in their place. */
async function askedGone(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  document: MapDocument,
): Promise<Problem[]> {
  const named = document.nodes.flatMap(({ id, type, config, disabled }) => {
    const manifest = nodes.manifests.get(type);
    const parsed = manifest?.asks === undefined || disabled === true ? undefined : manifest.config.safeParse(config);
    const people = parsed?.success === true ? (manifest?.asks?.(parsed.data) ?? []) : [];
    return people.length === 0 ? [] : [{ id, people }];
  });
  if (named.length === 0) return [];
  const there = new Set((await listEditors(db, workspaceId)).map(({ id }) => id));
  return named
    .filter(({ people }) => !people.some((person) => there.has(person)))
    .map(({ id }) =>
      warning(
        "asked-gone",
        "None of the people whom this step asks can answer any more: administrators are asked in their place.",
        "Aucune des personnes que cette étape consulte ne peut plus répondre : les administrateurs sont consultés à leur place.",
        { node: id, field: "people" },
      ),
    );
}

/** What is said of a document besides: what its month costs, and which live maps do the same. Asks the database. */
export const besides = async (
  services: Pick<Services, "db" | "nodes">,
  known: Known,
  workspaceId: string,
  { document, mapId }: { document: MapDocument | null; mapId: string | null },
): Promise<Problem[]> => [
  ...(await spending(services, known, workspaceId, mapId)),
  ...(await resting(services, workspaceId, mapId)),
  ...(document === null ? [] : await crossings(services, workspaceId, { document, accounts: known.accounts, mapId })),
];

/** Why a map that is live takes nothing: its campaign does not go on. */
async function resting({ db }: Pick<Services, "db">, workspaceId: string, mapId: string | null): Promise<Problem[]> {
  if (mapId === null) return [];
  const { rows } = await sql<{ id: string; name: string }>`select c.id, c.name from map join campaign c
      on c.workspace_id = map.workspace_id and c.id = map.campaign_id
    where map.workspace_id = ${workspaceId} and map.id = ${mapId} and not ${campaignRuns("map")}`.execute(db);
  return rows.map(({ id, name }) => ({
    ...warning(
      "campaign-rests",
      `Its campaign “${name}” has not begun, is paused or is over: meanwhile no run takes anything.`,
      `Sa campagne « ${name} » n’a pas commencé, est en pause ou terminée : d’ici là, aucune exécution ne prend rien.`,
    ),
    repair: { do: "visit", page: "campaigns", id, label: { en: `Open “${name}”`, fr: `Ouvrir « ${name} »` } },
  }));
}

/** Where a month of a map costs more than the workspace's rules allow; none where no rule says so. */
async function spending(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  { house }: Pick<Known, "house">,
  workspaceId: string,
  mapId: string | null,
): Promise<Problem[]> {
  if (mapId === null || Object.values(house.costs).every(({ monthly }) => monthly === null)) return [];
  return overspent(house, await monthOf(db, nodes.networks, house, { workspaceId, mapId }));
}
