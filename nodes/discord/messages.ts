import { z } from "zod";
import { readJson } from "#engine/json.ts";
import { type FormFile, readForm } from "#engine/multipart.ts";
import type { Journal, SimulatorReply, SimulatorRequest } from "#engine/simulator.ts";
import { type createPosts, type createRemovals } from "#engine/simulator/posts.ts";
import { type Shelf, type Shelved, toBase64, typeOf } from "#engine/simulator/shelf.ts";

export const Entry = z.strictObject({
  id: z.string(),
  handle: z.string(),
  at: z.number(),
  text: z.string(),
  key: z.null(),
  media: z.array(z.string()).optional(),
  /** Of a message in a discussion of a forum: the message that opened it. */
  thread: z.string().optional(),
  /** Written by earlier versions, beside the removals. */
  gone: z.boolean().optional(),
});
export type Entry = z.infer<typeof Entry>;

const Attachment = z.object({
  id: z.number(),
  filename: z.string().optional(),
  description: z.string().optional(),
});
const Message = z.object({
  content: z.string().default(""),
  thread_name: z.string().optional(),
  allowed_mentions: z.object({ parse: z.array(z.string()).optional() }).optional(),
  attachments: z.array(Attachment).optional(),
});
type Message = z.infer<typeof Message>;

const most = { content: 2000, files: 10, file: 10_485_760, description: 1024, title: 100 };

type World = {
  posts: ReturnType<typeof createPosts<Entry>>;
  journal: Journal<Entry>;
  shelf: Shelf;
  shelves: Journal<Shelved>;
  takeBack: ReturnType<typeof createRemovals>;
  now: () => number;
};
type Channel = { handle: string; channel: string; forum: boolean };

/** What the channels hold, and what they refuse, in Discord's words and codes. */
export function createMessages({ posts, journal, shelf, shelves, takeBack, now }: World) {
  let last = 0n;

  function take(request: SimulatorRequest, { handle, channel, forum }: Channel): SimulatorReply {
    const read = readMessage(request);
    if (read === null) return json(400, { message: "The request body contains invalid JSON.", code: 50109 });
    const { message, files } = read;
    const wrong = refusal(message, files);
    if (wrong !== null) return wrong;
    const inside = request.query.get("thread_id");
    if (forum && inside === null && message.thread_name === undefined)
      return json(400, {
        message: "Webhooks posted to forum channels must have a thread_name or thread_id",
        code: 220001,
      });
    if (!forum && message.thread_name !== undefined)
      return json(400, { message: "Webhooks can only create threads in forum channels", code: 220003 });
    if (inside !== null && posts.find(inside)?.handle !== handle)
      return json(404, { message: "Unknown Channel", code: 10003 });
    const media = files.map((file, place) =>
      keep(
        handle,
        file,
        message.attachments?.find(({ id }) => id === place),
      ),
    );
    const at = now();
    const entry = posts.accept(journal, at, (id) => ({
      id,
      handle,
      at,
      text: shownText(message),
      key: null,
      ...(media.length === 0 ? {} : { media }),
      ...(forum ? { thread: inside ?? id } : {}),
    }));
    // Without `wait=true` nothing is told of the message.
    if (request.query.get("wait") !== "true") return { status: 204 };
    return json(200, { id: entry.id, type: 0, channel_id: entry.thread ?? channel, content: message.content });
  }

  function keep(handle: string, { bytes }: FormFile, said: z.infer<typeof Attachment> | undefined): string {
    const made = BigInt(now()) << 16n;
    last = made > last ? made : last + 1n;
    const id = String(last);
    shelf.keep(shelves, {
      id,
      handle,
      type: typeOf(bytes) ?? "application/octet-stream",
      alt: said?.description ?? null,
      at: now(),
      readyAt: now(),
      post: id,
      bytes: toBase64(bytes),
    });
    return id;
  }

  return {
    take,
    remove: (handle: string, id: string): SimulatorReply =>
      takeBack(handle, id) ? { status: 204 } : json(404, { message: "Unknown Message", code: 10008 }),
  };
}

function readMessage({ headers, bytes, body }: SimulatorRequest): { message: Message; files: FormFile[] } | null {
  const type = headers["content-type"] ?? "";
  const form = type.startsWith("multipart/form-data") ? readForm(type, bytes) : null;
  const message = Message.safeParse(readJson(form === null ? body : form.fields["payload_json"]));
  return message.success ? { message: message.data, files: form?.files ?? [] } : null;
}

function refusal({ content, attachments = [], thread_name: title }: Message, files: FormFile[]): SimulatorReply | null {
  if (content === "" && files.length === 0) return json(400, { message: "Cannot send an empty message", code: 50006 });
  if (content.length > most.content)
    return invalid("content", "BASE_TYPE_MAX_LENGTH", `Must be ${most.content} or fewer in length.`);
  if (title !== undefined && (title === "" || [...title].length > most.title))
    return invalid("thread_name", "BASE_TYPE_BAD_LENGTH", `Must be between 1 and ${most.title} in length.`);
  if (files.length > most.files)
    return invalid("attachments", "BASE_TYPE_MAX_LENGTH", `Must be ${most.files} or fewer in length.`);
  if (attachments.some(({ description = "" }) => description.length > most.description))
    return invalid("attachments", "BASE_TYPE_MAX_LENGTH", `Must be ${most.description} or fewer in length.`);
  if (files.some(({ bytes }) => bytes.length > most.file))
    return json(413, { message: "Request entity too large", code: 40005 });
  return null;
}

const invalid = (field: string, code: string, message: string): SimulatorReply =>
  json(400, { code: 50035, errors: { [field]: { _errors: [{ code, message }] } }, message: "Invalid Form Body" });

/** A message as its readers see it: marks have done their work, a backslash shows the next sign, and whoever is called is called. */
function shownText({ content, allowed_mentions: allowed }: Message): string {
  const calls = allowed?.parse === undefined || allowed.parse.length > 0;
  return content.replace(
    /\\([^0-9A-Za-z\s])|(https?:\/\/\S+)|(@everyone|@here|<@[!&]?\d+>)|(\*\*|__|~~|\|\||`+)/gu,
    (all, shown: string | undefined, url: string | undefined, call: string | undefined) =>
      shown ?? url ?? (call === undefined ? "" : calls ? `🔔${all}` : all),
  );
}

const json = (status: number, body: unknown): SimulatorReply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
