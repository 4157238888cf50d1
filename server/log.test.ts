import { expect, test } from "vitest";
import { createLog } from "./log.ts";

const canary = "canary-9f3b7c21d8";

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog({ level: "trace", destination: { write: (line) => void lines.push(line) } }));
  return lines.join("");
}

test("no way of logging a secret lets it through", () => {
  const failure = Object.assign(
    new Error(`GET https://x.example/?access_token=${canary}&a=1`, { cause: new Error(`Bearer ${canary}`) }),
    {
      request: { headers: { authorization: canary } },
      code: "E_TEST",
    },
  );
  const text = logged((log) => {
    log.info({ token: canary, deep: { list: [{ refreshToken: canary, headers: { Cookie: canary } }] } }, "one");
    log.error(failure);
    log.error({ err: failure, reason: failure }, "two");
    log.warn(`postgresql://relaymap:${canary}@db/relaymap refused`);
    log.info({ url: `http://127.0.0.1/sign-in?token=${canary}` }, `code=${canary}`);
    log.child({ accessToken: canary, place: `client_secret: "${canary}"` }).info("three");
    log.info({ masterKey: Buffer.from(canary), bytes: Buffer.from(canary) }, `{"refresh_token":"${canary}"}`);
  });
  expect(text).not.toContain(canary);
  expect(text).not.toContain(Buffer.from(canary).toString("base64"));
  expect(text).toContain("E_TEST");
  expect(text.trim().split("\n")).toHaveLength(7);
});

test("what is no secret stays readable", () => {
  const text = logged((log) =>
    log.info({ deliveryId: 7, tokenEpoch: 3, title: "A new token ring", host: "x.example:443" }, "settled"),
  );
  expect(JSON.parse(text)).toMatchObject({
    level: "info",
    deliveryId: 7,
    tokenEpoch: 3,
    title: "A new token ring",
    host: "x.example:443",
    msg: "settled",
  });
});

test("a huge or endless object is cut", () => {
  const loop: Record<string, unknown> = { text: "x".repeat(100_000) };
  loop["self"] = loop;
  expect(logged((log) => log.info(loop, "loop")).length).toBeLessThan(60_000);
});
