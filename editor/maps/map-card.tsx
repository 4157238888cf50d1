import { IconChecks } from "@tabler/icons-react";
import { type KeyboardEvent, useRef } from "react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { Faces } from "../ui/faces.tsx";
import { Marked } from "../ui/marked.tsx";
import { useNow } from "../ui/now.ts";
import { Tag } from "../ui/tag.tsx";
import { writeSoon } from "../ui/write-soon.ts";
import { chipOf, linesOf, livenessOf, type MapRow } from "./health.ts";
import classes from "./map-card.module.css";
import { MapTools } from "./map-menu.tsx";
import { MapPicture } from "./map-picture.tsx";
import { dragged } from "./dragged.ts";
import { useShelf } from "./use-shelf.ts";
import { WeekLine } from "./week-line.tsx";

/**
 * One map: its drawing, how it stands, what it did this week and what comes next. As a card, or (`row`) as a line of a list. The whole of it is
 * the link; what is in it besides has its own place above that.
 */
export function MapCard({ map, row = false }: { map: MapRow; row?: boolean }) {
  const words = useWords();
  const { t } = words;
  const { setRenaming, duplicate } = useShelf();
  const now = useNow();
  const chip = chipOf(map, words);
  const [first, second] = linesOf(map, words, now);
  const kept = map.state === "archived";
  const keys = (event: KeyboardEvent) => {
    if (kept) return;
    const copies =
      event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (event.key === "F2") setRenaming(map.id);
    else if (copies) duplicate(map);
    else return;
    event.preventDefault();
  };
  const more = map.voices - map.faces.length;
  const names = map.faces.map(({ name }) => name).join(", ");
  return (
    <li
      className={row ? classes.row : classes.card}
      draggable={!kept}
      onDragStart={(event) => dragged.give(event.dataTransfer, map)}
    >
      <div className={classes.picture}>
        <MapPicture sketch={map.picture} liveness={livenessOf(map)} />
      </div>
      <div className={classes.words}>
        <div className={classes.head}>
          <Name map={map} keys={keys} />
          {!row && <Tag tone={chip.tone}>{chip.words}</Tag>}
        </div>
        <div className={classes.body}>
          <p className={classes.lines}>
            <span className={classes.first}>{first}</span>
            <span>{second}</span>
            <Hit map={map} />
          </p>
          {row && <Tag tone={chip.tone}>{chip.words}</Tag>}
          {map.approvals > 0 && (
            <Link href={`/approvals?map=${map.id}`} className={classes.asks!}>
              <IconChecks size={14} stroke={1.9} aria-hidden="true" />
              {t("count.approvals", { count: map.approvals })}
            </Link>
          )}
          {map.voices > 0 && (
            <Faces
              faces={map.faces}
              more={more}
              size={26}
              label={more > 0 ? t("faces.more", { names, count: more }) : names}
            />
          )}
          {map.state === "draft" ? (
            <span className={classes.go} aria-hidden="true">
              {t("shelf.continue")}
            </span>
          ) : (
            // What waits for an answer is more than how the week went, and a card has room for one of them.
            (row || map.approvals === 0) && (
              <span className={classes.week}>
                <WeekLine days={map.days} quiet={map.state !== "live"} />
              </span>
            )
          )}
        </div>
      </div>
      <MapTools map={map} />
    </li>
  );
}

/** Why this one was found, where that is not its name. */
function Hit({ map: { hit } }: { map: MapRow }) {
  const { t } = useWords();
  const { search } = useShelf();
  if (hit === null || hit.in === "name" || search === "") return null;
  return (
    <span className={classes.hit}>
      <Marked text={t(`shelf.hit.${hit.in}`, { text: hit.text })} search={search} />
    </span>
  );
}

/** The link, which is as large as the card; or the field in its place while somebody writes another name. */
function Name({ map, keys }: { map: MapRow; keys: (event: KeyboardEvent) => void }) {
  const { t } = useWords();
  const { search, rename, renaming, setRenaming } = useShelf();
  const link = useRef<HTMLAnchorElement>(null);
  // Enter and Escape take the field away, which blurs it: only the first of them counts.
  const over = useRef(false);
  const end = (name: string | null) => {
    if (over.current) return;
    over.current = true;
    if (name !== null) rename(map, name);
    setRenaming(null);
    // The field is gone by then, and the card's link is back.
    setTimeout(() => link.current?.focus(), 0);
  };
  if (renaming === map.id)
    return (
      <input
        className={classes.rename}
        aria-label={t("shelf.newName", { name: map.name })}
        defaultValue={map.name}
        maxLength={120}
        ref={(field) => {
          if (!field || field === document.activeElement) return;
          over.current = false;
          writeSoon(field);
        }}
        onBlur={(event) => end(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") end(event.currentTarget.value);
          if (event.key === "Escape") end(null);
        }}
      />
    );
  // What an archived map is, its menu brings back: it has no page.
  if (map.state === "archived")
    return <strong className={classes.name}>{<Marked text={map.name} search={search} />}</strong>;
  return (
    <Link
      href={`/maps/${map.id}`}
      className={classes.name!}
      ref={link}
      onKeyDown={keys}
      title={`${map.name} · ${t("shelf.keys")}`}
    >
      <Marked text={map.name} search={search} />
    </Link>
  );
}
