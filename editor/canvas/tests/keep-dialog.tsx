import "./words.ts";
import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { mostCases } from "#engine/cases.ts";
import { casesOf } from "../../drawing/cases.ts";
import { useWords } from "../../language.tsx";
import { useReply } from "../../replies.ts";
import { Answer } from "../../ui/answer.tsx";
import { type Keeping, useCanvas, useDocument } from "../state/store.ts";
import { ItemChoice } from "./item-choice.tsx";
import { KeepForm } from "./keep-form.tsx";
import classes from "./tests.module.css";

/** Asks which item is kept as a test, where that is not known yet, and what of it: what the drawing makes of it now, as it stands, is offered. */
export function KeepDialog({ keeping }: { keeping: Keeping }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const small = useMediaQuery("(max-width: 640px)");
  const [, ask] = useSearchParams();
  const full = casesOf(useDocument()).list.length >= mostCases;
  const close = () => {
    canvas.set({ keeping: null });
    // Whoever came by a link to it, and loads the page again, is not asked again.
    ask(
      (before) => {
        const next = new URLSearchParams(before);
        for (const name of ["keep", "account"]) next.delete(name);
        return next;
      },
      { replace: true },
    );
  };
  return (
    <Modal
      opened
      onClose={close}
      size={640}
      fullScreen={small}
      title={t(keeping.key === null ? "tests.choose" : "tests.keep")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      {full ? (
        <p className={classes.said}>{t("tests.full", { most: mostCases })}</p>
      ) : keeping.key === null ? (
        <ItemChoice choose={(key) => canvas.set({ keeping: { ...keeping, key } })} />
      ) : (
        <Ends keeping={{ ...keeping, key: keeping.key }} close={close} />
      )}
    </Modal>
  );
}

function Ends({ keeping, close }: { keeping: Keeping & { key: string }; close: () => void }) {
  const { t } = useWords();
  const [document] = useState(useDocument());
  const query = useReply("endsOfItem", { body: { document, key: keeping.key } }, { anew: true });
  return (
    <Answer query={query} lines={3} height={64}>
      {() => {
        const found = query.data?.found;
        if (!found) return <p className={classes.said}>{t("tests.lost")}</p>;
        if (found.targets.length === 0) return <p className={classes.said}>{t("tests.noTarget")}</p>;
        return <KeepForm found={found} keeping={keeping} close={close} />;
      }}
    </Answer>
  );
}
