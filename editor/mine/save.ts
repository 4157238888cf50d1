import { wordsOf, type Words } from "../language.tsx";
import type { Reply } from "#server/api.ts";
import { call } from "../client.ts";
import { networkTitle } from "../ui/network.tsx";

type Stored = { title: string; about: string; table: string; rows: Record<string, unknown>[] };

/** Everything that is stored about the reader, table by table, some rows at a time. */
export async function collect({ language }: Pick<Words, "language">): Promise<Stored[]> {
  const { rows: tables, areas } = await call("countStored", {});
  const stored: Stored[] = [];
  for (const { table, area, rows: count } of tables) {
    if (count === 0) continue;
    const rows: Record<string, unknown>[] = [];
    for (let after: number | null = 0; after !== null;) {
      const part: { rows: Record<string, unknown>[]; next: number | null } = await call("readStored", {
        params: { table },
        query: { after },
      });
      rows.push(...part.rows);
      after = part.next;
    }
    const told = areas.find(({ name }) => name === area);
    stored.push({ title: told?.title[language] ?? table, about: told?.what[language] ?? "", table, rows });
  }
  return stored;
}

const safe = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const shown = (value: unknown): string =>
  value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

/** The same as a page that needs nothing else, to be read and printed. */
export function pageOf(title: string, stored: readonly Stored[], { language }: Pick<Words, "language">): string {
  const { exact } = wordsOf(language);
  const sections = stored.map(
    ({
      title: heading,
      about,
      table,
      rows,
    }) => `<section><h2>${safe(heading)} <small>${safe(table)}</small></h2><p>${safe(about)}</p>
${rows
  .map(
    (row) =>
      `<dl>${Object.entries(row)
        .map(([name, value]) => `<dt>${safe(name)}</dt><dd>${safe(shown(value))}</dd>`)
        .join("")}</dl>`,
  )
  .join("\n")}</section>`,
  );
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${safe(title)}</title>
<style>body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}dl{display:grid;grid-template-columns:12rem 1fr;gap:.2rem 1rem;border-top:1px solid;padding-top:.6rem;overflow-wrap:anywhere}dt{opacity:.7}dd{margin:0}small{font-weight:400;opacity:.6}</style>
<h1>${safe(title)}</h1><p>${safe(exact(new Date()))}</p>${sections.join("\n")}</html>`;
}

/** What one agreed to as plain text that needs nothing to be read: when, for which account, in which words, and whether it still holds. */
export function receiptsText(rows: Reply<"myReceipts">["rows"], { t, exact }: Pick<Words, "t" | "exact">): string {
  return rows
    .map(({ id, at, network, handle, words, withdrawnAt }) =>
      [
        network === null
          ? exact(at)
          : `${exact(at)} · ${t("mine.receiptOf", { network: networkTitle(network), handle })}`,
        network === null ? t("mine.charter", { words }) : words,
        ...(withdrawnAt === null ? [] : [t("mine.receiptOver", { date: exact(withdrawnAt) })]),
        id,
      ].join("\n"),
    )
    .join("\n\n");
}
