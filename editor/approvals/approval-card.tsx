import { Anchor, Button, Checkbox, TextInput, Tooltip } from "@mantine/core";
import { IconCheck, IconClockExclamation, IconMessagePlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import { useNow } from "../ui/now.ts";
import { Tag } from "../ui/tag.tsx";
import { When } from "../ui/when.tsx";
import classes from "./approvals.module.css";

export type Approval = Reply<"listApprovals">["rows"][number];

/** Milliseconds before its deadline from which an item stands out. */
const soon = 12 * 3_600_000;

/** Where a yes takes an item. */
function Reach({ reach: { pages, morePages, people, networks, none } }: Pick<Approval, "reach">) {
  const { t, text, language } = useWords();
  if (none !== null)
    return (
      <p className={classes.nowhere}>
        {t("approvals.nowhere")} {text(none)}
      </p>
    );
  const places = [
    ...pages.map(({ name, network }) => t("approvals.page", { name, network: networkTitle(network) })),
    ...(morePages > 0 ? [t("approvals.morePages", { count: morePages })] : []),
    ...(people > 0 ? [t("approvals.people", { count: people, networks: networks.map(networkTitle).join(", ") })] : []),
  ];
  return (
    <p className={classes.reach}>
      {t("approvals.goes", { places: new Intl.ListFormat(language, { type: "conjunction" }).format(places) })}
    </p>
  );
}

function Head({ approval }: { approval: Approval }) {
  const { t } = useWords();
  const now = useNow();
  const { item, map, since, until, over, changed } = approval;
  const near = !over && Date.parse(until) - now < soon;
  const title = item.title.trim() || t("approvals.untitled");
  return (
    <>
      <h2 className={classes.title}>
        {item.link === null ? (
          title
        ) : (
          <Anchor href={item.link} target="_blank" rel="noreferrer" inherit c="inherit" underline="hover">
            {title}
          </Anchor>
        )}
      </h2>
      <p className={classes.about}>
        {t("approvals.from", { source: item.source })} {t("approvals.inMap")}{" "}
        <Link href={`/maps/${map.id}`}>{map.name}</Link>
        {map.paused && ` (${t("approvals.paused")})`} · {t("approvals.since")} <When at={since} /> ·{" "}
        <span data-near={near || undefined} className={classes.until}>
          {near && <IconClockExclamation size={15} stroke={1.9} aria-label={t("approvals.soon")} />}
          {t("approvals.until")} <When at={until} />
        </span>
      </p>
      {(over || changed) && (
        <p className={classes.tags}>
          {over && <Tag tone="plain">{t("approvals.over")}</Tag>}
          {changed && (
            <Tooltip label={t("approvals.changedHelp")} multiline maw={320}>
              <span tabIndex={0}>
                <Tag tone="warn">{t("approvals.changed")}</Tag>
              </span>
            </Tooltip>
          )}
        </p>
      )}
    </>
  );
}

/** One item that waits: what it says, where it would go, and the answers. */
export function ApprovalCard({
  approval,
  first,
  selected,
  select,
  answer,
}: {
  approval: Approval;
  /** The one to begin with: its yes stands out. */
  first: boolean;
  selected: boolean;
  select: (on: boolean) => void;
  answer: (yes: boolean, word: string) => void;
}) {
  const { t } = useWords();
  const [word, setWord] = useState<string | null>(null);
  const { item, text, note, mine, over, asked } = approval;
  const [broken, setBroken] = useState(false);
  const may = mine && !over;
  const title = item.title.trim() || t("approvals.untitled");
  // Words that are the headline's again say nothing more.
  const said = [text, item.summary].map((words) => words.trim()).find((words) => words !== item.title.trim()) ?? "";
  return (
    <li
      className={classes.card}
      tabIndex={-1}
      data-approval={approval.id}
      data-selected={selected || undefined}
      onKeyDown={(event) => {
        // On the card itself or its buttons: never while somebody writes.
        const { target, key } = event;
        if (!may || event.ctrlKey || event.metaKey || event.altKey) return;
        if (target instanceof HTMLElement && target.closest("textarea, input:not([type=checkbox])") !== null) return;
        const pressed = key.toLowerCase();
        if (pressed !== "y" && pressed !== "n" && pressed !== "s") return;
        event.preventDefault();
        if (pressed === "s") select(!selected);
        else answer(pressed === "y", word ?? "");
      }}
    >
      {may && (
        <Checkbox
          className={classes.check!}
          aria-label={t("approvals.select", { title })}
          checked={selected}
          onChange={(event) => select(event.currentTarget.checked)}
        />
      )}
      {item.picture !== null && !broken && (
        <img
          className={classes.picture}
          src={item.picture.url}
          alt={item.picture.alt ?? ""}
          loading="lazy"
          onError={() => setBroken(true)}
        />
      )}
      <div className={classes.words}>
        <Head approval={approval} />
        {said !== "" && <blockquote className={classes.text}>{said}</blockquote>}
        {note !== "" && (
          <p className={classes.note}>
            <b>{t("approvals.note")}</b> {note}
          </p>
        )}
        <Reach reach={approval.reach} />
        {!mine && (
          <p className={classes.about}>
            {asked === null
              ? t("approvals.another")
              : asked.length === 0
                ? t("approvals.admins")
                : t("approvals.others", { names: asked.join(", ") })}
          </p>
        )}
        {may && word !== null && (
          <TextInput
            className={classes.word!}
            label={t("approvals.word")}
            description={t("approvals.wordHelp")}
            maxLength={300}
            autoFocus
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
          />
        )}
      </div>
      {may && (
        <div className={classes.answers}>
          <Button
            color="moss"
            variant={first ? "filled" : "light"}
            leftSection={<IconCheck size={18} stroke={2} />}
            onClick={() => answer(true, word ?? "")}
          >
            {t("approvals.yes")}
          </Button>
          <Button
            variant="default"
            leftSection={<IconX size={18} stroke={2} />}
            onClick={() => answer(false, word ?? "")}
          >
            {t("approvals.no")}
          </Button>
          {word === null && (
            <Button
              variant="subtle"
              color="ink"
              leftSection={<IconMessagePlus size={17} stroke={1.8} />}
              onClick={() => setWord("")}
            >
              {t("approvals.addWord")}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
