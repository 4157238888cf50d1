import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import { firstPart } from "#engine/post.ts";
import { useWords } from "../language.tsx";
import { picturesOf } from "../ui/picture.ts";
import { PostCard } from "../ui/post-card.tsx";
import { mediaOf } from "./chosen.ts";
import { type Draft, inWording, reword, wordsOf } from "./draft.ts";
import type { Proposed } from "./story.ts";
import one from "./one.module.css";
import classes from "./wordings.module.css";

/** How long the fingers are off before the card that lies in the middle is the one that was meant, milliseconds. */
const still = 140;

/**
 * The same post, said differently: the cards lie side by side and follow the finger. Swiping changes the wording and never answers. Where there is one wording
 * alone, there is nothing to swipe. `children`: the card that is answered.
 */
export function Wordings({
  post,
  draft,
  change,
  off,
  dim,
  children,
}: {
  post: Proposed;
  draft: Draft;
  change: (next: Draft) => void;
  /** It says nothing of its own. */
  off: boolean;
  dim: boolean;
  children: ReactNode;
}) {
  const { t } = useWords();
  const strip = useRef<HTMLDivElement>(null);
  const names = [null, ...post.wordings.map(({ id }) => id)];
  const place = Math.max(0, names.indexOf(draft.wording));
  const several = names.length > 1 && !off;
  const settle = useEffectEvent((at: number) => {
    if (at !== place && names[at] !== undefined) change(reword(draft, names[at]));
  });
  useEffect(() => {
    const box = strip.current;
    const card = box?.children[place];
    if (box === null || !(card instanceof HTMLElement)) return;
    const left = card.offsetLeft - box.offsetLeft;
    if (Math.abs(box.scrollLeft - left) > 2) box.scrollTo({ left, behavior: "instant" });
  }, [place, several]);
  useEffect(() => {
    const box = strip.current;
    if (box === null || !several) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const lefts = [...box.children].map((card) => (card as HTMLElement).offsetLeft - box.offsetLeft);
        const away = lefts.map((left) => Math.abs(left - box.scrollLeft));
        settle(away.indexOf(Math.min(...away)));
      }, still);
    };
    box.addEventListener("scroll", moved, { passive: true });
    return () => {
      clearTimeout(timer);
      box.removeEventListener("scroll", moved);
    };
  }, [several]);
  if (!several)
    return (
      <div className={one.card} data-off={dim || undefined}>
        {children}
      </div>
    );
  const words = t("proposals.wording", { place: place + 1, count: names.length });
  const turn = (by: 1 | -1) => change(reword(draft, names[place + by] ?? null));
  return (
    <>
      <div ref={strip} className={classes.strip} data-off={dim || undefined}>
        {names.map((name, index) => (
          <div key={name ?? ""} className={`${one.card} ${classes.card}`} data-beside={index !== place || undefined}>
            {index === place ? children : <Beside post={post} draft={reword(draft, name)} />}
          </div>
        ))}
      </div>
      <div className={classes.line} role="group" aria-label={t("proposals.wordings")}>
        <button type="button" aria-label={t("proposals.wordingBefore")} disabled={place === 0} onClick={() => turn(-1)}>
          <IconChevronLeft size={22} stroke={1.8} aria-hidden="true" />
        </button>
        <span className={classes.dots} aria-hidden="true">
          {names.map((name, index) => (
            <i key={name ?? ""} data-on={index === place || undefined} />
          ))}
        </span>
        <span role="status">{words}</span>
        <button
          type="button"
          aria-label={t("proposals.wordingNext")}
          disabled={place === names.length - 1}
          onClick={() => turn(1)}
        >
          <IconChevronRight size={22} stroke={1.8} aria-hidden="true" />
        </button>
      </div>
    </>
  );
}

/** One that lies beside: it is seen, and nothing on it can be reached. */
function Beside({ post, draft }: { post: Proposed; draft: Draft }) {
  const said = inWording({ ...post }, draft.wording);
  const { account } = said;
  return (
    <div aria-hidden="true" inert>
      <PostCard
        post={{
          ...{ network: account.network, name: account.name, handle: account.handle, avatar: account.avatar },
          ...{ text: wordsOf(said, draft), link: said.link, original: firstPart(said.post).original },
          media: picturesOf(mediaOf(draft.pictures), account.network),
        }}
      />
    </div>
  );
}
