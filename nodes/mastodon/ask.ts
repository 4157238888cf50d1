import { readAnswer, type Answer } from "#engine/answer.ts";
import type { NetworkContext } from "#engine/network.ts";

export type Call = {
  method?: string;
  token?: string;
  body?: string | Uint8Array;
  /** Of the body; JSON unless said. */
  type?: string;
  key?: string;
};

/** One request to a server's API. */
export async function ask(context: NetworkContext, path: string, call: Call): Promise<Answer> {
  return askOf(context, context.apiBase + path, call);
}

/** The same, of an address that is not below the API's. */
export async function askOf(
  context: NetworkContext,
  address: string,
  { method = "GET", token, body, type = "application/json", key }: Call,
): Promise<Answer> {
  const response = await context.fetch(address, {
    method,
    headers: {
      accept: "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": type }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body }),
  });
  return readAnswer(response);
}
