import type { DemoPerson, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import type { Shelf } from "#engine/simulator/shelf.ts";
import { tagsIn } from "#engine/posted.ts";
import { apiPost, type Entry, personId, type XPosts } from "./posts.ts";

type Place = { base: string; people: readonly DemoPerson[]; posts: XPosts; shelf: Shelf };
type Replies = {
  json: (status: number, body: unknown) => SimulatorReply;
  invalid: (message: string) => SimulatorReply;
};

/** The one list of the simulated network: everybody. */
export const everybody = "84839422";
/** Search goes back so far, milliseconds. */
const searched = 7 * 86_400_000;

/** Of a post, as far as it need not have them. */
const noParts = { entities: undefined, referenced_tweets: undefined };

/** What X answers to whoever reads: a person by name, what they, a list or a search bring. null for another question. */
export function createReads(
  { base, people, posts, shelf }: Place,
  { json, invalid }: Replies,
): (request: SimulatorRequest) => SimulatorReply | null {
  return ({ method, path, query }) => {
    if (method !== "GET") return null;
    const name = /^\/2\/users\/by\/username\/(\w{1,15})$/u.exec(path)?.[1]?.toLowerCase();
    if (name !== undefined) {
      const person = people.find(({ handle }) => handle.toLowerCase() === name);
      return person === undefined
        ? json(200, {
            errors: [
              { value: name, detail: `Could not find user with username: [${name}].`, title: "Not Found Error" },
            ],
          })
        : json(200, { data: { id: personId(person.handle), name: person.name, username: person.handle } });
    }
    if (path === "/2/tweets/search/recent") return search(query);
    const list = /^\/2\/lists\/(\d+)\/tweets$/u.exec(path)?.[1];
    if (list !== undefined) return list === everybody ? page(posts.all(), query, { least: 1 }) : null;
    const id = /^\/2\/users\/(\d+)\/tweets$/u.exec(path)?.[1];
    const owner = id === undefined ? undefined : people.find(({ handle }) => personId(handle) === id);
    return owner === undefined ? null : page(posts.of(owner.handle), query, { least: 5 });
  };

  function search(query: URLSearchParams): SimulatorReply {
    const words = (query.get("query") ?? "").toLowerCase().split(/\s+/u).filter(Boolean);
    if (words.length === 0 || words.join(" ").length > 512)
      return invalid("The `query` query parameter value is not valid.");
    const plain = words.filter((word) => !word.startsWith("-") && !/^(?:lang|from|is|has):/u.test(word));
    const newest = posts.all().at(-1)?.at ?? 0;
    const found = posts
      .all()
      .filter(({ of }) => of === undefined)
      .filter(({ at, text }) => at > newest - searched && plain.every((word) => text.toLowerCase().includes(word)));
    return page(found, query, { least: 10 });
  }

  /** Newest first. `since_id` is exclusive; the token goes on behind the last page's oldest post. */
  function page(entries: readonly Entry[], query: URLSearchParams, { least }: { least: number }): SimulatorReply {
    const since = query.get("since_id");
    const before = query.get("pagination_token") ?? query.get("next_token");
    const size = Number(query.get("max_results") ?? "10");
    if (!Number.isInteger(size) || size < least || size > 100)
      return invalid(`The \`max_results\` query parameter value is not between ${least} and 100.`);
    if ([since, before].some((id) => id !== null && !/^\d{1,24}$/u.test(id)))
      return invalid("The `since_id` or `pagination_token` query parameter value is not valid.");
    const reposts = !(query.get("exclude") ?? "").split(",").includes("retweets");
    const wanted = entries
      .toReversed()
      .filter(({ of }) => reposts || of === undefined)
      .filter(
        ({ id }) => (since === null || BigInt(id) > BigInt(since)) && (before === null || BigInt(id) < BigInt(before)),
      );
    const some = wanted.slice(0, size);
    // The old and the renamed parameter both choose fields; without them a post has only its id and text.
    const fields = (query.get("post.fields") ?? query.get("tweet.fields") ?? "").split(",");
    const data = some.map((entry) => shown(entry, fields));
    const [newest, oldest] = [data[0]?.id, data.at(-1)?.id];
    if (newest === undefined || oldest === undefined) return json(200, { meta: { result_count: 0 } });
    const meta = {
      result_count: data.length,
      newest_id: newest,
      oldest_id: oldest,
      ...(wanted.length > size ? { next_token: oldest } : {}),
    };
    const includes = included(some, (query.get("expansions") ?? "").split(","));
    return json(200, { data, ...(Object.keys(includes).length > 0 ? { includes } : {}), meta });
  }

  function shown(entry: Entry, fields: readonly string[]) {
    const { created_at, entities, referenced_tweets, ...post } = { ...noParts, ...apiPost(entry, posts.find) };
    const has = (field: string): boolean => fields.includes(field);
    const tags = tagsIn(entry.text).map((tag) => ({ tag }));
    const all = { ...entities, ...(tags.length > 0 ? { hashtags: tags } : {}) };
    return {
      ...post,
      ...(has("created_at") ? { created_at } : {}),
      ...(has("entities") && Object.keys(all).length > 0 ? { entities: all } : {}),
      ...(has("author_id") ? { author_id: personId(entry.handle) } : {}),
      ...((has("referenced_tweets") || has("referenced_posts")) && referenced_tweets !== undefined
        ? { referenced_tweets }
        : {}),
      ...(has("lang") ? { lang: "fr" } : {}),
      ...(has("possibly_sensitive") ? { possibly_sensitive: false } : {}),
      ...(has("attachments") && entry.media !== undefined
        ? { attachments: { media_keys: entry.media.map((id) => `3_${id}`) } }
        : {}),
    };
  }

  function included(entries: readonly Entry[], expansions: readonly string[]): Record<string, unknown[]> {
    const media = entries.flatMap(({ media: ids = [] }) =>
      ids.map((id) => {
        const [one] = shelf.shown(base, [id]);
        return { media_key: `3_${id}`, type: "photo", url: one?.url, ...(one?.alt ? { alt_text: one.alt } : {}) };
      }),
    );
    const users = people
      .filter(({ handle }) => entries.some((entry) => entry.handle === handle))
      .map(({ handle, name }) => ({ id: personId(handle), username: handle, name }));
    return {
      ...(expansions.includes("attachments.media_keys") && media.length > 0 ? { media } : {}),
      ...(expansions.includes("author_id") ? { users } : {}),
    };
  }
}
