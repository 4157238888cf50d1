import "./words.ts";
import { useDocumentTitle } from "@mantine/hooks";
import { IconChevronRight, IconDoorExit, IconHeart, IconLock, IconMessages } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useReply, useRows } from "../replies.ts";
import { Rhythms } from "../rhythm/rhythms.tsx";
import { UserMenu } from "../shell/user-menu.tsx";
import type { Account } from "../accounts/account.ts";
import { Offered } from "../accounts/offered.tsx";
import { Told } from "../ui/told.tsx";
import { AskedStrip } from "../briefs/strip.tsx";
import { CommentStrip } from "../cues/strip.tsx";
import { PortraitStrip } from "../portraits/strip.tsx";
import { Face } from "../ui/face.tsx";
import { Coming } from "./coming.tsx";
import classes from "./mine.module.css";
import { MyAccounts } from "./my-accounts.tsx";
import { MyData } from "./my-data.tsx";
import { Published } from "./out.tsx";
import { Track } from "../mentors/track.tsx";
import { SurveyAsked } from "../survey/asked.tsx";
import { PauseRow } from "./pause-row.tsx";
import { pausedUntil } from "./paused.ts";
import { WhatCame } from "./what-came.tsx";

/** What one lets happen, a sentence an account, whose words are changed where they stand; topics have a page of their own. */
function MyRules({ accounts }: { accounts: readonly Account[] }) {
  const { t } = useWords();
  const own = accounts.filter(({ kind }) => kind !== "channel");
  return (
    <section>
      <header className={classes.head}>
        <h2>{t("mine.rules")}</h2>
        <Link href="/topics/mine">{t("mine.rulesChange")}</Link>
      </header>
      {own.length === 0 ? (
        <p className={classes.none}>{t("mine.rulesNone")}</p>
      ) : (
        <Rhythms accounts={own} lights={false} />
      )}
    </section>
  );
}

/** What goes on in one's name, and how to stop it; nobody else sees it. */
export function MyPage() {
  const { t } = useWords();
  const { member } = useMe();
  useDocumentTitle(`${t("nav.myPage")} · ${t("app.name")}`);
  const posts = useReply("myPosts", {}, { every: 30_000 });
  const { rows } = useRows("listAccounts", { query: { mine: "true", limit: 50 } });
  const accounts = rows.filter(({ state }) => state !== "disconnected");
  return (
    <div className={classes.page}>
      <header className={classes.me}>
        <Face name={member.name} size={60} />
        <div>
          <h1>{member.name}</h1>
          <p>
            <IconLock size={16} stroke={1.8} aria-hidden="true" /> {t("mine.only")}
          </p>
        </div>
        {/* On a phone the bar has one's face as the way here, and no menu (tab-bar.tsx). */}
        {member.role === "ambassador" && (
          <span className={classes.menu}>
            <UserMenu />
          </span>
        )}
      </header>
      <Offered />
      <SurveyAsked />
      <Track />
      <AskedStrip />
      <CommentStrip />
      <PortraitStrip />
      <PauseRow accounts={accounts} />
      <Told query={posts} lines={4} height={76}>
        {({ coming, out, receipts }) => (
          <>
            <Coming posts={coming} paused={pausedUntil(accounts)} />
            <Published out={out} />
            <WhatCame />
            <MyAccounts accounts={accounts} />
            <MyRules accounts={accounts} />
            <Link href="/thanks" className={classes.door!}>
              <IconHeart size={22} stroke={1.7} aria-hidden="true" />
              <span>
                <strong>{t("mine.thanks")}</strong>
                <small>{t("mine.thanksText")}</small>
              </span>
              <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
            </Link>
            <Link href="/me/followed" className={classes.door!}>
              <IconMessages size={22} stroke={1.7} aria-hidden="true" />
              <span>
                <strong>{t("mine.followed")}</strong>
                <small>{t("mine.followedText")}</small>
              </span>
              <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
            </Link>
            <MyData receipts={receipts} />
          </>
        )}
      </Told>
      <Link href="/me/leave" className={classes.leave!}>
        <IconDoorExit size={22} stroke={1.7} aria-hidden="true" /> {t("mine.leave")}
      </Link>
    </div>
  );
}
