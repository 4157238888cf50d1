import { readAddress } from "#engine/mail-address.ts";
import { cleanName } from "./address.ts";
import type { ServerMail } from "../ports.ts";

const kinds = {
  "smtps:": { tls: "tls", port: 465 },
  "smtp:": { tls: "starttls", port: 587 },
  "smtp+plain:": { tls: "none", port: 25 },
} as const;

/** A mail server as one address; null for anything else, and for a password that would be sent without TLS. */
export function readSmtpUrl(text: string): Pick<ServerMail, "host" | "port" | "tls" | "username" | "password"> | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!Object.hasOwn(kinds, url.protocol)) return null;
  const kind = kinds[url.protocol as keyof typeof kinds];
  const [username, password] = [decoded(url.username), decoded(url.password)];
  if (
    url.hostname === "" ||
    !["", "/"].includes(url.pathname) ||
    url.search !== "" ||
    username === null ||
    password === null
  )
    return null;
  if ((username === "") !== (password === "") || (password !== "" && kind.tls === "none")) return null;
  const port = url.port === "" ? kind.port : Number(url.port);
  return { host: url.hostname, port, tls: kind.tls, username, password: password === "" ? null : password };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** `Name <address>` or an address. */
export function readSender(text: string): { name: string; address: string } | null {
  const [, name = "", within] = /^([^<>]*)<([^<>]+)>$/u.exec(text.trim()) ?? [];
  const address = readAddress(within ?? text);
  return address === null ? null : { name: cleanName(name.replaceAll('"', "")) || "Relaymap", address };
}
