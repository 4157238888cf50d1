import { createServer } from "node:http";

/** A target that answers each post after 5 ms, and counts: `node bench/sink.ts` prints its port. GET answers the counts. */
const delay = Number(process.argv[2] ?? 5);
let posts = 0;
let doubled = 0;
const seen = new Set<string>();
const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.end(JSON.stringify({ posts, doubled, distinct: seen.size }));
    return;
  }
  const key = String(request.headers["idempotency-key"] ?? "");
  request.resume();
  request.on("end", () => {
    posts += 1;
    if (seen.has(key)) doubled += 1;
    seen.add(key);
    setTimeout(() => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(`{"id":"${posts}"}`);
    }, delay);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.stdout.write(`${address.port}\n`);
});
process.on("disconnect", () => process.exit(0));
process.stdin.on("end", () => process.exit(0)).resume();
