import { Switch } from "@mantine/core";
import { IconExternalLink, IconSend } from "@tabler/icons-react";
import { useMediaQuery } from "@mantine/hooks";
import { Suspense } from "react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useChange } from "../replies.ts";
import { Face } from "../ui/face.tsx";
import { lazy } from "../ui/lazy.ts";
import { networkTitle } from "../ui/network.tsx";
import { When } from "../ui/when.tsx";
import classes from "./rail.module.css";
import type { Hub } from "./wish.ts";

const MyWeek = lazy(async () => ({ default: (await import("../mine/my-week.tsx")).MyWeek }));
const Waiting = lazy(async () => ({ default: (await import("./waiting.tsx")).Waiting }));

/** Beside what is offered, below it on a phone: what waits for one's answer, the company's own posts, and whether colleagues see what one shares. */
export function Rail({ hub }: { hub: Hub }) {
  const { t } = useWords();
  const me = useMe();
  const { waiting } = me;
  // Where there is room for it, what waits is there to be read.
  const beside = useMediaQuery("(min-width: 80em)", false, { getInitialValueInEffect: false });
  const show = useChange("showShares", { stale: ["getContent"] });
  return (
    <aside className={classes.rail}>
      {waiting > 0 && beside && (
        <Suspense>
          <Waiting />
        </Suspense>
      )}
      {waiting > 0 && !beside && (
        <Link href="/proposals" className={classes.waiting!}>
          <IconSend size={20} stroke={1.8} aria-hidden="true" />
          <span>{t("content.toPublish", { count: waiting })}</span>
          <b>{t("content.answer")}</b>
        </Link>
      )}
      {beside && (
        <Suspense>
          <MyWeek />
        </Suspense>
      )}
      {hub.company.length > 0 && (
        <section>
          <h2 className={classes.title}>{t("content.company")}</h2>
          <p className={classes.about}>{t("content.companyText")}</p>
          <ul className={classes.posts}>
            {hub.company.map(({ id, account, text, url, at }) => (
              <li key={id} className={classes.post}>
                <Face name={account.name} avatar={account.avatar} network={account.network} company size={36} />
                <div className={classes.said}>
                  <p className={classes.who}>
                    <strong>{account.name}</strong> · <When at={at} />
                  </p>
                  <p className={classes.text}>{text}</p>
                  <a href={url} target="_blank" rel="noreferrer" className={classes.react}>
                    {t("content.react", { network: networkTitle(account.network) })}
                    <IconExternalLink size={15} stroke={1.8} aria-hidden="true" />
                  </a>
                  {isEditor(me) && (
                    <Link href={`/cues?post=${encodeURIComponent(url)}`} className={classes.react!}>
                      {t("content.askComments")}
                    </Link>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Switch
        className={classes.shown!}
        label={t("content.shown")}
        description={t("content.shownText")}
        checked={hub.shown}
        disabled={show.isPending}
        onChange={(event) => show.mutate({ body: { shown: event.currentTarget.checked } })}
      />
    </aside>
  );
}
