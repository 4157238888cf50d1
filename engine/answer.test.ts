import { expect, test } from "vitest";
import { afterError, afterRefusal, limitEnd, rawOf, readAnswer, retryAfter } from "./answer.ts";

const answer = (status: number, body: string | null = "{}") => ({ status, headers: new Headers(), body });
const details = { token: "TOKEN", words: null, until: null };

test("only what the client knows was not sent may be sent again", () => {
  expect(afterError("X", Object.assign(new Error("a"), { sent: false }), "").kind).toBe("not_sent");
  for (const error of [
    Object.assign(new Error("a"), { sent: true }),
    new Error("a"),
    "text",
    null,
    undefined,
    { sent: 0 },
  ])
    expect(afterError("X", error, "").kind).toBe("unknown");
});

test("every status that is not 2xx has exactly the outcome of the table", () => {
  const kinds = new Map<string, number[]>();
  for (let status = 300; status < 600; status += 1) {
    const { kind } = afterRefusal("X", answer(status), details);
    kinds.set(kind, [...(kinds.get(kind) ?? []), status]);
  }
  expect(kinds.get("unauthorised")).toEqual([401]);
  expect(kinds.get("limited")).toEqual([402, 429]);
  expect(kinds.get("unknown")).toEqual([...range(300, 399), 408, ...range(500, 599)]);
  expect(kinds.get("rejected")).toHaveLength(100 - 4);
});

test("what is kept of an answer has at most 2 kB and never the token", () => {
  expect(rawOf(`TOKEN ${"x".repeat(5000)} TOKEN`, "TOKEN")).toHaveLength(2000);
  expect(rawOf("a TOKEN b TOKEN", "TOKEN")).toBe("a [token] b [token]");
  expect(rawOf(null, "TOKEN")).toContain("broke off");
});

test("an answer that breaks, or never ends, has no body", async () => {
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"id":')),
    pull: (controller) => controller.error(new Error("reset")),
  });
  expect((await readAnswer(new Response(broken, { status: 201 }))).body).toBeNull();
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(200_000).fill(120)),
  });
  expect((await readAnswer(new Response(endless, { status: 200 }))).body).toBeNull();
  expect((await readAnswer(new Response("é", { status: 200 }))).body).toBe("é");
  expect((await readAnswer(new Response(null, { status: 204 }))).body).toBe("");
});

test("a limit's end is read in each network's form; what is past or cannot be read is none", () => {
  const now = Date.parse("2026-03-02T09:00:00Z");
  expect(limitEnd("1772443800", "unix", now)).toBe(1_772_443_800_000);
  expect(limitEnd("2026-03-02T09:05:00.000Z", "date", now)).toBe(now + 300_000);
  expect(limitEnd("1", "unix", now)).toBeNull();
  for (const value of [null, "", " ", "soon", "NaN"])
    for (const form of ["unix", "date", "seconds"] as const) expect(limitEnd(value, form, now)).toBeNull();
  expect(retryAfter("90", now)).toBe(now + 90_000);
  expect(retryAfter("Mon, 02 Mar 2026 09:01:00 GMT", now)).toBe(now + 60_000);
});

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
