import { ActionIcon, Anchor, Button } from "@mantine/core";
import { IconArrowUp, IconKeyboard } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { useQuickAnswer } from "../approvals/use-quick-answer.tsx";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { When } from "../ui/when.tsx";
import { countDecisions, type Decision, decisionsOf, keyOfApproval, type Today } from "./decision.tsx";
import classes from "./decisions.module.css";
import page from "./today.module.css";
import { useSettled } from "./use-settled.ts";

/** More than these are told by their number. */
const most = 4;

const writes = "input, textarea, select, [contenteditable], [role=dialog], [role=listbox], [role=menu]";

/**
 * What waits, what loses something soonest first; the first is the one to begin with. J and K go from one to the next, Enter does what
 * stands out, U takes it back. No row moves under a pointer: what is new waits behind a button above them.
 */
export function Decisions({ today }: { today: Today }) {
  const words = useWords();
  const { t } = words;
  const me = useMe();
  const [, go] = useLocation();
  const newest = useMemo(() => decisionsOf(words, me, today), [words, me, today]);
  const { rows, added, hold, take, expect } = useSettled(newest);
  const { gone, yes, undo, bar } = useQuickAnswer((ids) => expect(ids.map(keyOfApproval)));
  const [keys, showKeys] = useState(false);
  const [all, showAll] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  // What one answered oneself goes at once, whoever points there.
  const open = rows.filter(({ act }) => !("approval" in act && gone.has(act.approval.id)));
  const shown = all ? open : open.slice(0, most);
  const told = today.approvals.filter(({ id }) => gone.has(id)).length;
  const rest = countDecisions(me, today) - told - shown.length;
  const asks = shown.filter(({ act }) => "approval" in act).length;
  const does = ({ act }: Decision) => {
    if (!("approval" in act)) return go(act.to);
    const at = [...(list.current?.children ?? [])].findIndex((row) => row.contains(document.activeElement));
    yes(act.approval);
    // Whoever stood on it stands on what comes in its place.
    if (at !== -1)
      requestAnimationFrame(() => {
        const left = [...(list.current?.children ?? [])] as HTMLElement[];
        left[Math.min(at, left.length - 1)]?.focus();
      });
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target, key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement))
      return;
    if (target.closest(writes) !== null) return;
    const all = [...(list.current?.children ?? [])] as HTMLElement[];
    const here = all.findIndex((row) => row.contains(document.activeElement));
    const pressed = key.toLowerCase();
    if (pressed === "j" || pressed === "k")
      all[here === -1 ? 0 : Math.max(0, Math.min(all.length - 1, here + (pressed === "j" ? 1 : -1)))]?.focus();
    else if (pressed === "enter" && here !== -1 && document.activeElement === all[here]) does(shown[here]!);
    else if (pressed === "u" && undo) undo();
    else if (key === "?") showKeys(!keys);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const key = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);

  return (
    <section aria-labelledby="waits">
      <div className={page.over}>
        <h2 id="waits" className={page.heading}>
          {t("today.waits")}
        </h2>
        {added > 0 && (
          <Button
            className={classes.pill!}
            size="compact-sm"
            radius="xl"
            variant="light"
            leftSection={<IconArrowUp size={15} stroke={2} />}
            onClick={take}
          >
            {t("today.new", { count: added })}
          </Button>
        )}
        <ActionIcon
          className={classes.help!}
          aria-label={t("today.keys")}
          aria-expanded={keys}
          onClick={() => showKeys(!keys)}
        >
          <IconKeyboard size={18} stroke={1.6} />
        </ActionIcon>
      </div>
      {keys && <p className={classes.keys}>{t("today.keysText")}</p>}
      <ul
        ref={list}
        className={classes.decisions}
        onPointerEnter={() => hold(true)}
        onPointerLeave={() => hold(false)}
        onFocus={() => hold(true)}
        onBlur={() => hold(false)}
      >
        {shown.map((decision, n) => {
          const { key, until, tile, kind, title, text, act, beside } = decision;
          return (
            <li key={key} tabIndex={-1}>
              <span className={classes.tile}>{tile}</span>
              <div className={classes.words}>
                <span className={classes.kind}>
                  {until !== null && (
                    <>
                      {t("today.until")} <When at={new Date(until).toISOString()} />
                      {" · "}
                    </>
                  )}
                  {kind}
                </span>
                <strong title={title} dir="auto">
                  {title}
                </strong>
                <span className={classes.text} title={text} dir="auto">
                  {text}
                </span>
              </div>
              <div className={classes.acts}>
                {"approval" in act ? (
                  <Button
                    variant={n === 0 ? "filled" : "light"}
                    aria-label={`${act.label} · ${title}`}
                    onClick={() => does(decision)}
                  >
                    {act.label}
                  </Button>
                ) : (
                  <Button
                    component={Link}
                    href={act.to}
                    variant={n === 0 ? "filled" : "light"}
                    aria-label={`${act.label} · ${title}`}
                  >
                    {act.label}
                  </Button>
                )}
                {beside && (
                  <Button component={Link} href={beside.to} variant="default" aria-label={`${beside.label} · ${title}`}>
                    {beside.label}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {rest > 0 && (
        <p className={page.rest}>
          {me.approvals - told > asks ? (
            <Link href="/approvals">{t("today.more", { count: rest })}</Link>
          ) : shown.length < open.length ? (
            <Anchor component="button" type="button" inherit underline="always" onClick={() => showAll(true)}>
              {t("today.more", { count: rest })}
            </Anchor>
          ) : (
            t("today.more", { count: rest })
          )}
        </p>
      )}
      {bar}
    </section>
  );
}
