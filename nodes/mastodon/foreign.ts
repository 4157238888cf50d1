import type { SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";

/**
 * Servers of other kinds that people name as well. `misskey`: on the same net, with an API of its own, and it says so. `silent`: neither
 * Mastodon's API nor a word on what it is.
 */
export const kinds = ["misskey", "silent"] as const;

export function foreign(kind: (typeof kinds)[number], base: string): (request: SimulatorRequest) => SimulatorReply {
  return ({ method, path }) => {
    if (kind === "silent") return { status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not found</h1>" };
    const said = nodeInfo(base, { method, path }, { name: "misskey", version: "2025.4.1" });
    if (said !== null) return said;
    // Since 2023.9 it speaks OAuth, with scopes of its own.
    if (path === "/.well-known/oauth-authorization-server")
      return json(200, { issuer: base, scopes_supported: ["read:account", "write:account", "write:notes"] });
    if (path.startsWith("/api/")) return json(404, unknownEndpoint);
    // Whatever else is asked for is its app.
    return {
      status: 200,
      headers: { "content-type": "text/html; charset=utf-8" },
      body: "<!doctype html><title>Misskey</title>",
    };
  };
}

/** What a server says it runs, by NodeInfo; null for any other path. */
export function nodeInfo(
  base: string,
  { method, path }: Pick<SimulatorRequest, "method" | "path">,
  software: { name: string; version: string },
): SimulatorReply | null {
  if (method !== "GET") return null;
  const link = (version: string) => ({
    rel: `http://nodeinfo.diaspora.software/ns/schema/${version}`,
    href: `${base}/nodeinfo/${version}`,
  });
  if (path === "/.well-known/nodeinfo") return json(200, { links: [link("2.0")] });
  if (path !== "/nodeinfo/2.0") return null;
  return json(200, { version: "2.0", software, protocols: ["activitypub"], openRegistrations: false });
}

const unknownEndpoint = {
  error: {
    message: "Unknown API endpoint.",
    code: "UNKNOWN_API_ENDPOINT",
    id: "2ca3b769-540a-4f08-9dd5-b5a825b6d0f1",
    kind: "client",
  },
};

const json = (status: number, body: unknown): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(body),
});
