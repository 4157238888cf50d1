import { sql } from "kysely";
import type { MapDocument } from "#engine/map.ts";
import { readDocument as read } from "#engine/document.ts";
import type { Pace } from "#engine/pacing.ts";
import type { Reply } from "../api.ts";
import { brandOfMap } from "../campaigns/now.ts";
import { AppError, tooMany } from "../errors.ts";
import { sourceNodes } from "../inbox/map-sources.ts";
import { loadAccounts } from "../ledger/beginning.ts";
import { linkRule } from "../links/rule.ts";
import { findMap } from "../maps/row.ts";
import { tellsOfPeople } from "../mine/figures.ts";
import type { Db, Services } from "../ports.ts";
import { MediaError } from "../media/error.ts";
import { answerAsks } from "../run/asked.ts";
import { listPublishers } from "../run/publishers.ts";
import { houseRules } from "../rules/house.ts";
import { storyRule } from "../run/story-rule.ts";
import { itemsBy, seqsSince } from "./items.ts";
import type { Answer, Has, Job, Person, Version, Wants } from "./job.ts";
import { type Backtests, BacktestError } from "./thread.ts";
import { viewOf } from "./view.ts";

const day = 86_400_000;
/** Pages of which it is looked up what is known. */
const mostPages = 10_000;
/** Topics of a map's targets, for which it is asked what accounts let wait. */
const mostTopics = 500;

type Asked = { workspaceId: string; memberId: string; mapId: string; document: unknown; days: number };

/**
 * What a drawing would have done with the stored items of the last days, as if it had been live since, and what the live version would have done
 * instead. Reads, and writes nothing. Throws AppError where the map is not there, or where it cannot be reckoned just now.
 */
export async function backtest(
  services: Pick<Services, "db" | "nodes" | "clock" | "settings" | "pages" | "vault" | "outbound" | "log"> & {
    backtests: Pick<Backtests, "reckon" | "warm">;
  },
  { workspaceId, memberId, mapId, document, days }: Asked,
  signal: AbortSignal,
): Promise<Reply<"backtest">> {
  const { db, nodes } = services;
  // It loads while the database is asked.
  services.backtests.warm();
  const map = await findMap(db, workspaceId, mapId);
  const live =
    map.live_version === null
      ? null
      : await db
          .selectFrom("version")
          .select("document")
          .where("workspace_id", "=", workspaceId)
          .where("map_id", "=", mapId)
          .where("number", "=", map.live_version)
          .executeTakeFirstOrThrow();
  const until = services.clock.now();
  const since = until - days * day;
  const shape = shapeOf(document);
  const drawings = [shape, shapeOf(live?.document)].filter((each) => each !== null);
  const reads = drawings.flatMap((each) => sourceNodes(nodes, readable(nodes, each)));
  const [accounts, house, people, zone, tells, brand] = await Promise.all([
    listPublishers(db, workspaceId),
    houseRules(db, workspaceId),
    peopleOf(db, workspaceId),
    zoneOf(db, workspaceId),
    tellsOfPeople(db, workspaceId),
    brandOfMap(db, workspaceId, mapId),
  ]);
  const versionOf = async (drawing: unknown): Promise<Version> => {
    const own = shapeOf(drawing) ?? {};
    return {
      document: drawing,
      stories: await storyRule(db, workspaceId, own),
      links: await linkRule(db, workspaceId, own),
    };
  };
  const ids = accounts.map(({ id }) => id);
  const wanted = topicsOf(drawings).map((topic) => ({ topic }));
  const job: Job = {
    ...{ map: mapId, since, until, accounts, brand, house, publicUrl: services.settings.publicUrl },
    draft: await versionOf(document),
    live: live === null ? null : await versionOf(live.document),
    holds: await loadAccounts(db, { workspaceId, now: new Date(until).toISOString(), wanted }, ids),
    paces: new Map([...people].map(([id, { pace }]) => [id, pace])),
    brought: new Set(reads.flatMap(({ key, received }) => (received ? [key] : []))),
  };
  const { seqs, cut } = await seqsSince(db, workspaceId, [...new Set(reads.map(({ key }) => key))], since);
  const events = drawings.some((each) =>
    each.nodes.some(({ type }) => nodes.manifests.get(type)?.events !== undefined),
  );
  const shown = (answer: Answer): Reply<"backtest"> =>
    viewOf({
      ...{ job, answer, people, zone, tells, cut, items: seqs.length, version: map.live_version },
      manual: shape?.schedule.kind === "manual",
    });
  try {
    const answer = await services.backtests.reckon(
      whoseIs(workspaceId, memberId),
      job,
      {
        items: itemsBy(db, workspaceId, seqs, events),
        has: (wants) => whatIsKnown(services, workspaceId, wants),
        first: shown,
      },
      signal,
    );
    return shown(answer);
  } catch (error) {
    if (!(error instanceof BacktestError)) throw error;
    throw refusal(error, services);
  }
}

