import { Button, Code, Progress } from "@mantine/core";
import { IconDatabaseExport } from "@tabler/icons-react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { BackupList } from "./backup-list.tsx";
import { BackupPlan } from "./backup-plan.tsx";
import classes from "./settings.module.css";

/** The backups that there are, one that is being made, when the next is due, and how one is put back. */
export function Backups() {
  const { t } = useWords();
  const { rows, query } = useRows("listBackups", { query: {} }, { every: 15_000 });
  const first = useReply(
    "listBackups",
    { query: { limit: 1 } },
    { every: (reply) => (isUnderWay(reply?.rows[0]) ? 1_000 : 5_000) },
  );
  const ask = useChange("askBackup", { stale: ["listBackups"], done: () => announce.done(t("backups.asked")) });
  const newest = first.data?.rows[0];
  const making = isUnderWay(newest) ? newest : undefined;
  const now = (
    <Button loading={ask.isPending} disabled={making !== undefined} onClick={() => ask.mutate({})}>
      {t("backups.now")}
    </Button>
  );
  return (
    <Answer query={first} lines={3} height={80}>
      {() => {
        const { plan, folder } = first.data!;
        // What just ended shows at once, and not with the next look at the whole list.
        const ended = [newest, ...rows].filter(
          (row, n, all) => row !== undefined && !isUnderWay(row) && all.findIndex((each) => each?.id === row.id) === n,
        );
        return (
          <>
            <p className={classes.text}>
              {t("backups.text")} {t("backups.secret")}
            </p>
            {making && (
              <section className={classes.making} aria-label={t("backups.asked")}>
                <Progress.Root size="lg" aria-hidden="true">
                  <Progress.Section value={Math.max(2, making.share * 100)} animated />
                </Progress.Root>
                <p role="status">
                  {making.state === "asked"
                    ? t("backups.waits")
                    : t("backups.progress", { share: Math.floor(making.share * 100) })}
                </p>
              </section>
            )}
            {ended.length === 0 ? (
              making === undefined && (
                <Empty icon={<IconDatabaseExport size={24} stroke={1.6} />} title={t("backups.none")} action={now}>
                  {t("backups.noneText")}
                </Empty>
              )
            ) : (
              <>
                <div className={classes.above}>{now}</div>
                <BackupList rows={ended.filter((row) => row !== undefined)} />
                <More query={query} />
              </>
            )}
            <BackupPlan key={`${plan.hours} ${plan.keep}`} plan={plan} />
            {folder !== null && (
              <section className={classes.part}>
                <h2>{t("backups.place")}</h2>
                <p>
                  <Code>{folder}</Code>
                </p>
                <p>{t("backups.placeText")}</p>
              </section>
            )}
            <section className={classes.part}>
              <h2>{t("backups.restore")}</h2>
              <p>{t("backups.restoreText")}</p>
              <Code block>DATA_DIR=new RELAYMAP_SECRET=… npx relaymap restore {fileName(ended[0]?.file)}</Code>
            </section>
          </>
        );
      }}
    </Answer>
  );
}

const isUnderWay = (row: { state: string } | undefined): boolean => row?.state === "asked" || row?.state === "running";
const fileName = (file: string | null | undefined): string => file?.split(/[\\/]/).at(-1) ?? "relaymap-….tar.zst";
