import type { Publisher } from "./node.ts";
import { topicFor } from "./topic.ts";

/** Whom a target that picks people asks for; nothing in a list: all of them. */
export type Wanted = {
  networks: readonly string[];
  topics: readonly string[];
  /** Keys of teams. */
  teams: readonly string[];
  languages: readonly string[];
};

const among = <Value>(wanted: readonly Value[], own: readonly (Value | null | undefined)[]): boolean =>
  wanted.length === 0 || own.some((each) => each != null && wanted.includes(each));

/**
 * Whether an account is one of a person whom a target asks for, and the topic under which their consent is asked ("" where it names none). Null: it is not.
 * By this rule a run picks, a drawing is checked, and the editor counts.
 */
export function pickedUnder(account: Publisher, { networks, topics, teams, languages }: Wanted): string | null {
  const { member, network, language } = account;
  if (member === null || !among(networks, [network])) return null;
  if (!among(teams, account.teams ?? []) || !among(languages, [language])) return null;
  return topicFor(account, topics);
}

/** Why a target that picks people does not pick an account, the widest reason first; null: it does. */
export function leftOutBy(
  account: Publisher,
  wanted: Wanted,
): "company" | "network" | "team" | "language" | "topic" | null {
  if (pickedUnder(account, wanted) !== null) return null;
  if (account.member === null) return "company";
  if (!among(wanted.networks, [account.network])) return "network";
  if (!among(wanted.teams, account.teams ?? [])) return "team";
  return among(wanted.languages, [account.language]) ? "topic" : "language";
}
