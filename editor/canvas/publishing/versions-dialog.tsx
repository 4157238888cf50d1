import { Button, Modal } from "@mantine/core";
import "./words.ts";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { useChange, useRows } from "../../replies.ts";
import { Answer } from "../../ui/answer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Tag } from "../../ui/tag.tsx";
import { When } from "../../ui/when.tsx";
import { useOpenMap } from "../state/map-context.ts";
import { withSteps } from "../state/step-types.ts";
import { useCanvas } from "../state/store.ts";
import classes from "./versions-dialog.module.css";

/** The published versions; each can become the draft again. */
export function VersionsDialog({ close }: { close: () => void }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const { detail, saver, learn } = useOpenMap();
  const { rows, query } = useRows("listVersions", { params: { id: detail.id } });
  const restore = useChange("restoreVersion", {
    done: (reply) =>
      void withSteps(reply.document, () => {
        saver.adopt(reply);
        canvas.replace(reply.document);
        canvas.set({ problems: reply.problems });
        learn(reply);
        close();
      }),
  });
  return (
    <Modal
      opened
      onClose={close}
      size={560}
      title={t("versions.title")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Answer query={query} lines={2}>
        {() =>
          rows.length === 0 ? (
            <Empty small title={t("versions.none")} />
          ) : (
            <ul className={classes.list}>
              {rows.map((row) => (
                <li key={row.number}>
                  <div>
                    <strong>{t("versions.row", { number: row.number })}</strong>{" "}
                    {row.live && <Tag tone="live">{t("versions.live")}</Tag>}
                    <div className={classes.about}>
                      <When at={row.publishedAt} /> {row.by && `· ${row.by} `}·{" "}
                      {t("versions.nodes", { count: row.nodes })}
                    </div>
                    {row.note && <div className={classes.note}>{row.note}</div>}
                  </div>
                  <Button
                    variant="default"
                    size="compact-md"
                    onClick={() =>
                      restore.mutate(
                        { params: { id: detail.id }, body: { number: row.number } },
                        { onSuccess: () => announce.done(t("versions.restored", { number: row.number })) },
                      )
                    }
                  >
                    {t("versions.restore")}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Modal>
  );
}
