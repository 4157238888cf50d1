import { mostItem } from "#engine/cases.ts";
import { compile } from "#engine/compile.ts";
import { type Item, writeItem } from "#engine/item.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Plan } from "#engine/plan.ts";
import type { Text } from "#engine/text.ts";
import { endsOf, type Got } from "#engine/tried.ts";
import type { Reply } from "../api.ts";
import { sourceNodes } from "../inbox/map-sources.ts";
import type { Services } from "../ports.ts";
import { readable, readDraft } from "../run/preview.ts";
import { checkCron } from "../time/cron.ts";
import { findItem } from "../why/item.ts";
import { type Known, knownTo } from "./check.ts";
import { runTests, tryingGround } from "./tests.ts";

/** Accounts of one target that are told one by one. */
const mostAccounts = 200;

const plainly = ({ en, fr }: Text): Text => ({ en, fr });
type Found = NonNullable<Reply<"endsOfItem">["found"]>;
const gotView = ({ came, text, end }: Got): Found["targets"][number]["anybody"] => ({
  came,
  text,
  end: end === null ? null : { node: end.node, reason: plainly(end.reason) },
});

/** As much of a draft as can run, with what it is held against; null where nothing can. */
async function tryable(services: Services, workspaceId: string, document: unknown) {
  const known = await knownTo(services.db, workspaceId);
  const { part, document: checked } = compile(document, services.nodes, { ...known, checkCron, part: true });
  return { known, part, checked };
}

/** What becomes of the tests of a draft as it stands; of steps in which an error sits nothing goes on. */
export async function tryTests(
  services: Services,
  workspaceId: string,
  document: unknown,
): Promise<Reply<"tryTests">["rows"]> {
  const { known, part, checked } = await tryable(services, workspaceId, document);
  if (part === null) return [];
  return runTests(services, part, known, checked?.tests?.list ?? []).map(({ id, node, got, why }) => ({
    ...{ id, node, ...gotView(got) },
    why: why === null ? null : plainly(why),
  }));
}

/** What becomes of one item at each target of a draft, as it stands, and the item as a test keeps it; null where no source of the draft has it. */
export async function endsOfItem(
  services: Services,
  workspaceId: string,
  { document, key }: { document: unknown; key: string },
): Promise<Reply<"endsOfItem">> {
  const { known, part, checked } = await tryable(services, workspaceId, document);
  const found = checked && part && (await itemIn(services, workspaceId, checked, part, key));
  if (part === null || !found) return { found: null };
  const one = { from: found.from, on: new Date(known.now).toISOString(), item: keepable(found.item) };
  return { found: { ...one, targets: targetsOf(services, part, known, one) } };
}

function targetsOf(
  services: Services,
  part: Plan,
  known: Known,
  one: Pick<Found, "from" | "on" | "item">,
): Found["targets"] {
  const { ground, say } = tryingGround(services, part, known);
  return endsOf(part, one, ground, say).map(({ node, anybody, accounts }) => ({
    node,
    anybody: gotView(anybody),
    accounts: accounts.slice(0, mostAccounts).map(({ account: { id, ref, name, network }, ...got }) => ({
      ...{ id, ref, name, network },
      ...gotView(got),
    })),
  }));
}

/** The item by its key, and by which source of the draft it comes in: as it is stored, else as a source that nobody read yet lists it. */
async function itemIn(
  services: Services,
  workspaceId: string,
  checked: MapDocument,
  part: Plan,
  key: string,
): Promise<{ from: string; item: Item } | null> {
  const there = new Set(part.sources.map(({ id }) => id));
  const draft = readable(services, checked);
  const sources = sourceNodes(services.nodes, draft).filter(({ node }) => there.has(node));
  const known = await findItem(services.db, workspaceId, key);
  const brought = new Set(known?.brought.map(({ sourceKey }) => sourceKey));
  const from = sources.find((source) => brought.has(source.key));
  if (known?.item && from !== undefined) return { from: from.node, item: known.item };
  const listed = await readDraft(services, workspaceId, draft);
  for (const { node, items } of listed) {
    const item = there.has(node) ? items.find((each) => each.key === key) : undefined;
    if (item !== undefined) return { from: node, item };
  }
  return null;
}

/** As a test keeps it: what is too long to be saved with each stroke goes from its end, the least telling first. */
export function keepable(item: Item): Record<string, unknown> {
  const { wordings: _1, disclosures: _2, machine: _3, again: _4, event: _5, ...came } = item;
  let kept = writeItem(came);
  const fits = (): boolean => JSON.stringify(kept).length <= mostItem;
  if (!fits() && came.media.length > 1) kept = { ...kept, media: came.media.slice(0, 1) };
  for (const field of ["summary", "text"] as const) {
    const text = kept[field];
    if (fits() || typeof text !== "string") continue;
    // A letter may take several signs in the file: the longest beginning that fits is searched for.
    let [short, long] = [0, text.length];
    while (short < long) {
      const middle = Math.ceil((short + long) / 2);
      kept = { ...kept, [field]: text.slice(0, middle) };
      if (fits()) short = middle;
      else long = middle - 1;
    }
    kept = { ...kept, [field]: text.slice(0, short) };
  }
  if (!fits())
    kept = { version: kept["version"], key: item.key, source: item.source, title: item.title.slice(0, 1000) };
  return kept;
}
