import { setTimeout as sleep } from "node:timers/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";

/**
 * A fault that a test wants for one request. `cut`: the connection breaks before anything is accepted (`request`), after
 * it was accepted but before any answer (`accepted`), or in the middle of the answer (`answer`). `hang`: no answer ever.
 * `latency` in milliseconds, before anything else.
 */
export type Fault = { latency?: number } & (
  | { kind: "none" }
  | { kind: "cut"; when: "request" | "accepted" | "answer" }
  | { kind: "hang"; accept: boolean }
  | { kind: "answer"; accept: boolean; status: number; headers?: Record<string, string>; body?: string }
);

/** The most that is read of a request, in bytes, where a simulator says nothing else. */
const usualBody = 1_000_000;

/** Reads a request whose path has been stripped of the simulator's prefix; null where its body is too large. */
export async function readRequest(
  message: IncomingMessage,
  address: URL,
  path: string,
  maxBody = usualBody,
): Promise<SimulatorRequest | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read on to the end, so that the client is there to hear that it was too much.
    if (size <= maxBody) chunks.push(chunk);
    if (size > Math.max(20 * usualBody, maxBody)) break;
  }
  if (size > maxBody) return null;
  const bytes = Buffer.concat(chunks);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) if (value !== undefined) headers[name] = String(value);
  return {
    method: message.method ?? "GET",
    path,
    query: address.searchParams,
    headers,
    body: bytes.toString("utf8"),
    bytes,
  };
}

export function sendReply(response: ServerResponse, reply: SimulatorReply): void {
  const body = reply.body ?? "";
  response.writeHead(reply.status, { ...reply.headers, "content-length": Buffer.byteLength(body) }).end(body);
}

/** Answers one request under a fault. `accept` carries out what the request asks. */
export async function sendFaulty(
  response: ServerResponse,
  fault: Fault,
  accept: () => Promise<SimulatorReply>,
): Promise<void> {
  if (fault.latency !== undefined) await sleep(fault.latency);
  if (fault.kind === "none") return sendReply(response, await accept());
  if (fault.kind === "answer") {
    if (fault.accept) await accept();
    return sendReply(response, fault);
  }
  if (fault.kind === "hang") {
    if (fault.accept) await accept();
    return;
  }
  if (fault.when === "request") return void response.destroy();
  const reply = await accept();
  if (fault.when === "accepted") return void response.destroy();
  const body = Buffer.from(reply.body ?? "");
  response.writeHead(reply.status, { ...reply.headers, "content-length": body.length });
  response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}
