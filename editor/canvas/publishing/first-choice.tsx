import { Button, Group, NumberInput, Radio, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import type { FirstItems, MapDocument } from "#engine/map.ts";
import type { Reply } from "#server/api.ts";
import { useWords } from "../../language.tsx";
import { useReply } from "../../replies.ts";

const kinds = ["skip", "newest", "all"] as const;
/** Counts that are looked at, so that one with messages can be offered where the chosen one has none. */
const offered = [1, 2, 3, 4, 5, 7, 12];
const usual = { kind: "newest", count: 3 } as const;
type Row = Reply<"firstItems">["rows"][number];

/** What each way to begin would make, by the code of a real run; undefined until it is known. */
function useFirstItems(document: MapDocument): readonly Row[] | undefined {
  const { first } = document;
  const [count] = useDebouncedValue(first.kind === "newest" ? first.count : usual.count, 300);
  const counts = [...new Set([...offered, count])];
  // What is chosen here is no part of the question.
  const body = { document: { ...document, first: { kind: "skip" } }, counts };
  return useReply("firstItems", { body }, { keep: true }).data?.rows;
}

const countOf = (first: FirstItems): number | null => (first.kind === "newest" ? first.count : null);
const rowOf = (rows: readonly Row[] | undefined, first: FirstItems): Row | undefined =>
  rows?.find((row) => row.first.kind === first.kind && countOf(row.first) === countOf(first));

/** The question of a first publication: what becomes of the items that are already there, and how many messages each answer makes. */
export function FirstChoice({
  document,
  change,
  suggest,
}: {
  document: MapDocument;
  change: (first: FirstItems) => void;
  /** Chooses what posts something, until the person chooses. */
  suggest: boolean;
}) {
  const { t } = useWords();
  const { first } = document;
  const rows = useFirstItems(document);
  const least = rows?.find((row) => row.first.kind === "newest" && row.messages > 0)?.first;
  const touched = useRef(first.kind !== "skip");
  const choose = (next: FirstItems) => {
    touched.current = true;
    change(next);
  };
  useEffect(() => {
    if (!suggest || touched.current || least === undefined) return;
    touched.current = true;
    change(least);
  }, [suggest, least, change]);
  const said = (kind: (typeof kinds)[number]): string => {
    if (kind === "skip") return t("publish.skipCount");
    if (rows === undefined) return t("publish.counting");
    const row = rowOf(rows, kind === "all" ? { kind } : first.kind === "newest" ? first : (least ?? usual));
    if (row === undefined) return "";
    const { messages, accounts, had } = row;
    return t("publish.makes", { messages, accounts, had });
  };
  const none = first.kind === "newest" && rowOf(rows, first)?.messages === 0;
  return (
    <Radio.Group
      label={t("publish.firstItems")}
      value={first.kind}
      onChange={(kind) => choose(kind === "newest" ? (least ?? usual) : { kind: kind as "skip" | "all" })}
    >
      <Stack gap={12} mt={8}>
        {kinds.map((kind) => (
          <Stack key={kind} gap={10}>
            <Radio
              value={kind}
              label={t(`publish.${kind}`)}
              description={
                <>
                  {t(`publish.${kind}Help`)} <strong data-messages={kind}>{said(kind)}</strong>
                </>
              }
            />
            {kind === "newest" && first.kind === "newest" && (
              <NumberInput
                ml={32}
                w={200}
                label={t("publish.newestCount")}
                min={1}
                max={100}
                clampBehavior="strict"
                allowDecimal={false}
                value={first.count}
                onChange={(count) => typeof count === "number" && choose({ kind: "newest", count })}
              />
            )}
            {kind === "newest" && none && (
              <Group ml={32} gap={8} role="status">
                <Text size="sm">{t(least === undefined ? "publish.noneAtAll" : "publish.none")}</Text>
                {least?.kind === "newest" && (
                  <Button size="xs" variant="light" onClick={() => choose(least)}>
                    {t("publish.takeMore", { count: least.count })}
                  </Button>
                )}
              </Group>
            )}
          </Stack>
        ))}
      </Stack>
    </Radio.Group>
  );
}
