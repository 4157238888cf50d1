import "./words.ts";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { hoursSentence, plainly, type Said, rhythmSentence, type Token } from "#engine/rhythm.ts";
import type { Account } from "../accounts/account.ts";
import { announce } from "../announce.ts";
import { CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { type Change, DaysPanel, HoursPanel, ModePanel, OftenPanel, UntilPanel } from "./panels.tsx";
import classes from "./rhythm.module.css";
import { TopicChoices } from "./topic-choices.tsx";
import { Unsaved } from "./unsaved.tsx";
import { WeekLights } from "./week-lights.tsx";

const panels = { often: OftenPanel, mode: ModePanel, until: UntilPanel, days: DaysPanel, hours: HoursPanel } as const;
const stale = ["listAccounts", "getAccount", "listReceipts", "listProposals", "me"] as const;

/** Which word of which sentence is open. */
type Open = { of: string; token: Token } | null;

/** Of which accounts days and hours are one sentence: where they are the same for all. */
const together = "all";
const hoursOf = ({ daysOff, quietFrom, quietTo, zone }: Account): string =>
  `${daysOff.join()} ${quietFrom} ${quietTo} ${zone}`;

/**
 * How often, how and until when each of somebody's own accounts speaks, a sentence each, whose words are changed where they stand. Days and hours are one more sentence
 * where they are the same for all. Each change is kept at once, with its receipt.
 */
export function Rhythms({ accounts, lights = true }: { accounts: readonly Account[]; lights?: boolean }) {
  const { language } = useWords();
  const [open, setOpen] = useState<Open>(null);
  const { keep, busy, failed, forget } = useKeep(() => setOpen(null));
  const [first] = accounts;
  if (first === undefined) return null;
  const alike = new Set(accounts.map(hoursOf)).size === 1;
  const block = (of: string, parts: Said[], account: Account, targets: readonly Account[], foot?: ReactNode) => (
    <Sentence
      key={of}
      parts={parts}
      open={open?.of === of ? open.token : null}
      faded={open !== null && open.of !== of}
      choose={(token) => {
        forget();
        setOpen(token === null ? null : { of, token });
      }}
      mark={of.startsWith(together) ? null : account.network}
      foot={foot}
    >
      {(token) => {
        const Panel = panels[token];
        return (
          <>
            <Panel account={account} busy={busy} keep={(change) => void keep(targets, change)} />
            {failed && <Unsaved error={failed} />}
          </>
        );
      }}
    </Sentence>
  );
  return (
    <div className={classes.sentences}>
      {accounts.map((account, index) => {
        const parts = rhythmSentence(networkTitle(account.network), account, language);
        const own = alike ? [] : [{ text: " " }, ...hoursSentence(account, language)];
        const showWeek = lights && index === 0 && account.mode !== "paused";
        const posts = account.weeklyCap ?? (account.dailyCap === null ? null : 7);
        return block(
          account.id,
          [...parts, ...own],
          account,
          [account],
          <>
            {showWeek && <WeekLights posts={posts} off={account.daysOff} />}
            <TopicChoices account={account} />
          </>,
        );
      })}
      {alike && block(together, hoursSentence(first, language), first, accounts)}
    </div>
  );
}

/** Keeps a change for some accounts, one after the other. */
function useKeep(done: () => void) {
  const { t } = useWords();
  const pace = useChange("changeAccount", { stale: [...stale], quiet: true });
  const mode = useChange("setMode", { stale: [...stale], quiet: true });
  const resume = useChange("resumeAccount", { stale: [...stale], quiet: true });
  const [failed, setFailed] = useState<CallError | null>(null);
  const keep = async (accounts: readonly Account[], change: Change): Promise<void> => {
    setFailed(null);
    try {
      for (const { id } of accounts) {
        const params = { id };
        if (change.pace) await pace.mutateAsync({ params, body: change.pace });
        if (change.mode) await mode.mutateAsync({ params, body: change.mode });
        if (change.resume) await resume.mutateAsync({ params });
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // The panel stays open with what was chosen, and its own button tries again.
      setFailed(error);
      return;
    }
    announce.done(t("rhythm.saved"));
    done();
  };
  const busy = pace.isPending || mode.isPending || resume.isPending;
  return { keep, busy, failed, forget: () => setFailed(null) };
}

/** One sentence; its words that can be changed are buttons, and unfold their panel below it. Escape gives back what it said. */
function Sentence({
  parts,
  open,
  faded,
  choose,
  mark,
  foot,
  children,
}: {
  parts: readonly Said[];
  open: Token | null;
  faded: boolean;
  choose: (token: Token | null) => void;
  mark: string | null;
  foot: ReactNode;
  children: (token: Token) => ReactNode;
}) {
  const { t } = useWords();
  const panel = useId();
  const block = useRef<HTMLDivElement>(null);
  const was = useRef<Token | null>(null);
  useEffect(() => {
    // Back to the word that was open, whatever it says now.
    if (open === null && was.current !== null)
      block.current?.querySelector<HTMLElement>(`[data-token="${was.current}"]`)?.focus();
    was.current = open;
  }, [open]);
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || open === null) return;
    event.stopPropagation();
    choose(null);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes what is open inside
    <div
      ref={block}
      // Several accounts of one network may say the same: a group, and no landmark.
      role="group"
      className={classes.sentence}
      data-open={open !== null || undefined}
      data-faded={faded || undefined}
      aria-label={plainly(parts)}
      onKeyDown={escape}
    >
      <p>
        {mark !== null && (
          <span className={classes.mark}>
            <NetworkMark network={mark} size={22} />
          </span>
        )}
        {parts.map(({ text, token }, index) =>
          token === undefined ? (
            text
          ) : (
            <button
              // A sentence is made of the same parts in the same order while it is open.
              // oxlint-disable-next-line react/no-array-index-key -- see above
              key={`${token} ${index}`}
              type="button"
              className={classes.token}
              data-token={token}
              aria-label={t("rhythm.token", { text })}
              aria-expanded={open === token}
              {...(open === token ? { "aria-controls": panel } : {})}
              onClick={() => choose(open === token ? null : token)}
            >
              {text}
            </button>
          ),
        )}
      </p>
      {open === null ? (
        foot
      ) : (
        <div id={panel} className={classes.panel}>
          {children(open)}
        </div>
      )}
    </div>
  );
}
