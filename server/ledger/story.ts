import { createHash } from "node:crypto";
import { sql } from "kysely";
import { fingerprint, nearIdentical, quartersOf, toBigint } from "#engine/fingerprint.ts";
import { canonicalUrl } from "#engine/key.ts";
import type { Trx } from "../ports.ts";

/** What the second rule recognises a story by. `link` in hex, `print` 16 hex digits; null where it says too little. */
export type Story = { link: string | null; print: string | null };

/** Days in which one account does not post one story twice. */
export const storyDays = 30;

/** The canonical address (unless it is a mere home page, which every item of some feeds points to) and the title's words. */
export function storyOf(link: string | null, title: string): Story {
  const canonical = link === null ? null : canonicalUrl(link);
  const url = canonical === null ? null : new URL(canonical);
  const page = url !== null && (url.pathname !== "/" || url.search !== "");
  const print = fingerprint(title);
  return {
    link: page ? createHash("sha256").update(canonical!).digest("hex").slice(0, 32) : null,
    print: print === "" ? null : print,
  };
}

export const printColumn = (print: string | null): string | null => (print === null ? null : toBigint(print));

/** The stories an account has, found by equal address or near-identical words without comparing all with all. */
export type Shelf = { has: (story: Story) => boolean; add: (story: Story) => void };

export function makeShelf(): Shelf {
  const links = new Set<string>();
  // Most bands hold one print: an array is made for the second one only.
  const bands = new Map<string, string | string[]>();
  return {
    has: ({ link, print }) => {
      if (link !== null && links.has(link)) return true;
      if (print === null) return false;
      return quartersOf(print).some((band) => {
        const known = bands.get(band);
        if (known === undefined) return false;
        return typeof known === "string"
          ? nearIdentical(known, print)
          : known.some((other) => nearIdentical(other, print));
      });
    },
    add: ({ link, print }) => {
      if (link !== null) links.add(link);
      if (print === null) return;
      for (const band of quartersOf(print)) {
        const known = bands.get(band);
        if (known === undefined) bands.set(band, print);
        else if (typeof known === "string") bands.set(band, [known, print]);
        else known.push(print);
      }
    },
  };
}

/** The same bands as the database computes them of its signed integers. */
const bandNumbers = (stories: readonly Story[], band: number): number[] => [
  ...new Set(
    stories.flatMap(({ print }) => (print === null ? [] : [Number.parseInt(print.slice(band * 4, band * 4 + 4), 16)])),
  ),
];

/**
 * The shelves of the accounts with what they have of the last 30 days that may be one of these stories: the database sorts out by
 * address and bands what cannot be, so that an account's month need not be read whole. What was refused or cancelled counts no more.
 */
export async function loadShelves(
  trx: Trx,
  workspaceId: string,
  accounts: string[],
  now: string,
  stories: readonly Story[],
): Promise<Map<string, Shelf>> {
  const shelves = new Map(accounts.map((id) => [id, makeShelf()]));
  const links = stories.flatMap(({ link }) => (link === null ? [] : [link]));
  const inBand = (band: number) =>
    sql`(text_hash >> ${sql.lit(48 - 16 * band)}) & 65535 = any(${bandNumbers(stories, band)}::bigint[])`;
  const { rows } = await sql<{ account_id: string; link: string | null; print: string | null }>`
    select account_id, encode(link_hash, 'hex') as link, lpad(to_hex(text_hash), 16, '0') as print from story s
    where workspace_id = ${workspaceId} and account_id = any(${accounts}) and created_at > ${now}::timestamptz - make_interval(days => ${storyDays})
      and (encode(link_hash, 'hex') = any(${links}::text[]) or ${inBand(0)} or ${inBand(1)} or ${inBand(2)} or ${inBand(3)})
      and (select state from delivery d where d.workspace_id = s.workspace_id and d.id = s.delivery_id) not in ('rejected', 'cancelled', 'expired')`.execute(
    trx,
  );
  for (const { account_id, link, print } of rows) shelves.get(account_id)?.add({ link, print });
  return shelves;
}
