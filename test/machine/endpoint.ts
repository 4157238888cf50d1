import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const Request = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(2),
  max_tokens: z.int().optional(),
  max_completion_tokens: z.int().optional(),
  response_format: z.unknown().optional(),
  tools: z.undefined().optional(),
});
export type Asked = z.infer<typeof Request> & { headers: IncomingMessage["headers"]; item: Record<string, string> };

/** What the endpoint does with a call: words, in the agreed form; or whatever a server may do. */
export type Manner = (asked: Asked, response: ServerResponse) => void;

/** A stand-in for an OpenAI-compatible endpoint: real HTTP, one model, one key, and any manners, good or bad. */
export type Endpoint = {
  address: string;
  host: string;
  asked: Asked[];
  behave: (...manners: Manner[]) => void;
  close: () => void;
};

export const model = "scribe-1";
export const key = "sk-test-0123456789abcdef";

export async function openStub(): Promise<Endpoint> {
  const asked: Asked[] = [];
  let manners: Manner[] = [];
  const server: Server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => refuse(500, String(error))(asked[0]!, response));
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${key}`)
      // As the real one does, it repeats what it was given.
      return send(response, 401, {
        error: { message: `Incorrect API key provided: ${request.headers.authorization}`, code: "invalid_api_key" },
      });
    if (request.method === "GET" && request.url === "/v1/models")
      return send(response, 200, { object: "list", data: [{ id: model }, { id: "scribe-2" }] });
    if (request.method !== "POST" || request.url !== "/v1/chat/completions")
      return void response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not here</h1>");
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const given = Request.parse(JSON.parse(body));
    const { item } = z.object({ item: z.record(z.string(), z.string()) }).parse(JSON.parse(given.messages[1]!.content));
    const call = { ...given, headers: request.headers, item };
    asked.push(call);
    if (given.model !== model)
      return send(response, 404, {
        error: { message: `The model \`${given.model}\` does not exist`, code: "model_not_found" },
      });
    const manner = manners.length > 1 ? manners.shift() : manners[0];
    (manner ?? says("?"))(call, response);
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/v1`,
    host: `127.0.0.1:${port}`,
    asked,
    // The last one goes on.
    behave: (...list) => (manners = list),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const send = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

const completion = (content: string | null, more: { finish?: string; refusal?: string } = {}) => ({
  id: "c",
  object: "chat.completion",
  created: 1,
  model,
  choices: [
    {
      index: 0,
      finish_reason: more.finish ?? "stop",
      message: { role: "assistant", content, refusal: more.refusal ?? null },
    },
  ],
  usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
});

export const says =
  (text: string | ((asked: Asked) => string)): Manner =>
  (asked, response) =>
    send(response, 200, completion(JSON.stringify({ text: typeof text === "string" ? text : text(asked) })));

/** Content as it is, whatever it is. */
export const saysRaw =
  (content: string | null, more?: { finish?: string; refusal?: string }): Manner =>
  (_, response) =>
    send(response, 200, completion(content, more));

export const refuse =
  (status: number, message: string, more: { code?: string; headers?: Record<string, string> } = {}): Manner =>
  (_, response) =>
    send(response, status, { error: { message, code: more.code ?? null } }, more.headers);

export const sends =
  (status: number, body: string, type = "text/html"): Manner =>
  (_, response) =>
    void response.writeHead(status, { "content-type": type }).end(body);

/** Never comes to an end: a byte now and then, or nothing at all. */
export const drips =
  (every: number | null): Manner =>
  (_, response) => {
    if (every === null) return;
    response.writeHead(200, { "content-type": "application/json" });
    const timer = setInterval(() => response.write(" "), every);
    response.once("close", () => clearInterval(timer));
  };

export const breaksOff = (): Manner => (_, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
  response.write("{");
  setImmediate(() => response.destroy());
};
