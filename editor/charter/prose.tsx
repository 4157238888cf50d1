import { Fragment, type ReactNode } from "react";
import classes from "./charter.module.css";

/**
 * The Markdown that a charter is written in: headings, paragraphs, lists, bold, italics and links to https addresses. Anything else stays the text that it
 * is; no HTML is ever made of it.
 */
export function Prose({ text }: { text: string }) {
  return <div className={classes.prose}>{blocksOf(text).map(draw)}</div>;
}

type Block = { kind: "heading" | "text" | "bullets" | "numbers"; lines: string[] };

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let last = null as Block | null;
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const [, heading] = /^#{1,6}\s+(.+)$/u.exec(line) ?? [];
    const [, bullet] = /^\s*[-*]\s+(.+)$/u.exec(line) ?? [];
    const [, number] = /^\s*\d+[.)]\s+(.+)$/u.exec(line) ?? [];
    const kind = heading ? "heading" : bullet ? "bullets" : number ? "numbers" : "text";
    const words = heading ?? bullet ?? number ?? line.trim();
    if (words === "") {
      last = null;
      continue;
    }
    const before: Block | null = last;
    last = before !== null && before.kind === kind && kind !== "heading" ? before : { kind, lines: [] };
    last.lines.push(words);
    if (last !== before) blocks.push(last);
  }
  return blocks;
}

function draw({ kind, lines }: Block, index: number): ReactNode {
  if (kind === "heading") return <h3 key={index}>{inline(lines[0]!)}</h3>;
  if (kind === "text") return <p key={index}>{inline(lines.join(" "))}</p>;
  const List = kind === "bullets" ? "ul" : "ol";
  return (
    <List key={index}>
      {lines.map((line, at) => (
        <li key={at}>{inline(line)}</li>
      ))}
    </List>
  );
}

function inline(line: string): ReactNode[] {
  const marks = /\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/gu;
  const drawn: ReactNode[] = [];
  let at = 0;
  for (const found of line.matchAll(marks)) {
    drawn.push(line.slice(at, found.index));
    const [whole, bold, italic, label, address] = found;
    if (bold !== undefined) drawn.push(<strong>{bold}</strong>);
    else if (italic !== undefined) drawn.push(<em>{italic}</em>);
    else
      drawn.push(
        <a href={address} target="_blank" rel="noreferrer">
          {label}
        </a>,
      );
    at = found.index + whole.length;
  }
  return [...drawn, line.slice(at)].map((piece, index) => <Fragment key={index}>{piece}</Fragment>);
}
