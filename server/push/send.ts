import { createHash } from "node:crypto";
import { buildPushPayload } from "@block65/webcrypto-web-push";
import { OutboundError } from "../outbound/error.ts";
import type { Services } from "../ports.ts";
import { keysOf } from "./keys.ts";
import { claim, type Claimed, type Outcome, settle } from "./outbox.ts";

export type PushServices = Pick<Services, "db" | "vault" | "settings" | "outbound" | "log">;
/** What a device shows: little, the page has the rest. `urgent`: it may wake a phone that saves its battery. */
export type Shown = {
  title: string;
  body: string;
  path: string;
  tag: string;
  see: string;
  later: string;
  lang: string;
  urgent: boolean;
};
/** Finds what a push says when it goes; null where that is over. */
export type Fill = (asked: { workspaceId: string; memberId: string; data: unknown }) => Promise<Shown | null>;

/** Pushes of one workspace that one round sends. */
const most = 100;

export async function sendDue(
  services: PushServices,
  fill: Fill,
  workspaceId: string,
  over: () => boolean = () => false,
): Promise<number> {
  let sent = 0;
  for (let count = 0; count < most && !over(); count += 1) {
    const claimed = await claim(services.db, workspaceId);
    if (claimed === null) break;
    const outcome = await send(services, fill, claimed).catch((err: unknown): Outcome => {
      services.log.error({ err, push: claimed.id }, "a push could not be written");
      return { kind: "failed", status: null };
    });
    await settle(services.db, claimed, outcome);
    if (outcome.kind === "sent") sent += 1;
    // 400, 401, 403: our keys or our clock are at fault, and no subscription is.
    if (outcome.kind === "failed")
      services.log.warn({ workspaceId, status: outcome.status }, "a push service refused us");
  }
  return sent;
}

const cut = (text: string, letters: number): string => {
  const signs = [...text];
  return signs.length <= letters ? text : `${signs.slice(0, letters - 1).join("")}…`;
};

async function send(services: PushServices, fill: Fill, claimed: Claimed): Promise<Outcome> {
  const { workspaceId, memberId, endpoint, p256dh, auth, data, lasts } = claimed;
  const keys = await keysOf(services, workspaceId);
  const shown = await fill({ workspaceId, memberId, data });
  if (keys === null || shown === null) return { kind: "dropped", status: null };
  const { urgent, ...said } = shown;
  const message = {
    data: { ...said, title: cut(said.title, 100), body: cut(said.body, 160) },
    options: {
      // Until it is of no use: a phone that was off for a week gets no flood; and of one kind the newest only.
      ttl: lasts,
      urgency: urgent ? ("high" as const) : ("normal" as const),
      topic: createHash("sha256").update(`${memberId} ${said.tag}`).digest("hex").slice(0, 32),
    },
  };
  const subscription = { endpoint, expirationTime: null, keys: { p256dh, auth } };
  const { headers, body } = await buildPushPayload(message, subscription, keys);
  try {
    const answer = await services.outbound.call(endpoint, { method: "POST", headers, body, timeout: 15_000 });
    return judge(answer.status, answer.headers["retry-after"]);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    // What may have arrived is not sent again.
    return error.sent ? { kind: "failed", status: null } : { kind: "later", status: null, seconds: null };
  }
}

export function judge(status: number, retryAfter: string | undefined): Outcome {
  if (status >= 200 && status < 300) return { kind: "sent", status };
  if (status === 404 || status === 410) return { kind: "gone", status };
  const wait = Number(retryAfter);
  if (status === 429 || status >= 500)
    return { kind: "later", status, seconds: Number.isFinite(wait) && wait > 0 ? wait : null };
  return { kind: "failed", status };
}
