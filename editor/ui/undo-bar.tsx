import { Button, Portal } from "@mantine/core";
import { useEffect, useEffectEvent, type ReactNode } from "react";
import { useWords } from "../language.tsx";
import classes from "./undo-bar.module.css";

/** A notice with a way back. When its time is over, or the page is left, `done` is called. */
export function UndoBar({
  undo,
  done,
  seconds = 7,
  children,
}: {
  undo: () => void;
  done: () => void;
  seconds?: number;
  children: ReactNode;
}) {
  const { t } = useWords();
  const end = useEffectEvent(done);
  useEffect(() => {
    const timer = setTimeout(() => end(), seconds * 1000);
    const leave = () => end();
    addEventListener("pagehide", leave);
    return () => {
      clearTimeout(timer);
      removeEventListener("pagehide", leave);
    };
  }, [seconds]);
  return (
    <Portal>
      <div className={classes.bar} role="status">
        <span>{children}</span>
        <Button size="compact-md" variant="white" color="ink" onClick={undo}>
          {t("action.undo")}
        </Button>
      </div>
    </Portal>
  );
}
