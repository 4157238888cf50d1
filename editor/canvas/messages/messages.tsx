import "./words.ts";
import { ActionIcon, Button, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconMessageCircle, IconRefresh, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { CallError } from "../../client.ts";
import { useWords } from "../../language.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Failed } from "../../ui/failed.tsx";
import { networkTitle } from "../../ui/network.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useFloat } from "../floats/room.ts";
import { useOpenMap } from "../state/map-context.ts";
import { useCanvasPart } from "../state/store.ts";
import { Answers } from "./answers.tsx";
import { FacesRow } from "./faces-row.tsx";
import classes from "./messages.module.css";
import { Networks } from "./networks.tsx";
import { feedOf, peopleOf, type Preview } from "./people.ts";
import { Phone } from "./phone.tsx";

/**
 * What this draft would post, as people will see it: whose, on which network, when and why then. It is read again when it is opened and the
 * drawing has changed. ← → go from person to person, ↑ ↓ from message to message.
 */
export function Messages({
  preview,
  pending,
  error,
  old,
  show,
  steps,
  close,
}: {
  preview: Preview | undefined;
  pending: boolean;
  error: CallError | null;
  old: boolean;
  show: () => void;
  /** Opens what each step did. */
  steps: () => void;
  close: () => void;
}) {
  const { t } = useWords();
  // The map is fitted into what is left of it.
  const float = useFloat("right", true);
  const panel = useRef<HTMLElement>(null);
  const stand = useCallback(
    (element: HTMLElement | null) => {
      panel.current = element;
      return float(element);
    },
    [float],
  );
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  // While the draft is read again, what was read before stays, and so does whom somebody looks at.
  const [last, keep] = useState(preview);
  if (preview !== undefined && preview !== last) keep(preview);
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    close();
  };
  return (
    // A landmark that is asked for by a press takes the focus, so that keys work in it at once.
    <aside
      ref={stand}
      className={classes.panel}
      aria-label={t("posts.title")}
      aria-busy={pending}
      tabIndex={-1}
      onKeyDown={leave}
    >
      <header className={classes.header}>
        <h2>{t("posts.title")}</h2>
        <ActionIcon variant="subtle" aria-label={t("action.close")} onClick={close}>
          <IconX size={20} stroke={1.8} />
        </ActionIcon>
        {preview && !pending && !error && <Sum preview={preview} />}
        {old && preview && !pending && (
          <p className={classes.old}>
            <Tag tone="warn">{t("preview.old")}</Tag>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconRefresh size={14} stroke={1.8} />}
              onClick={show}
            >
              {t("preview.again")}
            </Button>
          </p>
        )}
      </header>
      {error ? (
        <Failed error={error} again={show} small />
      ) : last ? (
        <Feeds preview={last} show={show} steps={steps} />
      ) : (
        pending && <Loading />
      )}
    </aside>
  );
}

function Sum({ preview }: { preview: Preview }) {
  const { t, text } = useWords();
  const going = preview.accounts.filter(({ goes }) => goes > 0);
  const people = new Set(going.flatMap(({ member }) => member?.id ?? [])).size;
  const company = going.filter(({ member }) => member === null).length;
  const both = people > 0 && company > 0 ? "yes" : "no";
  return (
    <p className={classes.sum} role="status">
      {going.length === 0 ? t("posts.nothing") : t("posts.sum", { count: preview.postCount, people, company, both })}{" "}
      {preview.now !== null &&
        (preview.now.rests === null
          ? t("posts.now", { count: preview.now.messages, items: preview.now.items, passed: preview.now.passedOver })
          : text(preview.now.rests))}
    </p>
  );
}

