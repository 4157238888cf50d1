import { Menu } from "@mantine/core";
import { IconDots, IconSearch } from "@tabler/icons-react";
import { use } from "react";
import { Link, useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { LauncherContext } from "../launcher/offer.ts";
import { useMe } from "../me.ts";
import { Face } from "../ui/face.tsx";
import { isHere, type Place, worksOf } from "./links.ts";
import classes from "./tab-bar.module.css";
import { UserMenu } from "./user-menu.tsx";
import { Waiting } from "./waiting.tsx";

/** So many tabs stand side by side under a thumb, each with a whole word. Where none of them is one's own page, one's menu takes a place. */
const reach = 4;

function Tab({ place, name }: { place: Place; name: string }) {
  const { t } = useWords();
  const [path] = useLocation();
  return (
    <Link href={place.to} className={classes.tab!} aria-current={isHere(place, path) ? "page" : undefined}>
      {place.self ? <Face name={name} size={26} /> : <place.icon size={24} stroke={1.7} aria-hidden="true" />}
      <span>{t(place.label)}</span>
      <Waiting place={place} />
    </Link>
  );
}

/** Where one can go, at the foot of a phone; away while one thing is being done (ui/task.ts). */
export function TabBar() {
  const { t } = useWords();
  const { member } = useMe();
  const [path, go] = useLocation();
  const places = worksOf(member.role).flatMap((work) => work.places);
  const launcher = use(LauncherContext);
  const own = places.slice(0, reach).some(({ self }) => self);
  const [near, further] = [places.slice(0, own ? reach : reach - 1), places.slice(own ? reach : reach - 1)];
  return (
    <header className={classes.bar}>
      <nav aria-label={t("nav.label")} className={classes.tabs}>
        {near.map((place) => (
          <Tab key={place.to} place={place} name={member.name} />
        ))}
        {further.length > 0 && (
          <Menu position="top-end" width={240}>
            <Menu.Target>
              <button
                type="button"
                className={classes.tab}
                data-here={further.some((place) => isHere(place, path)) || undefined}
              >
                <IconDots size={24} stroke={1.7} aria-hidden="true" />
                <span>{t("nav.more")}</span>
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconSearch size={18} stroke={1.7} />} onClick={launcher.open}>
                {t("nav.search")}
              </Menu.Item>
              {further.map((place) => (
                <Menu.Item
                  key={place.to}
                  leftSection={<place.icon size={18} stroke={1.7} />}
                  onClick={() => go(place.to)}
                >
                  {t(place.label)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </nav>
      {!own && <UserMenu wide />}
    </header>
  );
}
