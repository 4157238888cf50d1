import "./words.ts";
import { Button } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { IconCheck, IconCloudOff, IconLoader2, IconTrash } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Redirect, useLocation, useSearchParams } from "wouter";
import { announce } from "../announce.ts";
import { call, CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { useReply, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import classes from "./entry.module.css";
import type { Entry, Finding } from "./draft.ts";
import { MediaPart } from "./media-part.tsx";
import { LinkPart, MorePart } from "./more-part.tsx";
import { SeenPart } from "./seen-part.tsx";
import { Targets } from "./targets.tsx";
import { refresh, useEntry, useSeen, type Writing } from "./use-entry.ts";
import { WhenPart } from "./when-part.tsx";
import { WordsPart } from "./words-part.tsx";

/** The one that was just begun: nothing of it is anywhere yet, so it is not asked for. */
let begun: string | null = null;

/** A new one has its id from the first letter on, so that what is sent twice is there once. */
export function NewEntryPage() {
  const [id] = useState(() => (begun = crypto.randomUUID()));
  const [search] = useSearchParams();
  return <Redirect to={`/entries/${id}?${search}`} replace />;
}

/** A post written by hand. */
export function EntryPage({ id }: { id: string }) {
  const [search] = useSearchParams();
  const [isNew] = useState(() => begun === id);
  useEffect(() => () => void (begun = null), []);
  const query = useReply("getEntry", { params: { id } }, { anew: true, enabled: !isNew });
  const fresh = isNew || query.error?.status === 404;
  const at = search.get("at");
  const campaign = search.get("campaign");
  const account = search.get("account");
  const settled = query.data !== undefined && !query.isFetching;
  const [opened, setOpened] = useState<{ entry: Entry; findings: Finding[] } | null | undefined>(undefined);
  if (opened === undefined && fresh) setOpened(null);
  if (opened === undefined && settled) setOpened(query.data);
  const when = at !== null && !Number.isNaN(Date.parse(at)) ? at : null;
  if (opened === null && account !== null) return <WriteFor {...{ id, account, campaign }} at={when} />;
  if (opened !== undefined) return <Write {...{ id, found: opened, campaign, refs: [] }} at={when} />;
  return (
    <div className={classes.page}>
      <Answer query={{ ...query, isPending: query.error === null }} lines={5} height={90}>
        {() => null}
      </Answer>
    </div>
  );
}

/** A new one for an account: it is chosen from the start, once it is known. */
function WriteFor({ account, ...rest }: { id: string; account: string; at: string | null; campaign: string | null }) {
  const { rows, query } = useRows("listAccounts", { query: { limit: 100 } });
  if (query.isPending) return null;
  return <Write {...rest} found={null} refs={rows.flatMap(({ id, ref }) => (id === account ? [ref] : []))} />;
}

/** Whether what is written is kept, and what became of that. */
function Saved({ writing: { save, theirs, takeTheirs, keepMine } }: { writing: Writing }) {
  const { t } = useWords();
  if (save === "fresh") return null;
  if (save === "changed")
    return (
      <span className={classes.changed} role="alert">
        {theirs?.changedBy ? t("entry.changedBy", { name: theirs.changedBy }) : t("entry.changed")}
        <Button size="compact-sm" onClick={takeTheirs}>
          {t("entry.takeTheirs")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={keepMine}>
          {t("entry.keepMine")}
        </Button>
      </span>
    );
  const Sign = save === "saved" ? IconCheck : save === "failed" ? IconCloudOff : IconLoader2;
  return (
    <span className={classes.saved} data-failed={save === "failed" || undefined} role="status">
      <Sign size={16} stroke={1.9} aria-hidden="true" />
      {t(`entry.${save}`)}
    </span>
  );
}

function Write({
  id,
  found,
  at,
  campaign,
  refs,
}: {
  id: string;
  found: { entry: Entry; findings: Finding[] } | null;
  at: string | null;
  campaign: string | null;
  /** Accounts to which a new one goes from the start. */
  refs: string[];
}) {
  const { t } = useWords();
  const [, go] = useLocation();
  const writing = useEntry(id, found, { at, campaign, refs });
  const { entry, draft, change } = writing;
  const seen = useSeen(draft);
  // What is asked while one writes is newer than what was said when it was kept.
  const told = seen?.findings ?? writing.findings;
  // Who has not begun yet has done nothing wrong.
  const findings = writing.save === "fresh" ? [] : told;
  const { written: said } = draft;
  const entered = entry?.state === "entered";
  const gone = entered && entry.out.total > 0 && entry.out.published === entry.out.total;
  useDocumentTitle(`${entry?.title || t("entry.title")} · ${t("app.name")}`);
  const remove = async (): Promise<void> => {
    try {
      writing.stop();
      await call("deleteEntry", { params: { id }, query: { revision: writing.revision.current } });
      refresh();
      announce.done(t("entry.deleted"));
      go("/calendar");
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      announce.failure(error);
    }
  };
  return (
    <div className={classes.page}>
      <Back to="/calendar">{t("entry.toCalendar")}</Back>
      <header className={classes.head}>
        <h1>{t("entry.title")}</h1>
        {entry && (
          <span className={classes.state} data-state={entry.state}>
            {t(gone ? "entry.state.out" : `entry.state.${entry.state}`)}
          </span>
        )}
        <Saved writing={writing} />
        {entry?.state === "draft" && (
          <Button
            className={classes.remove}
            variant="subtle"
            color="ink"
            leftSection={<IconTrash size={17} stroke={1.7} />}
            onClick={() => void remove()}
          >
            {t("entry.delete")}
          </Button>
        )}
      </header>
      <div className={classes.columns}>
        <fieldset className={classes.form} disabled={entered}>
          <Targets
            said={said}
            change={(next) => change({ written: { ...said, ...next } })}
            findings={findings}
            people={seen?.people}
          />
          <WordsPart said={said} change={(written) => change({ written })} findings={findings} seen={seen} />
          <MediaPart said={said} change={(next) => change({ written: { ...said, ...next } })} findings={findings} />
          <LinkPart draft={draft} change={change} findings={findings} />
          <MorePart
            id={id}
            draft={draft}
            change={change}
            findings={findings}
            networks={[...new Set((seen?.posts ?? []).map(({ network }) => network))]}
          />
        </fieldset>
        <div className={classes.beside}>
          <WhenPart writing={{ ...writing, findings }} begun={writing.save !== "fresh"} />
          <SeenPart seen={seen} />
        </div>
      </div>
    </div>
  );
}