export const whoseIs = (workspaceId: string, memberId: string): string => `${workspaceId} ${memberId}`;

/** A drawing with its defaults, whatever is wrong in it; null where it is none. */
function shapeOf(document: unknown): MapDocument | null {
  return document === undefined || document === null ? null : read(document).rest;
}

function readable(nodes: Pick<Services["nodes"], "manifests">, { nodes: steps, ...rest }: MapDocument): MapDocument {
  return {
    ...rest,
    nodes: steps.filter(({ type, config }) => nodes.manifests.get(type)?.config.safeParse(config).success),
  };
}

/** Under which consent may be asked: what targets call topics. */
function topicsOf(drawings: readonly MapDocument[]): string[] {
  const named = drawings.flatMap(({ nodes }) =>
    nodes.flatMap(({ config }) => {
      const { topics } = config as { topics?: unknown };
      return Array.isArray(topics) ? topics.filter((topic) => typeof topic === "string") : [];
    }),
  );
  return ["", ...new Set(named)].slice(0, mostTopics);
}

/** Accounts, whose they are, and how fast their owners want them to post. */
async function peopleOf(db: Db, workspaceId: string): Promise<Map<string, Person>> {
  type Row = Omit<Person, "member" | "pace"> &
    Omit<Pace, "spacing"> & { id: string; memberId: string | null; memberName: string | null; spacing: number };
  const { rows } = await sql<Row>`
    select a.id, a.ref, a.name, a.network, a.avatar, m.id as "memberId", m.name as "memberName", a.zone, a.quiet_from as "quietFrom", a.quiet_to as "quietTo",
      a.days_off as off, a.daily_cap as cap, a.weekly_cap as week, a.monthly_cap as month, a.spacing_s as spacing
    from account a left join member m on m.workspace_id = a.workspace_id and m.id = a.member_id
    where a.workspace_id = ${workspaceId} and a.state <> 'disconnected'`.execute(db);
  return new Map(
    rows.map(({ id, ref, name, network, avatar, memberId, memberName, spacing, ...hours }) => [
      id,
      {
        ...{ ref, name, network, avatar },
        member: memberId === null ? null : { id: memberId, name: memberName ?? name },
        pace: { ...hours, spacing: spacing * 1000 },
      },
    ]),
  );
}

async function zoneOf(db: Db, workspaceId: string): Promise<string> {
  const { zone } = await db
    .selectFrom("workspace")
    .select("zone")
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  return zone;
}

/** What lies in the database of pages and machines' words: nothing is fetched, and nothing is paid for. */
async function whatIsKnown(
  services: Parameters<typeof answerAsks>[0] & Pick<Services, "pages">,
  workspaceId: string,
  { pages, asks }: Wants,
): Promise<Has> {
  const known = await services.pages.known(workspaceId, pages.slice(0, mostPages));
  const words: Parameters<typeof answerAsks>[3] = new Map();
  await answerAsks(services, workspaceId, new Map(asks), words, { most: 0, beyond: "unasked" });
  return {
    pages: [...known].map(([address, facts]) => [address, facts instanceof MediaError ? null : facts]),
    words: [...words],
  };
}

function refusal(error: BacktestError, { log }: Pick<Services, "log">): AppError {
  if (error.code === "busy") return tooMany(5);
  if (error.code === "failed") log.error({ err: error }, "a backtest failed");
  return new AppError(`backtest_${error.code}`, error.code === "stopped" ? 409 : 503, sentences[error.code], {
    cause: error,
  });
}

const sentences = {
  late: {
    en: "This took too long and was stopped: the server is busy, or it is too much at once. Try again in a moment, or take fewer days or sources.",
    fr: "C’était trop long et a été arrêté : le serveur est occupé, ou c’est trop à la fois. Réessayez dans un instant, ou choisissez moins de jours ou de sources.",
  },
  slow: {
    en: "The server is busy and could not begin. Nothing is wrong with the drawing: try again in a moment.",
    fr: "Le serveur est occupé et n’a pas pu commencer. Le dessin n’est pas en cause : réessayez dans un instant.",
  },
  failed: {
    en: "The drawing could not be tried over the past because of an error in Relaymap. The log has the details. Take fewer days, or try again.",
    fr: "Le dessin n’a pas pu être essayé sur le passé à cause d’une erreur de Relaymap. Le journal donne les détails. Choisissez moins de jours, ou réessayez.",
  },
  stopped: {
    en: "A newer one of yours took its place.",
    fr: "Un essai plus récent de votre part l’a remplacé.",
  },
} as const;
