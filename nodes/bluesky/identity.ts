import { readAnswer } from "#engine/answer.ts";
import type { NetworkContext } from "#engine/network.ts";
import { DidDocument, isRedirected, query, readJson, Resolved, serverOf } from "./wire.ts";

/** What finding somebody's server may take, a call. */
const patience = 8_000;

/**
 * Who a person says they are, as the network writes it: without the `@`, without the invisible marks that are copied along from
 * its pages, in small letters; the address of a profile gives its handle.
 */
export function readIdentifier(text: string): string {
  const plain = text.replaceAll(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "").trim();
  const profile = /^https:\/\/[^/]+\/profile\/([^/?#]+)/iu.exec(plain)?.[1] ?? plain;
  return profile.replace(/^@/u, "").toLowerCase();
}

/** The server that a person named, as an origin: `pds.example`, `https://pds.example/`; null where it is none. https only. */
export function readOrigin(text: string): string | null {
  const url = URL.parse(/^[a-z]+:\/\//iu.test(text) ? text : `https://${text}`);
  if (url === null || url.protocol !== "https:" || url.username !== "" || !url.hostname.includes(".")) return null;
  return url.pathname === "/" && url.search === "" && url.hash === "" ? url.origin : null;
}

/** The server that a DID's document names for its records; null where it names none that can be used. */
export function serverIn(document: DidDocument | undefined): string | null {
  const service = document?.service?.find(
    ({ id, type }) => id.endsWith("#atproto_pds") && type === "AtprotoPersonalDataServer",
  );
  return typeof service?.serviceEndpoint === "string" ? readOrigin(service.serviceEndpoint) : null;
}

/**
 * The server on which a handle or a DID has its account: handle → DID → its document. Where that cannot be found out (an
 * e-mail address, a handle of nobody, a directory that does not answer) the network's own entrance is as good as any.
 */
export async function findServer(context: NetworkContext, identifier: string): Promise<string> {
  const entrance = serverOf(context, {});
  if (identifier.includes("@")) return entrance;
  const did = identifier.startsWith("did:") ? identifier : await resolveHandle(context, entrance, identifier);
  const document = did === null ? null : await readDocument(context, did);
  return serverOf(context, { server: serverIn(document ?? undefined) ?? entrance });
}

/** The DID that a handle means today; null where it means nobody, or nobody can say in time. */
export async function resolveHandle(
  context: NetworkContext,
  server: string,
  handle: string,
  within = patience,
): Promise<string | null> {
  const call = { query: { handle }, patience: within };
  const answer = await query(context, server, "com.atproto.identity.resolveHandle", call).catch(() => null);
  const resolved = answer?.status === 200 ? Resolved.safeParse(readJson(answer.body)) : null;
  return resolved?.success === true ? resolved.data.did : null;
}

/** The document of a DID, from the directory or from the domain that it names. */
async function readDocument(context: NetworkContext, did: string): Promise<DidDocument | null> {
  const domain = /^did:web:([a-z0-9.-]+)$/u.exec(did)?.[1];
  const plc = did.startsWith("did:plc:") ? context.bases?.["plc"] : undefined;
  const url = domain === undefined ? plc && `${plc}/${did}` : `https://${domain}/.well-known/did.json`;
  if (url === undefined || (domain !== undefined && isRedirected(context))) return null;
  try {
    const response = await context.fetch(url, {
      method: "GET",
      headers: { accept: "application/did+ld+json, application/json" },
      signal: AbortSignal.timeout(patience),
    });
    const { status, body } = await readAnswer(response);
    const document = status === 200 ? DidDocument.safeParse(readJson(body)) : null;
    return document?.success === true && document.data.id === did ? document.data : null;
  } catch {
    return null;
  }
}
