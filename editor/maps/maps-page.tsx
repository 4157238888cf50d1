import { Button } from "@mantine/core";
import { IconMap2, IconPlus } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { call } from "../client.ts";
import { useWords } from "../language.tsx";
import { useChange, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import { MapRow, type MapRowData } from "./map-row.tsx";
import classes from "./maps-page.module.css";

/** All maps of the workspace. Archiving waits a few seconds for second thoughts before it is done. */
export function MapsPage() {
  const { t } = useWords();
  const [leaving, setLeaving] = useState<MapRowData | null>(null);
  const { rows, query } = useRows("listMaps", { query: {} }, { every: 5000 });
  const archive = useChange("deleteMap", { stale: ["listMaps"] });
  const finish = (map: MapRowData | null) => {
    if (map) archive.mutate({ params: { id: map.id } });
  };
  const leave = (map: MapRowData) => {
    finish(leaving);
    setLeaving(map);
  };
  const gone = new Set([leaving?.id, archive.isError ? undefined : archive.variables?.params.id]);
  const shown = rows.filter((map) => !gone.has(map.id));

  // Who leaves the page has had their second thoughts.
  const pending = useRef<MapRowData | null>(null);
  useEffect(() => {
    pending.current = leaving;
  }, [leaving]);
  useEffect(
    () => () => {
      if (pending.current) void call("deleteMap", { params: { id: pending.current.id } }, { keepalive: true });
    },
    [],
  );
  return (
    <Page
      title={t("maps.title")}
      intro={t("maps.intro")}
      actions={
        <Button component={Link} href="/maps/new" leftSection={<IconPlus size={16} stroke={2} />}>
          {t("maps.new")}
        </Button>
      }
    >
      <Answer query={query} lines={3} height={86}>
        {() =>
          shown.length === 0 ? (
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
          ) : (
            <>
              <ul className={classes.list}>
                {shown.map((map) => (
                  <MapRow key={map.id} map={map} archive={leave} />
                ))}
              </ul>
              <More query={query} />
            </>
          )
        }
      </Answer>
      {leaving && (
        <UndoBar
          key={leaving.id}
          undo={() => setLeaving(null)}
          done={() => {
            finish(leaving);
            setLeaving(null);
          }}
        >
          {t("maps.archiving", { name: leaving.name })}
        </UndoBar>
      )}
    </Page>
  );
}
