import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text as readStream } from "node:stream/consumers";
import type { Network } from "#engine/network.ts";
import type { NetworkServices } from "#server/networks/services.ts";
import type { ExtraHandler } from "#server/simulators/start.ts";
import { byKey, pages } from "./toy-networks.ts";
import type { World } from "./world.ts";

/**
 * Two networks that we have none like yet: `pages`, where one sign-in opens a person's several pages, each with a token of its
 * own (OAuth with other quirks: commas, no challenge, a longer-lived token, a revocation that ends everything); and `keys`, which is connected
 * by what is entered. Their servers are real ones, on the simulators' port.
 */
export type Toys = {
  services: NetworkServices;
  pages: Network;
  /** A person says yes on the network's page; answers where they are sent back to. `pages`: those they allow, all where absent. */
  allow: (url: string, person: string, pages?: readonly string[]) => URL;
  /** What the servers were asked, as `POST /token`. */
  asked: string[];
  /** The status that the servers answer everything with, where the path begins so. */
  fault: { path: string; status: number } | null;
  /** Every token that was given out. */
  tokens: string[];
  /** The network ends a person's access, as its own settings page would; or only what a page's token opens. */
  endPerson: (person: string) => void;
  endPage: (page: string) => void;
  /** Takes a page away from a person who managed it; what it answers gives it back. */
  takePage: (person: string, page: string) => () => void;
  texts: { account: string; text: string }[];
};

type Grant = { person: string; pages: readonly string[]; live: boolean };

/** Ada manages three pages, Bob shares one of them, Eve has none. */
const managed = (): Record<string, string[]> => ({ ada: ["north", "south", "west"], bob: ["west"], eve: [] });
const keys: Record<string, string> = { lamp: "open-sesame-lamp", desk: "open-sesame-desk" };
const clientId = "relaymap-demo";

export type ToyServer = { handlers: Record<string, ExtraHandler>; open: (world: World) => Toys };

/** The servers first, for the world's options; then the networks in that world. */
export function makeToys(): ToyServer {
  const grants = new Map<string, Grant>();
  const pageTokens = new Map<string, { page: string; grant: Grant }>();
  const codes = new Map<string, { person: string; pages: readonly string[]; redirect: string }>();
  const people = managed();
  const toys = {
    asked: [] as string[],
    fault: null as Toys["fault"],
    tokens: [] as string[],
    texts: [] as Toys["texts"],
  };
  const ended = new Set<string>();

  const fresh = (name: string): string => {
    const token = `${name}-${randomBytes(12).toString("hex")}`;
    toys.tokens.push(token);
    return token;
  };
  const give = (grant: Grant): string => {
    const token = fresh("person");
    grants.set(token, grant);
    return token;
  };
  const pagesOf = (grant: Grant) => (people[grant.person] ?? []).filter((page) => grant.pages.includes(page));

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? "/", "http://toy").pathname;
    const body = await readStream(request);
    toys.asked.push(`${request.method} ${path}`);
    const answer = (status: number, value: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    if (toys.fault !== null && path.startsWith(toys.fault.path)) return answer(toys.fault.status, { error: "down" });
    const bearer = /^Bearer (.+)$/u.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const grant = grants.get(bearer);
    const form = new URLSearchParams(body);
    switch (path) {
      case "/token": {
        const code = codes.get(form.get("code") ?? "");
        codes.delete(form.get("code") ?? "");
        if (code === undefined || form.get("client_id") !== clientId || form.get("redirect_uri") !== code.redirect)
          return answer(400, { error: "invalid_grant" });
        const token = give({ person: code.person, pages: code.pages, live: true });
        return answer(200, { access_token: token, token_type: "bearer", expires_in: 3600, scope: "pages,posts" });
      }
      case "/longer": {
        if (grant?.live !== true) return answer(401, { error: "dead" });
        return answer(200, { token: give(grant), days: 60 });
      }
      case "/me":
        if (grant?.live !== true) return answer(401, { error: "dead" });
        return answer(200, {
          id: `id-${grant.person}`,
          name: grant.person,
          pages: pagesOf(grant).map((page) => {
            const token = fresh(`page-${page}`);
            pageTokens.set(token, { page, grant });
            ended.delete(page);
            return { id: `id-${page}`, name: page, token };
          }),
        });
      case "/revoke": {
        if (grant === undefined) return answer(401, {});
        for (const each of grants.values()) if (each.person === grant.person) each.live = false;
        return answer(200, {});
      }
      case "/posts": {
        const page = pageTokens.get(bearer);
        if (page === undefined || !page.grant.live || ended.has(page.page)) return answer(401, { error: "refused" });
        toys.texts.push({ account: page.page, text: body });
        return answer(200, { id: String(toys.texts.length) });
      }
      case "/key":
        if (keys[form.get("name") ?? ""] !== form.get("key")) return answer(403, {});
        return answer(200, { channel: `${form.get("name")}-channel` });
      default:
        return answer(404, {});
    }
  };

  return {
    handlers: { pages: handle, keys: handle },
    open: (world) => {
      const base = world.simulators.base;
      const settings = {
        ...world.services.settings,
        networks: {
          ...world.services.settings.networks,
          pages: { api: `${base}/pages`, web: `${base}/pages` },
          keys: { api: `${base}/keys`, web: `${base}/keys` },
        },
      };
      const networks = new Map([...world.services.nodes.networks, ["pages", pages], ["keys", byKey]]);
      return Object.assign(toys, {
        services: { ...world.services, settings, nodes: { ...world.services.nodes, networks } },
        pages,
        allow: (url: string, person: string, allowed?: readonly string[]): URL => {
          const asked = new URL(url).searchParams;
          if (asked.get("scope") !== "pages,posts") throw new Error(`scopes were asked as ${asked.get("scope")}`);
          if (asked.has("code_challenge")) throw new Error("this server knows no challenge");
          const redirect = asked.get("redirect_uri") ?? "";
          const code = randomBytes(8).toString("hex");
          codes.set(code, { person, pages: allowed ?? people[person] ?? [], redirect });
          const back = new URL(redirect);
          back.searchParams.set("code", code);
          back.searchParams.set("state", asked.get("state") ?? "");
          return back;
        },
        endPerson: (person: string) => {
          for (const grant of grants.values()) if (grant.person === person) grant.live = false;
        },
        endPage: (page: string) => void ended.add(page),
        takePage: (person: string, page: string) => {
          const before = people[person] ?? [];
          people[person] = before.filter((each) => each !== page);
          return () => void (people[person] = before);
        },
      });
    },
  };
}
