import process from "node:process";
import { ambassador, bounds as answering } from "./ambassador.ts";
import { editor } from "./editor.ts";
import { bounds, newcomer } from "./newcomer.ts";
import { monday } from "./monday.ts";
import { people } from "./people.ts";
import { isSound } from "./play.ts";

/**
 * `npm run journey -- newcomer` (or `ambassador`, `editor`, `people`, `monday`): a person's way through the real product in a real browser. The last line is JSON with what it took; ends with an
 * error where that is more than it may take.
 */
const journeys: Record<
  string,
  { go: (args: readonly string[]) => Promise<Record<string, number>>; holds: (took: Record<string, number>) => boolean }
> = {
  newcomer: {
    go: newcomer,
    holds: ({ clicks = 0, seconds = 0, posts = 0 }) =>
      clicks <= bounds.clicks && seconds <= bounds.seconds && posts >= bounds.posts,
  },
  ambassador: {
    go: ambassador,
    holds: ({ taps = 0, seconds = 0 }) => taps > 0 && taps <= answering.taps && seconds <= answering.seconds,
  },
  editor: { go: editor, holds: isSound },
  people: { go: people, holds: isSound },
  monday: { go: monday, holds: isSound },
};

const [name = "", ...args] = process.argv.slice(2);
const journey = journeys[name];
if (journey === undefined) {
  process.stderr.write(
    `There is no journey ${JSON.stringify(name)}. There are: ${Object.keys(journeys).join(", ")}.\n`,
  );
  process.exit(2);
}
const took = await journey.go(args);
console.log(JSON.stringify({ journey: name, ...took }));
process.exit(journey.holds(took) ? 0 : 1);
