import { SegmentedControl } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import "./words.ts";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { Face } from "../ui/face.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { When } from "../ui/when.tsx";
import classes from "./desk.module.css";
import { Detail } from "./detail.tsx";
import { calledOf, type Brought } from "./said.ts";
import { Picture } from "./shown.tsx";
import { TrustRule } from "./trust-rule.tsx";

/** What colleagues brought in: the queue beside the one that is read, answered with a press or a key. */
export function DeskPage() {
  const { t } = useWords();
  const me = useMe();
  const [of, setOf] = useState<"waiting" | "answered">("waiting");
  const { rows, query } = useRows("listSuggestions", { query: { of, limit: 50 } }, { every: 30_000 });
  const [chosen, setChosen] = useState<string | null>(null);
  // On a phone one is read at a time; beside the list the first one is there at once.
  const [open, setOpen] = useState(false);
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === chosen),
  );
  const row = rows[at] ?? null;
  const list = useRef<HTMLUListElement>(null);
  const choose = (one: Brought) => {
    setChosen(one.id);
    setOpen(true);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement))
      return;
    if (target.closest("input, textarea, select, [role=dialog], [role=listbox], [role=menu]") !== null) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    const next = step === undefined ? undefined : rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
    list.current?.querySelectorAll<HTMLElement>("button")[rows.indexOf(next)]?.focus();
  });
  useEffect(() => {
    const key = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);
  return (
    <Page title={t("desk.title")} intro={t("desk.intro")}>
      <SegmentedControl
        className={classes.of!}
        aria-label={t("desk.which")}
        value={of}
        onChange={(value) => {
          setOf(value as typeof of);
          setChosen(null);
          setOpen(false);
        }}
        data={(["waiting", "answered"] as const).map((value) => ({ value, label: t(`desk.of.${value}`) }))}
      />
      <Answer query={query}>
        {() =>
          row === null ? (
            <Empty icon={<IconInbox size={26} stroke={1.6} />} title={t(`desk.none.${of}`)}>
              {t("desk.noneText")}
            </Empty>
          ) : (
            <div className={classes.desk} data-open={open || undefined}>
              <div className={classes.queue}>
                <ul ref={list} className={classes.list} aria-label={t("desk.list")}>
                  {rows.map((one) => (
                    <li key={one.id}>
                      <button
                        type="button"
                        className={classes.row}
                        aria-current={one.id === row.id ? "true" : undefined}
                        onClick={() => choose(one)}
                      >
                        <Picture row={one} />
                        <span className={classes.rowWords}>
                          <strong>{calledOf(one)}</strong>
                          <span>
                            <Face name={one.author.name} size={20} /> {one.author.name}
                          </span>
                          <span>
                            {t(`desk.kind.${one.kind}`)} ·{" "}
                            {of === "answered" ? t(`desk.state.${one.state}`) : <When at={one.at} />}
                          </span>
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
                <More query={query} />
                <p className={classes.keys}>{t("desk.keys")}</p>
              </div>
              <Detail
                key={row.id}
                row={row}
                back={() => setOpen(false)}
                done={() => {
                  setChosen(rows[at + 1]?.id ?? rows[at - 1]?.id ?? null);
                  setOpen(false);
                }}
              />
            </div>
          )
        }
      </Answer>
      {isEditor(me) && <TrustRule admin={me.member.role === "admin"} />}
    </Page>
  );
}
