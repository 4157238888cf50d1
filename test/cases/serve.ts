import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Case } from "./case.ts";

/** A web server on loopback whose one address gives what a case's poll gives. `show` chooses the poll. */
export type Address = { url: string; show: (poll: number) => void };
export type WebServer = { host: string; open: (one: Case) => Address; close: () => Promise<void> };

export async function serve(): Promise<WebServer> {
  const shown = new Map<string, { one: Case; poll: number }>();
  const server = createServer((request, response) => {
    const state = shown.get(request.url ?? "");
    const served = state?.one.polls[state.poll]?.[0];
    if (state === undefined || served === undefined) return void response.writeHead(404).end();
    readFile(join(state.one.folder, served.file)).then(
      (body) =>
        response.writeHead(served.status, { "content-type": served.type, ...headersOf(served.headers) }).end(body),
      () => response.destroy(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    open: (one) => {
      const path = `/${encodeURIComponent(one.name)}`;
      const state = { one, poll: 0 };
      shown.set(path, state);
      return { url: `http://${host}${path}`, show: (poll) => void (state.poll = poll) };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** `in 7200 s` stands for the HTTP date that far ahead. */
function headersOf(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const seconds = /^in (\d+) s$/u.exec(value)?.[1];
      return [name, seconds === undefined ? value : new Date(Date.now() + Number(seconds) * 1000).toUTCString()];
    }),
  );
}
