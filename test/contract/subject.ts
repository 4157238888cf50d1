import { readdirSync } from "node:fs";
import { type AccountKind, accountKinds, can } from "#engine/card.ts";
import type { Network } from "#engine/network.ts";
import type { Trial } from "#engine/trial.ts";
import { loadNodes } from "#server/nodes.ts";

/** What is put to the test: accounts of one kind on one network. */
export type Subject = {
  /** The network's name, with the kind of account where it has several that post. */
  title: string;
  network: Network;
  kind: AccountKind;
  trial: Trial;
  /** The folder of folders that it was found in. */
  home: URL;
};

const nodesHome = new URL("../../nodes/", import.meta.url);

/** Every network below `home` that accounts can post to, found as the server finds it. Throws where one has no trial. */
export async function findSubjects(home: URL = nodesHome): Promise<Subject[]> {
  const { networks } = await loadNodes(home);
  const trials = new Map<string, Trial>();
  for (const folder of readdirSync(home, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const files = readdirSync(new URL(`${folder.name}/`, home));
    if (!files.includes("trial.ts")) continue;
    const { card } = (await import(new URL(`${folder.name}/card.ts`, home).href)) as { card: Network["card"] };
    const { trial } = (await import(new URL(`${folder.name}/trial.ts`, home).href)) as { trial?: Trial };
    if (trial === undefined) throw new Error(`nodes/${folder.name}: trial.ts does not export \`trial\`.`);
    trials.set(card.name, trial);
  }
  return [...networks.values()].flatMap((network) => {
    const { card } = network;
    // Nothing leaves for a network that this server is itself: what it shows is tried over its own HTTP (test/api/feeds.test.ts).
    if (card.here) return [];
    const trial = trials.get(card.name);
    if (trial === undefined)
      throw new Error(`The network ${card.name} has no trial.ts: the contract suite cannot try it.`);
    const kinds = accountKinds.filter((kind) => can(card, kind, "post"));
    return kinds.map((kind) => ({
      title: kinds.length === 1 ? card.name : `${card.name}, ${kind}`,
      network,
      kind,
      trial,
      home,
    }));
  });
}
