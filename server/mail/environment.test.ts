import { expect, test } from "vitest";
import { readSender, readSmtpUrl } from "./environment.ts";

test("a mail server is read from one address, its password decoded", () => {
  expect(readSmtpUrl("smtp://news%40example.org:p%40ss@mail.example.org")).toEqual({
    host: "mail.example.org",
    port: 587,
    tls: "starttls",
    username: "news@example.org",
    password: "p@ss",
  });
  expect(readSmtpUrl("smtps://a:b@mail.example.org:4650")).toMatchObject({ port: 4650, tls: "tls" });
  expect(readSmtpUrl("smtp+plain://relay")).toMatchObject({ port: 25, tls: "none", password: null });
});

test.each([
  "https://mail.example.org",
  "smtp://",
  "smtp://user@mail.example.org",
  "smtp+plain://a:b@relay",
  "smtp://mail.example.org/path",
  "smtp://mail.example.org?tls=off",
  "smtp://%ff:b@mail.example.org",
])("what is no mail server, or would send a password in the clear, is none: %s", (text) => {
  expect(readSmtpUrl(text)).toBeNull();
});

test("a sender is an address, with or without a name in front", () => {
  expect(readSender("news@example.org")).toEqual({ name: "Relaymap", address: "news@example.org" });
  expect(readSender('"Atelier Lumen" <News@Example.org>')).toEqual({
    name: "Atelier Lumen",
    address: "news@example.org",
  });
  expect(readSender("a@example.org, b@example.org")).toBeNull();
});
