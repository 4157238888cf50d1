import "./words.ts";
import { Button, Checkbox, Select } from "@mantine/core";
import { IconCheck, IconChecks, IconX } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { takeBackSeconds } from "#engine/kept.ts";
import { useWords } from "../language.tsx";
import { useReply, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import { ApprovalCard } from "./approval-card.tsx";
import classes from "./approvals.module.css";
import { useAnswers } from "./use-answers.ts";

/** A second of it is on its way. */
const undoSeconds = takeBackSeconds - 2;

/** What waits for somebody's yes, in all maps: one by one or several at once, with the mouse, the thumb or the keyboard. */
export function ApprovalsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const map = search.get("map");
  const maps = useReply("listMaps", { query: { limit: 200 } });
  const asked = { limit: 30, ...(map ? { map } : {}) };
  const { rows, query } = useRows("listApprovals", { query: asked }, { every: 15_000 });
  const { gone, given, answer, takeBack, done } = useAnswers();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const list = useRef<HTMLUListElement>(null);
  const shown = rows.filter(({ id }) => !gone.has(id));
  const mine = shown.filter((row) => row.mine && !row.over);
  const selected = mine.filter(({ id }) => chosen.has(id));

  const cards = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-approval]") ?? [])];
  const here = () => cards().findIndex((card) => card.contains(document.activeElement));
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement))
      return;
    if (
      target.closest("input:not([type=checkbox]), textarea, select, [role=dialog], [role=listbox], [role=menu]") !==
      null
    )
      return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (step === undefined) return;
    const all = cards();
    event.preventDefault();
    const at = here();
    const next = all[at === -1 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  });
  useEffect(() => {
    const key = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);

  /** The card goes; what stands in its place is looked at next. */
  const answerOne = (row: (typeof rows)[number], yes: boolean, word: string) => {
    const at = here();
    answer([row], yes, word);
    if (at !== -1)
      requestAnimationFrame(() => {
        const all = cards();
        all[Math.min(at, all.length - 1)]?.focus();
      });
  };
  const answerSelected = (yes: boolean) => {
    answer(selected, yes, "");
    setChosen(new Set());
  };
  const choose = (ids: readonly number[], on: boolean) =>
    setChosen((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));

  return (
    <Page
      title={t("approvals.title")}
      intro={t("approvals.intro")}
      actions={
        <Select
          w={{ base: "100%", xs: 240 }}
          aria-label={t("runs.filterMap")}
          placeholder={t("runs.allMaps")}
          clearable
          searchable
          value={map}
          onChange={(value) => setSearch(value ? { map: value } : {}, { replace: true })}
          data={(maps.data?.rows ?? []).map((each) => ({ value: each.id, label: each.name }))}
        />
      }
    >
      <Answer query={query} lines={3} height={140}>
        {() =>
          shown.length === 0 ? (
            <Empty
              icon={<IconChecks size={26} stroke={1.6} />}
              title={t("approvals.none")}
              action={
                <Button component={Link} href="/maps" variant="default">
                  {t("approvals.toMaps")}
                </Button>
              }
            >
              {t("approvals.noneText")}
            </Empty>
          ) : (
            <>
              {mine.length > 1 && (
                <div className={classes.bulk}>
                  <Checkbox
                    label={
                      selected.length > 0
                        ? t("approvals.selected", { count: selected.length })
                        : t("approvals.selectAll")
                    }
                    checked={selected.length === mine.length}
                    indeterminate={selected.length > 0 && selected.length < mine.length}
                    onChange={(event) =>
                      choose(
                        mine.map(({ id }) => id),
                        event.currentTarget.checked,
                      )
                    }
                  />
                  {selected.length > 0 && (
                    <div className={classes.answers}>
                      <Button
                        color="moss"
                        leftSection={<IconCheck size={18} stroke={2} />}
                        onClick={() => answerSelected(true)}
                      >
                        {t("approvals.yes")}
                      </Button>
                      <Button
                        variant="default"
                        leftSection={<IconX size={18} stroke={2} />}
                        onClick={() => answerSelected(false)}
                      >
                        {t("approvals.no")}
                      </Button>
                    </div>
                  )}
                </div>
              )}
              <ul ref={list} className={classes.list} aria-label={t("approvals.list")}>
                {shown.map((row) => (
                  <ApprovalCard
                    key={row.id}
                    first={row === mine[0]}
                    approval={row}
                    selected={chosen.has(row.id)}
                    select={(on) => choose([row.id], on)}
                    answer={(yes, word) => answerOne(row, yes, word)}
                  />
                ))}
              </ul>
              <More query={query} />
              <p className={classes.keys}>{t("approvals.keys")}</p>
            </>
          )
        }
      </Answer>
      {given && (
        <UndoBar key={given.ids.join()} seconds={undoSeconds} undo={() => takeBack(given)} done={done}>
          {t(given.yes ? "approvals.saidYes" : "approvals.saidNo", { count: given.ids.length })}
        </UndoBar>
      )}
    </Page>
  );
}
