import type { Access, CallResult, FittedMedium, Login, NetworkContext, Sending } from "#engine/network.ts";
import type { Part } from "#engine/post.ts";
import { card } from "#nodes/bluesky/card.ts";
import { network } from "#nodes/bluesky/network.ts";
import { loginOf, sendingOf } from "#test/support/network.ts";

/** A Bluesky server, real or simulated, with people on it. */
export type Place = {
  context: NetworkContext;
  /** What somebody enters who has not been here before. */
  newcomer: () => Promise<{ identifier: string; password: string }>;
  /** Somebody deletes the app password that they entered. */
  deletePassword: (entered: { identifier: string; password: string }) => Promise<void>;
};

/** A picture of one pixel. */
export const pixel: FittedMedium = {
  bytes: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
  type: "image/png",
  width: 1,
  height: 1,
};
export const medium = { id: "5f0f9c1e-6c06-4f0a-9d2e-2a1c7c1f4a01", kind: "picture" as const, type: "image/png" };

export const account = network.connections["account"]!;

/** Signs in as the product does. */
export async function connect(
  { context }: Pick<Place, "context">,
  entered: Record<string, string>,
): Promise<{ login: Login; access: Access }> {
  const access = await account.open!(context, entered, null);
  const { accounts } = await account.accounts({ context, server: null, client: null, access });
  const { remoteId, handle, limits = card.limits } = accounts[0]!;
  return {
    access,
    login: loginOf(card, { remoteId, handle, token: access.token, fields: access.fields ?? {}, limits }),
  };
}

let keys = 0;
const freshKey = (): string => `key-${process.pid}-${Date.now()}-${(keys += 1)}`;

/** A part that nobody sent before, not prepared yet. */
export const fresh = (part: Partial<Part> & { text: string }, sending: Partial<Sending> = {}): Sending =>
  sendingOf(part, { key: freshKey(), madeAt: Date.now() - 3_600_000, ...sending });

/** Prepares and publishes, as the ledger does. */
export async function send(context: NetworkContext, login: Login, sending: Sending): Promise<CallResult> {
  return network.publish(context, login, await prepared(context, login, sending));
}
export async function prepared(context: NetworkContext, login: Login, sending: Sending): Promise<Sending> {
  const made = await network.prepare!(context, login, sending, undefined);
  if (made.kind !== "prepared") throw new Error(`not prepared: ${JSON.stringify(made)}`);
  // It is kept as JSON.
  return { ...sending, prepared: JSON.parse(JSON.stringify(made.data)) as unknown };
}
export async function sent(context: NetworkContext, login: Login, sending: Sending) {
  const result = await send(context, login, sending);
  if (result.kind !== "published") throw new Error(`not published: ${JSON.stringify(result)}`);
  return { remoteId: result.remoteId, url: result.url };
}

/** A record as anybody reads it; null where it is not there. */
export async function read(context: NetworkContext, uri: string): Promise<Record<string, unknown> | null> {
  return (await get(context, uri)).value ?? null;
}
export async function refOf(context: NetworkContext, uri: string) {
  return { uri, cid: (await get(context, uri)).cid };
}
async function get(context: NetworkContext, uri: string) {
  const [, repo = "", collection = "", rkey = ""] = /^at:\/\/([^/]+)\/([^/]+)\/([^/]+)$/u.exec(uri) ?? [];
  const query = new URLSearchParams({ repo, collection, rkey });
  const reply = await fetch(`${context.apiBase}/xrpc/com.atproto.repo.getRecord?${query}`);
  return (await reply.json()) as { cid?: string; value?: Record<string, unknown> };
}
export async function didOf(context: NetworkContext, handle: string): Promise<unknown> {
  const reply = await fetch(`${context.apiBase}/xrpc/com.atproto.identity.resolveHandle?handle=${handle}`);
  return ((await reply.json()) as { did: unknown }).did;
}

type Facets = { index: { byteStart: number; byteEnd: number }; features: Record<string, unknown>[] }[];
/** The words that facets stand at, with what they make of them. */
export function stretches(text: string, facets: unknown): Record<string, unknown>[] {
  const bytes = Buffer.from(text, "utf8");
  return (facets as Facets).map(({ index, features }) => ({
    words: bytes.subarray(index.byteStart, index.byteEnd).toString("utf8"),
    ...features[0],
  }));
}
