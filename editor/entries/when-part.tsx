import { Anchor, Button, SegmentedControl, TextInput } from "@mantine/core";
import { IconArrowBackUp, IconCalendarCheck } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { call, CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import classes from "./entry.module.css";
import { type Entry, instantIn, localOf } from "./draft.ts";
import { Findings } from "./findings.tsx";
import type { Writing } from "./use-entry.ts";

const ways = ["at", "next", "now"] as const;
type Way = (typeof ways)[number];
type Fits = Reply<"planEntry">["fits"];

/** Nothing of it can be taken back any more. */
const isOut = ({ state, out }: Entry): boolean => state === "entered" && out.total > 0 && out.waiting === 0;

/** When it goes out: at a time, in the next free slot, or now; then it stands in the calendar, until it is taken back. */
export function WhenPart({ writing, begun }: { writing: Writing; begun: boolean }) {
  const { t, day, clock } = useWords();
  const { entry, draft, findings, change, keep, retime, revision } = writing;
  const [way, setWay] = useState<Way>("at");
  const [busy, setBusy] = useState(false);
  const [fits, setFits] = useState<Fits>([]);
  const [undo, setUndo] = useState<{ said: string; back: () => Promise<void> } | null>(null);
  const planned = entry !== null && entry.state !== "draft";
  const moment = (at: string): string => `${day(at)}, ${clock(at)}`;
  const said = (now: Entry): string => t("entry.planned", { when: now.at === null ? "" : moment(now.at) });

  /** Once what is written is kept. What is refused is told, and nothing changed. */
  const act = async (deed: (id: string, seen: number) => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      if (await keep()) await deed(writing.id, revision.current);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      announce.failure(error);
    } finally {
      setBusy(false);
    }
  };
  const withdraw = (): Promise<void> =>
    act(async (id, seen) => {
      const reply = await call("withdrawEntry", { params: { id }, body: { revision: seen } });
      retime(reply.entry);
      setFits([]);
      const { at } = reply.entry;
      setUndo({
        said: t("entry.withdrew"),
        back: () => (at === null ? Promise.resolve() : plan({ kind: "at", at })),
      });
    });
  const plan = (when: { kind: "now" } | { kind: "next" } | { kind: "at"; at: string }): Promise<void> =>
    act(async (id, seen) => {
      const reply = await call("planEntry", { params: { id }, body: { revision: seen, when } });
      retime(reply.entry);
      setFits(reply.fits);
      setUndo({ said: said(reply.entry), back: withdraw });
    });

  const wrong = findings.some(({ severity }) => severity === "error");
  const go = (): void => {
    if (way !== "at") void plan({ kind: way });
    else if (draft.at !== null) void plan({ kind: "at", at: draft.at });
  };
  return (
    <section className={classes.when}>
      <h2>{t("entry.when")}</h2>
      {planned ? (
        <>
          <p className={classes.plannedAt}>
            <IconCalendarCheck size={22} stroke={1.7} aria-hidden="true" />
            <span>
              {said(entry)}
              {entry.out.total > 0 && <small>{t("entry.out", entry.out)}</small>}
            </span>
          </p>
          {entry.state === "planned" && (
            <TextInput
              type="datetime-local"
              label={t("entry.at")}
              value={localOf(draft.at)}
              onChange={({ currentTarget }) => {
                const at = instantIn(currentTarget.value);
                // What is planned has a time.
                if (at !== null) change({ at });
              }}
            />
          )}
          {!isOut(entry) && (
            <Button
              variant="default"
              loading={busy}
              leftSection={<IconArrowBackUp size={18} stroke={1.7} />}
              onClick={() => void withdraw()}
            >
              {t("entry.withdraw")}
            </Button>
          )}
        </>
      ) : (
        <>
          <SegmentedControl
            fullWidth
            aria-label={t("entry.when")}
            value={way}
            onChange={(next) => setWay(next as Way)}
            data={ways.map((value) => ({ value, label: t(`entry.when.${value}`) }))}
          />
          {way === "next" && (
            <Anchor component={Link} href="/calendar?slots" size="sm">
              {t("entry.slots")}
            </Anchor>
          )}
          {way === "at" && (
            <TextInput
              type="datetime-local"
              size="md"
              label={t("entry.at")}
              value={localOf(draft.at)}
              onChange={({ currentTarget }) => change({ at: instantIn(currentTarget.value) })}
            />
          )}
          <Button
            size="md"
            loading={busy}
            disabled={wrong || !begun || (way === "at" && draft.at === null)}
            onClick={go}
          >
            {t(`entry.plan.${way}`)}
          </Button>
        </>
      )}
      <Findings findings={findings} place={/^at$/u} />
      {fits.length > 0 && (
        <div className={classes.fits} role="status">
          <strong>{t("entry.fits")}</strong>
          {fits.map(({ account, name, network, at, why }) => (
            <span key={account}>
              {t("entry.fit", {
                name: `${name} (${networkTitle(network)})`,
                when: moment(at),
                why: why.map((one) => t(`entry.why.${one}`)).join(", "),
              })}
            </span>
          ))}
        </div>
      )}
      {undo && (
        <UndoBar
          key={undo.said}
          seconds={10}
          done={() => setUndo(null)}
          undo={() => {
            const { back } = undo;
            setUndo(null);
            void back();
          }}
        >
          {undo.said}
        </UndoBar>
      )}
    </section>
  );
}
