import { afterEach, expect, test } from "vitest";
import type { Answer, Job, StoredItem } from "./job.ts";
import { type Backtests, createBacktests } from "./thread.ts";

let made: Backtests[] = [];
afterEach(async () => {
  await Promise.all(made.map((each) => each.close()));
  made = [];
});
const open = (body: string, options: { jobMs?: number } = {}): Backtests => {
  const script = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from "node:worker_threads";
      const tell = (message) => parentPort.postMessage(message);
      const stopped = (job) => Atomics.load(job.stop, 0) !== 0;
      let job, items = [];
      parentPort.on("message", async (message) => {
        if (message.kind === "begin") { job = message.job; items = []; }
        else if (message.kind === "items") items.push(...message.items);
        else if (message.kind === "go") { ${body} }
      });
      tell({ kind: "ready" });`)}`,
  );
  const backtests = createBacktests({ script, ...options });
  made.push(backtests);
  return backtests;
};

const job = { map: "m" } as unknown as Job;
const has = () => Promise.resolve({ pages: [], words: [] });
async function* some() {
  yield [{ seq: 1 }, { seq: 2 }] as StoredItem[];
  yield [{ seq: 3 }] as StoredItem[];
}
const never = new AbortController().signal;
const answers = `tell({ kind: "answer", id: message.id, answer: { ms: items.length } });`;
/** Until it is told to stop. */
const works = `const id = message.id; const step = () => {
  if (stopped(job)) return tell({ kind: "failed", id, detail: "stopped" });
  tell({ kind: "progress", id, done: 1, of: 2 });
  setTimeout(step, 5);
}; step();`;

test("Items go over some at a time, and the answer comes back.", async () => {
  expect(await open(answers).reckon("me", job, { items: some(), has }, never)).toEqual({ ms: 3 });
});

test("Whoever goes away ends theirs: the thread stops by itself and does the next.", async () => {
  const backtests = open(`if (items.length === 0) { ${works} } else { ${answers} }`);
  const leaving = new AbortController();
  const first = backtests.reckon("me", job, { items: (async function* () {})(), has }, leaving.signal);
  await expect.poll(() => backtests.progress("me"), { timeout: 20_000 }).toMatchObject({ done: 1, of: 2 });
  leaving.abort();
  await expect(first).rejects.toMatchObject({ code: "stopped" });
  expect(backtests.progress("me")).toBeNull();
  expect(await backtests.reckon("me", job, { items: some(), has }, never)).toEqual({ ms: 3 });
});

test("What is known first shows while the rest is reckoned, and is no more once that is there.", async () => {
  const backtests = open(`tell({ kind: "first", id: message.id, answer: { ms: 1 } }); ${works}`);
  const leaving = new AbortController();
  const first = (answer: Answer) => ({ shown: answer.ms }) as never;
  const going = backtests.reckon("me", job, { items: some(), has, first }, leaving.signal);
  const seen = { map: "m", first: { shown: 1 }, done: 1, of: 2 };
  await expect.poll(() => backtests.progress("me"), { timeout: 20_000 }).toEqual(seen);
  leaving.abort();
  await expect(going).rejects.toMatchObject({ code: "stopped" });
  expect(backtests.progress("me")).toBeNull();
});

test("A newer one of the same person ends the older; another person's waits for its turn.", async () => {
  const backtests = open(`if (items.length === 0) { ${works} } else { ${answers} }`);
  const older = backtests.reckon("me", job, { items: (async function* () {})(), has }, never);
  const other = backtests.reckon("you", job, { items: some(), has }, never);
  await expect.poll(() => backtests.progress("me")?.done, { timeout: 20_000 }).toBe(1);
  const newer = backtests.reckon("me", job, { items: some(), has }, never);
  await expect(older).rejects.toMatchObject({ code: "stopped" });
  expect(await Promise.all([other, newer])).toEqual([{ ms: 3 }, { ms: 3 }]);
});

test("A thread that hears nothing is ended, and the next one begins anew.", async () => {
  const backtests = open(`if (items.length === 0) for (;;) {} else { ${answers} }`);
  const leaving = new AbortController();
  const deaf = backtests.reckon("me", job, { items: (async function* () {})(), has }, leaving.signal);
  setTimeout(() => leaving.abort(), 1500);
  await expect(deaf).rejects.toMatchObject({ code: "stopped" });
  expect(await backtests.reckon("me", job, { items: some(), has }, never)).toEqual({ ms: 3 });
});

test("What takes too long, dies or fails is said, and the next one works.", async () => {
  const late = open(`if (items.length === 0) for (;;) {} else { ${answers} }`, { jobMs: 300 });
  const nothing = () => ({ items: (async function* () {})(), has });
  await expect(late.reckon("me", job, nothing(), never)).rejects.toMatchObject({ code: "late" });
  expect(await late.reckon("me", job, { items: some(), has }, never)).toEqual({ ms: 3 });
  await expect(open("process.exit(1)").reckon("me", job, nothing(), never)).rejects.toMatchObject({ code: "failed" });
  const failing = {
    items: (async function* (): AsyncGenerator<StoredItem[]> {
      yield await Promise.reject(new Error("the database is away"));
    })(),
    has,
  };
  await expect(open(answers).reckon("me", job, failing, never)).rejects.toMatchObject({ code: "failed" });
});

test("A thread is ready before it is asked, one for all; one that does not come in time is not blamed on the drawing.", async () => {
  const backtests = open(answers);
  backtests.warm();
  backtests.warm();
  expect(await backtests.reckon("me", job, { items: some(), has }, never)).toEqual({ ms: 3 });
  const script = new URL(`data:text/javascript,${encodeURIComponent("setInterval(() => undefined, 1000);")}`);
  const slow = createBacktests({ script, startMs: 200 });
  made.push(slow);
  await expect(slow.reckon("me", job, { items: some(), has }, never)).rejects.toMatchObject({ code: "slow" });
});

test("More than a few that wait are turned away.", async () => {
  const backtests = open(works);
  const leaving = new AbortController();
  const nothing = () => ({ items: (async function* () {})(), has });
  const all = Array.from({ length: 9 }, (_, index) => backtests.reckon(`p${index}`, job, nothing(), leaving.signal));
  for (const each of all) each.catch(() => undefined);
  await expect(backtests.reckon("late", job, nothing(), never)).rejects.toMatchObject({ code: "busy" });
  leaving.abort();
});
