import { answered, readAnswer, unprepared, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { Login, NetworkContext, Prepared } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import { unusable, type Uploaded } from "#engine/uploading.ts";
import { card } from "./card.ts";
import { ask, type Call } from "./rest.ts";
import { afterRefused } from "./roles.ts";
import { State } from "./wire.ts";

const { title } = card;

/** Whether a medium is ready. A member's token may not ask: then it is taken as it is, and LinkedIn shows the post once it is done. */
export async function look(
  context: NetworkContext,
  login: Login,
  urn: string,
  kind: PostMedium["kind"],
): Promise<Uploaded | Prepared> {
  const path = `/rest/${kind === "video" ? "videos" : "images"}/${encodeURIComponent(urn)}`;
  const answer = await call(context, login, path, {}, [403, 404]);
  if ("kind" in answer) return answer;
  if (answer.status !== 200) return { id: urn, ready: true, status: answer.status };
  const { status = "AVAILABLE", processingFailureReason: why } = State.safeParse(readJson(answer.body)).data ?? {};
  if (/FAILED/u.test(status)) {
    const reason = unusable(title, kind, why ?? "");
    return { kind: "rejected", status: 200, raw: `${status} ${why ?? ""}`.slice(0, 500), reason };
  }
  return { id: urn, ready: status === "AVAILABLE", status: 200 };
}

export const call = (
  context: NetworkContext,
  login: Login,
  path: string,
  more: Omit<Call, "token">,
  also: readonly number[] = [],
): Promise<Answer | Prepared> =>
  understood(context, login, () => ask(context, path, { token: login.token, ...more }), also);

/** Sends bytes to the address that LinkedIn named for them. The token goes along: to nobody but LinkedIn. */
export async function putBytes(
  context: NetworkContext,
  login: Login,
  address: string,
  { bytes, type }: { bytes: Uint8Array; type: string },
): Promise<Answer | Prepared> {
  if (!isLinkedIn(context, address))
    return { kind: "rejected", status: null, raw: URL.parse(address)?.host ?? "", reason: elsewhere };
  return understood(context, login, async () =>
    readAnswer(
      await context.fetch(address, {
        method: "PUT",
        headers: { authorization: `Bearer ${login.token}`, "content-type": type },
        body: bytes,
      }),
    ),
  );
}

/** An answer of 2xx (or of another status that is waited for), else what it means for preparing. */
async function understood(
  context: NetworkContext,
  login: Login,
  asked: () => Promise<Answer>,
  also: readonly number[] = [],
): Promise<Answer | Prepared> {
  const answer = await answered(title, login.token, asked);
  if ("kind" in answer) return answer;
  if ((answer.status >= 200 && answer.status < 300) || also.includes(answer.status)) return answer;
  return unprepared(await afterRefused(context, login, answer));
}

/** LinkedIn's own hosts, or where the deployment redirected them to. */
function isLinkedIn(context: NetworkContext, address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  if (url.origin === URL.parse(context.apiBase)?.origin) return true;
  return url.protocol === "https:" && /(?:^|\.)(?:linkedin|licdn)\.com$/u.test(url.hostname);
}

const elsewhere = {
  en: "The file was to be uploaded to an address that is not LinkedIn’s. Nothing was sent there.",
  fr: "Le fichier devait être envoyé à une adresse qui n’est pas celle de LinkedIn. Rien n’y a été envoyé.",
};
