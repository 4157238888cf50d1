import { sql } from "kysely";
import type { Limits } from "#engine/map.ts";
import type { Text } from "#engine/text.ts";
import type { Trx } from "../ports.ts";

/**
 * What a poll brought: new items, all items it listed, and whether none of them had been listed before. `received`: what came
 * to an address within a quarter of an hour instead.
 */
export type PollFacts = { fresh: number; total: number; gap: boolean; received: boolean };

/**
 * Whether a poll brought so much that a person should look first: more new items than the map allows, or too great a share
 * of ids that are new (a site that changed its ids). A list that came to an empty source has nothing to be compared with,
 * so its share says nothing; and what is sent to an address is no list.
 */
export function floods(poll: PollFacts, limits: Pick<Limits, "burst" | "newShare">): boolean {
  if (poll.fresh > limits.burst) return true;
  if (poll.received) return false;
  const comparable = poll.fresh < poll.total || poll.gap;
  return comparable && poll.fresh > poll.total * limits.newShare;
}

export type Warning = { code: string; message: Text; node?: string };
type PolledNode = { source: string; nodes: string[]; title: string };

/** The facts of polls, by id, with the source they polled. */
export async function pollFacts(
  trx: Trx,
  workspaceId: string,
  ids: number[],
): Promise<Map<number, PollFacts & { source: string }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<PollFacts & { id: number; source: string }>`
    select id, fresh, total, gap, received, source_id as source from poll
    where workspace_id = ${workspaceId} and id = any(${ids}::bigint[])`.execute(trx);
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

/** What the person is told of a source whose items wait for a look. */
function floodWarning({ nodes, title }: PolledNode, poll: PollFacts): Warning {
  return {
    code: "flood",
    ...at(nodes),
    message: {
      en: `“${title}” brought ${poll.fresh} new items at once (of ${poll.total}). Their posts wait for your review.`,
      fr: `« ${title} » a apporté ${poll.fresh} nouveaux contenus d’un coup (sur ${poll.total}). Leurs publications attendent votre relecture.`,
    },
  };
}

/** What the person is told where a source listed nothing that it had listed before: items in between may be missing. */
function gapWarning({ nodes, title }: PolledNode): Warning {
  return {
    code: "gap",
    ...at(nodes),
    message: {
      en: `“${title}” lists nothing that it listed before: items in between may have been missed. Read it more often.`,
      fr: `« ${title} » ne contient plus rien de ce qu’il contenait : des contenus ont pu être manqués. Lisez-le plus souvent.`,
    },
  };
}

const at = (nodes: string[]): { node?: string } => (nodes[0] === undefined ? {} : { node: nodes[0] });

/** The polls whose items wait for a person; says so once per poll. */
export function flood(
  facts: Map<number, PollFacts & { source: string }>,
  limits: Limits,
  sources: ReadonlyMap<string, PolledNode>,
  told: Set<number>,
  warnings: Warning[],
) {
  const flooded = new Set<number>();
  for (const [id, poll] of facts) {
    const source = sources.get(poll.source);
    if (source === undefined) continue;
    const held = floods(poll, limits);
    if (held) flooded.add(id);
    if (told.has(id)) continue;
    told.add(id);
    if (poll.gap) warnings.push(gapWarning(source));
    if (held) warnings.push(floodWarning(source, poll));
  }
  return flooded;
}
