import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createPlainServer, type AddressInfo } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Outbound } from "../ports.ts";
import { readAllowed } from "./allow.ts";
import { createOutbound } from "./client.ts";

let server: Server;
let port = 0;
let base = "";
let outbound: Outbound;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let requests: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  base = `http://127.0.0.1:${port}`;
  outbound = createOutbound({
    allowHosts: [`127.0.0.1`, `a.example:${port}`, `b.example:${port}`],
    resolve: async () => ["127.0.0.1"],
  });
});

afterAll(async () => {
  await outbound.close();
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  requests = [];
  answer = (_, response) => response.end("ok");
});

describe("sending", () => {
  const post = (init: { timeout?: number; signal?: AbortSignal } = {}, url = `${base}/post`) =>
    outbound.fetch(url, { method: "POST", body: "x", ...init });

  test("gives the answer as a Response, whatever its status", async () => {
    answer = (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () =>
        response
          .writeHead(422, { "content-type": "application/json", "x-limit": "1" })
          .end(JSON.stringify({ got: Buffer.concat(chunks).toString() })),
      );
    };
    const reply = await outbound.fetch(`${base}/post?a=1`, {
      method: "POST",
      headers: { Authorization: "Bearer t" },
      body: '{"é":1}',
    });
    expect(reply.status).toBe(422);
    expect(reply.headers.get("x-limit")).toBe("1");
    expect(await reply.json()).toEqual({ got: '{"é":1}' });
    expect(requests[0]).toMatchObject({
      method: "POST",
      url: "/post?a=1",
      headers: { host: `127.0.0.1:${port}`, authorization: "Bearer t" },
    });
  });

  test.each([204, 304])("an answer %i has no body", async (status) => {
    answer = (_, response) => response.writeHead(status).end();
    const reply = await post();
    expect(reply.status).toBe(status);
    expect(await reply.text()).toBe("");
  });

  test("a redirect is an answer, not an order", async () => {
    answer = (_, response) => response.writeHead(302, { location: "/elsewhere" }).end();
    expect((await post()).status).toBe(302);
    expect(requests.length).toBe(1);
  });

  test("a refused connection was not sent", async () => {
    const closed = createPlainServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const free = (closed.address() as AddressInfo).port;
    await new Promise((resolve) => closed.close(resolve));
    await expect(post({}, `http://127.0.0.1:${free}/`)).rejects.toMatchObject({ code: "refused", sent: false });
  });

  test("a server that does not speak TLS was sent nothing", async () => {
    await expect(post({}, `https://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: "tls", sent: false });
    expect(requests.length).toBe(0);
  });

  test("an unknown name and a blocked one were not sent", async () => {
    const other = createOutbound({ allowHosts: [], resolve: () => Promise.reject(new Error("ENOTFOUND")) });
    await expect(other.fetch("https://nowhere.example/", { method: "GET" })).rejects.toMatchObject({
      code: "dns",
      sent: false,
    });
    await expect(other.fetch("http://127.0.0.1/", { method: "GET" })).rejects.toMatchObject({
      code: "blocked",
      sent: false,
    });
    await expect(other.fetch("nonsense", { method: "GET" })).rejects.toMatchObject({ code: "bad_url", sent: false });
    await other.close();
  });

  test("a name that cannot be asked in time was not sent", { timeout: 10_000 }, async () => {
    const other = createOutbound({ allowHosts: [], resolve: () => new Promise(() => undefined) });
    await expect(other.fetch("https://slow.example/", { method: "GET" })).rejects.toMatchObject({
      code: "dns",
      sent: false,
    });
    await other.close();
  });

  test("silence, a broken connection and a half answer may have been sent, and are never tried again", async () => {
    answer = () => undefined;
    await expect(post({ timeout: 100 })).rejects.toMatchObject({ code: "timeout", sent: true });
    answer = (request) => request.socket.destroy();
    await expect(post()).rejects.toMatchObject({ code: "reset", sent: true });
    answer = (request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      setTimeout(() => request.socket.destroy(), 20);
    };
    await expect(post()).rejects.toMatchObject({ code: "reset", sent: true });
    answer = (_, response) => {
      response.writeHead(200);
      response.write("drip");
    };
    await expect(post({ timeout: 100 })).rejects.toMatchObject({ code: "timeout", sent: true });
    expect(requests.length).toBe(4);
  });

  test("a connection that the server closed while idle costs no request", async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await post()).status).toBe(200);
      server.closeIdleConnections();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(requests.length).toBe(5);
  });

  test("a call that is called off says whether it was sent", async () => {
    await expect(post({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted", sent: false });
    answer = () => undefined;
    await expect(post({ signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ code: "aborted", sent: true });
  });

  test("an answer that is too big is cut off", async () => {
    answer = (_, response) => response.end(Buffer.alloc(11_000_000));
    await expect(post()).rejects.toMatchObject({ code: "too_big", sent: true });
  });

  test("errors never repeat the address, which may hold a secret", async () => {
    answer = (request) => request.socket.destroy();
    const error = await post({}, `${base}/hook/s3cret?token=s3cret`).catch((thrown: unknown) => thrown);
    expect(JSON.stringify([error, String(error)])).not.toContain("s3cret");
  });
});

describe("reading", () => {
  test.each([
    ["gzip", gzipSync("hello")],
    ["deflate", deflateSync("hello")],
    ["deflate", deflateRawSync("hello")],
    ["br", brotliCompressSync("hello")],
    ["zstd", zstdCompressSync("hello")],
    ["identity", Buffer.from("hello")],
    ["gzip", Buffer.from("hello")],
  ])("%s is unpacked", async (encoding, body) => {
    answer = (_, response) => response.writeHead(200, { "content-encoding": encoding }).end(body);
    expect((await outbound.read(base, {})).body.toString()).toBe("hello");
  });

  test.each([301, 302, 303, 307, 308])("a %i is followed, with GET", async (status) => {
    answer = (request, response) =>
      request.url === "/" ? response.writeHead(status, { location: "/there?é=1" }).end() : response.end("there");
    expect(await outbound.read(base, {})).toMatchObject({ status: 200, url: `${base}/there?%C3%A9=1` });
    expect(requests.map((request) => request.method)).toEqual(["GET", "GET"]);
  });

  test("credentials stay with the origin that they were given for", async () => {
    answer = (request, response) =>
      request.headers.host?.startsWith("a.")
        ? response.writeHead(302, { location: `http://b.example:${port}/` }).end()
        : response.end();
    await outbound.read(`http://a.example:${port}/`, {
      headers: { Authorization: "Bearer t", Cookie: "c", "X-Access-Token": "t", accept: "text/xml" },
    });
    expect(requests[0]?.headers).toMatchObject({ authorization: "Bearer t", cookie: "c" });
    expect(requests[1]?.headers).toMatchObject({ accept: "text/xml", host: `b.example:${port}` });
    for (const name of ["authorization", "cookie", "x-access-token"])
      expect(requests[1]?.headers[name]).toBeUndefined();
  });

  test("five redirects are followed, not six, and no circle at all", async () => {
    answer = (request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
      else response.end("end");
    };
    expect((await outbound.read(`${base}/5`, {})).body.toString()).toBe("end");
    await expect(outbound.read(`${base}/6`, {})).rejects.toMatchObject({ code: "redirect_loop" });
    answer = (request, response) => response.writeHead(302, { location: request.url === "/a" ? "/b" : "/a" }).end();
    requests = [];
    await expect(outbound.read(`${base}/a`, {})).rejects.toMatchObject({ code: "redirect_loop" });
    expect(requests.length).toBe(2);
  });

  test("the time is for all hops together, and holds against a drip", async () => {
    answer = (request, response) =>
      void setTimeout(() => response.writeHead(302, { location: `${request.url}x` }).end(), 60);
    await expect(outbound.read(base, { limits: { milliseconds: 150 } })).rejects.toMatchObject({
      code: expect.stringMatching(/timeout/) as string,
    });
    answer = (_, response) => {
      const timer = setInterval(() => response.write("."), 10);
      response.on("close", () => clearInterval(timer));
    };
    await expect(outbound.read(base, { limits: { milliseconds: 150 } })).rejects.toMatchObject({ code: "timeout" });
  });

  test("a dead address is passed over for the next one of the same name", async () => {
    const other = createOutbound({
      allowHosts: [`a.example:${port}`],
      resolve: async () => ["127.0.0.3", "127.0.0.1"],
    });
    expect((await other.read(`http://a.example:${port}/`, {})).status).toBe(200);
    await other.close();
  });
});

describe("the operator's exceptions", () => {
  test("a name with a port opens that port only, and a literal only itself", () => {
    const allowed = readAllowed([
      "Intranet.Example:8080",
      "127.0.0.1:3001",
      "[::1]:3001",
      "fd00::1",
      "feeds.example",
      "10.1.0.0/16",
    ]);
    expect(allowed.host("intranet.example", 8080)).toBe(true);
    expect(allowed.host("intranet.example", 80)).toBe(false);
    expect(allowed.host("127.0.0.1", 3001)).toBe(true);
    expect(allowed.host("127.0.0.1", 3002)).toBe(false);
    expect(allowed.host("::1", 3001)).toBe(true);
    expect(allowed.host("fd00::1", 9)).toBe(true);
    expect(allowed.host("feeds.example", 9)).toBe(true);
    expect(allowed.address("127.0.0.1")).toBe(false);
    expect(allowed.address("10.1.2.3")).toBe(true);
    expect(allowed.address("::ffff:10.1.2.3")).toBe(true);
    expect(allowed.address("10.2.0.1")).toBe(false);
  });

  test.each(["http://x", "10.0.0.0/99", "a b", "x:99999", "user@x", "x:y", "[::1"])(
    "%j stops the start with a sentence",
    (entry) => {
      expect(() => readAllowed([entry])).toThrow(/RELAYMAP_ALLOW_HOSTS/);
    },
  );
});
