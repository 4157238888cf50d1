import { type Case, type Outcome, outcomesOf, type Wish, waysOf } from "./case.ts";
import type { Came, Stand } from "./stand.ts";

/** Seconds by which the time of the next poll may be rounded. */
const rounding = 60;

/** Tries a case in all the ways that it goes. Gives what is not as it should be, in sentences; nothing where it passes. */
export async function judge(stand: Stand, one: Case): Promise<string[]> {
  const ways = waysOf(one);
  const faults: string[] = [];
  for (const way of ["preview", "run"] as const) {
    if (!ways[way]) continue;
    const came = await stand[way](one).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (typeof came === "string") {
      faults.push(`${way}: ${came}`);
      continue;
    }
    const wrong = outcomesOf(one).map((outcome) => against(outcome, came));
    if (wrong.every((list) => list.length > 0)) faults.push(...wrong[0]!.map((fault) => `${way}: ${fault}`));
  }
  return faults;
}

function against(outcome: Outcome, { problems, posts, nextPollAfter }: Came): string[] {
  const faults: string[] = [];
  const said = problems.map(({ severity, code }) => `${severity} ${code}`).join(", ");
  if (outcome.problem === true && problems.length === 0) faults.push("nothing is said against the map");
  if (outcome.problem === false && problems.length > 0) faults.push(`the map is said to be wrong: ${said}`);
  // What must be warned about need not compile.
  if (posts === null && outcome.problem !== true) faults.push(`the map does not compile: ${said}`);
  if (outcome.posts !== undefined && posts !== null) {
    if (outcome.posts.length !== posts.length)
      faults.push(`${outcome.posts.length} polls expected, ${posts.length} seen`);
    for (const [poll, wishes] of outcome.posts.entries()) {
      const got = posts[poll] ?? [];
      if (!fits(wishes, got, outcome.order))
        faults.push(`poll ${poll + 1}: expected ${JSON.stringify(wishes)}, got ${JSON.stringify(got)}`);
    }
  }
  const wait = outcome.nextPollAfterS;
  if (wait !== undefined && (nextPollAfter === null || nextPollAfter < wait - rounding))
    faults.push(`read again after ${nextPollAfter ?? "no"} s, not ${wait} s`);
  return faults;
}

function fits(wishes: readonly Wish[], posts: readonly string[], order: "given" | "any"): boolean {
  if (wishes.length !== posts.length) return false;
  if (order === "given") return wishes.every((wish, index) => meets(posts[index]!, wish));
  return pair(wishes, posts);
}

/** Whether each wish can have a post of its own: the narrowest choice is not known beforehand, so that all are tried. */
function pair([wish, ...others]: readonly Wish[], posts: readonly string[]): boolean {
  if (wish === undefined) return true;
  return posts.some((post, index) => meets(post, wish) && pair(others, posts.toSpliced(index, 1)));
}

function meets(post: string, wish: Wish): boolean {
  if (typeof wish === "string") return post === wish;
  return wish.contains.every((part) => post.includes(part)) && !wish.lacks.some((part) => post.includes(part));
}
