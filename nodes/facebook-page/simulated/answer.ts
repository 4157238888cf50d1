import type { SimulatorReply } from "#engine/simulator.ts";

/** An error as the Graph API writes it. */
export type Trouble = { code: number; subcode?: number; message: string; user?: string; status?: number };

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json; charset=UTF-8", ...headers },
  body: JSON.stringify(body),
});

export const fail = ({ code, subcode, message, user, status = 400 }: Trouble): SimulatorReply =>
  json(status, {
    error: {
      message,
      type: "OAuthException",
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(user === undefined ? {} : { error_user_title: "Publication impossible", error_user_msg: user }),
      fbtrace_id: "AsimulatedTrace",
    },
  });

export const withHeaders = (reply: SimulatorReply, headers: Record<string, string>): SimulatorReply => ({
  ...reply,
  headers: { ...reply.headers, ...headers },
});

export const missing = (name: string): SimulatorReply =>
  fail({
    code: 100,
    subcode: 33,
    message: `Unsupported request. Object with ID '${name}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
  });
