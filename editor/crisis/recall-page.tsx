import "./words.ts";
import { Button, Group, Modal } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Empty } from "../ui/empty.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Page } from "../ui/page.tsx";
import { When } from "../ui/when.tsx";
import classes from "./crisis.module.css";

type Own = Reply<"listRecall">["rows"][number];

/** What somebody published of what is held now: for each their own tap, or their own hand there. */
export function RecallPage() {
  const { t } = useWords();
  const query = useReply("listRecall", {}, { anew: true });
  const rows = query.data?.rows ?? [];
  return (
    <Page title={t("recall.title")} intro={t("recall.intro")} narrow>
      <Answer query={query} lines={3} height={140}>
        {() =>
          rows.length === 0 ? (
            <Empty icon={<IconCheck size={28} />} title={t("recall.none")}>
              {t("recall.noneText")}
            </Empty>
          ) : (
            <ul className={classes.list}>
              {rows.map((row) => (
                <One key={row.id} row={row} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  );
}

function One({ row }: { row: Own }) {
  const { t, text } = useWords();
  const [sure, setSure] = useState(false);
  const remove = useChange("removePost", { stale: ["listRecall"], done: () => setSure(false) });
  const network = networkTitle(row.network);
  const over = row.removal === "gone" || row.removal === "hand";
  const send = (by: "network" | "hand" | "undo") => remove.mutate({ params: { id: row.id }, body: { by } });
  return (
    <li className={classes.own}>
      <p className={classes.note}>
        {row.account} · {network} · <When at={row.at} />
      </p>
      <h2>{row.title}</h2>
      <blockquote>{row.text}</blockquote>
      {row.word !== null && <p className={classes.note}>{t("recall.mentions", { word: row.word })}</p>}
      {row.portrait !== null && <p className={classes.note}>{t("recall.portrait")}</p>}
      <div role="status">
        {over && (
          <p className={classes.over}>
            <IconCheck size={18} aria-hidden="true" />{" "}
            {t(row.removal === "gone" || !row.may ? "recall.gone" : "recall.hand")}
            {row.removal === "hand" && row.may && (
              <Button variant="subtle" size="compact-md" loading={remove.isPending} onClick={() => send("undo")}>
                {t("recall.undo")}
              </Button>
            )}
          </p>
        )}
        {row.removal === "asked" && <p>{t("recall.asked")}</p>}
        {row.removal === "failed" && row.reason !== null && <p className={classes.failed}>{text(row.reason)}</p>}
      </div>
      {!over && (
        <>
          {!row.deletes && (
            <p className={classes.note}>{row.may ? t("recall.how", { network }) : t("recall.others")}</p>
          )}
          <Group gap={12}>
            {row.url !== null && (
              <Button component="a" href={row.url} target="_blank" rel="noreferrer" variant="default">
                {t("recall.open")}
              </Button>
            )}
            {row.deletes && (
              <Button color="brick" variant="light" onClick={() => setSure(true)}>
                {t("recall.delete")}
              </Button>
            )}
            {row.may && (!row.deletes || row.removal === "failed") && (
              <Button variant="default" loading={remove.isPending} onClick={() => send("hand")}>
                {t("recall.byHand")}
              </Button>
            )}
          </Group>
        </>
      )}
      <Modal
        opened={sure}
        onClose={() => setSure(false)}
        title={t("recall.sure")}
        closeButtonProps={{ "aria-label": t("action.close") }}
      >
        <p className={classes.text}>{t("recall.sureText", { network })}</p>
        <DialogEnd
          close={() => setSure(false)}
          saving={remove.isPending}
          act={{ label: t("recall.confirm"), press: () => send("network"), color: "brick" }}
        />
      </Modal>
    </li>
  );
}
