import { isBlank } from "#engine/blank.ts";
import { noMemory, recognise } from "#engine/identity.ts";
import type { Item } from "#engine/item.ts";
import { NodeError, receives, type SourceContext } from "#engine/node.ts";
import { feedFields, takerOf, takerRepair, takerWords } from "#engine/taken.ts";
import type { Text } from "#engine/text.ts";
import type { Body, Reply } from "../api.ts";
import type { Services } from "../ports.ts";
import { capped } from "./capped.ts";
import { type SecretReader, secretReader } from "../vault/secrets.ts";
import { type AccountReader, accountReader } from "./account.ts";
import { pollLimit, sourceContext, type SourceServices } from "./context.ts";
import { failureOf } from "./failure.ts";
import { itemView, storedItems } from "./items.ts";
import { spender } from "./spending.ts";
import { sha256 } from "./names.ts";
import { sourceSettings } from "./map-sources.ts";

/** `instead`: an address that may be meant; `stays`: see `Polled`. */
export type Checked = {
  title: string | null;
  items: Item[];
  error: Text | null;
  instead?: string | null;
  stays?: string | undefined;
};
export type CheckRequest = {
  type: string;
  config: unknown;
  secret?: SecretReader;
  account?: AccountReader;
  spend?: SourceContext["spend"];
  signal?: AbortSignal;
  /** Tells apart items of several sources whose ids are only unique in their own. */
  sourceId?: string;
};

/** Items shown of a source at most. */
const shown = 50;

/** Reads a source once and stores nothing; one that receives has nothing to be read. Never rejects because of the source or its settings: they come back as a sentence. */
export async function checkSource(services: SourceServices, request: CheckRequest): Promise<Checked> {
  const manifest = services.nodes.manifests.get(request.type);
  if (manifest?.kind !== "source") {
    const text = {
      en: `“${request.type}” is not a kind of source.`,
      fr: `« ${request.type} » n’est pas un type de source.`,
    };
    return { title: null, items: [], error: text };
  }
  const config = manifest.config.safeParse(request.config);
  if (!config.success) {
    const text = {
      en: "Some settings of the source are missing or wrong.",
      fr: "Des réglages de la source manquent ou sont incorrects.",
    };
    return { title: null, items: [], error: text };
  }
  const source = services.nodes.source(request.type);
  if (receives(source)) return { title: null, items: [], error: null };
  const blank = manifest
    .check?.(config.data)
    .find(({ severity, field }) => severity === "error" && isBlank(config.data, field));
  if (blank !== undefined) return { title: null, items: [], error: blank.message };
  const limit = AbortSignal.timeout(pollLimit);
  const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
  const secret = request.secret ?? (() => Promise.resolve(null));
  try {
    const { sourceId = "check", account, spend } = request;
    const context = sourceContext(services, {
      sourceId,
      cursor: {},
      signal,
      secret,
      ...(account === undefined ? {} : { account }),
      ...(spend === undefined ? {} : { spend }),
    });
    const polled = await source.poll(config.data, context);
    // As the inbox of a source that was never read would take it.
    const { fresh } = recognise(polled.items.map(capped), noMemory, sha256);
    return { title: polled.title, items: fresh.map(({ item }) => item), error: null, stays: polled.stays };
  } catch (cause) {
    request.signal?.throwIfAborted();
    const instead = cause instanceof NodeError ? cause.instead : null;
    return { title: null, items: [], error: failureOf(cause, limit.aborted).text, instead };
  }
}

/** For the editor: what a source has, or what was brought to it; the newest first. */
export async function viewCheck(
  services: Services,
  workspaceId: string,
  body: Body<"checkSource">,
): Promise<Reply<"checkSource">> {
  const checked = await checkSource(services, {
    ...body,
    secret: secretReader(services, workspaceId),
    account: accountReader(services, workspaceId),
    spend: spender(services, workspaceId),
  });
  const brought = checked.error === null ? await received(services, workspaceId, body) : null;
  const items = brought ?? checked.items.slice(0, shown);
  const { error, better } = suggested(services, body, checked);
  return { title: checked.title, items: items.map(itemView), error, better };
}

/**
 * What is no feed may be a page that another source reads: that helps more than what was wrong with it. A feed's own trouble stays said. Or it is
 * a page that names its feed, which is then one press away.
 */
function suggested(
  { nodes }: Pick<Services, "nodes">,
  { type, config }: Body<"checkSource">,
  { error, instead = null }: Checked,
): Pick<Reply<"checkSource">, "error" | "better"> {
  const manifest = nodes.manifests.get(type);
  const taker = error === null || manifest === undefined ? null : takerOf(manifest, config, nodes.manifests);
  const [field] = manifest === undefined || instead === null ? [] : feedFields(manifest);
  if (taker === null)
    return {
      error,
      better: field === undefined ? null : { label: useFeed, type, config: { ...config, [field]: instead } },
    };
  const { label } = takerRepair(taker, "");
  return { error: taker.feed ? error : takerWords(taker), better: { label, type: taker.type, config: taker.config } };
}

const useFeed: Text = { en: "Use the feed that the page names", fr: "Utiliser le flux que la page indique" };

/** The newest of what came to a source that receives; null for one that is read. Its settings parse. */
async function received(services: Services, workspaceId: string, { type, config }: Body<"checkSource">) {
  if (!receives(services.nodes.source(type))) return null;
  const { key } = sourceSettings(services.nodes, type, config);
  return (await storedItems(services.db, workspaceId, [key], shown)).get(key) ?? [];
}
