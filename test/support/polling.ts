import type { NetworkContext } from "#engine/network.ts";
import { NodeError, type PolledSource, type Reader, type SourceContext } from "#engine/node.ts";
import { noMedium } from "./network.ts";

/** An answer of a network, by hand. */
export type Scripted = { status?: number; headers?: Record<string, string>; body: unknown };
type Asked = { url: string; headers: Record<string, string> };

const never = () => Promise.reject(new Error("not expected in this test"));

/** What a source may use, nothing of which is there unless a test gives it. */
export const pollingOf = (given: Partial<SourceContext> = {}): SourceContext => ({
  now: Date.parse("2026-03-02T09:00:00Z"),
  cursor: {},
  sourceId: "s",
  signal: new AbortController().signal,
  readFeed: never,
  getJson: never,
  getPage: never,
  network: () => {
    throw new Error("not expected in this test");
  },
  account: never,
  spend: never,
  secret: never,
  ...given,
});

/**
 * A network whose answers are found by the path that is asked: the first of `answers` whose text stands in the address. Each that is
 * asked is kept in `asked`.
 */
export function scripted(answers: Record<string, Scripted | ((url: URL) => Scripted)>, server = "https://net.test") {
  const asked: Asked[] = [];
  const contextOf = (base: string): NetworkContext => ({
    fetch: async (url, { headers = {} }) => {
      asked.push({ url, headers });
      const found = Object.entries(answers).find(([part]) => url.includes(part))?.[1];
      const {
        status = 200,
        headers: told = {},
        body,
      } = found === undefined ? { status: 404, body: {} } : typeof found === "function" ? found(new URL(url)) : found;
      return new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers: told });
    },
    apiBase: base,
    webBase: "https://web.test",
    bases: { appview: `${base}/appview` },
    timeout: 1000,
    medium: noMedium,
    now: () => Date.parse("2026-03-02T09:00:00Z"),
  });
  const reader =
    (login: Reader["login"]): SourceContext["account"] =>
    async () => ({ login, context: contextOf(server) });
  return { asked, reader, network: (_name: string, at?: string) => contextOf(at ?? server) };
}

/** What a source threw, which must be an error for people. */
export async function failureOf(polled: ReturnType<PolledSource<unknown>["poll"]>): Promise<NodeError> {
  const error: unknown = await polled.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NodeError)) throw new Error(`expected a NodeError, not ${String(error)}`);
  return error;
}
