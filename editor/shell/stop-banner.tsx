import { Button } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useChange } from "../replies.ts";
import { When } from "../ui/when.tsx";
import classes from "./banner.module.css";

/** While the global stop is set, every page says so, with who and why; editors can lift it. */
export function StopBanner() {
  const { t } = useWords();
  const me = useMe();
  const lift = useChange("stopAll", { stale: ["me"], done: () => announce.done(t("stop.lifted")) });
  const { stopped } = me.workspace;
  if (!stopped) return null;
  return (
    <div className={classes.stop} role="alert">
      <IconHandStop size={18} stroke={1.8} aria-hidden="true" />
      <span>
        <strong>{t("stop.banner")}</strong> {stopped.by && t("stop.by", { name: stopped.by })} ·{" "}
        <When at={stopped.at} />
      </span>
      <span className={classes.reason}>
        {stopped.reason === "setback" ? t("stop.setback") : stopped.reason ? `“${stopped.reason}”` : t("stop.note")}
      </span>
      {isEditor(me) && (
        <Button
          size="compact-sm"
          className={classes.lift!}
          loading={lift.isPending}
          onClick={() => lift.mutate({ body: { on: false, reason: "" } })}
        >
          {t("stop.lift")}
        </Button>
      )}
    </div>
  );
}
