import process from "node:process";
import { parseArgs } from "node:util";
import type { Logger } from "pino";
import { compile } from "#engine/compile.ts";
import type { Publisher } from "#engine/node.ts";
import type { Plan } from "#engine/plan.ts";
import { firstPart, type Post } from "#engine/post.ts";
import { checkCron } from "../time/cron.ts";
import { createFeedReader } from "../feed/reader.ts";
import { createLog } from "../log.ts";
import { loadNodes } from "../nodes.ts";
import { createOutbound } from "../outbound/client.ts";
import { askPage } from "../pages/ask.ts";
import { createHosts, usualManners } from "../pages/hosts.ts";
import type { Outbound } from "../ports.ts";
import { fetchPages, FetchWanted, nothingFetched } from "../run/fetched.ts";
import { fitter } from "../run/fit.ts";
import { readSources } from "../run/preview.ts";
import { rehearse, type Rehearsed, type SourceView } from "../run/rehearse.ts";
import { sayUnhad, unhadOf } from "../run/unhad.ts";
import { readSettings } from "../settings.ts";
import type { SecretReader } from "../vault/secrets.ts";
import type { Command } from "./command.ts";
import { filePublishers, language, onlyFile, print, readMapFile, say, sayProblems } from "./map-file.ts";

export const command: Command = {
  name: "preview",
  usage: "<map.json>",
  help: `Reads the sources of a map and prints what it would post: one JSON line per delivery, with account, network, text, link and item.

Publishes nothing, stores nothing and needs no database. All items that the sources list are taken, whatever the map says about the first run.
The accounts are those that the file lists under "accounts", and those that its targets name. - instead of a file reads standard input.
RELAYMAP_ALLOW_HOSTS names inside hosts that may be read, such as 127.0.0.1:8080. Secrets are read from the environment: what a node refers to
as {"secret": "facebook-page:my.page"} from FACEBOOK_PAGE_MY_PAGE. Sources that cannot be read are told on standard error; the exit code is 1 where none could be.`,
  run: async (args) => {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    const value = await readMapFile(onlyFile(positionals));
    const nodes = await loadNodes();
    const { plan, problems } = compile(value, nodes, { checkCron });
    if (sayProblems(problems) || plan === null) return 1;
    // No secret is needed, and none may be made: a preview leaves no trace.
    const settings = readSettings(
      { RELAYMAP_ALLOW_HOSTS: process.env["RELAYMAP_ALLOW_HOSTS"], RELAYMAP_SECRET: "-".repeat(32) },
      "worker",
    );
    const log = createLog({ level: "silent" });
    const outbound = createOutbound({ allowHosts: settings.allowHosts, log });
    const feeds = createFeedReader({ outbound, log });
    try {
      const services = { settings, nodes, outbound, feeds, log, clock: { now: () => Date.now() } };
      const sources = await readSources(services, plan.document, { secret: secretFromEnvironment, limit: Infinity });
      for (const { node, error } of sources) if (error !== null) say(`${node}: ${error[language]}`);
      const postFor = fitter(nodes.networks);
      const accounts = filePublishers(plan.document);
      const { result, letGo } = await rehearseAt(services, plan, sources, accounts);
      for (const one of result.wanted) {
        const { account, item, shape } = one;
        if (letGo.has(one)) continue;
        print(
          JSON.stringify({
            account: account.ref,
            network: account.network,
            ...shown(postFor(account, item, [], shape).post),
            link: item.link,
            item: item.key,
          }),
        );
      }
      return sources.length > 0 && sources.every(({ error }) => error !== null) ? 1 : 0;
    } finally {
      await feeds.close();
      await outbound.close();
    }
  },
};

/** As often as its steps ask for pages; those are read for this preview alone. */
async function rehearseAt(
  services: Parameters<typeof rehearse>[0] & { outbound: Outbound; log: Logger },
  plan: Plan,
  sources: SourceView[],
  accounts: readonly Publisher[],
): Promise<Rehearsed> {
  const fetched = nothingFetched();
  const atHost = createHosts(usualManners);
  const read = (_: string, address: string) => atHost(new URL(address).host, () => askPage(services.outbound, address));
  const pages = { known: () => Promise.resolve(new Map()), read };
  for (;;) {
    try {
      const rehearsed = await rehearse(services, plan, sources, accounts, null, fetched);
      for (const step of rehearsed.result.steps) {
        const told = sayUnhad(unhadOf(step, fetched), "run");
        if (told !== null) say(`${step.node}: ${told[language]}`);
      }
      return rehearsed;
    } catch (error) {
      if (!(error instanceof FetchWanted)) throw error;
      await fetchPages({ pages, log: services.log }, "", error.pages, fetched.pages);
    }
  }
}

/** `facebook-page:my.page` is in FACEBOOK_PAGE_MY_PAGE. */
export const secretFromEnvironment: SecretReader = (name) =>
  Promise.resolve(process.env[name.toUpperCase().replace(/[^A-Z0-9]+/gu, "_")] ?? null);

/** What a post says; of several parts all of them. */
function shown(post: Post): { text: string; parts?: string[] } {
  const texts = post.parts.map(({ text }) => text);
  return { text: firstPart(post).text, ...(texts.length < 2 ? {} : { parts: texts }) };
}
