/** How much a batch may exceed the running mean of the last ones, and the weight of the newest in that mean. */
const slack = 1.25;
const weight = 0.1;

/**
 * Micro-batching: requests that arrive while a batch is under way go together in the next one, so that durability costs
 * one commit for many lanes. `most` bounds a batch, and so does the usual size of the last ones: callers that came back together
 * would otherwise stay together, and the database and the networks would idle in turns. What waits longer than usual lets the
 * batches grow. (20 lanes, a network that answers after 5 ms: 11 and 19 % more posts a second than without, in two series of 19
 * rounds side by side; two batches under way at once: nothing, since each is smaller.)
 */
export function batch<Request, Answer>(
  run: (requests: Request[]) => Promise<Answer[]>,
  options: { most: number },
): (request: Request) => Promise<Answer> {
  type Waiting = { request: Request; resolve: (answer: Answer) => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let flying = false;
  let scheduled = false;
  let usual = 4;

  const fly = async (): Promise<void> => {
    scheduled = false;
    if (waiting.length === 0 || flying) return;
    const size = Math.min(options.most, Math.ceil(usual * slack));
    const taken = waiting.slice(0, size);
    waiting = waiting.slice(size);
    usual += (taken.length - usual) * weight;
    flying = true;
    const outcome = await run(taken.map((each) => each.request)).then(
      (answers) => (index: number, each: Waiting) => each.resolve(answers[index] as Answer),
      (error: unknown) => (_: number, each: Waiting) => each.reject(error),
    );
    flying = false;
    if (waiting.length > 0) {
      // The next batch leaves first: the database works on it while this one's answers are worked on here.
      void fly();
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const [index, each] of taken.entries()) outcome(index, each);
  };
  const schedule = (): void => {
    if (scheduled || flying) return;
    scheduled = true;
    // After the I/O of this turn: answers that arrived together are settled together.
    setImmediate(() => void fly());
  };
  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      schedule();
    });
}
