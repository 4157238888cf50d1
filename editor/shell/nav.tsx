import { ScrollArea, Tooltip } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { placesOf } from "./links.ts";
import { Mark } from "./mark.tsx";
import classes from "./nav.module.css";
import { UserMenu } from "./user-menu.tsx";

const isHere = (to: string, path: string): boolean =>
  to === "/" ? path === "/" || path === "/proposals" : path === to || path.startsWith(`${to}/`);

/** The thin top menu. */
export function Nav() {
  const { t } = useWords();
  const me = useMe();
  const [path] = useLocation();
  const places = useRef<HTMLElement>(null);
  // On a narrow screen the menu scrolls: the place where one is stays in sight.
  useEffect(() => {
    places.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [path]);
  return (
    <header className={classes.bar} data-role={me.member.role}>
      <Link href="/" className={classes.brand!} aria-label={t("app.name")}>
        <Mark />
        <span className={classes.name}>{t("app.name")}</span>
      </Link>
      <ScrollArea className={classes.scroll!} type="never">
        <nav ref={places} aria-label={t("nav.label")} className={classes.places}>
          {placesOf(me.member.role).map((place) => (
            <Link
              key={place.to}
              href={place.to}
              className={classes.place!}
              aria-current={isHere(place.to, path) ? "page" : undefined}
            >
              <place.icon size={17} stroke={1.7} aria-hidden="true" className={classes.icon!} />
              <span>{t(place.label)}</span>
              {place.waiting && me[place.waiting] > 0 && (
                <span className={classes.count} aria-label={t(`nav.${place.waiting}`, { count: me[place.waiting] })}>
                  {me[place.waiting]}
                </span>
              )}
            </Link>
          ))}
        </nav>
      </ScrollArea>
      <div className={classes.end}>
        {me.workspace.demo && (
          <Tooltip label={t("demo.text")}>
            <span className={classes.demo} tabIndex={0}>
              {t("demo.badge")}
            </span>
          </Tooltip>
        )}
        <UserMenu />
      </div>
    </header>
  );
}
