import { webAddress } from "./key.ts";

/** Beginnings and names of parameters that say where a click came from, never which page it is. */
const beginnings = ["utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_"];
const names = new Set(
  (
    "fbclid gclid dclid gbraid wbraid gad_source msclkid yclid twclid ttclid li_fat_id igshid igsh mibextid srsltid " +
    "_ga _gl mc_cid mc_eid mkt_tok _hsenc _hsmi __hssc __hstc __hsfp vero_id oly_anon_id oly_enc_id wt_mc wt_zmc ref_src " +
    "at_medium at_campaign at_format at_link_id at_link_type at_link_origin at_ptr_name at_bbc_team at_custom1 at_custom2 at_custom3 at_custom4 " +
    "xtor echobox ns_campaign ns_mchannel ns_source ns_linkname s_cid"
  ).split(" "),
);

/**
 * What two addresses of one page have in common: host and path without scheme, default port, `www.`, final slashes, capitals of
 * the host, needless escapes and tracking marks. The part behind `#` belongs to it where it is a page of its own (`#/jobs/2`), or
 * where the address is `anchored`: its source tells entries apart by it. null where the text is no absolute http(s) address.
 * To compare and to look up, not to be followed.
 */
export function pageOf(address: string, anchored = false): string | null {
  const url = webAddress(address);
  if (url === null) return null;
  const host = url.hostname.replace(/\.$/u, "").replace(/^www\.(?=[^.]+\.)/u, "");
  const port = url.port === "" || url.port === "80" || url.port === "443" ? "" : `:${url.port}`;
  const path = spelled(url.pathname).replace(/\/+$/u, "");
  const query = withoutMarks(spelled(url.search.slice(1)));
  const anchor = anchorOf(url);
  const part = anchored || /^[/!]/u.test(anchor) ? anchor : "";
  return `${host}${port}${path}${query === "" ? "" : `?${query}`}${part === "" ? "" : `#${part}`}`;
}

/** What stands behind `#`, without tracking marks and marked text; "" where there is nothing. */
export function anchorOf(address: string | URL): string {
  const url = typeof address === "string" ? webAddress(address) : address;
  const anchor = spelled(url?.hash.slice(1) ?? "").replace(/:~:.*$/su, "");
  return anchor.includes("=") && !/^[/!]/u.test(anchor) ? withoutMarks(anchor) : anchor;
}

function withoutMarks(pairs: string): string {
  return pairs
    .split("&")
    .filter((pair) => pair !== "" && !isMark(pair.split("=", 1)[0] ?? ""))
    .join("&");
}

/** Whether a parameter says where a click came from, and never which page it is. */
export function isMark(name: string): boolean {
  const lower = name.toLowerCase();
  return names.has(lower) || beginnings.some((beginning) => lower.startsWith(beginning));
}

/** One spelling of escapes: what may be written plainly is, and the digits of the others are capitals. */
function spelled(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/%([0-9a-f]{2})/giu, (all, digits: string) => {
    const letter = String.fromCharCode(Number.parseInt(digits, 16));
    return /[\w.~-]/u.test(letter) ? letter : all.toUpperCase();
  });
}
