import { setTimeout as pause } from "node:timers/promises";

/** Asks until there is an answer (neither null nor false), for so many milliseconds at most. */
export async function within<Answer>(ask: () => Promise<Answer | null | false>, most = 30_000): Promise<Answer> {
  const until = performance.now() + most;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (performance.now() > until)
      throw new Error(`Nothing came within ${most / 1000} s: ${ask.toString().slice(0, 200)}`);
    await pause(200);
  }
}
