import { fold } from "./words.ts";

/** How topics are told apart by their names: without accents, case and spaces around them. */
export const topicWord = (name: string): string => fold(name.trim());

/** What somebody follows, as far as a target asks. */
export type Follower = {
  /** The keys of the topics that they follow. */
  topics: readonly string[];
  /** They chose their topics: none means none. Absent: who follows none takes everything. */
  chose?: boolean;
  /** Of all the workspace's topics: every name, as `topicWord` has it, to the topic's key. Absent: a name is its own key. */
  called?: ReadonlyMap<string, string>;
};

/**
 * The topic, by its key, under which a target that names some is for somebody, and their consent is asked; "" where it names none; null: it is not for
 * them. Names that a topic once had count as that topic.
 */
export function topicFor({ topics, chose, called }: Follower, named: readonly string[]): string | null {
  if (named.length === 0) return "";
  const keys = named.map((name) => called?.get(topicWord(name)) ?? name);
  if (topics.length === 0) return chose === true ? null : (keys[0] ?? "");
  const wanted = new Set(keys.map(topicWord));
  return topics.find((topic) => wanted.has(topicWord(topic))) ?? null;
}
