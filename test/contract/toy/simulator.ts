import { html, page } from "#engine/markup.ts";
import type { AcceptedPost, DemoPerson, Simulator, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { card } from "./card.ts";

/** The board in memory: what is pinned is gone when it stops. */
export const simulator: Simulator = {
  name: card.name,
  create: (stage) => {
    const notes: AcceptedPost[] = [];
    const tickets = new Map<string, { request: SimulatorRequest; ready: number }>();
    const authority = stage.authority({
      title: card.title,
      stylesheet: "/style.css",
      client: { id: "relaymap-demo", secret: null },
      scopes: ["notes"],
      codeSeconds: 60,
      accessSeconds: 3600,
      refused: json(400, { error: "invalid_grant" }),
      unknownClient: json(401, { error: "invalid_client" }),
    });

    function api(request: SimulatorRequest): SimulatorReply {
      const person = authority.bearer(request);
      if (person === null) return json(401, { error: "who is this?" });
      const { over, reset } = stage.spend(person.handle, { calls: 60, seconds: 60 });
      if (over)
        return { ...json(429, { error: "too fast" }), headers: { "retry-after": new Date(reset).toUTCString() } };
      if (request.path === "/me") return json(200, { id: idOf(person), handle: person.handle, name: person.name });
      const own = notes.filter(({ handle }) => handle === person.handle);
      const ticket = /^\/tickets\/(\d+)$/u.exec(request.path)?.[1];
      if (ticket !== undefined) return look(ticket, person);
      if (request.method === "GET") return json(200, own.toReversed());
      return request.body.includes("large") ? later(request) : pin(request, person);
    }
    /** A large note is hung up some seconds after it was brought. */
    function later(request: SimulatorRequest): SimulatorReply {
      const ticket = String(tickets.size + 1);
      tickets.set(ticket, { request, ready: stage.now() + 5_000 });
      return json(202, { ticket });
    }
    function look(ticket: string, person: DemoPerson): SimulatorReply {
      const found = tickets.get(ticket);
      if (found === undefined) return json(404, { error: "no such ticket" });
      return found.ready > stage.now() ? json(202, { ticket }) : pin(found.request, person);
    }
    function pin({ body }: SimulatorRequest, { handle }: DemoPerson): SimulatorReply {
      const { text } = JSON.parse(body) as { text: string };
      if ([...text].length > card.limits.text) return json(422, { error: "the note is too long for the board" });
      const note = { id: String(notes.length + 1), handle, text, at: stage.now(), key: null };
      notes.push(note);
      return json(201, note);
    }
    function show(path: string): SimulatorReply {
      const note = notes.find(({ id }) => path === `/notes/${id}`);
      const body = html`<main>${note?.text ?? "This note is not here."}</main>`;
      return page({ title: card.title, stylesheet: `${stage.base}/style.css`, body });
    }

    return {
      server: "",
      authority,
      posts: () => [...notes],
      identity: (handle) => ({ remoteId: idOf({ handle }), handle, name: handle, avatar: null, url: null }),
      handle: (request) => {
        if (request.path === "/authorize") return authority.consent(request);
        if (request.path === "/token") return authority.token(request);
        if (request.path === "/revoke") return authority.revoke(request);
        return "authorization" in request.headers ? api(request) : show(request.path);
      },
    };
  },
};

const idOf = ({ handle }: Pick<DemoPerson, "handle">): string => `board-of-${handle}`;
const json = (status: number, body: unknown): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
