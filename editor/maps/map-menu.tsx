import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconCopy,
  IconDots,
  IconDownload,
  IconFolder,
  IconPencil,
  IconStar,
  IconStarFilled,
} from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import type { MapRow } from "./health.ts";
import classes from "./map-card.module.css";
import { useShelf } from "./use-shelf.ts";

/** The star and the menu of a map's card: shown when the card is pointed at or has the focus, and always by touch. */
export function MapTools({ map }: { map: MapRow }) {
  const { t } = useWords();
  const { star } = useShelf();
  return (
    <div className={classes.tools} data-starred={map.starred || undefined}>
      <MapMenu map={map} />
      {map.state !== "archived" && (
        <ActionIcon
          className={classes.star!}
          aria-label={t(map.starred ? "shelf.unstar" : "shelf.star", { name: map.name })}
          aria-pressed={map.starred}
          onClick={() => star(map)}
        >
          {map.starred ? <IconStarFilled size={17} /> : <IconStar size={17} stroke={1.8} />}
        </ActionIcon>
      )}
    </div>
  );
}

function MapMenu({ map }: { map: MapRow }) {
  const { t } = useWords();
  const { folders, move, duplicate, save, archive, giveBack, setRenaming } = useShelf();
  const icon = { size: 16, stroke: 1.7 };
  return (
    <Menu position="bottom-end" width={236}>
      <Menu.Target>
        <ActionIcon className={classes.more!} aria-label={t("maps.menu", { name: map.name })}>
          <IconDots size={18} stroke={1.8} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {map.state === "archived" ? (
          <Menu.Item leftSection={<IconArchiveOff {...icon} />} onClick={() => giveBack(map)}>
            {t("shelf.return")}
          </Menu.Item>
        ) : (
          <>
            <Menu.Item
              leftSection={<IconPencil {...icon} />}
              rightSection={<kbd className={classes.key}>F2</kbd>}
              onClick={() => setRenaming(map.id)}
            >
              {t("shelf.rename")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconCopy {...icon} />}
              rightSection={<kbd className={classes.key}>Ctrl D</kbd>}
              onClick={() => duplicate(map)}
            >
              {t("shelf.duplicate")}
            </Menu.Item>
            {(folders.length > 0 || map.folder !== null) && (
              <Menu.Sub>
                <Menu.Sub.Target>
                  <Menu.Sub.Item leftSection={<IconFolder {...icon} />}>{t("shelf.move")}</Menu.Sub.Item>
                </Menu.Sub.Target>
                <Menu.Sub.Dropdown className={classes.folders!}>
                  {folders.map((folder) => (
                    <Menu.Item key={folder.id} disabled={folder.id === map.folder} onClick={() => move(map, folder)}>
                      {folder.name}
                    </Menu.Item>
                  ))}
                  <Menu.Item disabled={map.folder === null} onClick={() => move(map, null)}>
                    {t("shelf.noFolder")}
                  </Menu.Item>
                </Menu.Sub.Dropdown>
              </Menu.Sub>
            )}
            <Menu.Item leftSection={<IconDownload {...icon} />} onClick={() => save(map)}>
              {t("shelf.download")}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item component={Link} href={`/maps/${map.id}/results`}>
              {t("maps.results")}
            </Menu.Item>
            <Menu.Item component={Link} href={`/runs?map=${map.id}`}>
              {t("runs.title")}
            </Menu.Item>
          </>
        )}
        <Menu.Item component={Link} href={`/deliveries?map=${map.id}`}>
          {t("nav.deliveries")}
        </Menu.Item>
        {map.state !== "archived" && (
          <>
            <Menu.Divider />
            <Menu.Item color="brick" leftSection={<IconArchive {...icon} />} onClick={() => archive(map)}>
              {t("maps.archive")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
