import "./words.ts";
import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { memo, useEffect, useRef, useState } from "react";
import type { Reply } from "#server/api.ts";
import { useWords } from "../../language.tsx";
import { useReply } from "../../replies.ts";
import { Answer } from "../../ui/answer.tsx";
import { focusCard } from "../floats/focus-card.ts";
import { useStepNames } from "../state/step-name.ts";
import { useCanvas, useDocument, type LiveCounts } from "../state/store.ts";
import classes from "./live.module.css";
import { KeepButton } from "../tests/keep-button.tsx";
import { longestSearch, useFound } from "../../ui/found.ts";
import { PinButton } from "./pin-button.tsx";

type Row = Reply<"liveItems">["rows"][number];

/** Pixels of a row, with and without the words before and after, and what a reason takes beside; of the list; and rows that are drawn beyond its edges. */
const heights = { plain: 56, words: 92, reason: 18 };
const [view, beyond] = [340, 6];
/** Rows that go by before others are drawn. */
const pace = 3;
/** So many rows are found by looking. */
const few = 8;

/** The items on a wire of the drawing as it stands, and what happens to each next. However many there are, those in sight are drawn. */
export function LiveItems({ counts, edge }: { counts: LiveCounts; edge: string }) {
  const { t } = useWords();
  const { map, document, before } = counts;
  const [asked] = useState(before);
  const query = useReply("liveItems", { body: { document, edge, map, ...(asked === null ? {} : { before: asked }) } });
  return (
    <Answer query={query} lines={3} height={48} small>
      {() => (
        <>
          <p className={classes.foot}>{t("live.wire")}</p>
          <Listed {...query.data!} />
        </>
      )}
    </Answer>
  );
}

function Listed({ rows, more }: { rows: readonly Row[]; more: boolean }) {
  const { t } = useWords();
  const [search, write] = useState("");
  const found = useFound(rows, search);
  return (
    <>
      {rows.length > few && (
        <TextInput
          className={classes.search!}
          type="search"
          size="xs"
          aria-label={t("live.find")}
          placeholder={t("live.find")}
          maxLength={longestSearch}
          value={search}
          onChange={({ currentTarget }) => write(currentTarget.value)}
          leftSection={<IconSearch size={15} stroke={1.8} aria-hidden="true" />}
        />
      )}
      <p className={classes.foot} role="status" hidden={search.trim() === ""}>
        {t("live.found", { count: found.length })}
      </p>
      <Rows rows={found} />
      {more && <p className={classes.foot}>{t("live.firstRows", { count: rows.length })}</p>}
    </>
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const { t } = useWords();
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const height =
    (rows.some(({ after }) => after !== null) ? heights.words : heights.plain) +
    (rows.some(({ drop, turn }) => drop !== null && turn !== "gone") ? heights.reason : 0);
  // Another search begins at its top; what both found stays drawn.
  const [listed, list] = useState(rows);
  if (listed !== rows) {
    list(rows);
    setAt(0);
  }
  useEffect(() => {
    // Newer browsers answer with a promise.
    box.current?.scrollTo(0, 0);
  }, [rows]);
  const first = Math.max(0, at - beyond);
  const last = Math.min(rows.length, at + Math.ceil(view / height) + 1 + beyond);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- whoever has no mouse scrolls it by key
    <div
      ref={box}
      className={classes.viewport}
      role="region"
      aria-label={t("live.list")}
      tabIndex={0}
      // A few rows at once: what is drawn beyond the edges covers them.
      onScroll={({ currentTarget }) => setAt(Math.floor(currentTarget.scrollTop / height / pace) * pace)}
    >
      <ul className={classes.all} style={{ height: rows.length * height }}>
        {rows.slice(first, last).map((row, index) => (
          <li
            key={row.key}
            className={classes.row}
            data-turn={row.turn ?? undefined}
            aria-posinset={first + index + 1}
            aria-setsize={rows.length}
            style={{ top: (first + index) * height, height }}
          >
            <Drawn row={row} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Drawn once, however the list is moved. */
const Drawn = memo(({ row }: { row: Row }) => (
  <>
    <One row={row} />
    <span className={classes.buttons}>
      {row.turn !== "gone" && <KeepButton item={{ key: row.key, title: row.title }} />}
      <PinButton item={{ key: row.key, title: row.title }} />
    </span>
  </>
));

function One({ row }: { row: Row }) {
  const { t } = useWords();
  return (
    <div>
      <b className={classes.title} title={row.title}>
        {row.turn !== null && (
          <span className={classes.mark} data-turn={row.turn}>
            {t(row.turn === "new" ? "live.new" : "live.gone")}
          </span>
        )}
        {row.title || row.key}
      </b>
      {row.after !== null && (
        <>
          <span className={classes.text} title={row.before ?? ""}>
            <b>{t("live.before")}</b> {row.before}
          </span>
          <span className={classes.text} title={row.after}>
            <b>{t("live.after")}</b> {row.after}
          </span>
        </>
      )}
      <End row={row} />
    </div>
  );
}

/** Where it ends, in a line. */
function End({ row: { drop, until, posts, left, turn } }: { row: Row }) {
  const { t, text, exact } = useWords();
  const canvas = useCanvas();
  const { name } = useStepNames();
  const { nodes } = useDocument();
  if (turn === "gone") return null;
  if (drop !== null) {
    const node = nodes.find(({ id }) => id === drop.node);
    const step = node === undefined ? drop.node : name(node);
    const why = t("live.endsAt", { step, reason: text(drop.reason) });
    // Of several that were left out the first one's reason stands for all, and no one setting decides.
    const several = left > 1;
    const said = several ? t("live.endsAt", { step: t("live.left", { count: left }), reason: text(drop.reason) }) : why;
    return (
      <span className={classes.ended} title={said}>
        <span className={classes.reason}>{said}</span>
        {!several && (
          <button
            type="button"
            className={classes.setting}
            onClick={() => {
              canvas.set({ looked: null });
              canvas.choose([drop.node]);
              if (drop.field === null) focusCard(drop.node);
              else canvas.set({ wanted: { node: drop.node, field: drop.field } });
            }}
          >
            {t("live.setting")}
          </button>
        )}
      </span>
    );
  }
  const said = [
    ...(until === null ? [] : [t("live.until", { at: exact(until) })]),
    ...(posts > 0 ? [t("live.messages", { count: posts })] : []),
    ...(left > 0 ? [t("live.left", { count: left })] : []),
  ];
  return <span className={classes.end}>{said.join(" · ") || t("live.goesOn")}</span>;
}
