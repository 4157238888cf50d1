import { Button, Group, NumberInput, Radio, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { FirstItems, MapDocument } from "#engine/map.ts";
import type { Reply } from "#server/api.ts";
import { call, type CallError } from "../../client.ts";
import { useWords } from "../../language.tsx";

const kinds = ["skip", "newest", "all"] as const;
/** Counts that are looked at, so that one with messages can be offered where the chosen one has none. */
const offered = [1, 2, 3, 4, 5, 7, 12];
type Row = Reply<"firstItems">["rows"][number];

/** What each way to begin would make, by the code of a real run; undefined until it is known. */
function useFirstItems(document: MapDocument, first: FirstItems, enabled: boolean): readonly Row[] | undefined {
  const [count] = useDebouncedValue(first.kind === "newest" ? first.count : 3, 300);
  const counts = [...new Set([...offered, count])];
  // What is chosen here is no part of the question.
  const asked: MapDocument = { ...document, first: { kind: "skip" } };
  const query = useQuery<Reply<"firstItems">, CallError>({
    queryKey: ["firstItems", asked, counts],
    queryFn: ({ signal }) => call("firstItems", { body: { document: asked, counts } }, { signal }),
    enabled,
    staleTime: 10_000,
    placeholderData: (before) => before,
  });
  return query.data?.rows;
}

const rowOf = (rows: readonly Row[], first: FirstItems): Row | undefined =>
  rows.find(
    (row) =>
      row.first.kind === first.kind &&
      (row.first.kind !== "newest" || first.kind !== "newest" || row.first.count === first.count),
  );

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
  const rows = useFirstItems(document, first, true);
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
    const asked =
      kind === "all" ? { kind } : first.kind === "newest" ? first : (least ?? { kind: "newest" as const, count: 3 });
    const row = rows === undefined ? undefined : rowOf(rows, asked);
    if (row === undefined) return rows === undefined ? t("publish.counting") : "";
    return t("publish.makes", { messages: row.messages, accounts: row.accounts, had: row.had, items: row.items });
  };
  const none = first.kind === "newest" && rows !== undefined && rowOf(rows, first)?.messages === 0;
  return (
    <Radio.Group
      label={t("publish.firstItems")}
      value={first.kind}
      onChange={(kind) => choose(kind === "newest" ? (least ?? { kind, count: 3 }) : { kind: kind as "skip" | "all" })}
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
