import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import "./words.ts";
import { useWords } from "../../language.tsx";
import { useRows } from "../../replies.ts";
import { Answer } from "../../ui/answer.tsx";
import { More } from "../../ui/more.tsx";
import { Comparison, type Pair } from "./comparison.tsx";
import { DraftRow } from "./draft-row.tsx";
import classes from "./history-dialog.module.css";
import { VersionItem } from "./version-item.tsx";
import { useOpenMap } from "../state/map-context.ts";

/** What became of the map: its draft, its versions, and what differs between any two of them. */
export function HistoryDialog({ close, discarding }: { close: () => void; discarding: boolean }) {
  const { t } = useWords();
  const small = useMediaQuery("(max-width: 860px)");
  const { detail } = useOpenMap();
  const { rows, query } = useRows("listVersions", { params: { id: detail.id }, query: { limit: 30 } });
  const live = detail.live?.number ?? null;
  const [pair, compare] = useState<Pair>({ from: live, to: "draft" });
  return (
    <Modal
      opened
      onClose={close}
      size={1100}
      fullScreen={small}
      padding={0}
      title={t("versions.title")}
      closeButtonProps={{ "aria-label": t("action.close") }}
      classNames={{ header: classes.header!, body: classes.body!, content: classes.content! }}
    >
      <div className={classes.list}>
        <ul>
          <DraftRow
            chosen={pair.to === "draft"}
            choose={() => compare({ from: live, to: "draft" })}
            close={close}
            discarding={discarding}
          />
          <Answer query={query} lines={2}>
            {() =>
              rows.map((row) => (
                <VersionItem
                  key={row.number}
                  row={row}
                  chosen={pair.to === row.number}
                  choose={() => compare({ from: row.number > 1 ? row.number - 1 : null, to: row.number })}
                  close={close}
                />
              ))
            }
          </Answer>
        </ul>
        <More query={query} />
      </div>
      <Comparison map={detail.id} pair={pair} compare={compare} numbers={rows.map(({ number }) => number)} />
    </Modal>
  );
}
