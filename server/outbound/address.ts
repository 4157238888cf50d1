import ipaddr from "ipaddr.js";

/**
 * Parts of 2000::/3 that lead elsewhere than to a host of the public internet: they embed an IPv4 address that a gateway
 * would dial for us, or exist for protocols and documentation (IANA IPv6 special-purpose registry).
 */
const notHosts: [ipaddr.IPv6, number][] = [
  "2001::/23", // protocol assignments: Teredo 2001::/32, benchmarking, ORCHID
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4
  "2620:4f:8000::/48", // AS112
  "3fff::/20", // documentation
].map((range) => ipaddr.IPv6.parseCIDR(range));

/** Looks public, yet is the inside of a cloud: Azure answers every virtual machine there with its keys and settings. */
const cloudPlatform = new Set(["168.63.129.16"]);

const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Says whether an IP address (not a name) belongs to the public internet, and so may be dialled for a person who gave
 * a URL. IPv4: only what the registries call unicast. IPv6: only 2000::/3 without tunnels; every mapped, compatible or
 * translated form of an IPv4 address lies outside of it. Anything that is not an address is not public.
 */
export function addressIsPublic(address: string): boolean {
  if (address.includes("%") || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (cloudPlatform.has(address)) return false;
  if (parsed instanceof ipaddr.IPv4) return ipaddr.IPv4.isValidFourPartDecimal(address) && parsed.range() === "unicast";
  if (!(parsed instanceof ipaddr.IPv6)) return false;
  return parsed.match(globalUnicast) && !notHosts.some((range) => parsed.match(range));
}
