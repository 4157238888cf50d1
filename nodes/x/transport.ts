import { TwitterApi, type ITwitterApiClientPlugin, type TwitterApiv2 } from "twitter-api-v2";
import type { NetworkContext } from "#engine/network.ts";
import { readAnswer, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";

/** The library's fixed API address; every request of it is turned to `apiBase`. */
const libraryBase = "https://api.x.com/";

export type Client = {
  v2: TwitterApiv2;
  /** The answer to the last request, whatever its status; null where none came. */
  answer: () => Answer | null;
};

/**
 * twitter-api-v2 with our own transport. By itself the library dials through `https.request`: past the outbound guard, to
 * one fixed host, without a timeout, and with errors that do not tell "not sent" from "answer lost". Its plugin hook
 * `onBeforeRequestConfig` may answer a request in its place; that is what happens here, for every request, so that
 * nothing of it ever opens a socket. The library keeps what it is good at: endpoints, parameters and their types.
 * Statuses are no exceptions here: read them from `answer()`.
 */
export function openClient(context: NetworkContext, token: string): Client {
  let last: Answer | null = null;
  const transport: ITwitterApiClientPlugin = {
    onBeforeRequestConfig: async ({ params }) => {
      last = null;
      const body = params.body === undefined ? null : JSON.stringify(params.body);
      const response = await context.fetch(addressOf(context.apiBase, params), {
        method: params.method,
        headers: {
          accept: "application/json",
          authorization: `Bearer ${token}`,
          ...(body === null ? {} : { "content-type": "application/json" }),
        },
        ...(body === null ? {} : { body }),
      });
      last = await readAnswer(response);
      return { data: readJson(last.body), headers: Object.fromEntries(response.headers) };
    },
  };
  const { v2 } = new TwitterApi(token, { plugins: [transport] });
  return { v2, answer: () => last };
}

type Params = Parameters<NonNullable<ITwitterApiClientPlugin["onBeforeRequestConfig"]>>[0]["params"];

/** `https://api.x.com/2/users/:id/tweets` → `<apiBase>/2/users/12/tweets?…`. The host is never anything but the API's. */
function addressOf(apiBase: string, { url, params = {}, query = {} }: Params): string {
  if (!url.startsWith(libraryBase)) throw new Error(`The X client wanted to call another host: ${url}`);
  const path = url
    .slice(libraryBase.length)
    .replace(/:([a-z_]+)/gu, (_, name: string) => encodeURIComponent(String(params[name as keyof typeof params])));
  const address = new URL(`${apiBase}/${path}`);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) address.searchParams.set(name, String(value));
  return address.href;
}
