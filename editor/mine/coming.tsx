import { Button, TextInput } from "@mantine/core";
import { IconClock, IconExternalLink, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DockButton } from "../ui/dock.tsx";
import { goOn } from "../accounts/go-on.ts";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { Sheet } from "../ui/sheet.tsx";
import classes from "./mine.module.css";
import { clockOf, dayOf, moment } from "./moment.ts";

type Post = Reply<"myPosts">["coming"][number];
const stale = ["myPosts", "listDeliveries", "listProposals", "me"] as const;

const howOf = (post: Post, paused: string | null | undefined): string =>
  post.leaving
    ? "leaving"
    : paused !== undefined
      ? paused !== null && post.expiresAt < paused
        ? "over"
        : "paused"
      : post.waits !== null
        ? "waits"
        : post.how;

/** What goes out next, on the wire of its networks. `paused`: everything is, until then; null: until they go on; undefined: it is not. */
export function Coming({ posts, paused }: { posts: readonly Post[]; paused: string | null | undefined }) {
  const { t, language } = useWords();
  const [open, setOpen] = useState<Post | null>(null);
  const [of, setOf] = useState<string | null>(null);
  const over = posts.some((post) => howOf(post, paused) === "over");
  const networks = [...new Set(posts.map(({ network }) => network))];
  // One that is not among them any more filters nothing.
  const chosen = of !== null && networks.includes(of) ? of : null;
  const days = Map.groupBy(
    posts.filter(({ network }) => chosen === null || network === chosen),
    ({ at }) => dayOf(at, language),
  );
  return (
    <section>
      <header className={classes.head}>
        <h2>{t("mine.coming")}</h2>
        {paused !== undefined && posts.length > 0 && <span className="muted">{t("mine.comingWaits")}</span>}
        <Link href="/calendar">{t("nav.calendar")}</Link>
      </header>
      {posts.length === 0 ? (
        <p className={classes.none}>{t("mine.comingNone")}</p>
      ) : (
        <>
          {networks.length > 1 && (
            <div className={classes.chips} role="group" aria-label={t("mine.ofNetwork")}>
              <button type="button" aria-pressed={chosen === null} onClick={() => setOf(null)}>
                {t("mine.ofAll")}
              </button>
              {networks.map((network) => (
                <button key={network} type="button" aria-pressed={chosen === network} onClick={() => setOf(network)}>
                  {networkTitle(network)}
                </button>
              ))}
            </div>
          )}
          {[...days].map(([day, those]) => (
            <section key={day} className={classes.day} aria-label={day}>
              <h3>{day}</h3>
              <ol className={classes.coming} data-paused={paused !== undefined || undefined}>
                {those.map((post) => (
                  <li key={post.id}>
                    <button type="button" onClick={() => setOpen(post)}>
                      <NetworkMark network={post.network} size={30} />
                      <span className={classes.words}>
                        <small>
                          <b>{clockOf(post.at, language)}</b> · {t("mine.how", { how: howOf(post, paused) })}
                        </small>
                        <strong>{post.title}</strong>
                      </span>
                      {post.picture && <img src={post.picture.url} alt="" width={56} height={56} loading="lazy" />}
                    </button>
                    {post.lost && !isShownLost(posts, post) && <Again account={post.account} />}
                  </li>
                ))}
              </ol>
            </section>
          ))}
        </>
      )}
      {over && <p className={classes.note}>{t("mine.overText")}</p>}
      {open && <PostSheet key={open.id} post={open} close={() => setOpen(null)} />}
    </section>
  );
}

/** Of several that wait for one account the first has the button. */
const isShownLost = (posts: readonly Post[], { id, account }: Post): boolean =>
  posts.find((each) => each.lost && each.account === account)?.id !== id;

/** The access of its account has ended: connected again in one press, as the same, and what waits leaves in order. */
function Again({ account }: { account: string }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const again = useChange("reconnectAccount", { done: goOn, quiet: true });
  return (
    <div className={classes.again}>
      <span>{t("mine.waitsForAccess")}</span>
      <Button
        size="compact-md"
        loading={again.isPending || again.isSuccess}
        // Where something is to be entered, the account's page asks for it.
        onClick={() =>
          again.mutate({ params: { id: account }, body: {} }, { onError: () => go(`/accounts/${account}`) })
        }
      >
        {t("mine.reconnect")}
      </Button>
    </div>
  );
}

/** What can still be done with one: see it, take it back and edit it, another time, or out. */
function PostSheet({ post, close }: { post: Post; close: () => void }) {
  const { t, language } = useWords();
  const [, go] = useLocation();
  const [timing, setTiming] = useState(false);
  const [at, setAt] = useState(() => localOf(post.at));
  const cancel = useChange("cancelDelivery", {
    stale: [...stale],
    done: () => {
      close();
      announce.done(t("mine.tookOut"));
    },
  });
  const recall = useChange("recallProposal", { stale: [...stale], done: () => go("/") });
  const retime = useChange("retimePost", {
    stale: [...stale],
    done: () => {
      close();
      announce.done(t("mine.timed"));
    },
  });
  return (
    <Sheet opened close={close} title={post.title} about={moment(post.at, language)}>
      {post.leaving ? (
        <p>{t("mine.leavingNow")}</p>
      ) : timing ? (
        <form
          className={classes.acts}
          onSubmit={(event) => {
            event.preventDefault();
            if (at !== "") retime.mutate({ params: { id: post.id }, body: { at: new Date(at).toISOString() } });
          }}
        >
          <TextInput
            type="datetime-local"
            label={t("mine.timeField")}
            value={at}
            onChange={({ currentTarget }) => setAt(currentTarget.value)}
            size="md"
          />
          <DockButton tone="act" icon={IconClock} type="submit" disabled={retime.isPending || at === ""}>
            {t("mine.timeSave")}
          </DockButton>
        </form>
      ) : (
        <div className={classes.acts}>
          <DockButton tone="beside" icon={IconExternalLink} onClick={() => go(`/deliveries/${post.id}`)}>
            {t("mine.post")}
          </DockButton>
          {post.how === "approved" && post.movable && (
            <DockButton
              tone="beside"
              icon={IconPencil}
              disabled={recall.isPending}
              onClick={() => recall.mutate({ params: { id: post.id } })}
            >
              {t("mine.edit")}
            </DockButton>
          )}
          {post.movable && (
            <DockButton tone="beside" icon={IconClock} onClick={() => setTiming(true)}>
              {t("mine.time")}
            </DockButton>
          )}
          <DockButton
            tone="beside"
            icon={IconTrash}
            disabled={cancel.isPending}
            onClick={() => cancel.mutate({ params: { id: post.id } })}
          >
            {t("mine.takeOut")}
          </DockButton>
        </div>
      )}
    </Sheet>
  );
}

/** As a field of day and time wants it, in the reader's own zone. */
function localOf(at: string): string {
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
