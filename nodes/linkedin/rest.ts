import type { z } from "zod";
import { type Answer, readAnswer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { ConnectError, type Login, type NetworkContext } from "#engine/network.ts";
import { isRevoked, retired } from "./refusal.ts";

/** Of the versioned API, by year and month; a deployment sets a newer one (RELAYMAP_API_VERSIONS). */
export const usualVersion = "202609";

/** Each lives for about a year [reported]: by the beginning of the same month it may be gone, milliseconds since the epoch. */
export function endOfVersion(version: string): number | null {
  const [, year, month] = /^(20\d\d)(0[1-9]|1[0-2])$/u.exec(version) ?? [];
  return year === undefined ? null : Date.UTC(Number(year) + 1, Number(month) - 1);
}

/** Whoever an account is to LinkedIn. */
export const authorOf = ({ kind, remoteId }: Pick<Login, "kind" | "remoteId">): string =>
  `urn:li:${kind === "page" ? "organization" : "person"}:${remoteId}`;

export type Call = {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  token: string;
  body?: unknown;
  /** What of Rest.li is asked, where the address does not say it. */ asks?: "FINDER" | "BATCH_GET";
};

/** One call of the API, versioned or not. Rejects as `context.fetch` does. */
export async function ask(
  context: NetworkContext,
  path: string,
  { method = "GET", token, body, asks }: Call,
): Promise<Answer> {
  return readAnswer(
    await context.fetch(context.apiBase + path, {
      method,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${token}`,
        "linkedin-version": context.version ?? usualVersion,
        "x-restli-protocol-version": "2.0.0",
        ...(asks === undefined ? {} : { "x-restli-method": asks }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

/** Several URNs as an address of Rest.li lists them: what holds the list together is not escaped. */
export const listOf = (urns: readonly string[]): string => `List(${urns.map(encodeURIComponent).join(",")})`;

/** What a call answers by its schema. Throws ConnectError where the access or the version is refused for good, else an Error. */
export async function read<T>(context: NetworkContext, path: string, token: string, schema: z.ZodType<T>): Promise<T> {
  const answer = await ask(context, path, { token });
  const found = answer.status === 200 ? schema.safeParse(readJson(answer.body)) : null;
  if (found?.success === true) return found.data;
  if (isRevoked(answer)) throw new ConnectError(ended);
  if (answer.status === 426) throw new ConnectError(retired(context.version ?? usualVersion));
  throw new Error(`LinkedIn answered HTTP ${answer.status}`);
}

const ended = {
  en: "LinkedIn no longer accepts this access. Connect the account again.",
  fr: "LinkedIn n’accepte plus cet accès. Reconnectez le compte.",
};
