import { IconBulb, IconQuote } from "@tabler/icons-react";
import { noTone, type Remark, toneFor, toneOf } from "#engine/tone.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { networkTitle } from "../ui/network.tsx";
import classes from "./entry.module.css";

type Tone = { network: string; notes: string; rules: typeof noTone };

/**
 * How the workspace speaks, beside what is being written, and what of it sounds otherwise, letter by letter. It advises: nothing here stands in the
 * way. `network`: whose words they are; null: for all of `networks`, of which each may have rules of its own.
 */
export function TonePart({
  network,
  networks,
  texts,
  language,
}: {
  network: string | null;
  networks: readonly string[];
  texts: readonly string[];
  language: string | null;
}) {
  const { t, text: say, language: reader } = useWords();
  const { data } = useReply("toneNotes", {});
  const tones = data?.tones ?? [];
  const notes = notesFor(tones, network);
  const remarks = remarksOn(tones, { network, networks, texts, language: language ?? reader });
  if (notes.length + remarks.length === 0) return null;
  return (
    <div className={classes.tone} role="group" aria-label={t("entry.tone")}>
      {notes.map(({ network: where, notes: words }) => (
        <p key={where}>
          <IconQuote size={16} stroke={1.8} aria-hidden="true" />
          <span>
            {where !== "" && <strong>{networkTitle(where)} </strong>}
            {words}
          </span>
        </p>
      ))}
      <ul aria-live="polite">
        {remarks.map(({ code, words, message, only }) => (
          <li key={`${code} ${words}`}>
            <IconBulb size={16} stroke={1.8} aria-hidden="true" />
            {only === null
              ? say(message)
              : t("entry.onNetwork", { network: networkTitle(only), message: say(message) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is said to whoever writes there: for all networks, and for this one. */
const notesFor = (tones: readonly Tone[], network: string | null): Tone[] =>
  tones.filter((tone) => tone.notes.trim() !== "" && (tone.network === "" || tone.network === network));

/** So many are read at a time. */
const most = 6;

/** What of the texts does not sound as it should: each thing once; `only`: of one network that is stricter than all together. Pure. */
export function remarksOn(
  tones: readonly Tone[],
  {
    network,
    networks,
    texts,
    language,
  }: { network: string | null; networks: readonly string[]; texts: readonly string[]; language: string },
): (Remark & { only: string | null })[] {
  const rulesOf = (name: string) => tones.find((tone) => tone.network === name)?.rules ?? noTone;
  const all = rulesOf("");
  const found = new Map<string, Remark & { only: string | null }>();
  const look = (rules: typeof noTone, only: string | null): void => {
    for (const text of texts)
      for (const remark of toneOf(text, rules, language)) {
        const name = `${remark.code} ${remark.words}`;
        if (!found.has(name)) found.set(name, { ...remark, only });
      }
  };
  if (network !== null) look(toneFor(all, rulesOf(network)), null);
  else {
    look(all, null);
    for (const each of networks) look(toneFor(all, rulesOf(each)), each);
  }
  return [...found.values()].slice(0, most);
}
