import "./words.ts";
import { ActionIcon, Button, ScrollArea, SegmentedControl, Tooltip } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconRefresh, IconTestPipe } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Cases } from "#engine/cases.ts";
import type { MapDocument } from "#engine/map.ts";
import { bare } from "../../drawing/bare.ts";
import { casesOf, setFailing } from "../../drawing/cases.ts";
import { useWords } from "../../language.tsx";
import { useReply } from "../../replies.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failed } from "../../ui/failed.tsx";
import { useCanvas, useDocument } from "../state/store.ts";
import { TestRow } from "./test-row.tsx";
import classes from "./tests.module.css";

/** While somebody draws nothing is tried, milliseconds. */
const pause = 400;

/** The tests of the map, tried on the drawing as it stands whenever it rests. */
export function TestsTab() {
  const { t } = useWords();
  const canvas = useCanvas();
  const document = useDocument();
  const { failing, list } = casesOf(document);
  const [drawn] = useDebouncedValue(document, pause);
  // What a step is called, and where it lies, changes nothing.
  const spelled = useMemo(() => JSON.stringify(bare(drawn)), [drawn]);
  const body = useMemo(() => ({ document: JSON.parse(spelled) as MapDocument }), [spelled]);
  const query = useReply("tryTests", { body }, { enabled: list.length > 0, keep: true });
  const [opened, open] = useState<string | null>(null);
  const add = () => canvas.set({ keeping: { key: null } });
  if (list.length === 0)
    return (
      <Empty
        small
        icon={<IconTestPipe size={22} stroke={1.6} />}
        title={t("tests.empty")}
        action={<Button onClick={add}>{t("tests.add")}</Button>}
      >
        {t("tests.emptyText")}
        {failing === "refuse" && <> {t("tests.emptyRefuse")}</>}
      </Empty>
    );
  const rows = query.data?.rows;
  const found = new Map(rows?.map((row) => [row.id, row]));
  const failed = list.filter(({ id }) => found.get(id)?.why).length;
  return (
    <div className={classes.tests}>
      <header className={classes.header}>
        <h2 data-failed={failed > 0 || undefined}>
          <span role="status">
            {rows === undefined ? t("tests.running") : t("tests.sum", { count: list.length, failed })}
          </span>
        </h2>
        <Tooltip label={t("tests.again")}>
          <ActionIcon
            variant="subtle"
            aria-label={t("tests.again")}
            loading={query.isFetching}
            onClick={() => void query.refetch()}
          >
            <IconRefresh size={16} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
        <div className={classes.rule}>
          <span id="tests-failing">{t("tests.failing")}</span>
          <SegmentedControl
            size="xs"
            aria-labelledby="tests-failing"
            value={failing}
            onChange={(next) => canvas.edit(setFailing(next as Cases["failing"]))}
            data={[
              { value: "warn", label: t("tests.warn") },
              { value: "refuse", label: t("tests.refuse") },
            ]}
          />
        </div>
        <Button variant="default" size="compact-md" leftSection={<IconPlus size={15} stroke={1.9} />} onClick={add}>
          {t("tests.add")}
        </Button>
      </header>
      {query.error && <Failed error={query.error} again={query.refetch} small />}
      <ScrollArea className={classes.scroll!} type="auto" scrollbarSize={8} viewportProps={{ tabIndex: 0 }}>
        <ul className={classes.list}>
          {list.map((one) => (
            <TestRow
              key={one.id}
              one={one}
              tried={found.get(one.id)}
              known={rows !== undefined}
              opened={opened === one.id}
              open={(wanted) => open(wanted ? one.id : null)}
            />
          ))}
        </ul>
      </ScrollArea>
    </div>
  );
}
