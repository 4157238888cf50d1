import { Button, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Tag } from "../ui/tag.tsx";
import classes from "./charter.module.css";
import { Legal, Promises } from "./parts.tsx";

/** What was published, with how many accepted each, and the way to take it out of force. */
export function Versions({ draft }: { draft: Reply<"getCharterDraft"> }) {
  const { t, text, language, day } = useWords();
  const [withdrawing, withdraw] = useDisclosure(false);
  return (
    <section>
      <h2 className={classes.section}>{t("charter.versions")}</h2>
      {draft.versions.length === 0 && <Text c="dimmed">{t("charter.versionsNone")}</Text>}
      {draft.versions.map(({ number, publishedAt, by, note, asks, withdrawnAt, accepted, content }) => (
        <div key={number} className={classes.version}>
          <strong>{t("charter.versionLine", { number })}</strong>
          <span className="muted">{t("charter.versionBy", { day: day(publishedAt), by: by ?? "…" })}</span>
          {number === draft.current && <Tag tone="good">{t("charter.inForce")}</Tag>}
          {!asks && <Tag tone="plain">{t("charter.small")}</Tag>}
          {withdrawnAt !== null && <Tag tone="plain">{t("charter.withdrawn")}</Tag>}
          <span className="muted">
            {t(`charter.accepted.${accepted.kind}`, accepted.kind === "some" ? { count: accepted.count } : {})}
          </span>
          {number === draft.current && (
            <Button variant="subtle" size="compact-sm" color="brick" onClick={withdraw.open}>
              {t("charter.withdraw")}
            </Button>
          )}
          {text(note) !== "" && <p className="muted">{text(note)}</p>}
          <details style={{ width: "100%" }}>
            <summary>{t("charter.phrases")}</summary>
            <Promises promises={content[language].promises} />
            <Legal legal={content[language].legal} />
          </details>
        </div>
      ))}
      {withdrawing && <Withdraw close={withdraw.close} />}
    </section>
  );
}

function Withdraw({ close }: { close: () => void }) {
  const { t } = useWords();
  const act = useChange("withdrawCharter", {
    stale: ["getCharterDraft", "getCharter", "me"],
    done: () => {
      close();
      announce.done(t("charter.withdraw.done"));
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t("charter.withdraw.title")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Text>{t("charter.withdraw.text")}</Text>
      <DialogEnd
        close={close}
        saving={act.isPending}
        act={{ label: t("charter.withdraw"), color: "brick", press: () => act.mutate({}) }}
      />
    </Modal>
  );
}
