import { Fragment } from "react";
import classes from "./marked.module.css";

const bare = (letter: string): string => letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Where a text has the words that were searched for, as a search compares them: [from, to[ by letters, none over another. */
export function hitsIn(text: string, search: string): [number, number][] {
  const letters = [...text.normalize("NFC")];
  // A letter may be several units when it is bare: each knows which letter it is of.
  const from: number[] = [];
  const folded = letters
    .map((letter, at) => {
      const one = bare(letter);
      for (let unit = 0; unit < one.length; unit += 1) from.push(at);
      return one;
    })
    .join("");
  const hits: [number, number][] = [];
  for (const term of bare(search.slice(0, 200)).split(/\s+/u).filter(Boolean).slice(0, 8))
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length))
      hits.push([from[at]!, from[at + term.length - 1]! + 1]);
  return hits
    .toSorted(([a], [b]) => a - b)
    .reduce<[number, number][]>((kept, [begin, end]) => {
      const last = kept.at(-1);
      if (last && begin <= last[1]) last[1] = Math.max(last[1], end);
      else kept.push([begin, end]);
      return kept;
    }, []);
}

/** A text with what was searched for marked in it. */
export function Marked({ text, search }: { text: string; search: string }) {
  if (search.trim() === "") return text;
  const letters = [...text.normalize("NFC")];
  const hits = hitsIn(text, search);
  return (
    <>
      {hits.map(([from, to], at) => (
        <Fragment key={from}>
          {letters.slice(hits[at - 1]?.[1] ?? 0, from).join("")}
          <mark className={classes.mark}>{letters.slice(from, to).join("")}</mark>
        </Fragment>
      ))}
      {letters.slice(hits.at(-1)?.[1] ?? 0).join("")}
    </>
  );
}
