import { fieldMeta, fieldsOf } from "./issue.ts";
import type { Manifest, Publisher } from "./node.ts";
import type { ReadNode } from "./read-node.ts";
import { pickedUnder } from "./picked.ts";
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
  const values = Object.entries(fieldsOf(manifest.config)).map(([field, schema]) => ({
    control: fieldMeta(schema).control,
    field,
    value: (config as Record<string, unknown> | null)?.[field],
  }));
  const single = values.filter(({ control }) => control === "account");
  if (single.length > 0)
    return single.flatMap(({ value }) => {
      const found = typeof value === "string" && value !== "" ? matchRef(value, accounts) : null;
      return found?.kind === "one" ? [found.account] : [];
    });
  const networks = listOf(values.find(({ control }) => control === "networks")?.value);
  if (networks === null) return [];
  const named = (name: string): string[] => listOf(values.find(({ field }) => field === name)?.value) ?? [];
  const wanted = { networks, topics: named("topics"), teams: named("teams"), languages: named("languages") };
  return accounts.filter((account) => pickedUnder(account, wanted) !== null);
}

const listOf = (value: unknown): string[] | null => (Array.isArray(value) ? value.map(String) : null);
