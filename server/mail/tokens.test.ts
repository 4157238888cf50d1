import { expect, test } from "vitest";
import type { Outbound } from "../ports.ts";
import type { MailSettings } from "./settings.ts";
import { createTokens } from "./tokens.ts";

const settings = { tokenUrl: "https://login.example.org/token", clientId: "c-1", scope: "mail.send" } as MailSettings;

function world(answers: { status: number; body: string }[]) {
  const asked: URLSearchParams[] = [];
  let now = 0;
  const call: Outbound["call"] = async (_url, { body }) => {
    asked.push(new URLSearchParams(String(body)));
    const { status, body: text } = answers[asked.length - 1]!;
    return { status, headers: {}, body: Buffer.from(text) };
  };
  const tokens = createTokens({ outbound: { call } as Outbound, clock: { now: () => now } });
  return { asked, tokens, pass: (seconds: number) => void (now += seconds * 1000) };
}
const given = (token: string) => ({ status: 200, body: JSON.stringify({ access_token: token, expires_in: 3600 }) });

test("a token is kept until shortly before it ends, and fetched anew after a server refused it", async () => {
  const { asked, tokens, pass } = world([given("one"), given("two"), given("three")]);
  const secrets = { secret: "app-secret", refresh: "refresh-token" };
  expect(await tokens.get("w", settings, secrets)).toBe("one");
  pass(3000);
  expect(await tokens.get("w", settings, secrets)).toBe("one");
  pass(500);
  expect(await tokens.get("w", settings, secrets)).toBe("two");
  tokens.drop("w");
  expect(await tokens.get("w", settings, secrets)).toBe("three");
  expect(asked[0]!.get("grant_type")).toBe("refresh_token");
  expect(asked[0]!.get("refresh_token")).toBe("refresh-token");
});

test("without a refresh token the app asks by itself", async () => {
  const { asked, tokens } = world([given("one")]);
  await tokens.get("w", settings, { secret: "app-secret", refresh: null });
  expect(Object.fromEntries(asked[0]!)).toEqual({
    grant_type: "client_credentials",
    client_id: "c-1",
    client_secret: "app-secret",
    scope: "mail.send",
  });
});

test.each([
  [{ status: 400, body: '{"error":"invalid_grant"}' }, "EOAUTH2"],
  [{ status: 200, body: "<html>" }, "EOAUTH2"],
  [{ status: 503, body: "" }, "ECONNECTION"],
])("an answer without a token is told as what it is, without what was sent: %j", async (answer, code) => {
  const { tokens } = world([answer]);
  const failed = tokens.get("w", settings, { secret: "canary-secret", refresh: "canary-refresh" });
  await expect(failed).rejects.toMatchObject({ code });
  await expect(failed).rejects.not.toThrow(/canary/);
});
