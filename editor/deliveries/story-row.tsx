import { Link } from "wouter";
import { type Mark, marks } from "#engine/mark.ts";
import { useWords, type Words } from "../language.tsx";
import type { Row } from "../replies.ts";
import { Face } from "../ui/face.tsx";
import { hitsIn, Marked } from "../ui/marked.tsx";
import { networkTitle } from "../ui/network.tsx";
import { StateDot } from "../ui/state-dot.tsx";
import { When } from "../ui/when.tsx";
import { StoryPicture } from "./story-picture.tsx";
import classes from "./story-row.module.css";

export type Story = Row<"listStories">;
type Account = Story["posts"][number]["account"];

/** What went well first, then what has to be looked at, as people tell it. */
const told = [...marks].toReversed();
export const sumOf = ({ sums }: Pick<Story, "sums">, { t }: Pick<Words, "t">): string =>
  told.flatMap((mark) => (sums[mark] === undefined ? [] : [t(`mark.sum.${mark}`, { count: sums[mark] })])).join(" · ");
export const allOf = ({ sums }: Pick<Story, "sums">): number =>
  Object.values(sums).reduce((sum, count) => sum + count, 0);

/** Who says it of those who are called as was searched for; null where the headline itself has what was. */
function saidBy({ title, posts }: Story, search: string): string | null {
  if (search === "" || hitsIn(title, search).length > 0) return null;
  return posts.find(({ account }) => hitsIn(account.name, search).length > 0)?.account.name ?? null;
}

/**
 * A headline with everybody who says it. The whole row opens the story beside the list; each face its own delivery, and the number behind
 * them all faces. `shown`: how many stand in the row.
 */
export function StoryRow({
  story,
  search,
  shown,
  here,
  who,
  addressOf,
}: {
  story: Story;
  search: string;
  shown: number;
  here: boolean;
  who: number | null;
  addressOf: (changed: { open: number; who: number | null }) => string;
}) {
  const words = useWords();
  const { t } = words;
  const posts = story.posts.slice(0, shown);
  const open = story.posts[0]!.id;
  const more = allOf(story) - posts.length;
  const person = saidBy(story, search);
  return (
    <li className={classes.row} data-story={story.key} data-here={here || undefined}>
      <StoryPicture picture={story.picture} />
      <div className={classes.words}>
        <Link
          href={addressOf({ open, who: null })}
          className={classes.title!}
          title={story.title}
          dir="auto"
          aria-current={here ? "true" : undefined}
        >
          <Marked text={story.title} search={search} />
        </Link>
        <p className={classes.from} dir="auto">
          {person && (
            <>
              <Marked text={person} search={search} /> ·{" "}
            </>
          )}
          {[story.source, story.mapName].filter(Boolean).join(" · ")}
        </p>
        <div className={classes.who}>
          <ul className={classes.faces}>
            {posts.map(({ id, mark, account }) => (
              <li key={id}>
                <Link
                  href={addressOf({ open, who: id })}
                  className={classes.face!}
                  title={labelOf(account, mark, words)}
                  data-company={account.company || undefined}
                  data-here={who === id || undefined}
                >
                  <Face name={account.name} avatar={account.avatar} company={account.company} size={30} />
                  <StateDot mark={mark} />
                  <span className={classes.label}>{labelOf(account, mark, words)}</span>
                </Link>
              </li>
            ))}
            {more > 0 && (
              <li>
                <Link
                  href={addressOf({ open, who: null })}
                  className={classes.more!}
                  title={t("told.more", { count: more })}
                >
                  <span aria-hidden="true">+{more}</span>
                  <span className={classes.label}>{t("told.more", { count: more })}</span>
                </Link>
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

export const labelOf = ({ name, network }: Account, mark: Mark, { t }: Words): string =>
  `${name} · ${networkTitle(network)} · ${t(`mark.one.${mark}`)}`;
