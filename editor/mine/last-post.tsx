import "./words.ts";
import { IconChevronRight, IconLayoutGrid } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { useNow } from "../ui/now.ts";
import { When } from "../ui/when.tsx";
import { figuresOf } from "./figures.ts";
import classes from "./last-post.module.css";

/** What is told of one's last post, days: older news is none. */
const lately = 14 * 86_400_000;

/** After the day's answers: how the last post fared, in its network's own figures, and the door to what else there is. */
export function LastPost() {
  const { t, number } = useWords();
  const now = useNow();
  const { data } = useReply("myPosts", {});
  const hub = useReply("getContent", {});
  const last = data?.out.rows.find((post) => now - Date.parse(post.at) < lately && figuresOf(post).length > 0);
  const offers = hub.data?.all.count ?? 0;
  return (
    <>
      {last !== undefined && (
        <Link href={`/deliveries/${last.id}`} className={classes.post!}>
          <span className={classes.head}>
            {last.picture && <img src={last.picture.url} alt="" loading="lazy" />}
            <span>
              <small>
                <NetworkMark network={last.network} size={18} />
                {t("week.lastPost", { network: networkTitle(last.network) })} <When at={last.at} />
              </small>
              <strong>{last.title}</strong>
            </span>
          </span>
          <span className={classes.figures}>
            {figuresOf(last).map(([name, count]) => (
              <span key={name}>
                <b className="num">{number(count)}</b>
                <small>{t("mine.figure", { name })}</small>
              </span>
            ))}
          </span>
        </Link>
      )}
      {offers > 0 && (
        <Link href="/content" className={classes.door!}>
          <span className={classes.tile}>
            <IconLayoutGrid size={24} stroke={1.7} aria-hidden="true" />
          </span>
          <span>
            <strong>{t("week.offers", { count: offers, more: String(hub.data?.all.more ?? false) })}</strong>
            <small>{t("week.offersText")}</small>
          </span>
          <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
        </Link>
      )}
    </>
  );
}
