import { Button } from "@mantine/core";
import { IconDownload, IconReceipt } from "@tabler/icons-react";
import type { Reply } from "#server/api.ts";
import { useWords, wordsOf } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Fold } from "../ui/fold.tsx";
import classes from "./charter.module.css";

type Receipt = Reply<"listCharterReceipts">["rows"][number];

/** One's receipts, to read and to keep; nothing where there are none. */
export function Receipts() {
  const { t, exact } = useWords();
  const query = useReply("listCharterReceipts", {});
  const rows = query.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Fold icon={IconReceipt} title={t("charter.receipts")} about={t("charter.receiptsAbout", { count: rows.length })}>
      {rows.map((row) => (
        <div key={row.number} className={classes.receipt}>
          <strong>{t("charter.receipt", { number: row.number, at: exact(row.acceptedAt) })}</strong>
          <code>{t("charter.hash", { hash: row.hash })}</code>
          <Button
            variant="default"
            size="sm"
            mt={8}
            leftSection={<IconDownload size={16} stroke={1.7} />}
            aria-label={t("charter.downloadNumber", { number: row.number })}
            onClick={() => keep(row)}
          >
            {t("charter.download")}
          </Button>
        </div>
      ))}
    </Fold>
  );
}

/** In the language in which it was accepted, whatever the page speaks now. */
function keep({ words, acceptedAt: at, ...receipt }: Receipt): void {
  const { t } = wordsOf(receipt.language);
  const link = document.createElement("a");
  const text = `${t("charter.proof", { ...receipt, at })}\n${words}`;
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = t("charter.file", { number: receipt.number });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
