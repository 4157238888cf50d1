import type { Mode } from "#engine/mode.ts";
import type { Language, Text } from "#engine/text.ts";
import { invalid, notFound } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { autoBarred, notAttested } from "./attest.ts";
import { checkLearnt } from "../training/progress.ts";
import { timeOf } from "../time/clock.ts";
import { endChoice, endPause, writeMode } from "./consent.ts";
import { lockOwned, type Owned } from "./owner.ts";
import type { Viewer } from "./views.ts";

type Person = Viewer & { language: Language; name: string };

const day = 24 * 3600 * 1000;
/** Days that a person's yes to automatic posts may last, with a day for clocks that differ; the database counts the year itself. */
const longest = 366;

/** The sentence a person agrees to, kept word for word on the consent's receipt. */
const words: Record<Mode, (until: string | null) => Text> = {
  ask: () => ({
    en: "Relaymap asks me before each post.",
    fr: "Relaymap me demande avant chaque publication.",
  }),
  auto: (until) =>
    until === null
      ? {
          en: "Relaymap posts for the company automatically, until this is changed.",
          fr: "Relaymap publie pour l’entreprise automatiquement, jusqu’à ce que ce choix change.",
        }
      : {
          en: `Relaymap posts for me automatically until ${until}, unless I change this before.`,
          fr: `Relaymap publie pour moi automatiquement jusqu’au ${until}, sauf si je change ce choix avant.`,
        },
  paused: (until) =>
    until === null
      ? { en: "Relaymap posts nothing for me.", fr: "Relaymap ne publie rien pour moi." }
      : {
          en: `Relaymap posts nothing for me until ${until}. Then what I chose before holds again.`,
          fr: `Relaymap ne publie rien pour moi jusqu’au ${until}. Ensuite, ce que j’avais choisi vaut de nouveau.`,
        },
};

const about = (topic: string, { en, fr }: Text): Text => ({
  en: `About “${topic}”: ${en}`,
  fr: `Sur « ${topic} » : ${fr}`,
});

const written = (iso: string, language: Language, zone: string): string =>
  new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: zone,
  }).format(Date.parse(iso));

/**
 * The owner's choice for an account, for everything or for one topic (its id). The consent that held is withdrawn, never overwritten: what a
 * person agreed to, when and in which words stays on record. `until` (ISO): in the future; with `auto` a year ahead at most, and where a person gives none
 * it is a year, told in the receipt; with `paused` as long as they like. `ask` has no end.
 */
export async function setMode(
  services: Pick<Services, "db" | "nodes">,
  viewer: Person,
  id: string,
  choice: { mode: Mode; until?: string | undefined; topic?: string | undefined },
): Promise<void> {
  if (choice.until !== undefined && choice.mode === "ask")
    throw invalid([{ place: "body.until", message: "being asked has no end" }]);
  await services.db.transaction().execute(async (trx) => {
    const now = await timeOf(trx);
    checkEnd(choice, now);
    const account = await lockOwned(trx, viewer, id);
    if (choice.mode === "auto" && (await autoBarred(services, trx, viewer.workspaceId, account)))
      throw notAttested(services.nodes.networks.get(account.network)?.card.title ?? account.network);
    // A page of the company's has nobody who could learn.
    if (choice.mode === "auto" && account.member_id !== null) await checkLearnt(trx, viewer);
    const topic = choice.topic === undefined ? undefined : await topicOf(trx, viewer.workspaceId, choice.topic);
    await write(trx, viewer, account, { ...choice, topic }, now);
  });
}

/** Ends what was chosen for one topic, a pause as well: what holds for everything holds for it again. */
export async function endTopic(
  services: Pick<Services, "db">,
  viewer: Viewer,
  id: string,
  topic: string,
): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const account = await lockOwned(trx, viewer, id);
    await endChoice(trx, viewer, account.id, (await topicOf(trx, viewer.workspaceId, topic)).key);
  });
}

type Topic = { key: string; name: string };

async function topicOf(trx: Trx, workspaceId: string, id: string): Promise<Topic> {
  const topic = await trx
    .selectFrom("topic")
    .select(["key", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!topic) throw notFound();
  return topic;
}

/** Ends a pause of an account: what its owner chose before it holds again. Nothing happens where it is not paused. */
export async function resume(services: Pick<Services, "db">, viewer: Viewer, id: string): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const account = await lockOwned(trx, viewer, id);
    await endPause(trx, viewer, account.id);
  });
}

/** Pauses every account of the viewer's own, until a moment or until they go on. Gives how many. */
export async function pauseAll(
  services: Pick<Services, "db">,
  viewer: Person,
  until: string | undefined,
): Promise<number> {
  return services.db.transaction().execute(async (trx) => {
    const now = await timeOf(trx);
    const choice = { mode: "paused" as const, until };
    checkEnd(choice, now);
    const accounts = await lockMine(trx, viewer);
    for (const account of accounts) await write(trx, viewer, account, choice, now);
    return accounts.length;
  });
}

/** Ends the pauses of all accounts of the viewer's own. Gives how many were paused. */
export async function resumeAll(services: Pick<Services, "db">, viewer: Viewer): Promise<number> {
  return services.db.transaction().execute(async (trx) => {
    let resumed = 0;
    for (const account of await lockMine(trx, viewer)) if (await endPause(trx, viewer, account.id)) resumed += 1;
    return resumed;
  });
}

function checkEnd({ mode, until }: { mode: Mode; until?: string | undefined }, now: number): void {
  if (until === undefined) return;
  if (Date.parse(until) <= now) throw invalid([{ place: "body.until", message: "must be in the future" }]);
  if (mode === "auto" && Date.parse(until) > now + longest * day)
    throw invalid([
      { place: "body.until", message: "automatic posting ends after a year at most: it can be said again then" },
    ]);
}

/** In the order of their ids, so that two who do this at once do not lock each other out. */
const lockMine = (trx: Trx, viewer: Viewer): Promise<Owned[]> =>
  trx
    .selectFrom("account")
    .select(["id", "member_id", "network", "handle", "kind", "zone"])
    .where("workspace_id", "=", viewer.workspaceId)
    .where("member_id", "=", viewer.memberId)
    .where("state", "<>", "disconnected")
    .orderBy("id")
    .forUpdate()
    .execute();

async function write(
  trx: Trx,
  viewer: Person,
  account: Owned,
  { mode, until, topic }: { mode: Mode; until?: string | undefined; topic?: Topic | undefined },
  now: number,
): Promise<void> {
  const year = new Date(now);
  year.setUTCFullYear(year.getUTCFullYear() + 1);
  const ends = mode === "auto" && account.member_id !== null ? soonest(until, year.toISOString()) : until;
  const said = ends === undefined ? null : written(ends, viewer.language, account.zone);
  await writeMode(
    trx,
    viewer,
    account.id,
    { mode, until: ends, topic: topic?.key },
    {
      at: new Date(now).toISOString(),
      by: viewer.memberId,
      name: viewer.name,
      account: `${account.network}:${account.handle}`,
      words:
        topic === undefined
          ? words[mode](said)[viewer.language]
          : about(topic.name, words[mode](said))[viewer.language],
      ...(topic === undefined ? {} : { topic: topic.name }),
      language: viewer.language,
    },
  );
}

const soonest = (until: string | undefined, latest: string): string =>
  until === undefined || Date.parse(until) > Date.parse(latest) ? latest : until;
