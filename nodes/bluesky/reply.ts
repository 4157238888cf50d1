import type { SimulatorReply } from "#engine/simulator.ts";

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(body),
});

/** A refusal, named and said as a real server does. */
export const fail = (status: number, error: string, message: string, headers = {}): SimulatorReply =>
  json({ error, message }, status, headers);

/** How much of a limit is left. `reset` in milliseconds since the epoch, told in seconds. */
export const rateHeaders = (limit: number, remaining: number, reset: number, seconds: number) => ({
  "ratelimit-limit": String(limit),
  "ratelimit-remaining": String(remaining),
  "ratelimit-reset": String(Math.ceil(reset / 1000)),
  "ratelimit-policy": `${limit};w=${seconds}`,
});

export const readBody = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
};
