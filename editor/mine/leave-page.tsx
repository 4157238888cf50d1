import "./words.ts";
import { NativeSelect } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import {
  IconCalendarX,
  IconDoorExit,
  IconLink,
  IconPlayerPause,
  IconPlugConnectedX,
  IconSum,
  IconUserX,
  type Icon,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useChange, useReply } from "../replies.ts";
import { Told } from "../ui/told.tsx";
import { Back } from "../ui/back.tsx";
import { DockButton } from "../ui/dock.tsx";
import { networkTitle } from "../ui/network.tsx";
import { keepGone } from "./gone.ts";
import { saveLinks } from "./links-file.ts";
import classes from "./mine.module.css";

function Line({
  icon: Mark,
  kept = false,
  title,
  children,
}: {
  icon: Icon;
  kept?: boolean;
  title: string;
  children?: ReactNode;
}) {
  return (
    <li data-kept={kept || undefined}>
      <span className={classes.tile} aria-hidden="true">
        <Mark size={22} stroke={1.7} />
      </span>
      <span className={classes.words}>
        <strong>{title}</strong>
        {children && <small>{children}</small>}
      </span>
    </li>
  );
}

/** What is erased and what is kept, before it is done; and the one button that does it. */
export function LeavePage() {
  const { t, language } = useWords();
  const { member } = useMe();
  const [, go] = useLocation();
  useDocumentTitle(`${t("mine.leave")} · ${t("app.name")}`);
  const query = useReply("readLeaving", {});
  const links = useReply("myLinks", {});
  const [heir, setHeir] = useState("");
  const leave = useChange("leaveMe", {
    done: (gone) => {
      keepGone({ ...gone, name: member.name.split(" ")[0] ?? member.name });
      // Nobody is signed in any more: the last page needs nobody.
      location.assign("/goodbye");
    },
  });
  const names = (networks: readonly string[]) => new Intl.ListFormat(language).format(networks.map(networkTitle));
  return (
    <div className={classes.page}>
      <Back to="/me">{t("nav.myPage")}</Back>
      <h1 className={classes.title}>{t("leave.title")}</h1>
      <p className={classes.about}>{t("leave.about")}</p>
      <Told query={query} lines={5} height={52}>
        {({ networks, scheduled, posts, last, maps, pages, colleagues }) => (
          <>
            <h2 className={classes.part}>{t("leave.erased")}</h2>
            <ul className={classes.lines}>
              <Line
                icon={IconPlugConnectedX}
                title={networks.length > 0 ? t("leave.access", { networks: names(networks) }) : t("leave.accessNone")}
              >
                {t("leave.accessText")}
              </Line>
              <Line icon={IconCalendarX} title={t("leave.scheduled", { count: scheduled })}>
                {scheduled > 0 && t("leave.scheduledText")}
              </Line>
              <Line icon={IconUserX} title={t("leave.profile")} />
            </ul>
            <h2 className={classes.part}>{t("leave.keeps")}</h2>
            <ul className={classes.lines}>
              <Line icon={IconLink} kept title={t("leave.posts", { count: posts })}>
                {posts > 0 && (
                  <>
                    {t("leave.postsText")}{" "}
                    <button type="button" className={classes.link} onClick={() => saveLinks(links.data?.rows ?? [])}>
                      {t("leave.links")}
                    </button>
                  </>
                )}
              </Line>
              <Line icon={IconSum} kept title={t("leave.totals")} />
            </ul>
            {maps.length + pages.length > 0 && (
              <NativeSelect
                label={t("leave.heir")}
                description={t("leave.heirText", { maps: maps.length, pages: pages.length })}
                value={heir}
                onChange={({ currentTarget }) => setHeir(currentTarget.value)}
                data={[
                  { value: "", label: t("leave.heirNone") },
                  ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                size="md"
                mt={16}
              />
            )}
            {last && <p className={classes.last}>{t("leave.last")}</p>}
            <div className={classes.ends}>
              <button
                type="button"
                className={classes.erase}
                disabled={last || leave.isPending}
                onClick={() => leave.mutate({ body: { email: member.email, heir: heir === "" ? null : heir } })}
              >
                <IconDoorExit size={22} stroke={1.7} aria-hidden="true" /> {t("leave.yes")}
              </button>
              <DockButton tone="beside" icon={IconPlayerPause} onClick={() => go("/me?pause")}>
                {t("leave.pause")}
              </DockButton>
            </div>
          </>
        )}
      </Told>
    </div>
  );
}
