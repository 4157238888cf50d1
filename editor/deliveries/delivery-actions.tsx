import "./words.ts";
import { Alert, Button, Group, Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { ellipsis } from "#engine/cut.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { cards } from "../networks.ts";
import { useChange } from "../replies.ts";
import type { DeliveryDetail } from "./delivery-state.tsx";

/** What a person can still do about a delivery: cancel it, answer for a lost answer, or send it once more. */
export function DeliveryActions({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useWords();
  const client = useQueryClient();
  const keep = (reply: DeliveryDetail) => client.setQueryData(["getDelivery", { params: { id: reply.id } }], reply);
  const cancel = useChange("cancelDelivery", {
    stale: ["listDeliveries", "getRun"],
    done: (reply) => (keep(reply), announce.done(t("delivery.cancelled"))),
  });
  const answer = useChange("answerDelivery", {
    stale: ["listDeliveries", "getRun"],
    done: (reply) => (keep(reply), announce.done(t("delivery.answered"))),
  });
  const [asking, setAsking] = useState(false);
  const [, goTo] = useLocation();
  const again = useChange("sendAgain", {
    stale: ["listDeliveries", "getRun", "listProposals"],
    done: ({ id }) => {
      setAsking(false);
      announce.done(t("delivery.againDone"));
      goTo(`/deliveries/${id}`);
    },
  });
  const picture = useChange("answerPicture", {
    stale: ["listDeliveries", "getRun", "listProposals"],
    done: (reply) => {
      keep(reply);
      announce.done(t(reply.missing?.until ? "delivery.pictureStill" : "delivery.pictureOver"));
    },
  });
  const retract = useChange("retractDelivery", {
    done: (reply) => (keep(reply), announce.done(t("delivery.retractedDone"))),
  });
  const editor = isEditor(useMe());
  const params = { id: delivery.id };
  // What this server shows itself can be taken out again.
  const shownHere = delivery.state === "published" && cards.get(delivery.account.network)?.here === true;
  if (delivery.state === "unknown") {
    const asked = delivery.part === 0 ? undefined : delivery.post.parts[delivery.part]?.text;
    const question =
      asked === undefined ? t("delivery.question") : t("delivery.questionPart", { text: ellipsis(asked, 80) });
    return (
      <Alert color="honey" title={question} w="100%">
        <Group gap={8} mt={8}>
          <Button
            variant="default"
            loading={answer.isPending}
            onClick={() => answer.mutate({ params, body: { answer: "there" } })}
          >
            {t("delivery.there")}
          </Button>
          <Button
            variant="default"
            loading={answer.isPending}
            onClick={() => answer.mutate({ params, body: { answer: "absent" } })}
          >
            {t("delivery.absent")}
          </Button>
        </Group>
      </Alert>
    );
  }
  if (["published", "rejected", "cancelled", "expired"].includes(delivery.state)) {
    return (
      <>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t("delivery.again")}
        </Button>
        {shownHere && editor && delivery.retractedAt === null && (
          <Button variant="light" color="brick" loading={retract.isPending} onClick={() => retract.mutate({ params })}>
            {t("delivery.retract")}
          </Button>
        )}
        <Modal
          opened={asking}
          onClose={() => setAsking(false)}
          title={t("delivery.again")}
          closeButtonProps={{ "aria-label": t("action.close") }}
        >
          <p>
            {t(delivery.state === "published" ? "delivery.againTwice" : "delivery.againText", {
              name: delivery.account.name,
            })}{" "}
            {delivery.parts > 1 && t("delivery.againParts")}
          </p>
          <Group justify="flex-end" gap={8} mt={16}>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t("action.cancel")}
            </Button>
            <Button loading={again.isPending} onClick={() => again.mutate({ params })}>
              {t("delivery.againGo")}
            </Button>
          </Group>
        </Modal>
      </>
    );
  }
  if (delivery.state !== "held" && delivery.state !== "ready" && delivery.state !== "retry_wait") return null;
  return (
    <>
      {delivery.missing?.until && (
        <>
          <Button loading={picture.isPending} onClick={() => picture.mutate({ params, body: { answer: "again" } })}>
            {t("delivery.pictureAgain")}
          </Button>
          <Button
            variant="default"
            loading={picture.isPending}
            onClick={() => picture.mutate({ params, body: { answer: "without" } })}
          >
            {t("delivery.pictureWithout")}
          </Button>
        </>
      )}
      <Button variant="light" color="brick" loading={cancel.isPending} onClick={() => cancel.mutate({ params })}>
        {t(delivery.part > 0 ? "delivery.cancelRest" : "delivery.cancel")}
      </Button>
    </>
  );
}
