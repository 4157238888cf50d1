import type { Text } from "./text.ts";

/** An account as far as a reference can name it. `server` is "" on a network with one API. */
export type Named = { network: string; handle: string; remoteId: string; server: string };

/**
 * The reference of an account, as maps and exports keep it: `network:handle#id`, on a federated network `network:handle#id@host`.
 * The id is the network's own and decides; the handle is there to be read, and may change. The database writes the same
 * (`account.ref`).
 */
export function writeRef({ network, handle, remoteId, server }: Named): string {
  const id = remoteId.replaceAll("%", "%25").replaceAll("#", "%23");
  return `${network}:${handle}#${id}${server === "" ? "" : `@${server.replace(/^https?:\/\//u, "")}`}`;
}

/** A reference's parts; `id` is null in the older form `network:handle`. */
export function readRef(ref: string): { network: string; handle: string; id: string | null } {
  const colon = ref.indexOf(":");
  const network = ref.slice(0, Math.max(colon, 0));
  const rest = ref.slice(colon + 1);
  const mark = rest.lastIndexOf("#");
  // `#` in front is part of a name, as of a channel.
  if (mark <= 0 || mark === rest.length - 1) return { network, handle: rest, id: null };
  return { network, handle: rest.slice(0, mark), id: rest.slice(mark + 1) };
}

/** Why an account gets nothing that its owner paused: by the name that readers know it by there. */
export const pausedBy = ({ name, ref }: { name: string; ref: string }): Text => ({
  en: `${name} has paused the account ${readRef(ref).handle}.`,
  fr: `${name} a mis en pause le compte ${readRef(ref).handle}.`,
});

/** A reference as people read it: `network:handle`. */
export function refLabel(ref: string): string {
  const { network, handle } = readRef(ref);
  return `${network}:${handle}`;
}

type Referred = { ref: string; network: string; handle: string };
/** `several`: an older reference whose handle more than one account has: nobody guesses which is meant. */
export type Match<Account> =
  | { kind: "one"; account: Account }
  | { kind: "several"; accounts: Account[] }
  | { kind: "gone" };

/** The account that a reference names: by its id where it has one, else by its handle where exactly one account has that. */
export function matchRef<Account extends Referred>(ref: string, accounts: readonly Account[]): Match<Account> {
  const exact = accounts.find((account) => account.ref === ref);
  if (exact !== undefined) return { kind: "one", account: exact };
  const { network, id } = readRef(ref);
  const there = accounts.filter((account) => account.network === network);
  const byId = id === null ? undefined : there.find((account) => readRef(account.ref).id === id);
  if (byId !== undefined) return { kind: "one", account: byId };
  // The whole as a handle: the older form, also of a name that has a `#` in it.
  const whole = ref.slice(network.length + 1);
  const [one, ...more] = there.filter((account) => account.handle === whole);
  if (one === undefined) return { kind: "gone" };
  return more.length === 0 ? { kind: "one", account: one } : { kind: "several", accounts: [one, ...more] };
}
