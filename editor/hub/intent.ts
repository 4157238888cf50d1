type Way = { network: string; address: string };

/** A network's page with the words, the link and the person's server where they go. */
export const addressOf = (
  { address }: Pick<Way, "address">,
  { text, link, server }: { text: string; link: string; server: string },
): string =>
  address
    .replace("{server}", () => server)
    .replace("{text}", () => encodeURIComponent(text))
    .replace("{link}", () => encodeURIComponent(link));

/** The name of a server, without scheme or path: what follows is our own. */
export const isServer = (host: string): boolean =>
  host.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/u.test(host);

const place = (network: string): string => `relaymap.server.${network}`;

/** Which server somebody named on this device; null where nobody did, or the device keeps nothing. */
export function rememberedServer(network: string): string | null {
  try {
    const kept = localStorage.getItem(place(network));
    return kept !== null && isServer(kept) ? kept : null;
  } catch {
    return null;
  }
}

export function rememberServer(network: string, server: string): void {
  try {
    localStorage.setItem(place(network), server);
  } catch {
    // A device that keeps nothing asks again.
  }
}
