import { fieldMeta, fieldsOf } from "./issue.ts";
import type { Manifest, Publisher } from "./node.ts";
import type { ReadNode } from "./read-node.ts";
import { pickedUnder, type Wanted } from "./picked.ts";
import { matchRef } from "./ref.ts";

/**
 * The accounts that a target may reach, of those that can publish: the one that it names, or the people on its networks, with its topics, teams and languages.
 * Read off the controls of its settings, as the editor draws them, so that it holds for targets that are still to come.
 */
export function aimedAt(
  { config }: Pick<ReadNode, "config">,
  manifest: Manifest,
  accounts: readonly Publisher[],
): readonly Publisher[] {
  const { account, wanted } = aimOf(config, manifest);
  if (account !== null) {
    const found = account === "" ? null : matchRef(account, accounts);
    return found?.kind === "one" ? [found.account] : [];
  }
  return wanted === null ? [] : accounts.filter((each) => pickedUnder(each, wanted) !== null);
}

/** What a target names: one account by its reference ("" where it names none yet), or whom it picks; null where its settings say neither. */
export function aimOf(config: unknown, manifest: Manifest): { account: string | null; wanted: Wanted | null } {
  const values = Object.entries(fieldsOf(manifest.config)).map(([field, schema]) => ({
    control: fieldMeta(schema).control,
    field,
    value: (config as Record<string, unknown> | null)?.[field],
  }));
  const single = values.filter(({ control }) => control === "account");
  const [one] = single;
  if (one !== undefined) return { account: typeof one.value === "string" ? one.value : "", wanted: null };
  const picks = values.find(({ control }) => control === "networks");
  // Not said is all of them, as its settings are read: a drawing may leave out what it does not choose.
  const networks = picks === undefined ? null : listOf(picks.value ?? []);
  if (networks === null) return { account: null, wanted: null };
  const named = (name: string): string[] => listOf(values.find(({ field }) => field === name)?.value) ?? [];
  const wanted = { networks, topics: named("topics"), teams: named("teams"), languages: named("languages") };
  return { account: null, wanted };
}

const listOf = (value: unknown): string[] | null => (Array.isArray(value) ? value.map(String) : null);
