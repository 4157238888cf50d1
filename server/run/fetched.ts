import type { Answered, Ask } from "#engine/machine.ts";
import type { PageFacts } from "#engine/page.ts";
import type { Result } from "#engine/run.ts";
import { MediaError } from "../media/error.ts";
import type { Medium, Services } from "../ports.ts";
import { answerAsks, unanswered } from "./asked.ts";

/** Addresses of pictures and videos that are to be asked, and what their source says is there. */
export type Asked = ReadonlyMap<string, Medium["kind"]>;

/** What a run found at the addresses that its items name, as far as it was asked for; or why nothing was. */
export type Fetched = {
  media: Map<string, Medium | MediaError>;
  pages: Map<string, PageFacts | MediaError>;
  /** What a machine answered, by the asks' names. */
  words: Map<string, Answered>;
};
export const nothingFetched = (): Fetched => ({ media: new Map(), pages: new Map(), words: new Map() });

/** Media asked for at a time, pages too, and the milliseconds that all of one part of a run may take. */
const atOnce = 4;
const pagesAtOnce = 6;
const patience = 60_000;
/** Pages that one run asks for, besides those that are known: the others are to come again. */
const mostPages = 200;

/**
 * A part of a run wants pictures, what pages say, or words of a machine, of which nobody asked yet: they are fetched outside its transaction, and it begins
 * anew. So the plan knows all of it before it is executed for good, and stays a function of what it is given.
 */
export class FetchWanted extends Error {
  readonly media: Asked;
  readonly pages: ReadonlySet<string>;
  readonly asks: ReadonlyMap<string, Ask>;
  constructor({
    media = new Map(),
    pages = new Set(),
    asks = new Map(),
  }: {
    media?: Asked;
    pages?: ReadonlySet<string>;
    asks?: ReadonlyMap<string, Ask>;
  }) {
    super("pictures, pages or words are wanted first");
    this.media = media;
    this.pages = pages;
    this.asks = asks;
  }
}

/** The same while a part is looked through, batch by batch. */
export const nothingLacking = () => ({
  media: new Map<string, Medium["kind"]>(),
  pages: new Set<string>(),
  asks: new Map<string, Ask>(),
});

/** Adds the pages and words that steps asked for and nobody has; whether there are any. */
export function lacks(
  result: Pick<Result, "steps">,
  fetched: Fetched,
  lacking: Pick<ReturnType<typeof nothingLacking>, "pages" | "asks">,
): boolean {
  const [pages, asks] = [unread(result, fetched), unanswered(result, fetched)];
  for (const address of pages) lacking.pages.add(address);
  for (const [name, ask] of asks) lacking.asks.set(name, ask);
  return pages.length + asks.size > 0;
}

type Needs = Pick<Services, "media" | "pages" | "log" | "db" | "vault" | "outbound">;
/** `asks`: how many a machine is really asked, and what is said of those beyond. */
export type Bounds = { patience?: number; pages?: number; asks?: { most: number; beyond: "later" | "unasked" } };

/** Asks for what is wanted, each once; what cannot be had in time, or is too much, is left out. Never rejects because of a picture or page. */
async function fetchWanted(
  services: Needs,
  workspaceId: string,
  { media, pages, asks }: Pick<FetchWanted, "media" | "pages" | "asks">,
  fetched: Fetched,
  bounds: Bounds = {},
): Promise<void> {
  const until = performance.now() + (bounds.patience ?? patience);
  await Promise.all([
    fetchMedia(services, workspaceId, media, fetched.media, until),
    fetchPages(services, workspaceId, pages, fetched.pages, until, bounds.pages ?? mostPages),
    answerAsks(services, workspaceId, asks, fetched.words, bounds.asks),
  ]);
}

/** Does work again and again until it wants nothing more; all that it asked for is found in `fetched`. */
export async function withFetched<T>(
  services: Needs,
  workspaceId: string,
  fetched: Fetched,
  work: () => Promise<T>,
  bounds: Bounds = {},
): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof FetchWanted)) throw error;
      await fetchWanted(services, workspaceId, error, fetched, bounds);
    }
  }
}

/** What a plan's steps are told of pages. */
export const pageOf =
  ({ pages }: Pick<Fetched, "pages">) =>
  (address: string): PageFacts | null | undefined => {
    const found = pages.get(address);
    return found instanceof MediaError ? null : found;
  };

/** The pages that steps asked for and nobody has read yet. */
export const unread = ({ steps }: Pick<Result, "steps">, { pages }: Pick<Fetched, "pages">): string[] => [
  ...new Set(steps.flatMap((step) => step.pages ?? []).filter((address) => !pages.has(address))),
];

async function fetchMedia(
  services: Needs,
  workspaceId: string,
  asked: Asked,
  found: Fetched["media"],
  until: number,
): Promise<void> {
  // Videos last: no picture waits for one.
  const queue = [...asked].toSorted(([, one], [, two]) => one.localeCompare(two)).values();
  const work = async () => {
    for (const [address, kind] of queue) {
      const medium =
        performance.now() > until
          ? new MediaError("unreachable")
          : await services.media
              .fetch(workspaceId, address, { kind })
              .catch(missing(services, workspaceId, `a ${kind} could not be had`));
      found.set(address, medium);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, asked.size) }, work));
}

/** Asks for pages alone. */
export async function fetchPages(
  services: Pick<Needs, "pages" | "log">,
  workspaceId: string,
  asked: ReadonlySet<string>,
  found: Fetched["pages"],
  until = performance.now() + patience,
  most = mostPages,
): Promise<void> {
  if (asked.size === 0) return;
  const known = await services.pages.known(workspaceId, [...asked]);
  const unknown = inTurn([...asked].filter((address) => !known.has(address)));
  for (const [address, page] of known) found.set(address, page);
  const left = Math.max(0, most - found.size + known.size);
  for (const address of unknown.slice(left)) found.set(address, new MediaError("page_later"));
  const queue = unknown.slice(0, left).values();
  const work = async () => {
    for (const address of queue) {
      const page =
        performance.now() > until
          ? new MediaError("page_later")
          : await services.pages
              .read(workspaceId, address)
              .catch(missing(services, workspaceId, "a page could not be read"));
      found.set(address, page);
    }
  };
  await Promise.all(Array.from({ length: Math.min(pagesAtOnce, unknown.length) }, work));
}

/** The pages of many sites by turns, so that one that is left alone between two of its pages holds up no other. */
function inTurn(addresses: readonly string[]): string[] {
  const hosts = [...Map.groupBy(addresses, (address) => URL.parse(address)?.host ?? "").values()];
  const longest = Math.max(0, ...hosts.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) => hosts.flatMap((pages) => pages.slice(turn, turn + 1))).flat();
}

const missing =
  ({ log }: Pick<Needs, "log">, workspaceId: string, what: string) =>
  (error: unknown): MediaError => {
    if (!(error instanceof MediaError)) throw error;
    log.info({ workspace: workspaceId, code: error.code }, what);
    return error;
  };
