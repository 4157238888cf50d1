import { compile } from "#engine/compile.ts";
import type { Item } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Manifest, Process, Publisher } from "#engine/node.ts";
import { execute, type Input, type Result } from "#engine/run.ts";
import { drawing, expand, manifests, process } from "./toys.ts";

/** A step as its folder exports it. The cast is what a registry does: each config is parsed by its own schema before it is used. */
export type Step = { manifest: Manifest; process: Process<unknown> };
export const step = <Config>(of: { manifest: Manifest<Config>; process: Process<Config> }): Step =>
  of as unknown as Step;

/** A tiny real map: a source, these steps in a row, and a target for each account. */
export function chain(
  steps: readonly (readonly [Step, Record<string, unknown>])[],
  items: readonly Item[],
  accounts: readonly Publisher[],
  given?: Input["given"],
): Result {
  const types = new Map(steps.map(([{ manifest, process: run }]) => [manifest.type, { manifest, run }]));
  const names = steps.map((_step, index) => `s${index}`);
  const wells = accounts.map((_account, index) => `w${index}`);
  const row = ["a", ...names];
  const document: MapDocument = drawing(
    {
      a: ["spring"],
      ...Object.fromEntries(
        steps.map(([{ manifest }, config], index) => [names[index]!, [manifest.type, config] as const]),
      ),
      ...Object.fromEntries(accounts.map(({ ref }, index) => [wells[index]!, ["well", { account: ref }] as const])),
    } as unknown as Parameters<typeof drawing>[0],
    [...names.map((name, index) => `${row[index]}>${name}`), ...wells.map((well) => `${row.at(-1)}>${well}`)],
  );
  const all = new Map([...manifests, ...[...types].map(([type, { manifest }]) => [type, manifest] as const)]);
  const { plan, problems } = compile(document, { manifests: all });
  if (plan === null) throw new Error(JSON.stringify(problems));
  return execute(plan, {
    feeds: { a: items },
    now: 0,
    states: {},
    accounts,
    expand,
    process: (type) => types.get(type)?.run ?? process(type),
    ...(given === undefined ? {} : { given }),
  });
}
