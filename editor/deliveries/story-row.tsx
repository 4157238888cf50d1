import { type KeyboardEvent, useState } from "react";
import { Link } from "wouter";
import { type Mark, marks } from "#engine/mark.ts";
import { useWords, type Words } from "../language.tsx";
import type { Row } from "../replies.ts";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import { StateDot } from "../ui/state-dot.tsx";
import { When } from "../ui/when.tsx";
import classes from "./story-row.module.css";

export type Story = Row<"listStories">;

/** Faces of a row; behind them stands how many more. */
const shown = 8;

/** What went well first, then what has to be looked at, as people tell it. */
const told = [...marks].toReversed();
export const sumOf = ({ sums }: Pick<Story, "sums">, { t }: Pick<Words, "t">): string =>
  told.flatMap((mark) => (sums[mark] === undefined ? [] : [t(`mark.sum.${mark}`, { count: sums[mark] })])).join(" · ");

/**
 * A headline with everybody who says it. The whole row leads to the delivery that most needs to be looked at; each face to its own. The
 * arrows go from face to face.
 */
export function StoryRow({ story }: { story: Story }) {
  const words = useWords();
  const { t } = words;
  const all = Object.values(story.sums).reduce((sum, count) => sum + count, 0);
  const posts = story.posts.slice(0, shown);
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const faces = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>("a")];
    const next = faces[faces.indexOf(document.activeElement as HTMLAnchorElement) + step];
    next?.focus();
    if (next) event.preventDefault();
  };
  return (
    <li className={classes.row}>
      <Picture story={story} />
      <div className={classes.words}>
        <Link href={`/deliveries/${story.posts[0]?.id}`} className={classes.title!} title={story.title}>
          {story.title}
        </Link>
        <p className={classes.from}>{[story.source, story.mapName].filter(Boolean).join(" · ")}</p>
        <div className={classes.who}>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows are a way more between links that Tab reaches */}
          <ul className={classes.faces} onKeyDown={walk}>
            {posts.map(({ id, mark, account }) => (
              <li key={id}>
                <Link href={`/deliveries/${id}`} className={classes.face!} title={labelOf(account, mark, words)}>
                  <Face name={account.name} avatar={account.avatar} company={account.company} size={30} />
                  <StateDot mark={mark} />
                  <span className={classes.label}>{labelOf(account, mark, words)}</span>
                </Link>
              </li>
            ))}
            {all > posts.length && (
              <li className={classes.more} title={t("told.more", { count: all - posts.length })}>
                <span aria-hidden="true">+{all - posts.length}</span>
                <span className={classes.label}>{t("told.more", { count: all - posts.length })}</span>
              </li>
            )}
          </ul>
          <span className={classes.sum}>{sumOf(story, words)}</span>
        </div>
      </div>
      <span className={classes.when}>
        <When at={story.at} />
      </span>
    </li>
  );
}

const labelOf = ({ name, network }: Story["posts"][number]["account"], mark: Mark, { t }: Words): string =>
  `${name} · ${networkTitle(network)} · ${t(`mark.one.${mark}`)}`;

/** The item's own picture; where it has none, or it cannot be had, a calm field in its place. */
function Picture({ story: { picture } }: { story: Story }) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <div className={classes.picture}>
      {picture && broken !== picture.url && (
        <img
          src={`${picture.url}&size=480`}
          alt={picture.alt ?? ""}
          loading="lazy"
          onError={() => setBroken(picture.url)}
        />
      )}
    </div>
  );
}
