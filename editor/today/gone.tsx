import { IconArrowRight } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { Faces } from "../ui/faces.tsx";
import { NetworkMark } from "../ui/network.tsx";
import { When } from "../ui/when.tsx";
import { WhyLink } from "../why/why-link.tsx";
import type { Today } from "./decision.tsx";
import classes from "./gone.module.css";
import page from "./today.module.css";

type Story = Today["out"]["rows"][number];
/** Marks on a picture. */
const mostNetworks = 4;

function Card({ story: { key, title, newest, picture, networks, posts, voices, at, faces } }: { story: Story }) {
  const { t } = useWords();
  const [broken, setBroken] = useState<string | null>(null);
  const more = voices - faces.length;
  const names = faces.map(({ name }) => name).join(", ");
  return (
    <li className={classes.card}>
      <div className={classes.picture}>
        {picture && broken !== picture.url && (
          <img
            src={`${picture.url}&size=480`}
            alt={picture.alt ?? ""}
            loading="lazy"
            onError={() => setBroken(picture.url)}
          />
        )}
        <span className={classes.networks}>
          {networks.slice(0, mostNetworks).map((network) => (
            <NetworkMark key={network} network={network} size={22} />
          ))}
        </span>
      </div>
      <div className={classes.words}>
        <Link href={`/deliveries?open=${newest}`} className={classes.title!} title={title} dir="auto">
          {title}
        </Link>
        <div className={classes.foot}>
          <Faces
            faces={faces.slice(0, 4)}
            more={voices - Math.min(4, faces.length)}
            label={more > 0 ? t("faces.more", { names, count: more }) : names}
            size={26}
          />
          <span className={classes.sum}>
            <b>{t("today.posts", { count: posts })}</b>
            <When at={at} />
          </span>
        </div>
        <WhyLink item={key} className={classes.why} />
      </div>
    </li>
  );
}

/** What went out on this day, or, as long as that is nothing, on the day before; `two`: in two columns. */
export function Gone({ out, two = false }: { out: Today["out"]; two?: boolean }) {
  const { t } = useWords();
  const before = out.posts === 0;
  return (
    <section aria-labelledby="gone">
      <div className={page.over}>
        <h2 id="gone" className={page.heading}>
          {t(before ? "today.goneBefore" : "today.gone")}
        </h2>
        <Link href="/deliveries" className={page.all!}>
          {t("today.all")}
          <IconArrowRight size={16} stroke={1.8} aria-hidden="true" />
        </Link>
      </div>
      <ul className={classes.cards} data-two={two || undefined}>
        {out.rows.map((story) => (
          <Card key={story.key} story={story} />
        ))}
      </ul>
      {out.stories > out.rows.length && (
        <p className={page.rest}>
          <Link href="/deliveries?mark=published">{t("today.more", { count: out.stories - out.rows.length })}</Link>
        </p>
      )}
    </section>
  );
}
