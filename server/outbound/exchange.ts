import type { Dispatcher } from "undici";
import { OutboundError, type OutboundCode } from "./error.ts";

export type Head = Record<string, string>;
export type Exchange = { status: number; headers: Head; body: Buffer };
export type Request = {
  host: string;
  path: string;
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
  /** Milliseconds until the whole answer must be here. */
  timeout: number;
  /** Bytes of body that are taken at most: of more the answer is refused, or, `cut`, nothing but its beginning taken. */
  limit: number;
  cut?: boolean | undefined;
  signal: AbortSignal | undefined;
};

/**
 * One request on one connection, and its whole answer. Never sent twice: where the client library would put a request
 * again on a fresh connection, it is stopped instead. Rejects with OutboundError only; `sent` is true from the moment
 * the request is handed to a socket.
 */
export function exchange(dispatcher: Dispatcher, request: Request): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let over = false;
    let status = 0;
    let headers: Head = {};
    let size = 0;
    const chunks: Buffer[] = [];

    const whole = (): Exchange => ({
      status,
      headers,
      body: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks),
    });
    const finish = (): boolean => {
      if (over) return false;
      over = true;
      clearTimeout(timer);
      request.signal?.removeEventListener("abort", abort);
      return true;
    };
    const fail = (code: OutboundCode, cause?: unknown): void => {
      const error = new OutboundError(code, request.host, { sent: controller !== null, cause });
      if (!finish()) return;
      reject(error);
      controller?.abort(error);
    };
    const abort = (): void => fail("aborted", request.signal?.reason);
    const timer = setTimeout(() => fail(controller === null ? "connect_timeout" : "timeout"), request.timeout);
    if (request.signal?.aborted === true) return abort();
    request.signal?.addEventListener("abort", abort, { once: true });

    dispatcher.dispatch(
      {
        path: request.path,
        method: request.method as Dispatcher.HttpMethod,
        headers: request.headers,
        body: request.body,
        idempotent: false,
      },
      {
        onRequestStart: (given) => {
          if (over || controller !== null) {
            given.abort(new OutboundError("reset", request.host, { sent: controller !== null }));
            fail("reset");
          } else controller = given;
        },
        onResponseStart: (_, code, raw) => {
          status = code;
          headers = flatten(raw);
          const told = Number(headers["content-length"] ?? 0);
          if (told > request.limit && request.method !== "HEAD" && request.cut !== true) fail("too_big");
        },
        onResponseData: (_, chunk) => {
          size += chunk.length;
          if (size <= request.limit) return void chunks.push(chunk);
          if (request.cut !== true) return fail("too_big");
          chunks.push(chunk.subarray(0, chunk.length - (size - request.limit)));
          if (!finish()) return;
          resolve(whole());
          // The rest is not wanted; its connection is of no use to anybody else.
          controller?.abort(new OutboundError("too_big", request.host, { sent: true }));
        },
        onResponseEnd: () => {
          if (finish()) resolve(whole());
        },
        onResponseError: (_, error) => {
          if (!finish()) return;
          reject(
            error instanceof OutboundError
              ? error
              : new OutboundError("reset", request.host, { sent: controller !== null, cause: error }),
          );
        },
      },
    );
  });
}

function flatten(raw: Record<string, string | string[] | undefined>): Head {
  const headers: Head = {};
  for (const name in raw) {
    const value = raw[name];
    if (value !== undefined) headers[name] = typeof value === "string" ? value : value.join(", ");
  }
  return headers;
}
