import { tagsIn } from "#engine/posted.ts";
import type { DemoPerson, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import type { Entry } from "./statuses.ts";

type Instance = {
  base: string;
  host: string;
  people: readonly DemoPerson[];
  idOf: (handle: string) => string;
  of: (handle: string) => readonly Entry[];
  all: () => readonly Entry[];
  find: (id: string) => Entry | null;
  account: (person: DemoPerson) => unknown;
  show: (entry: Entry, person: DemoPerson) => unknown;
};

/** What an instance answers to somebody who has no account there: people by name, their statuses, a hashtag, and WebFinger. */
export function createPublic(instance: Instance): (request: SimulatorRequest) => SimulatorReply | null {
  const { base, host, people } = instance;
  const named = (name: string) => people.find(({ handle }) => handle === name.toLowerCase().replace(`@${host}`, ""));
  const shown = (entries: readonly Entry[]) =>
    entries.flatMap((entry) => {
      const person = people.find(({ handle }) => handle === entry.handle);
      return person === undefined ? [] : [instance.show(entry, person)];
    });

  /** Newest first. `since_id` and `max_id` are both exclusive; where there is more, `Link` says where. */
  function page(entries: readonly Entry[], path: string, query: URLSearchParams): SimulatorReply {
    const [since, max] = [query.get("since_id"), query.get("max_id")].map((id) =>
      id !== null && /^\d{1,24}$/u.test(id) ? BigInt(id) : null,
    );
    const size = Math.min(40, Math.max(1, Number(query.get("limit") ?? "20") || 20));
    const boosts = query.get("exclude_reblogs") !== "true";
    const wanted = entries
      .toReversed()
      .filter(({ of }) => boosts || of === undefined)
      .filter(({ id }) => (since == null || BigInt(id) > since) && (max == null || BigInt(id) < max));
    const some = wanted.slice(0, size);
    const next = new URLSearchParams(query);
    next.set("max_id", some.at(-1)?.id ?? "");
    const link = wanted.length > size ? { link: `<${base}${path}?${next.toString()}>; rel="next"` } : {};
    return json(200, shown(some), link);
  }

  return ({ method, path, query, headers }) => {
    if (method !== "GET") return null;
    // What followers see alone nobody else is given, and a quiet one stands in no public list.
    const open = ({ visibility }: Entry): boolean => headers["authorization"] !== undefined || visibility !== "private";
    if (path === "/.well-known/webfinger") {
      const person = named(/^acct:(.+)$/u.exec(query.get("resource") ?? "")?.[1] ?? "");
      if (person === undefined) return missing;
      const href = `${base}/users/${person.handle}`;
      const links = [{ rel: "self", type: "application/activity+json", href }];
      return json(200, { subject: `acct:${person.handle}@${host}`, links });
    }
    if (path === "/api/v1/accounts/lookup") {
      const person = named(query.get("acct") ?? "");
      return person === undefined ? missing : json(200, instance.account(person));
    }
    const tag = /^\/api\/v1\/timelines\/tag\/([^/]+)$/u.exec(path)?.[1];
    if (tag !== undefined) {
      const word = decodeURIComponent(tag).toLowerCase();
      const listed = instance.all().filter(({ visibility }) => visibility === undefined);
      const said = listed.filter(({ text }) => tagsIn(text).some((each) => each.toLowerCase() === word));
      return page(said, path, query);
    }
    const id = /^\/api\/v1\/accounts\/(\d+)\/statuses$/u.exec(path)?.[1];
    if (id !== undefined) {
      const owner = people.find(({ handle }) => instance.idOf(handle) === id);
      return owner === undefined ? missing : page(instance.of(owner.handle).filter(open), path, query);
    }
    const one = /^\/api\/v1\/statuses\/(\d+)$/u.exec(path)?.[1];
    if (one === undefined) return null;
    const [status] = shown([instance.find(one)].filter((entry) => entry !== null).filter(open));
    return status === undefined ? missing : json(200, status);
  };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(body),
});
const missing = json(404, { error: "Record not found" });
