import "./words.ts";
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { pathOf } from "../client.ts";
import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { Fold } from "../ui/fold.tsx";
import { NetworkMark } from "../ui/network.tsx";
import classes from "./receipts.module.css";

/** The receipts of one's own choices: what was read and agreed to, when, until when it held, and as files to take along. */
export function Receipts() {
  const { t, day } = useWords();
  const { rows, query } = useRows("listReceipts", { query: { limit: 20 } });
  const file = pathOf("downloadReceipts");
  if (rows.length === 0) return null;
  return (
    <Fold title={t("rhythm.receipts")} about={t("rhythm.receiptsHelp")}>
      <ul className={classes.receipts}>
        {rows.map(({ id, at, ended, network, words }) => (
          <li key={id} data-over={ended !== null || undefined}>
            <NetworkMark network={network} size={20} />
            <span>
              {words}
              <small>
                {ended === null
                  ? t("rhythm.since", { from: day(at) })
                  : t("rhythm.span", { from: day(at), to: day(ended) })}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="default"
          size="compact-md"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("action.more")}
        </Button>
      )}
      <p className={classes.files}>
        <a href={`${file}?as=text`} download="receipts.txt">
          <IconDownload size={18} aria-hidden /> {t("rhythm.asText")}
        </a>
        <a href={`${file}?as=json`} download="receipts.json">
          {t("rhythm.asJson")}
        </a>
      </p>
    </Fold>
  );
}
