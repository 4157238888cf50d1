import type { DemoPerson, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import type { Entry } from "./statuses.ts";

type Server = {
  base: string;
  host: string;
  find: (id: string) => Entry | null;
  of: (handle: string) => readonly Entry[];
  all: () => readonly Entry[];
  /** Keeps what `make` gives for the new id. */
  accept: (make: (id: string) => Entry) => Entry;
  now: () => number;
  show: (entry: Entry) => Record<string, unknown>;
  json: (status: number, body: unknown) => SimulatorReply;
  allows: (request: SimulatorRequest, ...scopes: string[]) => boolean;
};

/** A status of another server, by its address: any server's whose name ends in `.example`. */
const elsewhere = /^https:\/\/([a-z0-9.-]+\.example)\/@(\w+)\/(\d{1,24})$/u;

/** How an instance finds statuses, its own and those of other servers, and boosts them, as Mastodon 4.5 answers. */
export function createBoosting(server: Server) {
  const { base, host, find, of, all, accept, json, allows } = server;
  const outside = json(403, { error: "This action is outside the authorized scopes" });
  const missing = json(404, { error: "Record not found" });
  const boostOf = (person: DemoPerson, id: string): Entry | undefined =>
    of(person.handle).find((each) => each.of === id);
  const shown = (person: DemoPerson, entry: Entry) => {
    const subject = entry.of ?? entry.id;
    return { ...server.show(entry), reblogged: boostOf(person, subject) !== undefined };
  };

  /** What stands at an address: of another server it is fetched, once. */
  function resolve(address: string): Entry | null {
    if (address.startsWith(`${base}/`) || address.startsWith(`https://${host}/`))
      return find(/\/(?:@\w+|users\/\w+\/statuses)\/(\d{1,24})$/u.exec(address)?.[1] ?? "");
    const [, from, name, number] = elsewhere.exec(address) ?? [];
    if (from === undefined || number?.startsWith("404") === true) return null;
    const known = all().find((each) => each.from === address);
    return (
      known ??
      accept((id) => ({
        id,
        handle: `${name}@${from}`,
        text: `A post of ${from}`,
        at: server.now(),
        key: null,
        from: address,
      }))
    );
  }

  function search(request: SimulatorRequest, person: DemoPerson): SimulatorReply {
    if (!allows(request, "read:search", "read")) return outside;
    const found = request.query.get("resolve") === "true" ? resolve(request.query.get("q") ?? "") : null;
    return json(200, { accounts: [], hashtags: [], statuses: found === null ? [] : [shown(person, found)] });
  }

  /** A second boost of one status is the first. */
  function reblog(request: SimulatorRequest, person: DemoPerson, id: string): SimulatorReply {
    if (!allows(request, "write:statuses", "write")) return outside;
    const wanted = find(id);
    const subject = wanted?.of === undefined ? wanted : find(wanted.of);
    if (subject === null) return missing;
    const boost =
      boostOf(person, subject.id) ??
      accept((made) => ({ id: made, handle: person.handle, text: "", at: server.now(), key: null, of: subject.id }));
    return json(200, shown(person, boost));
  }

  return (request: SimulatorRequest, person: DemoPerson): SimulatorReply | null => {
    const { method, path } = request;
    if (method === "GET" && path === "/api/v2/search") return search(request, person);
    const one = /^\/api\/v1\/statuses\/(\d{1,24})(\/reblog)?$/u.exec(path);
    if (one?.[2] !== undefined && method === "POST") return reblog(request, person, one[1]!);
    if (one === null || one[2] !== undefined || method !== "GET") return null;
    if (!allows(request, "read:statuses", "read")) return outside;
    const entry = find(one[1]!);
    return entry === null ? missing : json(200, shown(person, entry));
  };
}
