import { concat, indexOf } from "./bytes.ts";

/** A file in a form. `name` is the field's. */
export type FormFile = { name: string; filename: string; type: string; bytes: Uint8Array };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A name inside a header, as browsers escape it (HTML, multipart/form-data encoding). */
const quoted = (text: string): string =>
  `"${text.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22")}"`;

/** A form with its files as the bytes of a request's body, and the content type that says how to read it (RFC 7578). */
export function writeForm(
  fields: Readonly<Record<string, string>>,
  ...files: readonly FormFile[]
): { type: string; body: Uint8Array } {
  const boundary = boundaryFor([
    ...Object.values(fields).map((value) => encoder.encode(value)),
    ...files.map(({ bytes }) => bytes),
  ]);
  const head = Object.entries(fields)
    .map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name=${quoted(name)}\r\n\r\n${value}\r\n`)
    .join("");
  const end = encoder.encode("\r\n");
  const parts = files.flatMap(({ name, filename, type, bytes }) => [
    encoder.encode(
      `--${boundary}\r\ncontent-disposition: form-data; name=${quoted(name)}; filename=${quoted(filename)}\r\ncontent-type: ${type}\r\n\r\n`,
    ),
    bytes,
    end,
  ]);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: concat([encoder.encode(head), ...parts, encoder.encode(`--${boundary}--\r\n`)]),
  };
}

/** One that occurs in none of the parts: no chance is needed where one can look. */
function boundaryFor(parts: readonly Uint8Array[]): string {
  for (let number = 0; ; number += 1) {
    const boundary = `relaymap-form-${number}`;
    const sought = encoder.encode(boundary);
    if (parts.every((part) => indexOf(part, sought) === -1)) return boundary;
  }
}

/** What a form holds: fields by name, and its files; null where the bytes are no form of this type. At most 50 parts are read. */
export function readForm(type: string, body: Uint8Array): { fields: Record<string, string>; files: FormFile[] } | null {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";\s]{1,70})"?/i.exec(type)?.[1];
  if (boundary === undefined) return null;
  const mark = encoder.encode(`--${boundary}`);
  const gap = encoder.encode("\r\n\r\n");
  const fields: Record<string, string> = {};
  const files: FormFile[] = [];
  let at = indexOf(body, mark);
  for (let part = 0; part < 50 && at !== -1; part += 1) {
    const from = at + mark.length;
    const next = indexOf(body, mark, from);
    const end = indexOf(body, gap, from);
    if (next === -1 || end === -1 || end > next) break;
    const head = decoder.decode(body.subarray(from, end));
    const name = /\bname="([^"]*)"/i.exec(head)?.[1];
    const filename = /\bfilename="([^"]*)"/i.exec(head)?.[1];
    const bytes = body.subarray(end + gap.length, next - 2);
    if (name === undefined) return null;
    if (filename === undefined) fields[name] = decoder.decode(bytes);
    else files.push({ name, filename, type: /content-type:\s*([^\s;]+)/i.exec(head)?.[1] ?? "", bytes });
    at = next;
  }
  return { fields, files };
}
