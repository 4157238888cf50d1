import "./words.ts";
import { IconArrowRight, IconCheck, IconX } from "@tabler/icons-react";
import type { MapNode } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { outputsOf } from "../../drawing/wiring.ts";
import { fieldsOf } from "../../form/field.ts";
import { useWords } from "../../language.tsx";
import classes from "./example-lines.module.css";
import type { Example } from "../trial/use-example.ts";

/** Letters of a headline, and of a text before and after. */
const [headline, passage] = [70, 160];
const shortened = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** What an item is called. */
const nameOf = ({ item: { title, summary, text } }: Example): string =>
  shortened((title || summary || text).replace(/\s+/gu, " ").trim(), headline);

/** What the settings do, said by the newest stored items: what a filter keeps and lets go, which way an item takes, how a text changes. */
export function ExampleLines({
  node,
  manifest,
  rows,
}: {
  node: MapNode;
  manifest: Manifest;
  rows: readonly Example[];
}) {
  const { t, text } = useWords();
  if (rows.length === 0) return null;
  const kept = rows.filter(({ left }) => left.length > 0);
  const dropped = rows.filter((row) => row.dropped !== null);
  const ports = outputsOf(manifest, node);
  const lines: { key: string; tone: "keeps" | "drops" | "says"; label: string; words: string; why?: string }[] = [];
  if (manifest.kind === "rewrite") {
    // A template has its result already.
    if (
      fieldsOf(manifest).some(
        ({ control, row }) => control === "template" || row.some((one) => one.control === "template"),
      )
    )
      return null;
    const changed = kept.find(({ item, left }) => left[0]?.text !== item.text || left[0].link !== item.link);
    const one = changed ?? kept[0];
    const made = one?.left[0];
    if (one !== undefined && made !== undefined) {
      const link = made.text === one.item.text && made.link !== one.item.link ? made.link : null;
      lines.push({
        key: "before",
        tone: "says",
        label: t("example.before"),
        words: shortened((link === null ? one.item.text : one.item.link) ?? "", passage),
      });
      lines.push({
        key: "after",
        tone: "keeps",
        label: t("example.after"),
        words: shortened(link ?? made.text, passage),
      });
    }
  } else if (ports.length > 1) {
    for (const { id, title } of ports) {
      const row = kept.find(({ left }) => left.some(({ port }) => port === id));
      if (row !== undefined) lines.push({ key: id, tone: "says", label: text(title), words: nameOf(row) });
    }
  } else if (kept[0] !== undefined)
    lines.push({ key: "kept", tone: "keeps", label: t("example.keeps"), words: nameOf(kept[0]) });
  for (const row of dropped.slice(0, 2))
    lines.push({
      key: row.item.key,
      tone: "drops",
      label: t("example.drops"),
      words: nameOf(row),
      ...(row.dropped === null ? {} : { why: text(row.dropped) }),
    });
  if (lines.length === 0) return null;
  return (
    <section className={classes.example} aria-label={t("example.title")} aria-live="polite">
      <h2>
        {t("example.title")}
        {manifest.kind === "filter" && (
          <span className="num">{t("example.sum", { kept: kept.length, dropped: dropped.length })}</span>
        )}
      </h2>
      <ul>
        {lines.map(({ key, tone, label, words, why }) => (
          <li key={key} data-tone={tone}>
            {tone === "keeps" ? (
              <IconCheck size={15} stroke={2} aria-hidden="true" />
            ) : tone === "drops" ? (
              <IconX size={15} stroke={2} aria-hidden="true" />
            ) : (
              <IconArrowRight size={15} stroke={2} aria-hidden="true" />
            )}
            <div>
              <b>{label}</b> {t("example.words", { words })}
              {why !== undefined && <span className={classes.why}>{why}</span>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
