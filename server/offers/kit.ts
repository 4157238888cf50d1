import type { Language } from "#engine/text.ts";
import { markOf } from "#engine/marks.ts";
import { inWorkspace } from "../database/scope.ts";
import { AppError, conflict } from "../errors.ts";
import type { Services } from "../ports.ts";
import type { Reply } from "../api.ts";
import { makingOf } from "./compose.ts";
import { filesOf, readOffer } from "./detail.ts";
import { readFile } from "./files.ts";
import { seeStanding } from "./share.ts";
import type { Facing } from "./views.ts";

type Who = { workspaceId: string; memberId: string };
type Detail = Reply<"getOffer">;

/** Files of one kit, and bytes of all of them: what is beyond is named in its text, and can be kept by itself. */
export const most = { files: 30, bytes: 200_000_000 };

export type Kit = { name: string; stream: ReadableStream<Uint8Array> };

/**
 * All of an offer as one zip: its pictures, videos and documents, and a text with the words for each network and what each picture shows. It is made
 * while it is sent, one file in memory at a time. What cannot be had is named in the text; the rest is there. Throws 404, or 409 where it has ended or is held.
 */
export async function makeKit(
  services: Services,
  who: Who,
  { id, facing, language, signal, limits = most }: Asked,
): Promise<Kit> {
  const { workspaceId } = who;
  await seeStanding(services, workspaceId, id);
  const offer = await readOffer(services, who, facing, id);
  const making = await makingOf(services.db, workspaceId, id);
  if (offer.why !== null) throw conflict("crisis", offer.why);
  // Loaded for whoever asks for a kit only.
  const { makeZip } = await import("client-zip");
  const lastModified = new Date(services.clock.now());
  async function* parts() {
    const told: string[] = [];
    let bytes = 0;
    for (const [at, { place, name, kind, alt }] of filesOf(making).entries()) {
      if (signal.aborted) return;
      // Read in the workspace whose kit it is: the stream is asked for its parts by whoever sends them.
      const file =
        at >= limits.files
          ? null
          : await inWorkspace(workspaceId, () => readFile(services, workspaceId, { id, place })).catch(why);
      const called = safeName(at + 1, name, file !== null && "type" in file ? file.type : "");
      if (file === null || ("bytes" in file && bytes + file.bytes.byteLength > limits.bytes))
        told.push(`${called}: ${words.tooMuch[language]}`);
      else if ("text" in file) told.push(`${called}: ${file.text[language]}`);
      else {
        bytes += file.bytes.byteLength;
        told.push(
          alt === null || alt === ""
            ? called
            : `${called}: ${kind === "picture" ? `${words.shows[language]} ` : ""}${alt}`,
        );
        yield { name: called, input: file.bytes as Uint8Array<ArrayBuffer>, lastModified };
      }
    }
    yield { name: words.file[language], input: textOf(offer, told, language), lastModified };
  }
  // A header takes plain letters only: a headline in another script names no file.
  const plain = markOf(offer.title)
    .replace(/[^\da-z-]+/gu, "")
    .replace(/^-+|-+$/gu, "");
  const name = `${plain === "" ? "kit" : plain}.zip`;
  return { name, stream: makeZip(parts()) };
}
type Asked = { id: number; facing: Facing; language: Language; signal: AbortSignal; limits?: typeof most };

/** Why a file cannot be had, in words; what is nobody's fault ends the kit. */
function why(error: unknown): { text: AppError["text"] } {
  if (error instanceof AppError) return { text: error.text };
  throw error;
}

/** Letters of a name, without its number and ending. */
const longest = 60;
const endings: Record<string, string> = {
  "image/jpeg": ".jpg",
  "image/png": ".png",
  "image/gif": ".gif",
  "image/webp": ".webp",
  "video/mp4": ".mp4",
  "video/webm": ".webm",
};

/**
 * A name that every system takes, and that lies in no other folder: `nameOf` (detail.ts) left letters, digits, spaces, dots and dashes; here no dot
 * leads or ends it, what the bytes are decides the ending, and the number in front keeps two of one name apart, and `con` from being a device.
 */
export function safeName(number: number, name: string, type: string): string {
  const [, stem = "", ending = ""] = /^(.*?)(\.[\p{L}\p{N}]{1,8})?$/su.exec(name) ?? [];
  const plain = stem
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}_ -]+/gu, "-")
    .replace(/^[-\s]+|[-\s]+$/gu, "")
    .slice(0, longest)
    .trim();
  return `${String(number).padStart(2, "0")}-${plain === "" ? "file" : plain}${endings[type] ?? ending.toLowerCase()}`;
}

/** The words of a kit: headline, summary, link, what would be posted on each network, and what there is besides. */
function textOf(offer: Detail, told: readonly string[], language: Language): string {
  const { title, summary, ways } = offer;
  const link = offer.short ?? offer.link;
  const part = (head: string, text: string) => `${head}\n${"-".repeat(head.length)}\n${text}`;
  const parts = [
    part(title, [summary, link].filter((text) => text !== null && text !== "").join("\n\n")),
    ...ways.map((way) => part(way.title, way.text)),
    ...(told.length === 0 ? [] : [part(words.files[language], told.join("\n"))]),
  ];
  // With the mark by which old editors tell what it is written in.
  return `\uFEFF${parts.join("\n\n\n")}\n`;
}

const words = {
  file: { en: "words.txt", fr: "textes.txt" },
  files: { en: "Files", fr: "Fichiers" },
  shows: { en: "shows", fr: "montre" },
  tooMuch: {
    en: "left out, the whole would be too large; keep it by itself in Content",
    fr: "laissé de côté, l’ensemble serait trop lourd ; gardez-le à part dans Contenus",
  },
} as const;
