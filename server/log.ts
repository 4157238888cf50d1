import pino, { type Bindings, type ChildLoggerOptions, type DestinationStream, type Logger } from "pino";

/** Names under which tokens, passwords and keys travel, in our own words and in the networks'. */
const hush =
  /token|secret|password|passwd|authorization|cookie|verifier|bearer|api_?key|master_?key|credential|sealed|wrapped/i;
/** The same inside a sentence: headers, query parameters, database addresses, one-time links. */
const inside =
  /((?:bearer|basic|oauth)\s+|[?&;\s"']?(?:access_token|refresh_token|client_secret|code_verifier|token|code|password)["']?\s*[=:]\s*"?)[^\s&"',;@}]{4,}/gi;
const inAddress = /(:\/\/[^:/@\s]*:)[^@\s/]+(?=@)/g;
const depth = 6;
const longest = 4000;

/** Takes what could be a secret out of a text. */
export function scrubText(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
  return short.replaceAll(inside, "$1[hidden]").replaceAll(inAddress, "$1[hidden]");
}

/** A copy that may be logged: values under telling names hidden, texts scrubbed and cut, nothing deeper than six levels. */
export function scrub(value: unknown, level = 0): unknown {
  if (typeof value === "string") return scrubText(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Error) return scrubError(value, level);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (level >= depth) return "[deeper]";
  if (Array.isArray(value)) return value.slice(0, 50).map((entry) => scrub(entry, level + 1));
  const entries = Object.entries(value).slice(0, 100);
  return Object.fromEntries(
    entries.map(([key, entry]) => [key, hides(key, entry) ? "[hidden]" : scrub(entry, level + 1)]),
  );
}

/** Counts and times under a telling name (`tokenEpoch: 3`) say nothing. */
function hides(key: string, value: unknown): boolean {
  return hush.test(key) && !["number", "boolean", "undefined"].includes(typeof value) && value !== null;
}

/** Only what an error says of itself: libraries hang whole requests, headers included, on theirs. */
function scrubError(error: Error, level: number): Record<string, unknown> {
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: scrubText(error.message),
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    stack: scrubText(error.stack ?? ""),
    ...(error.cause !== undefined && level < depth ? { cause: scrub(error.cause, level + 1) } : {}),
  };
}

/** One JSON line an event, to standard output unless told otherwise. No secret reaches it. */
export function createLog(options: { level: string; destination?: DestinationStream }): Logger {
  const destination = options.destination ?? pino.destination({ fd: 1, sync: true });
  const log = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (line) => scrub(line) as Record<string, unknown>,
      },
      serializers: { err: (value: unknown) => value },
      hooks: {
        logMethod(args, method) {
          // A bare error or text, too, goes through the same gate.
          const [first, ...rest] = args as unknown[];
          const clean = first instanceof Error ? [{ err: first }, first.message, ...rest] : [first, ...rest];
          method.apply(
            this,
            clean.map((part) => (typeof part === "string" ? scrubText(part) : part)) as Parameters<typeof method>,
          );
        },
      },
    },
    destination,
  );
  // Pino formats what a child carries once, past the formatters above.
  // (Its type has a parameter for levels of one's own, which a function around it cannot carry: hence the casts.)
  type MakeChild = (this: unknown, bindings: Bindings, options?: ChildLoggerOptions) => Logger;
  const makeChild = Reflect.get(log, "child") as unknown as MakeChild;
  const scrubbing: MakeChild = function scrubbing(bindings, options) {
    return makeChild.call(this, scrub(bindings) as Bindings, options);
  };
  log.child = scrubbing as unknown as Logger["child"];
  return log;
}
