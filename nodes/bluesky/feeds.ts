import type { DemoPerson, SimulatorReply, SimulatorRequest, Stage } from "#engine/simulator.ts";
import { type Embed } from "./lexicon.ts";
import { apiPost, type Reader, type ReadPost } from "./reader.ts";
import { fail, json } from "./reply.ts";
import { type Repository, uriOf } from "./repository.ts";
import { didOf, findResident, handleOf } from "./resident.ts";
import { readUri } from "./wire.ts";

type Tools = { stage: Stage; repository: Repository; reader: Reader };

/** Lists of posts as the reading side gives them, newest first: what somebody posted, and what a search finds. */
export function createFeeds({ stage, repository, reader }: Tools) {
  const { people, base } = stage;
  const find = (handle: string): DemoPerson | undefined => people.find((person) => person.handle === handle);

  function view(post: ReadPost): unknown[] {
    const person = find(post.handle);
    if (person === undefined) return [];
    const { embed } = post.record;
    const shown = embed === undefined ? null : embedView(embed, person);
    return [
      { ...apiPost(repository, post, person, stage.now()), labels: [], ...(shown === null ? {} : { embed: shown }) },
    ];
  }

  function embedView(embed: Embed, person: DemoPerson): Record<string, unknown> {
    const picture = (cid: string): string => `${base}/img/${encodeURIComponent(didOf(person.handle))}/${cid}`;
    switch (embed.$type) {
      case "app.bsky.embed.images":
        return {
          $type: "app.bsky.embed.images#view",
          images: embed.images.map(({ image, alt, aspectRatio }) => {
            const url = picture(image.ref.$link);
            return { thumb: url, fullsize: url, alt, ...(aspectRatio === undefined ? {} : { aspectRatio }) };
          }),
        };
      case "app.bsky.embed.video": {
        const { video, alt, aspectRatio } = embed;
        const playlist = `${base}/film/${encodeURIComponent(didOf(person.handle))}/${video.ref.$link}`;
        const more = { ...(alt === undefined ? {} : { alt }), ...(aspectRatio === undefined ? {} : { aspectRatio }) };
        return { $type: "app.bsky.embed.video#view", cid: video.ref.$link, playlist, ...more };
      }
      case "app.bsky.embed.external": {
        const { thumb, ...external } = embed.external;
        return {
          $type: "app.bsky.embed.external#view",
          external: { ...external, ...(thumb === undefined ? {} : { thumb: picture(thumb.ref.$link) }) },
        };
      }
      case "app.bsky.embed.record":
        return { $type: "app.bsky.embed.record#view", record: quoted(embed.record.uri) };
      case "app.bsky.embed.recordWithMedia":
        return {
          $type: "app.bsky.embed.recordWithMedia#view",
          record: { record: quoted(embed.record.record.uri) },
          media: embedView(embed.media, person),
        };
    }
  }

  function quoted(uri: string): Record<string, unknown> {
    const place = readUri(uri);
    const person = place === null ? null : findResident(people, place.did);
    const post = person === null ? undefined : reader.of(person.handle).find(({ stored }) => uriOf(stored) === uri);
    if (person === null || post === undefined)
      return { $type: "app.bsky.embed.record#viewNotFound", uri, notFound: true };
    const author = { did: didOf(person.handle), handle: handleOf(person), displayName: person.name };
    return { $type: "app.bsky.embed.record#viewRecord", uri, cid: post.stored.cid, author, value: post.record };
  }

  /** One answer; `cursor` is the time of the last post that was given. */
  function page(posts: readonly ReadPost[], query: URLSearchParams): { some: ReadPost[]; cursor?: string } {
    const limit = Number(query.get("limit") ?? "50");
    const before = query.get("cursor");
    const rest = posts.toReversed().filter(({ at }) => before === null || at < Date.parse(before));
    const some = rest.slice(0, limit);
    const last = some.at(-1);
    return { some, ...(last !== undefined && rest.length > limit ? { cursor: new Date(last.at).toISOString() } : {}) };
  }
  const limits = ({ query }: SimulatorRequest, method: string): SimulatorReply | null => {
    const limit = Number(query.get("limit") ?? "50");
    return limit >= 1 && limit <= 100
      ? null
      : fail(400, "InvalidRequest", `Error: Params must have the property "limit" between 1 and 100 in ${method}`);
  };

  return {
    author: (request: SimulatorRequest): SimulatorReply => {
      const { query } = request;
      const person = findResident(people, query.get("actor") ?? "");
      if (person === null) return fail(400, "InvalidRequest", "Profile not found");
      const wrong = limits(request, "getAuthorFeed");
      if (wrong !== null) return wrong;
      const own = didOf(person.handle);
      const withReplies = query.get("filter") === "posts_with_replies";
      const posts = reader.of(person.handle).filter(({ record }) => {
        const above = record.reply?.parent.uri;
        return withReplies || above === undefined || above.startsWith(`at://${own}/`);
      });
      const { some, ...more } = page(posts, query);
      return json({ feed: some.flatMap((post) => view(post).map((one) => ({ post: one }))), ...more });
    },
    search: (request: SimulatorRequest): SimulatorReply => {
      const { query } = request;
      const words = (query.get("q") ?? "").toLowerCase().split(/\s+/u).filter(Boolean);
      if (words.length === 0) return fail(400, "InvalidRequest", 'Error: Params must have the property "q"');
      const wrong = limits(request, "searchPosts");
      if (wrong !== null) return wrong;
      const posts = reader.all().filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)));
      const { some, ...more } = page(posts, query);
      return json({ posts: some.flatMap(view), hitsTotal: posts.length, ...more });
    },
  };
}
