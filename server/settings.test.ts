import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSettings, SettingsError } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "relaymap-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));
const secret = "s3cr3t-".repeat(6);
const base = { DATA_DIR: folder, RELAYMAP_SECRET: secret };

test("without any variable there is a loopback server with its own secret", () => {
  const settings = readSettings({ DATA_DIR: folder });
  expect(settings).toMatchObject({
    host: "127.0.0.1",
    port: 3000,
    publicUrl: "http://127.0.0.1:3000",
    databaseUrl: null,
    demo: true,
    allowHosts: [],
    logLevel: "info",
  });
  expect(settings.masterKey).toHaveLength(32);
  expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
  expect(readSettings({ DATA_DIR: folder }).masterKey.equals(settings.masterKey)).toBe(true);
  expect(settings.masterKey.toString("base64url")).not.toBe(readFileSync(join(folder, "secret"), "utf8").trim());
});

test("every variable is read", () => {
  const settings = readSettings({
    ...base,
    PORT: "8080",
    HOST: "0.0.0.0",
    PUBLIC_URL: "https://relaymap.example.com/",
    DATABASE_URL: "postgres://me:pw@db:5432/relaymap",
    RELAYMAP_DEMO: "off",
    RELAYMAP_ALLOW_HOSTS: "intranet.example, feeds.local:8080 10.0.0.0/8, [fd00::1]:443",
    SIMULATOR_PORT: "9090",
    LOG_LEVEL: "warn",
    LANG: "fr_FR.UTF-8",
  });
  expect(settings).toMatchObject({
    port: 8080,
    host: "0.0.0.0",
    publicUrl: "https://relaymap.example.com",
    demo: false,
    simulatorPort: 9090,
    logLevel: "warn",
    language: "fr",
  });
  expect(settings.allowHosts).toEqual(["intranet.example", "feeds.local:8080", "10.0.0.0/8", "[fd00::1]:443"]);
});

test.for<[Record<string, string>, RegExp]>([
  [{ PORT: "eighty" }, /^PORT is wrong: "eighty" is not a port from 1 to 65535/],
  [{ PORT: "0" }, /^PORT is wrong/],
  [{ PORT: "70000" }, /^PORT is wrong/],
  [{ HOST: "0.0.0.0" }, /^PUBLIC_URL is missing: HOST 0\.0\.0\.0 can be reached/],
  [{ HOST: "http://x" }, /^HOST is wrong/],
  [{ PUBLIC_URL: "relaymap.example" }, /^PUBLIC_URL is wrong: "relaymap.example" is not the address/],
  [{ PUBLIC_URL: "https://x.example/path" }, /^PUBLIC_URL is wrong/],
  [{ PUBLIC_URL: "ftp://x.example" }, /^PUBLIC_URL is wrong/],
  [
    { DATABASE_URL: "mysql://root:hunter22@db/x" },
    /^DATABASE_URL is wrong: the 26 characters given are not postgresql:/,
  ],
  [{ RELAYMAP_SECRET: "hunter22" }, /^RELAYMAP_SECRET is wrong: the 8 characters given are not at least 32 characters/],
  [{ RELAYMAP_DEMO: "yes" }, /^RELAYMAP_DEMO is wrong: "yes" is not on, new or off/],
  [{ RELAYMAP_ALLOW_HOSTS: "http://intranet/" }, /^RELAYMAP_ALLOW_HOSTS is wrong/],
  [{ SMTP_URL: "smtp://a:hunter22@" }, /^SMTP_URL is wrong: the 18 characters given are not smtps:/],
  [{ SMTP_URL: "smtp://mail.example" }, /^MAIL_FROM is missing/],
  [{ MAIL_FROM: "news@example.org" }, /^SMTP_URL is missing/],
  [{ MAIL_FROM: "news" }, /^MAIL_FROM is wrong: "news" is not the address/],
  [{ SIMULATOR_PORT: "3000" }, /^SIMULATOR_PORT is wrong: 3000 is the PORT/],
  [{ LOG_LEVEL: "loud" }, /^LOG_LEVEL is wrong: "loud" is not fatal, error/],
  [
    { DATA_DIR: "/dev/null/x", RELAYMAP_SECRET: "" },
    /^DATA_DIR cannot be used: \/dev\/null\/x: a part of its path is a file/,
  ],
])("%j ends with one sentence", ([env, sentence]) => {
  const attempt = (): unknown => readSettings({ ...base, ...env });
  expect(attempt).toThrow(SettingsError);
  expect(attempt).toThrow(sentence);
  expect(attempt).not.toThrow(/hunter22|\n/);
});

test("an empty variable counts as not set", () => {
  expect(readSettings({ ...base, PORT: "", DATABASE_URL: " " })).toMatchObject({ port: 3000, databaseUrl: null });
});

test("a damaged secret file is not silently replaced", () => {
  const other = mkdtempSync(join(folder, "x-"));
  writeFileSync(join(other, "secret"), "");
  expect(() => readSettings({ DATA_DIR: other })).toThrow(/secret is damaged/);
});
