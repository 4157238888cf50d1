import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password.ts";

test("A password is stored as argon2id with its cost and a salt of its own", async () => {
  const [one, two] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
});

test("Only the very password fits, however the keyboard composed its accents", async () => {
  const stored = await hashPassword("caf\u00e9 du coin");
  expect(await verifyPassword(stored, "cafe\u0301 du coin")).toBe(true);
  expect(await verifyPassword(stored, "cafe du coin")).toBe(false);
});

test("A string that is no hash of ours fits nothing", async () => {
  for (const stored of ["", "plain", "$argon2id$v=19$m=1$x$y", "$2b$10$abcdefghijklmnopqrstuv"])
    expect(await verifyPassword(stored, stored)).toBe(false);
});

test("A hash made at another cost still verifies", async () => {
  const { argon2Sync } = await import("node:crypto");
  const nonce = Buffer.alloc(16, 3);
  const tag = argon2Sync("argon2id", { message: "old", nonce, memory: 8192, passes: 1, parallelism: 1, tagLength: 24 });
  const encode = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  const stored = `$argon2id$v=19$m=8192,t=1,p=1$${encode(nonce)}$${encode(tag)}`;
  expect(await verifyPassword(stored, "old")).toBe(true);
  expect(await verifyPassword(stored, "new")).toBe(false);
});
