import "./words.ts";
import { Button } from "@mantine/core";
import { IconMap2, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { lazy } from "../ui/lazy.ts";
import { Link, useLocation, useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useReply, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { Late } from "../ui/late.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import { addressOf, FolderTabs, type Place } from "./folder-tabs.tsx";
import { MapCard } from "./map-card.tsx";
import classes from "./maps-page.module.css";
import { SearchField } from "../ui/search-field.tsx";
import { useArchive } from "./use-archive.ts";
import { ShelfContext, useDeeds } from "./use-shelf.ts";
import { ViewSwitch } from "./view-switch.tsx";

const ArchiveDialog = lazy(async () => ({ default: (await import("./archive-dialog.tsx")).ArchiveDialog }));

/** More maps than this are looked at as a list, unless one chose otherwise. */
const many = 60;

function placeOf(asked: URLSearchParams): Place {
  const folder = asked.get("folder");
  const only = asked.get("only");
  if (folder !== null && /^[\da-f-]{36}$/u.test(folder)) return { kind: "folder", id: folder };
  return only === "starred" || only === "archived" ? { kind: only } : { kind: "all" };
}

/** All maps of the workspace: found by their shape, and which of them live. Where one looks and for what stands in the address. */
export function MapsPage() {
  const { t } = useWords();
  const { mapsAs } = useMe().member;
  const [, go] = useLocation();
  const [asked, ask] = useSearchParams();
  const [renaming, setRenaming] = useState<string | null>(null);
  const place = placeOf(asked);
  const search = asked.get("search") ?? "";
  const folders = useReply("listFolders", {}, { every: 30_000 });
  const archive = useArchive();
  const deeds = useDeeds();
  const view = mapsAs ?? ((folders.data?.all ?? 0) > many ? "list" : "grid");
  const found = folders.data?.rows;
  const shelf = {
    ...deeds,
    search,
    folders: found ?? [],
    archive: archive.begin,
    renaming,
    setRenaming,
    leave: () => go("/maps"),
  };
  const seek = (words: string) =>
    ask(
      (before) => {
        const next = new URLSearchParams(before);
        if (words === "") next.delete("search");
        else next.set("search", words);
        return next;
      },
      { replace: true },
    );
  const week = folders.data?.week;
  // The figure of the page comes first in the sentence.
  const [figure, ...rest] = week && week.posts > 0 ? t("shelf.week", week).split(" ") : [];
  return (
    <ShelfContext value={shelf}>
      <Page
        title={t("maps.title")}
        intro={
          figure && (
            <>
              <b>{figure}</b> {rest.join(" ")}
            </>
          )
        }
        actions={
          <Button component={Link} href="/maps/new" leftSection={<IconPlus size={16} stroke={2} />}>
            {t("maps.new")}
          </Button>
        }
      >
        <div className={classes.tools}>
          <FolderTabs shelf={folders.data} place={place} />
          <div className={classes.right}>
            <SearchField value={search} change={seek} label={t("shelf.search")} />
            <ViewSwitch view={view} />
          </div>
        </div>
        {/* Of its own for each place: what stands in another is never shown while this one is read. */}
        <Maps
          key={addressOf(place)}
          place={place}
          search={search}
          view={view}
          gone={archive.gone}
          clear={() => seek("")}
        />
        {archive.leaving && (
          <UndoBar key={archive.leaving.map.id} undo={archive.undo} done={archive.finish}>
            {t("maps.archiving", { name: archive.leaving.map.name })}
          </UndoBar>
        )}
        <Late opened={archive.asked !== null}>
          {(opened) => (
            <ArchiveDialog map={opened ? archive.asked : null} close={archive.close} archive={archive.leave} />
          )}
        </Late>
      </Page>
    </ShelfContext>
  );
}

/** The maps of a place. */
function Maps({
  place,
  search,
  view,
  gone,
  clear,
}: {
  place: Place;
  search: string;
  view: "grid" | "list";
  /** What was just archived, and is told to the server a moment later. */
  gone: ReadonlySet<string | undefined>;
  clear: () => void;
}) {
  const { rows, query } = useRows(
    "listMaps",
    {
      query: {
        ...(search.trim() !== "" && { search }),
        ...(place.kind === "folder" && { folder: place.id }),
        ...((place.kind === "starred" || place.kind === "archived") && { only: place.kind }),
      },
    },
    { every: 5000 },
  );
  const shown = place.kind === "archived" ? rows : rows.filter((map) => !gone.has(map.id));
  return (
    <Answer query={query} lines={3} height={view === "grid" ? 210 : 64}>
      {() =>
        shown.length === 0 ? (
          <Nothing place={place} search={search} clear={clear} />
        ) : (
          <>
            <ul className={view === "grid" ? classes.grid : classes.list}>
              {shown.map((map) => (
                <MapCard key={map.id} map={map} row={view === "list"} />
              ))}
            </ul>
            <More query={query} />
          </>
        )
      }
    </Answer>
  );
}

/** Nothing to show: what this place is for, and what to do first. */
function Nothing({ place, search, clear }: { place: Place; search: string; clear: () => void }) {
  const { t } = useWords();
  if (search.trim() !== "")
    return (
      <Empty
        title={t("shelf.none", { search: search.length > 60 ? `${search.slice(0, 60)}…` : search })}
        action={
          <Button variant="default" onClick={clear}>
            {t("action.clear")}
          </Button>
        }
      >
        {t("shelf.noneText")}
      </Empty>
    );
  if (place.kind === "folder") return <Empty title={t("shelf.emptyFolder")}>{t("shelf.emptyFolderText")}</Empty>;
  if (place.kind !== "all")
    return <Empty title={t(place.kind === "starred" ? "shelf.emptyStarred" : "shelf.emptyArchive")} />;
  return (
    <Empty
      icon={<IconMap2 size={26} stroke={1.6} />}
      title={t("maps.empty")}
      action={
        <Button component={Link} href="/maps/new">
          {t("maps.new")}
        </Button>
      }
    >
      {t("maps.emptyText")}
    </Empty>
  );
}
