import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { figuresOf } from "./figures.ts";
import classes from "./mine.module.css";

type Out = Reply<"myPosts">["out"];

/** What is out, with the figures that its network gives, in its own words; and what it does not give. */
export function Published({ out }: { out: Out }) {
  const { t, number } = useWords();
  return (
    <section>
      <header className={classes.head}>
        <h2>{t("mine.out")}</h2>
        {out.total > 0 && <Link href="/deliveries">{t("mine.outAll", { count: out.total })}</Link>}
      </header>
      {out.rows.length === 0 ? (
        <p className={classes.none}>{t("mine.outNone")}</p>
      ) : (
        <ul className={classes.out}>
          {out.rows.map((post) => {
            const figures = figuresOf(post);
            return (
              <li key={post.id}>
                <Link href={`/deliveries/${post.id}`}>
                  <span className={classes.shot}>
                    {post.picture && <img src={post.picture.url} alt="" loading="lazy" />}
                    <NetworkMark network={post.network} size={28} />
                  </span>
                  <strong>{post.title}</strong>
                  {figures.length > 0 && (
                    <span className={classes.figures}>
                      {figures.map(([name, count]) => (
                        <span key={name}>
                          <b className="num">{number(count)}</b>
                          <small>{t("mine.figure", { name })}</small>
                        </span>
                      ))}
                    </span>
                  )}
                  {!post.told && <small>{t("mine.untold", { network: networkTitle(post.network) })}</small>}
                  {post.told && post.counts === null && <small>{t("mine.unread")}</small>}
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
