/**
 * Micro-batching: requests that arrive while a batch is under way go together in the next one, so that durability costs
 * one commit for many lanes. `most` bounds a batch, `flights` how many may be under way at once.
 */
export function batch<Request, Answer>(
  run: (requests: Request[]) => Promise<Answer[]>,
  options: { most: number; flights: number },
): (request: Request) => Promise<Answer> {
  type Waiting = { request: Request; resolve: (answer: Answer) => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let flying = 0;
  let scheduled = false;

  const fly = async (): Promise<void> => {
    scheduled = false;
    if (waiting.length === 0 || flying >= options.flights) return;
    const taken = waiting.slice(0, options.most);
    waiting = waiting.slice(options.most);
    flying += 1;
    const outcome = await run(taken.map((each) => each.request)).then(
      (answers) => (index: number, each: Waiting) => each.resolve(answers[index] as Answer),
      (error: unknown) => (_: number, each: Waiting) => each.reject(error),
    );
    flying -= 1;
    if (waiting.length > 0) {
      // The next batch leaves first: the database works on it while this one's answers are worked on here.
      void fly();
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const [index, each] of taken.entries()) outcome(index, each);
  };
  const schedule = (): void => {
    if (scheduled || flying >= options.flights) return;
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
