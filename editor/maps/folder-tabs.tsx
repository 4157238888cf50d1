import { ActionIcon, Button, Menu, Popover, TextInput } from "@mantine/core";
import {
  IconArchive,
  IconDots,
  IconFolder,
  IconFolderPlus,
  IconPencil,
  IconStar,
  IconTrash,
  type Icon,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { dragged } from "./dragged.ts";
import classes from "./folder-tabs.module.css";
import { type Folder, useShelf } from "./use-shelf.ts";

/** Where one looks: everything, one's stars, a folder, the archive. */
export type Place = { kind: "all" | "starred" | "archived" } | { kind: "folder"; id: string };
export const addressOf = (place: Place): string =>
  place.kind === "all" ? "/maps" : place.kind === "folder" ? `/maps?folder=${place.id}` : `/maps?only=${place.kind}`;

/** Folders as tabs. A map is dragged onto one, or put there by its menu. */
export function FolderTabs({ shelf, place }: { shelf: Reply<"listFolders"> | undefined; place: Place }) {
  const { t } = useWords();
  const folders = shelf?.rows ?? [];
  const here = place.kind === "folder" ? folders.find(({ id }) => id === place.id) : undefined;
  return (
    <nav className={classes.tabs} aria-label={t("shelf.folders")}>
      <Tab to={{ kind: "all" }} here={place.kind === "all"} count={shelf?.all} drop={null}>
        {t("shelf.all")}
      </Tab>
      {((shelf?.starred ?? 0) > 0 || place.kind === "starred") && (
        <Tab to={{ kind: "starred" }} here={place.kind === "starred"} count={shelf?.starred} icon={IconStar}>
          {t("shelf.starred")}
        </Tab>
      )}
      {folders.map((folder) => (
        <Tab
          key={folder.id}
          to={{ kind: "folder", id: folder.id }}
          here={folder.id === here?.id}
          count={folder.maps}
          icon={IconFolder}
          drop={folder}
        >
          {folder.name}
        </Tab>
      ))}
      {here && <FolderMenu folder={here} />}
      <NewFolder />
      {((shelf?.archived ?? 0) > 0 || place.kind === "archived") && (
        <Tab to={{ kind: "archived" }} here={place.kind === "archived"} count={shelf?.archived} icon={IconArchive}>
          {t("shelf.archived")}
        </Tab>
      )}
    </nav>
  );
}

function Tab({
  to,
  here,
  count,
  icon: Glyph,
  drop,
  children,
}: {
  to: Place;
  here: boolean;
  count: number | undefined;
  icon?: Icon;
  /** What a map becomes that is let go here: of a folder, or (null) of none. Absent: nothing can be put here. */
  drop?: Folder | null;
  children: ReactNode;
}) {
  const { move } = useShelf();
  const [over, setOver] = useState(false);
  const takes = drop !== undefined;
  return (
    <Link
      href={addressOf(to)}
      className={classes.tab!}
      aria-current={here ? "page" : undefined}
      data-over={over || undefined}
      draggable={false}
      onDragOver={(event) => {
        if (!takes || !dragged.isHere(event.dataTransfer)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const map = takes ? dragged.take(event.dataTransfer) : null;
        if (map === null) return;
        event.preventDefault();
        move(map, drop ?? null);
      }}
    >
      {Glyph && <Glyph size={17} stroke={1.7} aria-hidden="true" />}
      <span className={classes.label}>{children}</span>
      {count !== undefined && <span className={classes.count}>{count}</span>}
    </Link>
  );
}

const stale = ["listFolders", "listMaps"] as const;

/** A name and a button in a small panel: for a new folder, or for another name of one. */
function NameForm({ label, act, name, go }: { label: string; act: string; name: string; go: (name: string) => void }) {
  const [value, setValue] = useState(name);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== "") go(value.trim());
      }}
    >
      <TextInput
        aria-label={label}
        placeholder={label}
        maxLength={80}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" disabled={value.trim() === ""}>
        {act}
      </Button>
    </form>
  );
}

function NewFolder() {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const create = useChange("createFolder", { stale: [...stale], done: () => setOpened(false) });
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon
          size={36}
          aria-label={t("shelf.folderNew")}
          title={t("shelf.folderNew")}
          onClick={() => setOpened((was) => !was)}
        >
          <IconFolderPlus size={18} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <NameForm
          label={t("shelf.folderName")}
          act={t("shelf.folderMake")}
          name=""
          go={(name) => create.mutate({ body: { name } })}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function FolderMenu({ folder }: { folder: Folder }) {
  const { t } = useWords();
  const [naming, setNaming] = useState(false);
  const rename = useChange("renameFolder", { stale: [...stale], done: () => setNaming(false) });
  const remove = useChange("deleteFolder", { stale: [...stale] });
  const { leave } = useShelf();
  return (
    <Popover opened={naming} onChange={setNaming} position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <span>
          <Menu position="bottom-start" width={270}>
            <Menu.Target>
              <ActionIcon size={32} aria-label={t("shelf.folderMenu", { name: folder.name })}>
                <IconDots size={17} stroke={1.8} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} stroke={1.7} />} onClick={() => setNaming(true)}>
                {t("shelf.folderRename")}
              </Menu.Item>
              <Menu.Item
                color="brick"
                leftSection={<IconTrash size={16} stroke={1.7} />}
                onClick={() =>
                  remove.mutate(
                    { params: { id: folder.id } },
                    {
                      onSuccess: () => {
                        announce.done(t("shelf.folderGone", { name: folder.name }));
                        leave();
                      },
                    },
                  )
                }
              >
                {t("shelf.folderDelete")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        <NameForm
          label={t("shelf.folderName")}
          act={t("shelf.rename")}
          name={folder.name}
          go={(name) => rename.mutate({ params: { id: folder.id }, body: { name } })}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
