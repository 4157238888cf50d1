import { createHash } from "node:crypto";
import PostalMime, { type Attachment } from "postal-mime";
import { cleanWords } from "../outcome.ts";

/**
 * One delivery status notification (RFC 3464). What it says is a stranger's claim: whoever records it looks whether the mail and its
 * recipient are ours.
 */
export type Report = {
  /** Parts in front of the @ of Message-IDs that it names, as ours are made. */
  ids: readonly string[];
  about: readonly Fate[];
};

export type Fate = {
  /** The same report of the same recipient has the same key, however often it is read. */
  key: string;
  /** As they were written to, and as they were in the end; lower case. */
  recipients: readonly string[];
  /** `returned`: it is over; `delayed`: the reporting server goes on trying. */
  kind: "returned" | "delayed";
  /** Enhanced status (RFC 3463), the most precise one that is told; empty: none. */
  status: string;
  /** The SMTP code of the server that refused; null: not told. */
  code: number | null;
  /** The reporting server's sentence: one line, at most 300 letters. */
  words: string;
};

/** Of one report, at most: a mail of ours has one recipient, so that all more is noise. */
const most = { ids: 20, recipients: 50, part: 64_000 };
const ourId = /(?<![0-9a-f-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f-])/giu;

/** `Content-Type` of a mail that reports deliveries (RFC 6522); everything else in the mailbox is left alone. */
export const isReport = (contentType: string): boolean =>
  /^\s*multipart\/report\s*;/iu.test(contentType) &&
  /;\s*report-type\s*=\s*"?delivery-status"?\s*(?:;|$)/iu.test(contentType);

/**
 * Reads a mail's bytes, cut off or not: the statuses stand in front of what is returned. Null for what is no delivery report.
 * postal-mime, since it has no dependencies, bounds depth and headers by itself, and leaves the report's parts apart; mailparser
 * brings eight packages, among them an HTML parser that nothing here needs.
 */
export async function readReport(source: Uint8Array): Promise<Report | null> {
  const mail = await PostalMime.parse(source, {
    forceRfc822Attachments: true,
    maxNestingDepth: 8,
    maxHeadersSize: 256_000,
  }).catch(() => null);
  if (mail === null) return null;
  const header = (name: string): string => mail.headers.find(({ key }) => key === name)?.value ?? "";
  if (!isReport(header("content-type"))) return null;
  const part = (types: readonly string[]): string =>
    read(mail.attachments.find(({ mimeType }) => types.includes(mimeType)));
  const statuses = part(["message/delivery-status", "message/global-delivery-status"]);
  const [first = new Map<string, string>(), ...fates] = statuses
    .split(/\n[ \t]*\n\s*/u)
    .filter((block) => block.trim() !== "")
    .slice(0, most.recipients + 1)
    .map(fields);
  // Headers only: what stands in the text of a returned mail is no header of it.
  const returned = part([
    "message/rfc822",
    "text/rfc822-headers",
    "message/global",
    "message/global-headers",
    "message/rfc822-headers",
  ]);
  const head = fields(returned.replace(/^\s+/u, "").split(/\n[ \t]*\n/u)[0] ?? "");
  const named = [
    first.get("original-envelope-id"),
    first.get("x-original-message-id"),
    head.get("message-id"),
    header("in-reply-to"),
    header("references"),
  ].join(" ");
  const ids = [...new Set((named.match(ourId) ?? []).map((id) => id.toLowerCase()))].slice(0, most.ids);
  const mark = header("message-id") || createHash("sha256").update(source).digest("base64url");
  return { ids, about: fates.map((fate) => judge(fate, mark)).filter((fate) => fate !== null) };
}

function judge(fate: ReadonlyMap<string, string>, mark: string): Fate | null {
  const action = (fate.get("action") ?? "").toLowerCase().split(/[\s(;]/u)[0] ?? "";
  const told = /^\s*([245]\.\d{1,3}\.\d{1,3})/u.exec(fate.get("status") ?? "")?.[1] ?? "";
  const kind =
    action === "failed" || (action === "" && told.startsWith("5"))
      ? "returned"
      : action === "delayed" || (action === "" && told.startsWith("4"))
        ? "delayed"
        : null;
  const recipients = [fate.get("original-recipient"), fate.get("final-recipient")]
    .map((value) => address(value ?? ""))
    .filter((each) => each !== "");
  // Delivered, relayed, expanded: nothing came back.
  if (kind === null || recipients.length === 0) return null;
  const spoken = (fate.get("diagnostic-code") ?? "").replace(/^[\w.-]+\s*;\s*/u, "");
  const [, code, enhanced = ""] = /\b([45]\d\d)[ -]+([45]\.\d{1,3}\.\d{1,3})?/u.exec(spoken) ?? [];
  // Exim says 5.0.0 of everything, and quotes the server that knows more.
  const status = /^[45]\.0\.0$|^$/u.test(told) && enhanced !== "" ? enhanced : told;
  const words = cleanWords(spoken === "" ? (fate.get("status") ?? "") : spoken, []);
  const key = createHash("sha256")
    .update([mark, kind, ...recipients].join("\n"))
    .digest("base64url")
    .slice(0, 22);
  return { key, recipients, kind, status, code: code === undefined ? null : Number(code), words };
}

/** `rfc822; <lea@example.org>` as the address alone. */
const address = (value: string): string =>
  value
    .replace(/^[^;]*;/u, "")
    .replace(/^\s*<?|>?\s*$/gu, "")
    .toLowerCase()
    .slice(0, 254);

/** Header fields, unfolded; the first of a name counts. */
function fields(block: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of block.replace(/\n[ \t]+/gu, " ").split("\n")) {
    const [, name, value] = /^([!-9;-~]{1,80}):(.*)$/u.exec(line) ?? [];
    if (name !== undefined && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), value!.trim());
  }
  return found;
}

function read(part: Attachment | undefined): string {
  const content = part?.content ?? "";
  const text =
    typeof content === "string"
      ? content.slice(0, most.part)
      : new TextDecoder().decode(new Uint8Array(content).subarray(0, most.part));
  return text.replaceAll("\u0000", "").replace(/\r\n?/gu, "\n");
}
