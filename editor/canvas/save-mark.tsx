import { Button, Group, Modal, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconRefresh } from "@tabler/icons-react";
import { call } from "../client.ts";
import { useWords } from "../language.tsx";
import { relative } from "../ui/relative.ts";
import { useOpenMap } from "./state/map-context.ts";
import classes from "./save-mark.module.css";
import { withSteps } from "./state/step-types.ts";
import { useCanvas } from "./state/store.ts";

/** Somebody else saved in between: one of the two drawings stays, the other goes into the undo history. */
function Conflict({ details }: { details: { by?: string | null; at?: string } | null }) {
  const { t, language } = useWords();
  const canvas = useCanvas();
  const { detail, saver, learn } = useOpenMap();
  const read = () => call("getMap", { params: { id: detail.id } });
  const theirs = async () => {
    const fresh = await read();
    await withSteps(fresh.document, () => {
      saver.adopt(fresh);
      canvas.replace(fresh.document);
      canvas.set({ problems: fresh.problems });
      learn(fresh);
    });
  };
  const mine = async () => {
    const fresh = await read();
    await saver.overwrite(fresh.revision);
  };
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={t("conflict.title")}>
      <Text>
        {t("conflict.text", {
          who: details?.by ?? t("conflict.somebody"),
          when: (details?.at && relative(Date.parse(details.at), Date.now(), language)) || t("time.now"),
        })}
      </Text>
      <Group justify="flex-end" mt={24}>
        <Button variant="default" onClick={() => void theirs()}>
          {t("conflict.theirs")}
        </Button>
        <Button onClick={() => void mine()} data-autofocus>
          {t("conflict.mine")}
        </Button>
      </Group>
    </Modal>
  );
}

/** Says whether the drawing is on the server. */
export function SaveMark() {
  const { t, text } = useWords();
  const { saveState, saver } = useOpenMap();
  if (saveState.kind === "conflict")
    return <Conflict details={saveState.error.details as { by?: string | null; at?: string } | null} />;
  if (saveState.kind === "failed" || saveState.kind === "refused") {
    const words = text(saveState.error.text);
    return (
      <Tooltip label={saveState.kind === "failed" ? t("save.failedHelp", { reason: words }) : words}>
        <UnstyledButton className={classes.failed!} role="alert" onClick={() => void saver.flush()}>
          <IconAlertTriangle size={15} stroke={1.9} aria-hidden="true" />
          {t(saveState.kind === "failed" ? "save.failed" : "save.refused")}
        </UnstyledButton>
      </Tooltip>
    );
  }
  const saved = saveState.kind === "saved";
  return (
    <span className={classes.mark} role="status" data-save={saveState.kind}>
      {saved ? (
        <IconCheck size={15} stroke={2} aria-hidden="true" />
      ) : (
        <IconRefresh size={14} stroke={1.9} aria-hidden="true" className={classes.turning!} />
      )}
      <span data-fold="1">{t(saved ? "save.saved" : "save.waiting")}</span>
    </span>
  );
}