function Loading() {
  const { t } = useWords();
  return (
    <div className={classes.loading}>
      <p className="muted">{t("preview.reading")}</p>
      <div className={classes.loadingFaces}>
        {[0, 1, 2, 3, 4].map((face) => (
          <Skeleton key={face} circle height={44} />
        ))}
      </div>
      <div className={classes.columns}>
        <div className={classes.side}>
          <Skeleton height={36} radius={10} />
          <Skeleton height={64} />
          <Skeleton height={64} />
        </div>
        <Skeleton className={classes.loadingPhone!} radius={36} />
      </div>
    </div>
  );
}

function Feeds({ preview, show, steps }: { preview: Preview; show: () => void; steps: () => void }) {
  const { t, text } = useWords();
  const { accounts } = useOpenMap();
  const people = useMemo(() => peopleOf(preview.accounts, [...accounts.values()]), [preview.accounts, accounts]);
  const [who, setWho] = useState<string | null>(null);
  const [ref, setRef] = useState<string | null>(null);
  const [place, setPlace] = useState<number | null>(null);
  const pin = useCanvasPart((state) => state.pin);
  const person = people.find(({ id }) => id === who) ?? people.find(({ goes }) => goes > 0) ?? people[0];
  const account = person?.accounts.find((one) => one.ref === ref) ?? person?.accounts[0];
  const feed = useMemo(() => feedOf(preview.posts, account?.ref ?? ""), [preview.posts, account?.ref]);
  const broken = preview.problems.filter(({ severity }) => severity === "error");
  if (!person || !account) {
    return (
      <Empty
        small
        icon={
          broken.length > 0 ? (
            <IconAlertTriangle size={24} stroke={1.6} />
          ) : (
            <IconMessageCircle size={24} stroke={1.6} />
          )
        }
        title={t(broken.length > 0 ? "preview.broken" : "posts.nothing")}
        action={
          broken.length > 0 ? (
            <Button variant="default" onClick={show}>
              {t("action.retry")}
            </Button>
          ) : (
            <Button variant="default" onClick={steps}>
              {t("posts.steps")}
            </Button>
          )
        }
      >
        {broken.length > 0
          ? broken
              .slice(0, 3)
              .map(({ message }) => text(message))
              .join(" ")
          : t("posts.nothingText")}
      </Empty>
    );
  }
  const choose = (id: string) => {
    // Their own messages where the network is the same, as somebody compares people.
    const next = people.find((one) => one.id === id)?.accounts.find(({ network }) => network === account.network);
    setWho(id);
    setRef(next?.ref ?? null);
    setPlace(null);
  };
  const walk = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, [data-arrows]")) return;
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = people[people.indexOf(person) + by];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    choose(next.id);
  };
  // What is followed through the drawing stands first, until somebody goes on.
  const followed = feed.findIndex(({ key }) => key === pin?.key);
  const at = Math.min(place ?? Math.max(0, followed), Math.max(0, feed.length - 1));
  const message = feed[at];
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- hears the arrows of what stands in it
    <div className={classes.feeds} onKeyDown={walk}>
      <FacesRow people={people} chosen={person.id} choose={choose} />
      <p className={classes.hidden} role="status">
        {t("posts.feedOf", { name: person.name, network: networkTitle(account.network), count: account.goes })}
      </p>
      <div className={classes.columns}>
        <div className={classes.side}>
          <Networks
            person={person}
            chosen={account.ref}
            choose={(next) => {
              setRef(next);
              setPlace(null);
            }}
          />
          <Answers account={account} person={person} message={message} preview={preview} />
          <Button variant="subtle" size="compact-sm" className={classes.steps!} onClick={steps}>
            {t("posts.steps")}
          </Button>
          <p className={classes.keys} aria-hidden="true">
            <kbd>←</kbd> <kbd>→</kbd> {t("posts.person")}
            <br />
            <kbd>↑</kbd> <kbd>↓</kbd> {t("posts.message")}
          </p>
        </div>
        <Phone
          key={account.ref}
          account={account}
          person={person}
          feed={feed}
          place={at}
          setPlace={setPlace}
          show={show}
        />
      </div>
    </div>
  );
}
