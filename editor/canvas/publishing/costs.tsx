import { Text } from "@mantine/core";
import type { Reply } from "#server/api.ts";
import { useWords } from "../../language.tsx";
import { useReply } from "../../replies.ts";

/** What posts cost at networks that are paid for, one line each; nothing where none is. */
export function CostLines({ rows, of }: { rows: Reply<"mapCosts">["rows"]; of: "preview" | "month" }) {
  const { t, dollars } = useWords();
  return rows.map(({ network, title, posts, amount }) => (
    <Text key={network} size="sm" c="dimmed">
      {t(`costs.${of}`, { network: title, count: posts, amount: dollars(amount * 1_000_000) })}
    </Text>
  ));
}

/** Of a map's last 30 days. */
export function MonthCosts({ id }: { id: string }) {
  const { data } = useReply("mapCosts", { params: { id } });
  return <CostLines rows={data?.rows ?? []} of="month" />;
}
