import { Checkbox, SegmentedControl, Textarea } from "@mantine/core";
import { IconArrowsRight, IconLetterCase, IconLink, IconPhoto, IconSend } from "@tabler/icons-react";
import "./words.ts";
import { useEffect, useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { DockButton } from "../ui/dock.tsx";
import { Face } from "../ui/face.tsx";
import { Page } from "../ui/page.tsx";
import { type Draft, emptyDraft, isEmpty, keepDraft, keptDraft, type Kind, sharedIn } from "./draft.ts";
import { openOffline } from "../hub/offline.ts";
import { handOver } from "./handed.ts";
import { LinkField } from "./link-field.tsx";
import { lackOf } from "./lack.ts";
import { PhotoField } from "./photo-field.tsx";
import { Promises } from "./promises.tsx";
import classes from "./suggest.module.css";
import { Ways } from "./ways.tsx";

const tabs = [
  { value: "photo", icon: IconPhoto },
  { value: "link", icon: IconLink },
  { value: "text", icon: IconLetterCase },
] as const;
const words = ["text", "testimonial", "idea"] as const satisfies readonly Kind[];
const longest = 5000;

/** Bringing something in: a photo taken yesterday is sent in twenty seconds. What is written stays on the device until it is sent. */
export function SuggestPage({ from }: { from?: Draft }) {
  const { t } = useWords();
  const me = useMe();
  const search = useSearch();
  const [, go] = useLocation();
  const query = useReply("suggestionForm", {});
  const [draft, setDraft] = useState<Draft>(() => from ?? begin(me.member.id, search));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const change = (changed: Partial<Draft>) =>
    setDraft((before) => {
      const next = { ...before, ...changed };
      keepDraft(me.member.id, next);
      return next;
    });
  const send = useChange("suggest", {
    stale: ["listMySuggestions", "suggestionForm", "me"],
    done: ({ trusted, together }) => {
      keepDraft(me.member.id, null);
      setDraft(emptyDraft());
      announce.done(t(together ? "suggest.sentTogether" : trusted ? "suggest.sentDirect" : "suggest.sent"));
      go("/suggest/sent");
    },
  });
  useEffect(() => {
    void openOffline().catch(() => undefined);
    if (new URLSearchParams(search).has("handed"))
      void handOver()
        .then((to) => to !== null && location.replace(to))
        .catch(() => undefined);
  }, [search]);
  const tab = draft.kind === "photo" || draft.kind === "link" ? draft.kind : "text";
  return (
    <Page
      title={t("suggest.title")}
      narrow
      actions={
        <Link href="/suggest/sent" className={classes.door!}>
          {t("suggest.toSent")} <IconArrowsRight size={16} stroke={1.8} aria-hidden="true" />
        </Link>
      }
    >
      <Answer query={query}>
        {() => {
          const { boxes, topics, readers, trusted, left } = query.data!;
          const asked = boxes.filter((box) => box.kinds.includes(draft.kind));
          const lack = lackOf(draft, asked, ticked, left);
          const [reader] = readers;
          return (
            <form
              className={classes.form}
              onSubmit={(event) => {
                event.preventDefault();
                if (lack !== null || send.isPending) return;
                const { link, topic, ...rest } = draft;
                const known = topics.some(({ id }) => id === topic) ? topic : null;
                const promised = asked.map(({ id, wording }) => ({ id, wording }));
                send.mutate({ body: { ...rest, link: link.trim() || null, topic: known, boxes: promised } });
              }}
            >
              <SegmentedControl
                fullWidth
                className={classes.kinds!}
                aria-label={t("suggest.what")}
                value={tab}
                onChange={(kind) => change({ kind: kind as Kind })}
                data={tabs.map(({ value, icon: Mark }) => ({
                  value,
                  label: (
                    <span className={classes.kind}>
                      <Mark size={20} stroke={1.8} aria-hidden="true" />
                      {t(`suggest.tab.${value}`)}
                    </span>
                  ),
                }))}
              />
              {tab === "photo" && draft.medium === null && search.includes("photo=lost") && (
                <p role="alert" className={classes.quiet}>
                  {t("suggest.photoLost")}
                </p>
              )}
              {tab === "photo" && <PhotoField draft={draft} change={change} />}
              {tab === "link" && <LinkField draft={draft} change={change} />}
              {tab === "text" && (
                <Chips
                  label={t("suggest.sort")}
                  options={words.map((id) => ({ id, name: t(`suggest.kind.${id}`) }))}
                  chosen={draft.kind}
                  choose={(kind) => change({ kind: (kind ?? "text") as Kind })}
                />
              )}
              <Textarea
                autosize
                minRows={tab === "text" ? 5 : 3}
                maxRows={14}
                size="md"
                label={t(tab === "link" ? "suggest.why" : tab === "photo" ? "suggest.story" : "suggest.words")}
                description={draft.kind === "idea" ? t("suggest.ideaHelp") : undefined}
                maxLength={longest}
                value={draft.body}
                onChange={(event) => change({ body: event.currentTarget.value })}
              />
              {draft.body.length > longest - 500 && (
                <p className={classes.quiet} role="status">
                  {t("suggest.left", { count: longest - draft.body.length })}
                </p>
              )}
              {topics.length > 0 && (
                <Chips
                  label={t("suggest.topic")}
                  options={topics.map(({ id, name, colour }) => ({ id, name, dot: colour }))}
                  chosen={draft.topic}
                  choose={(topic) => change({ topic })}
                />
              )}
              <Promises
                boxes={asked}
                ticked={ticked}
                tick={(id, on) =>
                  setTicked((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)))
                }
              />
              {draft.kind !== "idea" && (
                <Checkbox
                  size="md"
                  label={t("suggest.credit", { name: me.member.name })}
                  checked={draft.credit}
                  onChange={(event) => change({ credit: event.currentTarget.checked })}
                />
              )}
              <p className={classes.reader}>
                {reader !== undefined && !trusted && <Face name={reader} size={30} />}
                <span>
                  {trusted && draft.kind !== "idea"
                    ? t("suggest.direct")
                    : reader === undefined
                      ? t("suggest.readByNobody")
                      : t("suggest.readBy", { name: first(reader) })}
                </span>
              </p>
              <div className={classes.send}>
                <DockButton
                  tone="act"
                  type="submit"
                  icon={IconSend}
                  disabled={lack !== null || send.isPending}
                  aria-describedby="suggest-lack"
                >
                  {trusted || reader === undefined ? t("suggest.send") : t("suggest.sendTo", { name: first(reader) })}
                </DockButton>
                <p id="suggest-lack" className={classes.quiet} role="status">
                  {lack !== null && !isEmpty(draft) ? t(lack) : ""}
                </p>
              </div>
            </form>
          );
        }}
      </Answer>
      <Ways mailTo={query.data?.mailTo ?? null} />
    </Page>
  );
}

