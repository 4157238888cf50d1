import process from "node:process";
import { bounds, newcomer } from "./newcomer.ts";

/**
 * `npm run journey -- newcomer`: a person's way through the real product in a real browser. The last line is JSON with what it took; ends with an
 * error where that is more than it may take.
 */
const journeys: Record<
  string,
  { go: () => Promise<Record<string, number>>; holds: (took: Record<string, number>) => boolean }
> = {
  newcomer: {
    go: newcomer,
    holds: ({ clicks = 0, seconds = 0, posts = 0 }) =>
      clicks <= bounds.clicks && seconds <= bounds.seconds && posts >= bounds.posts,
  },
};

const [name = ""] = process.argv.slice(2);
const journey = journeys[name];
if (journey === undefined) {
  process.stderr.write(
    `There is no journey ${JSON.stringify(name)}. There are: ${Object.keys(journeys).join(", ")}.\n`,
  );
  process.exit(2);
}
const took = await journey.go();
console.log(JSON.stringify({ journey: name, ...took }));
process.exit(journey.holds(took) ? 0 : 1);
