import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import { useWords } from "../language.tsx";
import { emoji } from "./emoji.ts";
import { findEmoji, loadEmoji } from "./emoji/list.ts";
import classes from "./emoji-panel.module.css";

type Sign = { sign: string; name: string };

/** Signs to put into what is written: a handful for posts about one's work, all others below them by what they show, and a search by name. */
export function EmojiPanel({ put }: { put: (sign: string) => void }) {
  const { t, language } = useWords();
  const [search, setSearch] = useState("");
  const { data: all } = useQuery({
    queryKey: ["emoji", language],
    queryFn: () => loadEmoji(language),
    staleTime: Infinity,
  });
  const usual = emoji.map(([sign, name]) => ({ sign, name: name[language] }));
  const found = search.trim() === "" ? null : findEmoji(all ?? [], search);
  const list = useRef<HTMLDivElement>(null);
  // One of them is reached by Tab; arrows walk over the others.
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const { target } = event;
    if (!(target instanceof HTMLButtonElement)) return;
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(target);
    const to = placeOf(event.key, buttons, at);
    if (to === null) return;
    event.preventDefault();
    target.tabIndex = -1;
    buttons[to]!.tabIndex = 0;
    buttons[to]!.focus();
  };
  return (
    <div className={classes.panel} role="group" aria-label={t("proposals.emoji")}>
      <label className={classes.search}>
        <IconSearch size={18} stroke={1.8} aria-hidden="true" />
        <input
          type="search"
          aria-label={t("emoji.search")}
          placeholder={t("emoji.search")}
          maxLength={60}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </label>
      <p className={classes.told} role="status">
        {found?.length === 0 && all !== undefined ? t("emoji.none") : ""}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows walk over the signs, which are buttons */}
      <div ref={list} className={classes.list} onKeyDown={walk}>
        {found === null ? (
          <>
            <Signs title={t("emoji.usual")} signs={usual} put={put} first />
            {all?.map(({ name, signs }) => (
              <Signs key={name} title={t(`emoji.${name}`)} signs={signs} put={put} />
            ))}
          </>
        ) : (
          found.length > 0 && <Signs title={t("emoji.found")} signs={found} put={put} first />
        )}
      </div>
    </div>
  );
}

function Signs({
  title,
  signs,
  put,
  first = false,
}: {
  title: string;
  signs: readonly Sign[];
  put: (sign: string) => void;
  first?: boolean;
}) {
  return (
    <section className={classes.group} aria-label={title}>
      <p aria-hidden="true">{title}</p>
      <div className={classes.signs}>
        {signs.map(({ sign, name }, index) => (
          <button
            key={sign}
            type="button"
            tabIndex={first && index === 0 ? 0 : -1}
            aria-label={name}
            title={name}
            onClick={() => put(sign)}
          >
            {sign}
          </button>
        ))}
      </div>
    </section>
  );
}

/** Where a key leads from one of these buttons, which stand in lines of any length; null: nowhere. */
function placeOf(key: string, buttons: readonly HTMLElement[], at: number): number | null {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (step !== undefined) return buttons[at + step] === undefined ? null : at + step;
  if (key !== "ArrowDown" && key !== "ArrowUp") return null;
  const by = key === "ArrowDown" ? 1 : -1;
  const here = buttons[at]!.getBoundingClientRect();
  for (let to = at + by; to >= 0 && to < buttons.length; to += by) {
    const there = buttons[to]!.getBoundingClientRect();
    if (Math.abs(there.top - here.top) > 4 && Math.abs(there.left - here.left) < here.width / 2) return to;
  }
  return null;
}
