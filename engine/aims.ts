import { fieldMeta, fieldsOf } from "./issue.ts";
import type { Manifest, Publisher } from "./node.ts";
import type { ReadNode } from "./read-node.ts";
import { matchRef } from "./ref.ts";
import { fold } from "./words.ts";

/**
 * The accounts that a target may reach, of those that can publish: the one that it names, or the people on its networks with its topics.
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
  const named = values.filter(({ control }) => control === "account");
  if (named.length > 0)
    return named.flatMap(({ value }) => {
      const found = typeof value === "string" && value !== "" ? matchRef(value, accounts) : null;
      return found?.kind === "one" ? [found.account] : [];
    });
  const networks = listOf(values.find(({ control }) => control === "networks")?.value);
  if (networks === null) return [];
  const topics = listOf(values.find(({ field }) => field === "topics")?.value) ?? [];
  const wanted = new Set(topics.map(fold));
  return accounts.filter(
    ({ member, network, topics: own }) =>
      member !== null &&
      (networks.length === 0 || networks.includes(network)) &&
      (wanted.size === 0 || own.length === 0 || own.some((topic) => wanted.has(fold(topic)))),
  );
}

const listOf = (value: unknown): string[] | null => (Array.isArray(value) ? value.map(String) : null);
