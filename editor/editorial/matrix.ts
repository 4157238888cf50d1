import type { Reply } from "#server/api.ts";

type Coverage = Reply<"editorialCoverage">;
type Topic = { id: string; key: string; name: string; archived: boolean };

export type Matrix = {
  weeks: readonly string[];
  /** By name; what had no topic comes last, and only where there is some. `name` null: without a topic. */
  rows: { key: string; name: string | null; cells: number[]; sum: number }[];
  sum: number;
  /** Topics of which nothing went out in all these weeks. */
  silent: string[];
  /** How much a count is beside the others, from 0 (none) to 3. */
  levelOf: (count: number) => number;
};

/** Topics by weeks. `topics`: those for an audience, by id; null: all of them. */
export function matrixOf(
  { weeks, cells }: Coverage,
  topics: readonly Topic[],
  wanted: { network: string; topics: readonly string[] | null },
): Matrix {
  const counts = new Map<string, number[]>();
  for (const { topic, week, network, posts } of cells) {
    if (wanted.network !== "" && network !== wanted.network) continue;
    const row = counts.get(topic) ?? weeks.map(() => 0);
    const at = weeks.indexOf(week);
    if (at >= 0) row[at] = (row[at] ?? 0) + posts;
    counts.set(topic, row);
  }
  const none = (): number[] => weeks.map(() => 0);
  const shown = topics.filter(
    ({ id, key, archived }) => (wanted.topics === null || wanted.topics.includes(id)) && (!archived || counts.has(key)),
  );
  const add = (row: readonly number[]): number => row.reduce((sum, count) => sum + count, 0);
  const rows: Matrix["rows"] = shown.map(({ key, name }) => {
    const row = counts.get(key) ?? none();
    return { key, name, cells: row, sum: add(row) };
  });
  // Keys that no topic has any more went out without one, as far as anybody can say now.
  const known = new Set(topics.map(({ key }) => key));
  const rest = [...counts].filter(([key]) => !known.has(key)).map(([, row]) => row);
  if (wanted.topics === null && rest.length > 0) {
    const row = rest.reduce((sum, each) => sum.map((count, index) => count + (each[index] ?? 0)), none());
    rows.push({ key: "", name: null, cells: row, sum: add(row) });
  }
  const top = Math.max(1, ...rows.flatMap((row) => row.cells));
  return {
    weeks,
    rows,
    sum: rows.reduce((sum, row) => sum + row.sum, 0),
    silent: rows.flatMap(({ name, sum }) => (name !== null && sum === 0 ? [name] : [])),
    levelOf: (count) => (count === 0 ? 0 : Math.max(1, Math.ceil((3 * count) / top))),
  };
}
