import { z } from "zod";
import type { Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { type Listed, readListed } from "#engine/listed.ts";
import { NodeError, type PolledSource, type Reader } from "#engine/node.ts";
import { readingFailure, unreadable } from "#engine/reading.ts";
import { readRef } from "#engine/ref.ts";
import { card } from "./card.ts";
import type { Config } from "./node.ts";
import { addressOf } from "./publish.ts";
import { type Files, isPicture, isReshare, isShown, isVideo, itemOf, mediaUrns } from "./reading.ts";
import { limitOf, retired, wordsOf } from "./refusal.ts";
import { ask, authorOf, type Call, listOf, usualVersion } from "./rest.ts";
import { Batch, Listed as Post, Rows, Stored } from "./wire.ts";

const { title } = card;
/** Posts an answer holds, answers of one poll, URNs that one call asks for and calls for files at most, and posts asked after. */
const size = { page: 50, pages: 4, batch: 50, batches: 4, missing: 20 };
/** Milliseconds between two looks: LinkedIn counts calls by the day, a hundred for a person in an app that is on trial [reported]. */
const pace = 15 * 60_000;

const Memory = z.object({ asked: z.number().optional().catch(undefined) }).catch({});

type Access = Reader & { name: string };

export const source: PolledSource<Config> = {
  identify: ({ account, reshares }) => {
    const { id, handle } = readRef(account);
    return [`linkedin:${id ?? handle}`, ...(reshares ? ["reshares"] : [])].join(" +");
  },
  poll: async ({ account, reshares }, context) => {
    const { asked = -Infinity } = Memory.parse(context.cursor);
    if (context.now >= asked && context.now < asked + pace)
      return { items: [], cursor: context.cursor, title: null, unchanged: true };
    const reader = await context.account(account);
    if (reader.login.kind !== "page") throw noPage(reader.login.handle);
    const access = { ...reader, name: reader.login.handle };
    const listed = readListed(context.cursor);
    const posts = await readPosts(access, listed);
    const entries = posts.map(({ id, lastModifiedAt }) => ({ id, mark: String(lastModifiedAt ?? "") }));
    const gone = await askAfter(access, listed.missing(entries));
    const wanted = posts.filter((post) => isShown(post) && (reshares || !isReshare(post)));
    // Of what is known nobody looks at the pictures again.
    const files = await findFiles(access, wanted.filter(({ id }) => !listed.knows(id)).flatMap(mediaUrns));
    const from = {
      account: reader.login.remoteId,
      name: access.name,
      source: `${title} · ${access.name}`,
      address: (urn: string) => addressOf(reader.context, urn),
    };
    return {
      items: wanted.map((post) => itemOf(post, files, from)),
      gone: gone.map((urn) => `linkedin:${urn}`),
      cursor: { ...listed.next(entries, gone), asked: context.now },
      title: from.source,
      unchanged: listed.same(entries) && gone.length === 0,
    };
  },
};

/** What was changed last comes first, so that an edit of an older post is seen. Read on to a post that is known; at first one answer. */
async function readPosts(access: Access, listed: Listed): Promise<Post[]> {
  const posts: Post[] = [];
  const author = encodeURIComponent(authorOf(access.login));
  for (let page = 0; page < (listed.empty ? 1 : size.pages); page += 1) {
    const path = `/rest/posts?author=${author}&q=author&start=${page * size.page}&count=${size.page}&sortBy=LAST_MODIFIED`;
    const { elements } = await read(access, path, "FINDER", Rows);
    const rows = elements.flatMap((row) => Post.safeParse(row).data ?? []);
    posts.push(...rows);
    const last = rows.at(-1);
    if (elements.length < size.page || last === undefined || listed.knows(last.id)) break;
  }
  return posts;
}

/** Which posts are deleted: absence from the list alone proves nothing. */
async function askAfter(access: Access, urns: readonly string[]): Promise<string[]> {
  const some = urns.slice(0, size.missing);
  if (some.length === 0) return [];
  const { statuses, errors } = await read(access, `/rest/posts?ids=${listOf(some)}`, "BATCH_GET", Batch);
  return some.filter((urn) => [404, 410].includes(statuses[urn] ?? errors[urn]?.status ?? 0));
}

/** Where the files are. What LinkedIn does not show to this account, or has not finished, is left out. */
async function findFiles(access: Access, urns: readonly string[]): Promise<Files> {
  const files = new Map<string, { url: string; thumbnail: string | null }>();
  for (const [kind, is] of [
    ["images", isPicture],
    ["videos", isVideo],
  ] as const) {
    const some = [...new Set(urns.filter(is))].slice(0, size.batch * size.batches);
    for (let at = 0; at < some.length; at += size.batch) {
      const path = `/rest/${kind}?ids=${listOf(some.slice(at, at + size.batch))}`;
      const { results } = await read(access, path, "BATCH_GET", Batch, [403, 404]);
      for (const [urn, found] of Object.entries(results)) {
        const { downloadUrl, thumbnail } = Stored.safeParse(found).data ?? {};
        if (downloadUrl != null) files.set(urn, { url: downloadUrl, thumbnail: thumbnail ?? null });
      }
    }
  }
  return files;
}

/** What a call answers by its schema; of a status that is waited for, what says nothing. Throws NodeError. */
async function read<T>(
  { login, context, name }: Access,
  path: string,
  asks: Call["asks"],
  schema: z.ZodType<T>,
  also: readonly number[] = [],
): Promise<T> {
  const answer = await ask(context, path, { token: login.token, ...(asks === undefined ? {} : { asks }) });
  if (also.includes(answer.status)) return schema.parse({});
  if (answer.status !== 200) throw refused({ login, context, name }, answer);
  const found = schema.safeParse(readJson(answer.body));
  if (!found.success) throw unreadable(title, name);
  return found.data;
}

function refused({ context, name }: Access, answer: Answer): NodeError {
  const now = context.now();
  if (answer.status === 426)
    return new NodeError("retired", retired(context.version ?? usualVersion), { retry: true, wait: 3600 });
  if (answer.status === 403) return new NodeError("forbidden", noRole(name), { retry: false });
  return readingFailure(answer, { title, what: name, words: wordsOf(answer), until: limitOf(answer, now), now });
}

const noPage = (name: string): NodeError => {
  const en = `LinkedIn lets nobody read what people post: “${name}” is a profile. Choose a page.`;
  const fr = `LinkedIn ne laisse personne lire ce que publient les gens : « ${name} » est un profil. Choisissez une page.`;
  return new NodeError("no_page", { en, fr }, { retry: false });
};
const noRole = (name: string) => ({
  en: `LinkedIn no longer shows the posts of “${name}” to whoever connected it: their role there may have been taken away. Have it given back, or have somebody else who administers the page connect it.`,
  fr: `LinkedIn ne montre plus les publications de « ${name} » à la personne qui l’a connectée : son rôle a peut-être été retiré. Faites-le rétablir, ou faites connecter la page par une autre personne qui l’administre.`,
});
