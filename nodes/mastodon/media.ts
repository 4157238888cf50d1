import { afterRefusal, afterUnreadable, answered, rawOf, unprepared, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { writeForm } from "#engine/multipart.ts";
import type { Login, NetworkContext, Prepared, Sending } from "#engine/network.ts";
import type { PostMedium } from "#engine/post.ts";
import { fileOf, noScope, unusable, type Uploaded, Uploads, uploadStep } from "#engine/uploading.ts";
import { ask } from "./ask.ts";
import { card } from "./card.ts";
import { refusalOf } from "./refusal.ts";
import { Attachment } from "./wire.ts";

const { title } = card;

/** Servers forget what no status shows after a day; it is used no later than this, milliseconds. */
const kept = 23 * 3_600_000;

/**
 * Uploads the pictures of a part, one at a step, or its video: in one piece, for servers know no parts. What a server takes it answers at
 * once, and works on it afterwards.
 */
export const prepareMedia = (
  context: NetworkContext,
  login: Login,
  { part }: Sending,
  soFar: unknown,
): Promise<Prepared> =>
  uploadStep(part, soFar, {
    title,
    limits: login.limits,
    now: context.now(),
    upload: (medium) => upload(context, login, medium),
    look: (id, medium) => look(context, login, id, medium),
  });

/** Takes back media that no status shows. Servers older than 4.4 know no such call, and forget them after a day anyway. */
export async function dropMedia(context: NetworkContext, login: Login, prepared: unknown): Promise<void> {
  const uploads = Uploads.safeParse(prepared).data;
  // A boost prepares nothing that has to be let go.
  if (uploads === undefined) return;
  const { ids, processing } = uploads;
  for (const id of [...ids, ...(processing === undefined ? [] : [processing.id])]) {
    const { status } = await ask(context, `/api/v1/media/${encodeURIComponent(id)}`, {
      method: "DELETE",
      token: login.token,
    });
    if (status >= 300 && status !== 404) throw new Error(`A medium could not be taken back: HTTP ${status}`);
  }
}

async function upload(context: NetworkContext, login: Login, medium: PostMedium): Promise<Uploaded | Prepared> {
  const file = await fileOf(context, login, medium);
  if ("kind" in file) return file;
  const form = writeForm(medium.alt === undefined ? {} : { description: medium.alt }, {
    name: "file",
    filename: "medium",
    type: file.type,
    bytes: file.bytes,
  });
  const sent = await call(context, login, "/api/v2/media", form);
  // Relatives of Mastodon lacked the second version for long (Friendica); the first one answers when it is done.
  const answer =
    "status" in sent && !("kind" in sent) && sent.status === 404
      ? await call(context, login, "/api/v1/media", form)
      : sent;
  return "kind" in answer ? answer : read(context, login, answer);
}

/** 422 says that it could not be worked on; it says so of nothing else here, for the upload was taken. */
async function look(
  context: NetworkContext,
  login: Login,
  id: string,
  { kind }: PostMedium,
): Promise<Uploaded | Prepared | null> {
  const answer = await call(context, login, `/api/v1/media/${encodeURIComponent(id)}`, null);
  if ("kind" in answer) return answer;
  const { status, body } = answer;
  if (status === 404) return null;
  if (status !== 422) return read(context, login, answer);
  const { words } = refusalOf(answer, login.token, context.now());
  return { kind: "rejected", status, raw: rawOf(body, login.token), reason: unusable(title, kind, words ?? "") };
}

const call = (
  context: NetworkContext,
  login: Login,
  path: string,
  form: ReturnType<typeof writeForm> | null,
): Promise<Answer | Prepared> => {
  const { token } = login;
  const sent = form === null ? { token } : { method: "POST", token, body: form.body, type: form.type };
  return answered(title, token, () => ask(context, path, sent));
};

/** 200 is ready; 202 and 206 are not: the address is still missing. */
function read(context: NetworkContext, login: Login, answer: Answer): Uploaded | Prepared {
  const { status } = answer;
  if (status < 200 || status > 299) {
    const refusal = refusalOf(answer, login.token, context.now());
    const result = afterRefusal(title, answer, refusal);
    // A scope that was never asked for is told in the server's words only.
    return unprepared(status === 403 ? { ...result, kind: "rejected", reason: noScope(title) } : result);
  }
  const attachment = Attachment.safeParse(readJson(answer.body));
  if (!attachment.success) return unprepared(afterUnreadable(title, answer, login.token));
  return { id: attachment.data.id, ready: status === 200, status, until: context.now() + kept };
}
