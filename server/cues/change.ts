import { sql } from "kysely";
import { webAddress } from "#engine/key.ts";
import { isReadyMade, readyMade } from "#engine/cue.ts";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { lookAtLink, noLink, readLink } from "../suggestions/link.ts";
import { shownPage } from "../suggestions/views.ts";
import { topicsOf } from "../topics/read.ts";
import { askAbout } from "./ask.ts";
import { type Shown, shownBy, storyKey } from "./post.ts";

type Who = { workspaceId: string; memberId: string };
type Seeing = Pick<Services, "db" | "nodes" | "pages" | "media" | "settings">;

/** What a pasted address leads to, as far as anybody sees it; and whether colleagues were asked about it before. Throws 422 `no_link`. */
export async function lookCue(services: Seeing, { workspaceId }: Who, address: string): Promise<Reply<"lookCue">> {
  const link = readLink(address);
  if (link === null) throw noLink();
  const network = networkOf(services, link);
  const { rows } = await sql<{
    id: number;
  }>`select id from cue where workspace_id = ${workspaceId} and story = ${storyKey(link, network)}`.execute(
    services.db,
  );
  const known = rows[0]?.id ?? null;
  const { page, why } = await lookAtLink(services, workspaceId, link);
  const shown = page === null ? null : shownPage(services, workspaceId, page);
  return {
    ...{ link, network, known, why: why?.text ?? null },
    ...{ title: shown?.title ?? "", text: shown?.summary ?? "", picture: shown?.picture ?? null },
  };
}

/** The network on which an address stands: by the host of its pages; null: of none that is known. */
export function networkOf({ nodes, settings }: Pick<Services, "nodes" | "settings">, link: string): string | null {
  const host = hostOf(link);
  for (const [name, { card, webBase }] of nodes.sites) {
    // Where a deployment puts all networks on one host, the path says which.
    const redirected = settings.networks[name]?.web;
    if (redirected !== undefined && link.startsWith(redirected)) return name;
    if (host === hostOf(webBase) || card.hosts?.includes(host) === true) return name;
  }
  return null;
}
const hostOf = (address: string): string => (webAddress(address)?.hostname ?? "").replace(/^(?:www|m|mobile)\./u, "");

/**
 * A manager gives a post by its address: a few people are asked about it at once. Throws 422 `no_link`, `no_words`, `ready_made`, `no_topic`, 409 `cue_known`
 * where colleagues were asked about it before.
 */
export async function openCue(services: Seeing, who: Who, body: Body<"openCue">): Promise<Reply<"openCue">> {
  const { workspaceId, memberId } = who;
  const link = readLink(body.address);
  if (link === null) throw noLink();
  const { title = "", text = "", author = "", colleague = null, most = 3, days = 3 } = body;
  const ideas = (body.ideas ?? []).map((idea) => idea.trim()).filter((idea) => idea !== "");
  if (ideas.some(isReadyMade)) throw unprocessable("ready_made", readyMade);
  if (title.trim() === "" && text.trim() === "") throw noWords();
  const wished = body.topic ?? null;
  const topic =
    wished === null ? undefined : (await topicsOf(services.db, workspaceId)).find(({ id }) => id === wished);
  if (wished !== null && topic === undefined) throw noTopic();
  // The picture is what the page names, and no address that somebody gives.
  const { page } = await lookAtLink(services, workspaceId, link);
  const shown = shownBy({
    ...{ url: link, network: networkOf(services, link), author, title, text },
    picture: page?.picture ?? null,
  });
  return services.db.transaction().execute(async (trx) => {
    const id = await insert(trx, who, shown, { ideas, topic: topic?.name ?? null, most, days, author: colleague });
    await record(trx, {
      workspaceId,
      memberId,
      action: "cue.open",
      subject: `cue/${id}`,
      detail: { title: shown.title || shown.url },
    });
    return { id, asked: (await askAbout(trx, workspaceId, id)) > 0 };
  });
}

type Wish = { ideas: string[]; topic: string | null; most: number; days: number; author: string | null };
async function insert(
  trx: Trx,
  { workspaceId, memberId }: Who,
  shown: Shown,
  { ideas, topic, most, days, author }: Wish,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into cue (workspace_id, story, url, network, author, author_id, title, text, picture, ideas, topics, most, made_by, expires_at)
    values (${workspaceId}, ${shown.story}, ${shown.url}, ${shown.network}, ${shown.author},
      (select id from member where workspace_id = ${workspaceId} and id = ${author}), ${shown.title}, ${shown.text}, ${JSON.stringify(shown.picture)}::jsonb,
      ${ideas}, ${topic === null ? [] : [topic]}, ${most}, ${memberId}, now() + make_interval(days => ${days}::int))
    on conflict (workspace_id, story) do nothing returning id`.execute(trx);
  const id = rows[0]?.id;
  if (id === undefined) throw known();
  return id;
}

/** Takes a post back: its cards go at once. Taken back already, nothing changes. Throws 404. */
export async function endCue({ db }: Pick<Services, "db">, { workspaceId, memberId }: Who, id: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{
      title: string;
      url: string;
      ended: boolean;
    }>`select title, url, ended_at is not null as ended from cue
      where workspace_id = ${workspaceId} and id = ${id} for update`.execute(trx);
    const [cue] = rows;
    if (cue === undefined) throw notFound();
    if (cue.ended) return;
    await sql`update cue set ended_at = now(), look_at = null where workspace_id = ${workspaceId} and id = ${id}`.execute(
      trx,
    );
    await record(trx, {
      workspaceId,
      memberId,
      action: "cue.end",
      subject: `cue/${id}`,
      detail: { title: cue.title || cue.url },
    });
  });
}

const known = () =>
  conflict("cue_known", {
    en: "Colleagues were asked about this post already. Nobody is asked twice.",
    fr: "Des collègues ont déjà été sollicités pour cette publication. Personne ne l’est deux fois.",
  });
const noWords = () =>
  unprocessable("no_words", {
    en: "Say what the post is about: a network often shows its words to nobody who is not signed in.",
    fr: "Dites de quoi parle la publication : un réseau n’en montre souvent le texte qu’aux personnes connectées.",
  });
const noTopic = () =>
  unprocessable("no_topic", {
    en: "This topic is there no more. Choose another, or none.",
    fr: "Ce thème n’existe plus. Choisissez-en un autre, ou aucun.",
  });
