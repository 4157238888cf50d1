import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconBulb, IconExternalLink, IconHourglassEmpty, IconIdBadge2, IconMessageCircle } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { type Row, useChange } from "../replies.ts";
import { Dock, DockButton, DockLink } from "../ui/dock.tsx";
import { Empty } from "../ui/empty.tsx";
import { useNow } from "../ui/now.ts";
import { networkTitle } from "../ui/network.tsx";
import { PostOf } from "./post.tsx";
import classes from "./cues.module.css";

export type Card = Row<"listMyCues">;
export const staleMine = ["listMyCues", "getMyCue"] as const;

/** One post that one could comment on: what it says, what one could talk about, the way there, and two taps. Nothing here is words to paste. */
export function CueCard({ card }: { card: Card }) {
  const { t, text, day } = useWords();
  const answer = useChange("answerMyCue", { stale: [...staleMine] });
  const tap = (said: "done" | "no" | "back") => answer.mutate({ params: { id: card.id }, body: { answer: said } });
  const { state, ideas, until, network } = card;
  const shown = state !== "held" && state !== "withdrawn";
  const answered = state === "done" || state === "no";
  // Once its time is over there is nothing to answer any more.
  const over = Date.parse(until) <= useNow();
  return (
    <article className={classes.whole}>
      {(state === "open" || answered) && (
        <p className={classes.kind}>
          <IconMessageCircle size={20} stroke={1.8} aria-hidden="true" />
          <span>{t(`comment.is.${state}`)}</span>
          {state === "open" && <span className={classes.until}>{t("comment.until", { day: day(until) })}</span>}
        </p>
      )}
      {shown && <PostOf post={card} />}
      {state === "open" ? (
        <>
          <section className={classes.ideas}>
            <h2>{t("comment.ideas")}</h2>
            <ul>
              {ideas.map((idea) => (
                <li key={idea.en}>
                  <IconBulb size={20} stroke={1.7} aria-hidden="true" />
                  <span>{text(idea)}</span>
                </li>
              ))}
            </ul>
            <p>{t("comment.ideasNote")}</p>
          </section>
          <p className={classes.employee}>
            <IconIdBadge2 size={20} stroke={1.7} aria-hidden="true" />
            <span>
              {t("comment.employee")} <Link href="/charter">{t("comment.charter")}</Link>
            </span>
          </p>
          <Taps card={card} busy={answer.isPending} tap={tap} network={network} />
        </>
      ) : answered ? (
        <p className={classes.note}>{t(`comment.says.${state}`)}</p>
      ) : (
        <Empty small icon={<IconHourglassEmpty size={26} stroke={1.6} />} title={t(`comment.is.${state}`)}>
          {t(`comment.says.${state}`)}
        </Empty>
      )}
      {answered && !over && (
        <Button
          className={classes.back!}
          variant="default"
          size="md"
          loading={answer.isPending}
          onClick={() => tap("back")}
        >
          {t("comment.back")}
        </Button>
      )}
    </article>
  );
}

type TapsOf = { card: Card; busy: boolean; network: string | null; tap: (said: "done" | "no") => void };

/** In a thumb's reach on a phone. The way to the post is a link as any other: the network's app opens it where it is installed. */
function Taps({ card: { url }, busy, network, tap }: TapsOf) {
  const { t } = useWords();
  const phone = useMediaQuery("(max-width: 640px)", false, { getInitialValueInEffect: false }) === true;
  const open = network === null ? t("comment.openAnywhere") : t("comment.open", { network: networkTitle(network) });
  if (phone)
    return (
      <Dock
        first={
          url !== null && (
            <DockLink tone="act" icon={IconExternalLink} href={url}>
              {open}
            </DockLink>
          )
        }
        second={
          <>
            <DockButton tone="plain" disabled={busy} onClick={() => tap("done")}>
              {t("comment.done")}
            </DockButton>
            <DockButton tone="plain" disabled={busy} onClick={() => tap("no")}>
              {t("comment.no")}
            </DockButton>
          </>
        }
      />
    );
  return (
    <>
      <div className={classes.taps}>
        {url !== null && (
          <Button
            component="a"
            href={url}
            target="_blank"
            rel="noreferrer"
            size="md"
            leftSection={<IconExternalLink size={18} stroke={1.8} aria-hidden="true" />}
          >
            {open}
          </Button>
        )}
        <Button variant="default" size="md" disabled={busy} onClick={() => tap("done")}>
          {t("comment.done")}
        </Button>
        <Button variant="default" size="md" disabled={busy} onClick={() => tap("no")}>
          {t("comment.no")}
        </Button>
      </div>
      <p className={classes.note}>{t("comment.noNote")}</p>
    </>
  );
}
