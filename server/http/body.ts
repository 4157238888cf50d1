import type { FastifyInstance } from "fastify";
import { invalid } from "../errors.ts";

/** Levels of arrays and objects in a body. A map needs about ten. */
const maxDepth = 64;

/**
 * The one kind of body we read: JSON. Refuses `__proto__` and `constructor.prototype` keys (no prototype pollution),
 * nesting that would exhaust the stack, and strings that PostgreSQL cannot store (NUL, halves of a surrogate pair).
 */
export function readJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, text, done) => {
    if (text === "") {
      done(null, undefined);
      return;
    }
    // Fastify's own parser calls back; it never returns a promise.
    void parse(request, text, (error, value) => {
      done(error ?? flaw(value), value);
    });
  });
}

/** What is wrong with parsed JSON, walked without recursion; null where nothing is. */
export function flaw(root: unknown): Error | null {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === "string" && !storable(value)) return unreadable();
    if (value === null || typeof value !== "object") continue;
    if (depth >= maxDepth) return invalid([{ place: "body", message: `nested deeper than ${maxDepth} levels` }]);
    for (const [key, inner] of Object.entries(value)) {
      if (!storable(key)) return unreadable();
      open.push({ value: inner, depth: depth + 1 });
    }
  }
  return null;
}

export const storable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();
const unreadable = (): Error => invalid([{ place: "body", message: "a text holds a NUL or half a character" }]);
