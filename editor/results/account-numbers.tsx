import "./words.ts";
import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { DayChart } from "./day-chart.tsx";
import { figures } from "./figures.ts";
import { Answer } from "../ui/answer.tsx";
import { Figure } from "../ui/figure.tsx";
import { networkTitle } from "../ui/network.tsx";
import { When } from "../ui/when.tsx";
import type { Account } from "../accounts/account.ts";
import classes from "./account-numbers.module.css";

/** How an account does: its posts of some weeks, its followers by day, its newest posts one by one. */
export function AccountNumbers({ account }: { account: Account }) {
  const query = useReply("accountResults", { params: { id: account.id } }, { every: 60_000 });
  return (
    <Answer query={query} lines={3} height={96}>
      {() => (
        <div className={classes.numbers}>
          <Weeks results={query.data!} network={account.network} />
          <Followers account={account} told={query.data!.told} />
          <Posts posts={query.data!.posts} />
        </div>
      )}
    </Answer>
  );
}

type Results = Reply<"accountResults">;

function Weeks({ results, network }: { results: Results; network: string }) {
  const { t, number } = useWords();
  const { total, span, readAt, told, posts } = results;
  const linked = posts.some(({ visits }) => visits !== null) || total.visits.people > 0;
  return (
    <section>
      <h2 className={classes.heading}>{t("account.weeks", { span })}</h2>
      <dl className={classes.figures}>
        <Figure label={t("results.posts")} value={number(total.posts)} />
        {linked && <Figure label={t("results.visits")} value={number(total.visits.people)} />}
        {figures.map((name) => {
          const figure = total.figures[name];
          return (
            figure && (
              <Figure key={name} label={t(`figure.${name}`)} value={number(figure.sum)}>
                {t("results.basis", { of: figure.of, posts: total.posts })}
              </Figure>
            )
          );
        })}
      </dl>
      <p className={classes.note}>
        {told === "none" || told === "off" || told === "kept" ? (
          t(`account.told.${told}`, { network: networkTitle(network) })
        ) : readAt === null ? (
          t("results.unread")
        ) : (
          <>
            {t("results.readAt")} <When at={readAt} />.
          </>
        )}
        {linked && (
          <> {t("results.visitsApart", { robots: number(total.visits.robots), own: number(total.visits.own) })}</>
        )}
      </p>
    </section>
  );
}

/** The last number of each day; days on which nothing was read are no days of the line. */
function Followers({ account, told }: { account: Account; told: Results["told"] }) {
  const { t, number, day: dayOf } = useWords();
  const { data } = useReply("accountAudience", { params: { id: account.id } });
  const days = [...new Map((data?.rows ?? []).map(({ at, followers }) => [at.slice(0, 10), followers]))].map(
    ([day, value]) => ({ day, value }),
  );
  const last = days.at(-1);
  if (last === undefined && (told === "none" || told === "off")) return null;
  return (
    <section>
      <h2 className={classes.heading}>{t("account.audience")}</h2>
      {last === undefined ? (
        <p className={classes.note}>{t("account.audienceSoon")}</p>
      ) : days.length === 1 ? (
        <p className={classes.note}>
          {t("account.audienceFirst", { count: number(last.value), day: dayOf(`${last.day}T12:00:00Z`) })}
        </p>
      ) : (
        <DayChart line label={t("account.audienceLabel")} days={days} />
      )}
    </section>
  );
}

const told = ["views", "reach", "likes", "reposts", "quotes", "replies"] as const;

function Posts({ posts }: { posts: Results["posts"] }) {
  const { t } = useWords();
  return (
    <section>
      <h2 className={classes.heading}>{t("account.posts")}</h2>
      {posts.length === 0 && <p className={classes.note}>{t("account.noPosts")}</p>}
      <ul className={classes.posts}>
        {posts.map((post) => (
          <li key={post.id}>
            <Anchor component={Link} href={`/deliveries/${post.id}`} className={classes.title!}>
              {post.title || post.text.slice(0, 120) || `#${post.id}`}
            </Anchor>
            <span className={`${classes.counts} num`}>
              <When at={post.publishedAt} />
              {told.map((name) => {
                const count = post.counts?.[name];
                return count === undefined ? null : <span key={name}>{t(`account.count.${name}`, { count })}</span>;
              })}
              {post.visits && <span>{t("account.count.visits", { count: post.visits.people })}</span>}
              {post.counts === null && post.visits === null && <span>{t("account.unread")}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
