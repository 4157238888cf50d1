/** Where flows and connectors were reached that Microsoft has switched off (November 2025, and the connectors before). */
const retired = [".logic.azure.com", ".webhook.office.com", "outlook.office.com", "outlook.office365.com"];

export type Entered = { kind: "address" } | { kind: "retired" } | { kind: "wrong" };

/**
 * Whether an address may be one of a flow's. Microsoft moved them twice and has clouds of its own for some countries, so that no host
 * is demanded but https and the signature that each of them carries; `home` where the deployment redirects Teams: nothing else then.
 */
export function readAddress(entered: string, home: string | null): Entered {
  const url = URL.parse(entered);
  if (url === null || url.username !== "" || url.password !== "") return { kind: "wrong" };
  if (home !== null) return { kind: entered.startsWith(`${home}/`) ? "address" : "wrong" };
  if (retired.some((host) => url.hostname === host || url.hostname.endsWith(host))) return { kind: "retired" };
  const signed = (url.searchParams.get("sig") ?? "").length >= 16;
  return { kind: url.protocol === "https:" && signed ? "address" : "wrong" };
}

/** What of an address must be found nowhere: itself, and its signature in both spellings. */
export function secretsIn(address: string): string[] {
  const written = /[?&]sig=([^&#]+)/u.exec(address)?.[1] ?? "";
  const read = URL.parse(address)?.searchParams.get("sig") ?? "";
  return [address, written, read].filter((secret) => secret.length > 7);
}
