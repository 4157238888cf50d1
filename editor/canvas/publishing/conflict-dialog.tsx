import { Button, Group, Modal, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { announce } from "../../announce.ts";
import { call, CallError } from "../../client.ts";
import { useWords } from "../../language.tsx";
import { useChange } from "../../replies.ts";
import { relative } from "../../ui/relative.ts";
import { Diff } from "./diff.tsx";
import classes from "./conflict-dialog.module.css";
import "./words.ts";
import { type Detail, useOpenMap } from "../state/map-context.ts";
import { withSteps } from "../state/step-types.ts";
import { useCanvas, useDocument } from "../state/store.ts";

/** What a map may be called at most. */
const longestName = 120;

/**
 * Somebody else saved in between: what differs is shown, and one of the two drawings stays, the other goes into the undo history; or both stay,
 * one's own as a map beside it.
 */
export function ConflictDialog({ details }: { details: { by?: string | null; at?: string } | null }) {
  const { t, language } = useWords();
  const canvas = useCanvas();
  const document = useDocument();
  const { detail, saver, learn } = useOpenMap();
  const [other, setOther] = useState<Detail | null>(null);
  const { id } = detail;
  useEffect(() => {
    let gone = false;
    call("getMap", { params: { id } }).then(
      (fresh) => withSteps(fresh.document, () => gone || setOther(fresh)),
      (error: unknown) => {
        if (!(error instanceof CallError)) throw error;
      },
    );
    return () => void (gone = true);
  }, [id]);
  const read = () => call("getMap", { params: { id } });
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
  const keep = useChange("createMap", {
    stale: ["listMaps"],
    done: (map) => {
      announce.done(t("conflict.kept", { name: map.name }));
      void theirs();
    },
  });
  const both = () => {
    const name = t("conflict.copy", { name: document.name.slice(0, longestName - 20) });
    keep.mutate({ body: { name, document: { ...document, name } } });
  };
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} size={760} title={t("conflict.title")}>
      <Text>
        {t("conflict.text", {
          who: details?.by ?? t("conflict.somebody"),
          when: (details?.at && relative(Date.parse(details.at), Date.now(), language)) || t("time.now"),
        })}
      </Text>
      {other !== null && (
        <section aria-label={t("conflict.differs")}>
          <Text mt={16} mb={6} size="sm" fw={600}>
            {t("conflict.differs")}
          </Text>
          <div className={classes.differs}>
            <Diff before={other.document} after={document} />
          </div>
        </section>
      )}
      <Group justify="flex-end" gap={8} mt={24}>
        <Button variant="subtle" loading={keep.isPending} onClick={both}>
          {t("conflict.both")}
        </Button>
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
