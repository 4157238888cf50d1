import { Button } from "@mantine/core";
import type { Reply } from "#server/api.ts";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { useChange } from "../../replies.ts";
import { When } from "../../ui/when.tsx";
import { useOpenMap } from "../state/map-context.ts";
import classes from "./publish-dialog.module.css";

/** How the map stands with those who must agree: what waits, or what was said last. */
export function SignOffNote({ state }: { state: Reply<"readSignOff"> }) {
  const { t } = useWords();
  const { detail } = useOpenMap();
  const withdraw = useChange("withdrawSignOff", {
    stale: ["readSignOff", "today"],
    done: () => announce.done(t("signoff.withdrawn")),
  });
  const { needed, waiting, back } = state;
  if (!needed && waiting === null) return null;
  return (
    <div className={classes.reach}>
      {waiting === null && back === null && <p>{t("signoff.needed")}</p>}
      {waiting !== null && (
        <>
          <p>
            {t("signoff.waits", { own: waiting.own ? "yes" : "no", by: waiting.by ?? t("changes.somebody") })}{" "}
            <When at={waiting.at} />. {t("signoff.replaces")}
          </p>
          {waiting.own && (
            <Button
              mt={8}
              variant="default"
              size="compact-sm"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate({ params: { id: detail.id } })}
            >
              {t("signoff.withdraw")}
            </Button>
          )}
        </>
      )}
      {back !== null && <p>{t("signoff.back", { by: back.by ?? t("changes.somebody"), word: back.word })}</p>}
    </div>
  );
}
