import process from "node:process";
import Parser from "rss-parser";
import { Agent, request } from "undici";
import { keyword, tokenOf, workload } from "./workload.ts";

/**
 * What a person would write in an afternoon: read, filter, rewrite and post, one post in flight per account, nothing stored.
 * `node bench/w1/bare.ts FEEDS_PORT SINK_PORT`; prints one JSON line.
 */
const [feeds, sink] = process.argv.slice(2).map(Number);
const dispatcher = new Agent({ connections: 64 });
const parser = new Parser();
const cpu = process.cpuUsage();
const begun = performance.now();

const texts: string[] = [];
const queue = Array.from({ length: workload.feeds }, (_, feed) => feed).values();
await Promise.all(
  Array.from({ length: 16 }, async () => {
    for (const feed of queue) {
      const { body } = await request(`http://127.0.0.1:${feeds}/feed/${feed}`, { dispatcher });
      const { items } = await parser.parseString(await body.text());
      for (const { title = "", link = "" } of items)
        if (title.toLowerCase().includes(keyword)) texts.push(`${title} ${link}`);
    }
  }),
);
await Promise.all(
  Array.from({ length: workload.accounts }, async (_, account) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${tokenOf(account)}` };
    for (const status of texts) {
      const { body } = await request(`http://127.0.0.1:${sink}/api/v1/statuses`, {
        method: "POST",
        headers,
        body: JSON.stringify({ status }),
        dispatcher,
      });
      await body.json();
    }
  }),
);

const used = process.cpuUsage(cpu);
const wall = (performance.now() - begun) / 1000;
process.stdout.write(
  `${JSON.stringify({ wall, cpu: (used.user + used.system) / 1e6, rssMb: process.resourceUsage().maxRSS / 1024, posts: texts.length * workload.accounts })}\n`,
);
process.exit(0);
