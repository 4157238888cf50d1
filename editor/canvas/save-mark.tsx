import { Tooltip, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconRefresh } from "@tabler/icons-react";
import { Suspense } from "react";
import { lazy } from "../ui/lazy.ts";
import { useWords } from "../language.tsx";
import { useOpenMap } from "./state/map-context.ts";
import classes from "./save-mark.module.css";

// Few drawings ever meet a conflict, and who meets one has just heard from the server.
const ConflictDialog = lazy(async () => ({
  default: (await import("./publishing/conflict-dialog.tsx")).ConflictDialog,
}));

/** Says whether the drawing is on the server. */
export function SaveMark() {
  const { t, text } = useWords();
  const { saveState, saver } = useOpenMap();
  if (saveState.kind === "conflict")
    return (
      <Suspense>
        <ConflictDialog details={saveState.error.details as { by?: string | null; at?: string } | null} />
      </Suspense>
    );
  if (saveState.kind === "failed" || saveState.kind === "refused") {
    const words = text(saveState.error.text);
    const offline = saveState.kind === "failed" && saveState.error.status === 0;
    const full = saveState.kind === "failed" && saveState.error.status === 507;
    return (
      <Tooltip label={saveState.kind === "failed" ? t("save.failedHelp", { reason: words }) : words}>
        <UnstyledButton
          className={classes.failed!}
          data-offline={offline || full || undefined}
          role="alert"
          onClick={() => void saver.flush()}
        >
          <IconAlertTriangle size={15} stroke={1.9} aria-hidden="true" />
          {t(
            offline
              ? "save.offline"
              : full
                ? "save.full"
                : saveState.kind === "failed"
                  ? "save.failed"
                  : "save.refused",
          )}
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