/** What was shared from elsewhere comes before what was kept; the one that was kept and not sent is not lost for it. */
function begin(member: string, search: string): Draft {
  const kept = keptDraft(member);
  const shared = sharedIn(search);
  if (shared === null) return kept ?? emptyDraft();
  if (kept === null || isEmpty(kept)) return emptyDraft(shared);
  return { ...kept, ...shared, body: [shared.body ?? "", kept.body].filter((text) => text !== "").join("\n\n") };
}

const first = (name: string): string => name.split(/\s+/u)[0] ?? name;

type Option = { id: string; name: string; dot?: number };

/** One of a few, or none: pressed again it is none. */
function Chips({
  label,
  options,
  chosen,
  choose,
}: {
  label: string;
  options: readonly Option[];
  chosen: string | null;
  choose: (id: string | null) => void;
}) {
  return (
    <div role="group" aria-label={label} className={classes.group}>
      <span className={classes.label} aria-hidden="true">
        {label}
      </span>
      <div className={classes.chips}>
        {options.map(({ id, name, dot }) => (
          <button
            key={id}
            type="button"
            className={classes.chip}
            aria-pressed={chosen === id}
            onClick={() => choose(chosen === id ? null : id)}
          >
            {dot !== undefined && <i data-dot={dot} aria-hidden="true" />}
            {name}
          </button>
        ))}
      </div>
    </div>
  );
}
