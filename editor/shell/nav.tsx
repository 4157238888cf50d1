import { Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { use } from "react";
import { Link, useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { apple } from "../launcher/apple.ts";
import { LauncherContext } from "../launcher/offer.ts";
import { useMe } from "../me.ts";
import { isHere, type Place, worksOf } from "./links.ts";
import { Mark } from "./mark.tsx";
import classes from "./nav.module.css";
import { TabBar } from "./tab-bar.tsx";
import { UserMenu } from "./user-menu.tsx";
import { Waiting } from "./waiting.tsx";

function Row({ place, rail }: { place: Place; rail: boolean }) {
  const { t } = useWords();
  const [path] = useLocation();
  return (
    <Tooltip label={t(place.label)} position="right" disabled={!rail}>
      <Link href={place.to} className={classes.place!} aria-current={isHere(place, path) ? "page" : undefined}>
        <place.icon size={20} stroke={1.7} aria-hidden="true" />
        <span className={classes.label}>{t(place.label)}</span>
        <Waiting place={place} />
      </Link>
    </Tooltip>
  );
}

/** Beside every page: whose workspace this is, where one can go by the work one comes for, and oneself. On a narrow window icons only. */
function Side() {
  const { t } = useWords();
  const me = useMe();
  const launcher = use(LauncherContext);
  const rail = useMediaQuery("(max-width: 1100px)", false, { getInitialValueInEffect: false });
  return (
    <header className={classes.side}>
      <Link href="/" className={classes.workspace!}>
        <Mark size={32} />
        <span className={classes.label}>
          <strong>{me.workspace.name}</strong>
          <small>{t("app.name")}</small>
        </span>
      </Link>
      <Tooltip label={t("nav.search")} position="right" disabled={!rail}>
        <button type="button" className={classes.search} onClick={launcher.open} aria-keyshortcuts="Control+K Meta+K">
          <IconSearch size={18} stroke={1.8} aria-hidden="true" />
          <span className={classes.label}>{t("nav.search")}</span>
          <kbd aria-hidden="true">{apple ? "⌘ K" : "Ctrl K"}</kbd>
        </button>
      </Tooltip>
      <nav aria-label={t("nav.label")} className={classes.works}>
        {worksOf(me.member.role).map(({ label, places }) => (
          <div key={label} className={classes.work}>
            {label && <h2 className={classes.heading}>{t(label)}</h2>}
            {places.map((place) => (
              <Row key={place.to} place={place} rail={rail} />
            ))}
          </div>
        ))}
      </nav>
      <div className={classes.end}>
        {me.workspace.demo && (
          <Tooltip label={t("demo.text")} position="right">
            <span className={classes.demo} tabIndex={0}>
              {t("demo.badge")}
            </span>
          </Tooltip>
        )}
        <UserMenu wide />
      </div>
    </header>
  );
}

/** Where one can go: beside the page, on a phone below it; an ambassador's also on what is no desk yet. */
export function Nav() {
  const ambassador = useMe().member.role === "ambassador";
  const narrow = ambassador ? "(max-width: 899px)" : "(max-width: 640px)";
  const phone = useMediaQuery(narrow, false, { getInitialValueInEffect: false });
  return phone ? <TabBar /> : <Side />;
}
