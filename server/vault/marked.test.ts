import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { marked, markedRow, readMarked, readMarkedRow } from "./marked.ts";

const key = { masterKey: randomBytes(32) };
const purpose = { name: "trial", bytes: 12 };
const row = { workspaceId: randomUUID(), id: "281474976710655" };

test("what is signed is read again; for another purpose, by another key or with a letter changed it is nobody's", () => {
  const token = markedRow(key, purpose, row);
  expect(readMarkedRow(key, purpose, token)).toEqual(row);
  expect(readMarkedRow(key, { ...purpose, name: "another" }, token)).toBeNull();
  expect(readMarkedRow({ masterKey: randomBytes(32) }, purpose, token)).toBeNull();
  for (let at = 0; at < 22; at += 1) {
    const bytes = Buffer.from(token, "base64url");
    bytes[at]! ^= 1;
    expect(readMarked(key, purpose, bytes.toString("base64url"))).toBeNull();
  }
  for (const none of ["", "AAAA", token.slice(0, -4), `${token}AAAA`])
    expect(readMarked(key, purpose, none)).toBeNull();
});

test("what names something longer is no row", () => {
  const token = marked(key, purpose, randomBytes(32));
  expect(readMarked(key, purpose, token)?.length).toBe(32);
  expect(readMarkedRow(key, purpose, token)).toBeNull();
});
