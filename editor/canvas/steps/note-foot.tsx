import type { MapNote } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { useMe, type Me } from "../../me.ts";
import { useCanvasPart } from "../state/store.ts";
import classes from "./note-foot.module.css";

/** What a note carries once somebody wrote in it: who, and on which day by their own calendar. Whoever writes it over signs it anew. */
export function signed(me: Me, text: string): Pick<MapNote, "text" | "by" | "on"> {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, "0");
  return { text, by: me.member.id, on: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}` };
}

/** Who wrote a note, and when. Of whoever left, only the day is said. */
export function NoteFoot({ note: { text, by, on } }: { note: MapNote }) {
  const { language } = useWords();
  const me = useMe();
  const other = useCanvasPart(({ writers }) => writers.find(({ id }) => id === by)?.name);
  const name = by === me.member.id ? me.member.name : other;
  if (text === "" || (name === undefined && on === undefined)) return null;
  const day = (style: Intl.DateTimeFormatOptions): string | undefined =>
    on &&
    new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", { ...style, timeZone: "UTC" }).format(new Date(on));
  const near = on?.startsWith(String(new Date().getFullYear())) === true;
  return (
    <footer className={classes.foot} title={day({ dateStyle: "full" })}>
      {name !== undefined && <span>{name}</span>}
      {on !== undefined && (
        <time dateTime={on}>{day({ day: "numeric", month: "short", ...(near ? {} : { year: "numeric" }) })}</time>
      )}
    </footer>
  );
}
