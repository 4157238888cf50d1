import { simulate } from "./simulate.ts";

/** `npm run simulate -- --seeds N [--from N] [--commands N]`: many histories; prints what was broken, and exits 1 where anything was. */
const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const from = option("from", 1);
const seeds = option("seeds", 10_000);
const commands = option("commands", 60);
const started = performance.now();
const secondsSoFar = (): number => Math.round((performance.now() - started) / 100) / 10;
let broken = 0;
let posts = 0;
for (let seed = from; seed < from + seeds; seed += 1) {
  const outcome = await simulate(seed, commands);
  posts += outcome.posts;
  const done = seed - from + 1;
  if (done % 10_000 === 0) process.stderr.write(`${done} of ${seeds} after ${secondsSoFar()} s, ${broken} broken\n`);
  if (outcome.violations.length === 0) continue;
  broken += 1;
  if (broken <= 20) process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
process.stdout.write(`${JSON.stringify({ seeds, commands, posts, broken, seconds: secondsSoFar() })}\n`);
process.exit(broken === 0 ? 0 : 1);
