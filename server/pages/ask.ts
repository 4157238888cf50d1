import type { PageFacts } from "#engine/page.ts";
import { MediaError, type MediaCode } from "../media/error.ts";
import { OutboundError } from "../outbound/error.ts";
import type { Outbound } from "../ports.ts";
import { factsOf } from "./facts.ts";

/** Of a page its beginning is taken, redirects included: its head stands there, and nothing else is wanted. */
const limits = { bytes: 512 * 1024, milliseconds: 10_000, redirects: 5, cut: true } as const;
// Of what is packed, the beginning can be read with any of these; a page in place of whatever else is there.
const headers = { accept: "text/html, application/xhtml+xml;q=0.9, */*;q=0.1", "accept-encoding": "gzip, deflate, br" };

/** Asks for a page, through the guard. Throws MediaError. */
export async function askPage(outbound: Pick<Outbound, "read">, address: string): Promise<PageFacts> {
  const reply = await outbound.read(address, { headers, limits }).catch((error: unknown) => {
    if (!(error instanceof OutboundError)) throw error;
    throw new MediaError(refusals.has(error.code) ? "page_refused" : "page_unreachable", error);
  });
  if (reply.status < 200 || reply.status > 299) throw new MediaError(codeOf(reply.status));
  const type = reply.headers["content-type"] ?? null;
  if (type !== null && !/html|^\s*$/iu.test(type)) throw new MediaError("page_refused");
  return factsOf(reply.body, type, reply.url);
}

const codeOf = (status: number): MediaCode =>
  status === 404 || status === 410
    ? "page_gone"
    : status === 429 || status >= 500
      ? "page_unreachable"
      : "page_refused";

/** What will not be otherwise in a while. */
const refusals: ReadonlySet<OutboundError["code"]> = new Set(["bad_url", "blocked", "redirect_loop", "encoding"]);
