import type { DemoPerson } from "#engine/simulator.ts";
import { followersOf, reactionsTo } from "#engine/simulator/crowd.ts";
import { type PostRecord, readPostRecord } from "./lexicon.ts";
import { type Repository, type StoredRecord, uriOf } from "./repository.ts";
import { didOf, handleOf } from "./resident.ts";
import { readUri } from "./wire.ts";

/** A post as the reading side has it: `at` is its own date, but never later than when it came. Milliseconds since the epoch. */
export type ReadPost = {
  id: string;
  handle: string;
  text: string;
  at: number;
  stored: StoredRecord;
  record: PostRecord;
};

export type ReadRepost = Omit<ReadPost, "record"> & { subject: string; of: string };
const repostCollection = "app.bsky.feed.repost";

/** A post's name on the readers' pages, unique among everybody's. */
export const idOf = ({ handle, rkey }: Pick<StoredRecord, "handle" | "rkey">): string => `${handle}.${rkey}`;

/** The side of the network that reads all servers: lists by date, counts, profiles. */
export function createReader(repository: Repository) {
  /** Reposts, oldest first; `of` is the name of the post on the readers' pages. */
  function reposts(handle?: string): ReadRepost[] {
    const records = repository
      .all()
      .filter((one) => one.collection === repostCollection && (handle === undefined || one.handle === handle));
    const owners = new Map(records.length === 0 ? [] : repository.all().map((one) => [uriOf(one), one.handle]));
    return records.flatMap((stored) => {
      const subject = subjectOf(stored.value);
      const place = readUri(subject);
      const owner = owners.get(subject);
      if (place === null || owner === undefined) return [];
      const of = idOf({ handle: owner, rkey: place.rkey });
      return [{ id: idOf(stored), handle: stored.handle, text: "", at: stored.at, stored, subject, of }];
    });
  }
  /**
   * Oldest first by their dates. Of two posts of one person that name the same date only one is shown, as the real one does it: parts
   * of a thread that were dated alike would vanish.
   */
  function posts(handle?: string): ReadPost[] {
    const shown = new Map<string, ReadPost>();
    const records = handle === undefined ? repository.all() : repository.list(handle, "app.bsky.feed.post");
    for (const stored of records) {
      const post = read(stored);
      if (post !== null) shown.set(`${stored.handle} ${Date.parse(post.record.createdAt)}`, post);
    }
    return [...shown.values()].sort((a, b) => a.at - b.at);
  }
  function read(stored: StoredRecord): ReadPost | null {
    const record = stored.collection === "app.bsky.feed.post" ? readPostRecord(stored.value) : null;
    if (record === null) return null;
    const at = Math.min(Date.parse(record.createdAt), stored.at);
    return { id: idOf(stored), handle: stored.handle, text: record.text, at, stored, record };
  }
  function find(id: string): ReadPost | null {
    const [handle = "", rkey = ""] = id.split(".");
    const stored = repository.find({ handle, collection: "app.bsky.feed.post", rkey });
    return stored === null ? null : read(stored);
  }

  return {
    all: (): ReadPost[] => posts(),
    reposts,
    of: (handle: string): ReadPost[] => posts(handle),
    find,
    /** What was answered to a post. */
    answers: ({ stored }: ReadPost): ReadPost[] =>
      posts().filter(({ record }) => record.reply?.parent.uri === uriOf(stored)),
  };
}
export type Reader = ReturnType<typeof createReader>;

/** A post as `getPosts` gives it. */
export function apiPost(repository: Repository, { stored, record, at }: ReadPost, person: DemoPerson, now: number) {
  const uri = uriOf(stored);
  const crowd = reactionsTo(uri, now - at);
  const own = repository.all();
  const reposts = own.filter(({ value }) => isSubject(value, uri)).length;
  const replies = own.filter(({ value }) => readPostRecord(value)?.reply?.parent.uri === uri).length;
  return {
    uri,
    cid: stored.cid,
    author: { did: didOf(person.handle), handle: handleOf(person), displayName: person.name },
    record,
    likeCount: crowd.likes,
    repostCount: crowd.reposts + reposts,
    replyCount: crowd.replies + replies,
    quoteCount: 0,
    indexedAt: new Date(stored.at).toISOString(),
  };
}

export const apiProfile = (person: DemoPerson, posts: number) => ({
  did: didOf(person.handle),
  handle: handleOf(person),
  displayName: person.name,
  description: person.about,
  followersCount: followersOf(person.handle),
  postsCount: posts,
});

const isSubject = (value: Record<string, unknown>, uri: string): boolean => subjectOf(value) === uri;

/** What a repost's record passes on; "" of any other. */
function subjectOf({ subject }: Record<string, unknown>): string {
  return typeof subject === "object" && subject !== null && "uri" in subject ? String(subject.uri) : "";
}
