import { type FormFile, writeForm } from "#engine/multipart.ts";
import type { FittedMedium, Login, NetworkContext, Sending } from "#engine/network.ts";
import { escapedText } from "./markdown.ts";

/** Letters of a discussion's title at most. */
const longestTitle = 100;

/** A post's pictures as files, fitted to what Discord takes. Rejects with MediumError. */
export const filesOf = (context: NetworkContext, { limits }: Login, { part }: Sending): Promise<FittedMedium[]> =>
  Promise.all((part.media ?? []).map((medium) => context.medium(medium, limits)));

/** What is sent for a part. `thread`: the title of the discussion that it opens, where the channel is a forum. */
export function bodyOf({ part }: Sending, files: readonly FittedMedium[], thread: string | null) {
  const message = JSON.stringify({
    content: escapedText(part.text),
    // Whatever the text says, nobody is called.
    allowed_mentions: { parse: [] },
    ...(thread === null ? {} : { thread_name: thread }),
    ...(files.length === 0
      ? {}
      : {
          attachments: (part.media ?? []).map(({ alt }, id) => ({
            id,
            filename: nameOf(files[id]!, id),
            ...(alt === undefined ? {} : { description: alt }),
          })),
        }),
  });
  if (files.length === 0) return { type: "application/json", body: message };
  const parts = files.map((file, id): FormFile => ({
    name: `files[${id}]`,
    filename: nameOf(file, id),
    type: file.type,
    bytes: file.bytes,
  }));
  return writeForm({ payload_json: message }, ...parts);
}

const nameOf = ({ type }: FittedMedium, id: number): string =>
  `picture-${id + 1}.${(type.split("/")[1] ?? "").replace("jpeg", "jpg")}`;

/** The title of a discussion: the post's first line. */
export const titleOf = (text: string): string =>
  [...(text.trim().split("\n")[0] ?? "")].slice(0, longestTitle).join("").trim() || "…";
