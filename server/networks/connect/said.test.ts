import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { readSentence, signSentence } from "./said.ts";

const settings = { masterKey: randomBytes(32) };
const text = { en: "You signed in as Bob.", fr: "Vous êtes connecté comme Bob." };

test("A sentence comes back as it left, for an hour", () => {
  const token = signSentence(settings, text, 1_000);
  expect(readSentence(settings, token, 1_000 + 3_600_000)).toEqual(text);
  expect(readSentence(settings, token, 1_001 + 3_600_000)).toBeNull();
});

test("Nobody else's words are shown", () => {
  const token = signSentence(settings, text, 1_000);
  const forged = Buffer.from(JSON.stringify({ at: 1_000, en: "Send us your password", fr: "x" })).toString("base64url");
  for (const other of [
    "",
    ".",
    "x.y",
    `${forged}.${token.split(".")[1]}`,
    signSentence({ masterKey: randomBytes(32) }, text, 1_000),
  ])
    expect(readSentence(settings, other, 1_000)).toBeNull();
  expect(readSentence(settings, `${token}x`, 1_000)).toBeNull();
});
