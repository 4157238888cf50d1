import { Button } from "@mantine/core";
import { useState } from "react";
import { countChanges, difference } from "#engine/difference.ts";
import { announce } from "../../announce.ts";
import { useWords } from "../../language.tsx";
import { When } from "../../ui/when.tsx";
import { lookAside } from "./aside.ts";
import { Discard } from "./discard.tsx";
import classes from "./history-dialog.module.css";
import { useExchange } from "./restoring.ts";
import { useOpenMap } from "../state/map-context.ts";
import { useDocument } from "../state/store.ts";

/** What is drawn and not published, the way back from it, and what this person put aside in this window. */
export function DraftRow({
  chosen,
  choose,
  close,
  discarding,
}: {
  chosen: boolean;
  choose: () => void;
  close: () => void;
  /** Asks at once whether the draft shall go. */
  discarding: boolean;
}) {
  const { t } = useWords();
  const document = useDocument();
  const { detail } = useOpenMap();
  const exchange = useExchange();
  const [aside] = useState(() => lookAside(detail.id));
  const { live } = detail;
  const count = live === null ? 0 : countChanges(difference(live.document, document));
  return (
    <>
      <li data-chosen={chosen || undefined}>
        <span className={classes.pen} aria-hidden="true" />
        <div className={classes.words}>
          <button type="button" className={classes.choose} aria-pressed={chosen} onClick={choose}>
            {t("versions.draft")}
          </button>
          <div className={classes.what}>
            {live === null
              ? t("versions.draftNew")
              : count === 0
                ? t("versions.draftSame")
                : t("versions.draftChanges", { count })}
          </div>
        </div>
        {live !== null && count > 0 && <Discard live={live.number} done={close} asked={discarding} />}
      </li>
      {aside !== null && (
        <li>
          <span className={classes.pen} aria-hidden="true" />
          <div className={classes.words}>
            <strong>{t("versions.aside")}</strong>
            <div className={classes.about}>
              <When at={aside.at} /> · {t("versions.asideAbout")}
            </div>
          </div>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              exchange(aside.document);
              announce.done(t("versions.takenBack"));
              close();
            }}
          >
            {t("versions.takeBack")}
          </Button>
        </li>
      )}
    </>
  );
}
