import {
  IconCalendarEvent,
  IconCheck,
  IconClock,
  IconMessage2,
  IconMicrophone,
  IconNews,
  IconRepeat,
  IconShare2,
  IconVideo,
} from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { Faces } from "../ui/faces.tsx";
import { Marked } from "../ui/marked.tsx";
import { NetworkMark } from "../ui/network.tsx";
import { useNow } from "../ui/now.ts";
import classes from "./offer.module.css";
import { daysLeft, type Offer } from "./wish.ts";

/** A topic's colour, beside its name. */
export function Dot({ colour }: { colour: number }) {
  return <span className={classes.dot} data-topic={colour} aria-hidden="true" />;
}

const signs = {
  post: IconMessage2,
  article: IconNews,
  video: IconVideo,
  podcast: IconMicrophone,
  event: IconCalendarEvent,
};

/** What it looks like; what it is, where nobody gave it a picture. */
export function Picture({ offer, size }: { offer: Offer; size: 480 | 1200 }) {
  const { picture, topics, kind } = offer;
  const Sign = signs[kind];
  return (
    <span className={classes.picture} data-topic={topics[0]?.colour ?? 1}>
      {picture === null ? (
        <Sign size={size === 1200 ? 56 : 30} stroke={1.3} aria-hidden="true" />
      ) : (
        <img src={`${picture.url}&size=${size}`} alt={picture.alt ?? ""} loading="lazy" />
      )}
    </span>
  );
}

/** What waits for one's yes is still to be shared. */
const isOver = (mine: Offer["mine"]): boolean => mine !== null && mine.state !== "waiting";

/** What became of it with the reader's own accounts, in the share button's place. */
export function Mine({ mine }: { mine: NonNullable<Offer["mine"]> }) {
  const { t, day } = useWords();
  return (
    <span className={classes.mine}>
      {mine.state === "waiting" ? (
        <IconClock size={16} stroke={2} aria-hidden="true" />
      ) : (
        <IconCheck size={16} stroke={2} aria-hidden="true" />
      )}
      {t(`content.mine.${mine.state}`, { day: day(mine.at) })}
    </span>
  );
}

/** Who else shared it, of those who let that be seen. */
export function Sharers({ sharers }: Pick<Offer, "sharers">) {
  const { t, language } = useWords();
  const { faces, more } = sharers;
  if (faces.length === 0) return null;
  const names = new Intl.ListFormat(language, more > 0 ? { type: "unit", style: "short" } : {}).format(
    faces.map(({ name }) => name.split(" ")[0]!),
  );
  const label = t("content.sharedBy", { names, more });
  return (
    <span className={classes.sharers}>
      <Faces faces={faces} more={more} label={label} size={24} />
      <span aria-hidden="true">{label}</span>
    </span>
  );
}

/** A hold keeps it: in the share button's place. */
function Held() {
  const { t } = useWords();
  return (
    <span className={classes.mine}>
      <IconClock size={16} stroke={2} aria-hidden="true" />
      {t("content.held")}
    </span>
  );
}

/** One offer in a list: a row on a phone, a card where there is room. */
export function OfferCard({ offer, search = "" }: { offer: Offer; search?: string }) {
  const { t } = useWords();
  const now = useNow();
  const { id, title, topics, networks, expiresAt, mine, sharers, held } = offer;
  return (
    <article className={classes.offer} data-mine={isOver(mine) || undefined}>
      <Picture offer={offer} size={480} />
      <div className={classes.words}>
        <h3 className={classes.title}>
          <Link href={`/content/${id}`} className={classes.open!}>
            <Marked text={title} search={search} />
          </Link>
        </h3>
        <p className={classes.facts}>
          {networks.slice(0, 4).map((network) => (
            <NetworkMark key={network} network={network} size={18} />
          ))}
          {topics[0] && (
            <span className={classes.topic}>
              <Dot colour={topics[0].colour} />
              {topics.map(({ name }) => name).join(", ")}
            </span>
          )}
          <span className="num">{t("content.left", { count: daysLeft(expiresAt, now) })}</span>
        </p>
        <Sharers sharers={sharers} />
        {mine && <Mine mine={mine} />}
        {held && <Held />}
      </div>
      {!isOver(mine) && !held && (
        <span className={classes.share} aria-hidden="true">
          <IconShare2 size={22} stroke={1.8} />
        </span>
      )}
    </article>
  );
}

/** The one that stands first. */
export function LeadCard({ offer }: { offer: Offer }) {
  const { t } = useWords();
  const now = useNow();
  const { id, title, summary, topics, expiresAt, mine, sharers, canRepost, held } = offer;
  return (
    <article className={classes.lead}>
      <div className={classes.hero}>
        <Picture offer={offer} size={1200} />
        {topics[0] && (
          <span className={classes.badge}>
            <Dot colour={topics[0].colour} />
            {topics[0].name}
          </span>
        )}
      </div>
      <div className={classes.leadWords}>
        <h2 className={classes.leadTitle}>
          <Link href={`/content/${id}`}>{title}</Link>
        </h2>
        {summary !== "" && summary !== title && <p className={classes.summary}>{summary}</p>}
        <p className={classes.facts}>
          <Sharers sharers={sharers} />
          <span className="num">{t("content.left", { count: daysLeft(expiresAt, now) })}</span>
        </p>
        {mine && <Mine mine={mine} />}
        {held && <Held />}
        {!isOver(mine) && !held && (
          <div className={classes.acts}>
            <Link href={`/content/${id}`} className={classes.act!}>
              <IconShare2 size={20} stroke={1.8} aria-hidden="true" />
              {t("content.share")}
            </Link>
            <Link href={`/content/${id}?later`} className={classes.beside!}>
              {t("content.later")}
            </Link>
            {canRepost && (
              <Link href={`/content/${id}?repost`} className={classes.beside!}>
                <IconRepeat size={20} stroke={1.8} aria-hidden="true" />
                {t("content.repost")}
              </Link>
            )}
          </div>
        )}
      </div>
    </article>
  );
}
