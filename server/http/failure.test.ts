import Fastify from "fastify";
import { expect, test } from "vitest";
import { answerFailures } from "./failure.ts";

const failed = (code: string, more: object = {}): Error =>
  Object.assign(new Error("hush: select from secret"), { code, ...more });

test.each<[string, Error, number, string]>([
  ["a database that gives no answer", failed("ETIMEDOUT"), 503, "database_away"],
  [
    "one that is away for what signs people in",
    new Error("no session", { cause: failed("57P01") }),
    503,
    "database_away",
  ],
  ["one without a connection left", failed("53300"), 503, "database_away"],
  ["one whose disk is full", failed("53100"), 507, "no_room"],
  ["one that takes no writes, below what wraps it", new Error("hush", { cause: failed("25006") }), 507, "no_room"],
  ["one whose socket is gone", failed("ENOENT", { syscall: "connect" }), 503, "database_away"],
  ["a file that is missing", failed("ENOENT", { syscall: "open" }), 500, "internal"],
  ["a bug", new TypeError("hush"), 500, "internal"],
])("%s is answered, and the answer says nothing of the inside", async (_, error, status, code) => {
  const app = Fastify();
  answerFailures(app);
  app.get("/", () => Promise.reject(error));
  const answer = await app.inject("/");
  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toMatchObject({
    code,
    message: { en: expect.any(String) as string, fr: expect.any(String) as string },
  });
  expect(answer.payload).not.toMatch(/hush|select/);
  await app.close();
});
