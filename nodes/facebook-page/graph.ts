import { createHmac } from "node:crypto";
import { z } from "zod";
import { type Answer, readAnswer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { ConnectError, type NetworkContext } from "#engine/network.ts";
import { meaningOf, readFailure } from "./refusal.ts";

/** Of the Graph API and of the dialog alike. Each lives for about two years. */
export const version = "v23.0";

export type Query = Readonly<Record<string, string>>;
/** What opens a call: the token, and what shows that the call comes from the app that it was given to. */
export type Key = { token: string; proof?: string };
export type Call = {
  method?: "GET" | "POST" | "DELETE";
  /** Its token goes in a header, where no log finds it. */
  key?: Key;
  /** Where it is asked; the API's own address unless said. */
  base?: string;
  query?: Query;
  /** Sent as a form, or as it is with its type. */
  form?: Query;
  body?: { type: string; bytes: Uint8Array };
};

/** An app with "Require App Secret" takes no call without it. */
export const proofFor = (secret: string, token: string): string =>
  createHmac("sha256", secret).update(token).digest("hex");

/** One call of the Graph API. Rejects as `context.fetch` does. */
export async function ask(context: NetworkContext, path: string, call: Call = {}): Promise<Answer> {
  const { method = "GET", key, base = context.apiBase, query = {}, form, body } = call;
  const written = new URLSearchParams({
    ...query,
    ...(key?.proof === undefined ? {} : { appsecret_proof: key.proof }),
  });
  const asked = written.size === 0 ? "" : `?${written.toString()}`;
  const type = form === undefined ? body?.type : "application/x-www-form-urlencoded";
  const sent = form === undefined ? body?.bytes : new URLSearchParams(form).toString();
  return readAnswer(
    await context.fetch(base + path + asked, {
      method,
      headers: {
        accept: "application/json",
        ...(key === undefined ? {} : { authorization: `Bearer ${key.token}` }),
        ...(type === undefined ? {} : { "content-type": type }),
      },
      ...(sent === undefined ? {} : { body: sent }),
    }),
  );
}

/** What a call answers by its schema. Throws as `unread` says. */
export async function read<T>(context: NetworkContext, path: string, call: Call, schema: z.ZodType<T>): Promise<T> {
  const answer = await ask(context, path, call);
  const found = answer.status === 200 ? schema.safeParse(readJson(answer.body)) : null;
  if (found?.success !== true) throw unread(answer);
  return found.data;
}

/** Of an answer that does not hold what was asked for: a ConnectError where the access was refused for good, else an Error. */
export function unread(answer: Answer): Error {
  const error = readFailure(answer.body);
  const meaning = error === null ? null : meaningOf(error);
  if (meaning?.kind === "unauthorised") return new ConnectError(meaning.reason);
  return new Error(
    `The Graph API answered HTTP ${answer.status}, error ${error?.code ?? "none"}/${error?.subcode ?? 0}`,
  );
}

const Page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: z.string().nullish() }).nullish(), next: z.string().nullish() })
    .nullish(),
});

/** What a listing is asked for, how much of it at a time, and how many such answers are read at most. */
export type Asked = { query: Query; size: number; answers: number };
/** The rows of one answer, and whether it was the last; or the answer that is no listing. */
export type Listed = { rows: unknown[]; last: boolean } | { refused: Answer };

/**
 * A listing, answer by answer, by our own address and its cursors: `next` carries the token. Where the Graph API finds an answer too
 * large (code 1, "reduce the amount of data") it is asked for half as much.
 */
export async function* list(
  get: (query: Query) => Promise<Answer>,
  { query, size, answers }: Asked,
): AsyncGenerator<Listed> {
  let limit = size;
  let after = "";
  // Counted in rows: whoever is given them in small helpings still has them all.
  for (let rows = 0; rows < size * answers;) {
    const answer = await get({ ...query, limit: String(limit), ...(after === "" ? {} : { after }) });
    const page = answer.status === 200 ? Page.safeParse(readJson(answer.body)) : null;
    if (page?.success !== true) {
      if (readFailure(answer.body)?.code === 1 && limit > 1) {
        limit >>= 1;
        continue;
      }
      return yield { refused: answer };
    }
    const { data, paging } = page.data;
    rows += data.length;
    after = paging?.cursors?.after ?? "";
    const last = data.length === 0 || paging?.next == null || after === "";
    yield { rows: data, last };
    if (last) return;
  }
}
