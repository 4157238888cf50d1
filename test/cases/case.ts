import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** Kinds whose cases are held by preview and by a run alike, however many polls they have. */
const twice = new Set(["identity", "story"]);

const Served = z.object({
  file: z.string().regex(/^[^/\\]+$/u),
  type: z.string(),
  status: z.int().min(200).max(599).default(200),
  headers: z.record(z.string(), z.string()).default({}),
});
const Wish = z.union([
  z.string(),
  z.strictObject({ contains: z.array(z.string()).default([]), lacks: z.array(z.string()).default([]) }),
]);
/** Read strictly: a wish that nobody understands would pass unseen. */
const Outcome = z.strictObject({
  posts: z.array(z.array(Wish)).optional(),
  order: z.enum(["given", "any"]).default("any"),
  problem: z.boolean().optional(),
  nextPollAfterS: z.number().optional(),
});
const Step = z.object({ type: z.string(), config: z.record(z.string(), z.unknown()).default({}) });
const Case = z.object({
  name: z.string().min(1),
  kind: z.string(),
  about: z.string(),
  source: Step,
  steps: z.array(Step),
  account: z.string().regex(/^[a-z0-9]+:.+$/u),
  polls: z.array(z.array(Served).length(1)).min(1),
  expect: z.union([z.strictObject({ anyOf: z.array(Outcome).min(1) }), Outcome]),
});
const Manifest = z.object({ format: z.literal(1), cases: z.array(Case).min(1) });

export type Served = z.infer<typeof Served>;
export type Wish = z.infer<typeof Wish>;
export type Outcome = z.infer<typeof Outcome>;
/** A case of a folder, as its README says; `folder` holds the documents. */
export type Case = z.infer<typeof Case> & { folder: string };

/** The cases of a folder, in the order of its manifest. Throws where the manifest is not of the format. */
export async function readCases(folder: string): Promise<Case[]> {
  const text = await readFile(join(folder, "manifest.json"), "utf8");
  return Manifest.parse(JSON.parse(text)).cases.map((one) => ({ ...one, folder }));
}

/** The outcomes of which one must hold. */
export const outcomesOf = ({ expect }: Case): Outcome[] => ("anyOf" in expect ? expect.anyOf : [expect]);

/** Which of the product's ways a case goes: what a preview shows, what runs send, or both. */
export function waysOf(one: Case): { preview: boolean; run: boolean } {
  const asksTime = outcomesOf(one).some(({ nextPollAfterS }) => nextPollAfterS !== undefined);
  const single = one.polls.length === 1;
  // What a source that answers with an error leads to is a matter of runs.
  return { preview: single && !asksTime, run: !single || asksTime || twice.has(one.kind) };
}
