import { Alert, Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import type { DeliveryDetail } from "./delivery-state.tsx";

/** What a person can still do about a delivery: cancel it, or answer for a lost answer. */
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
  const params = { id: delivery.id };
  if (delivery.state === "unknown") {
    return (
      <Alert color="honey" title={t("delivery.question")} w="100%">
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
  if (delivery.state !== "held" && delivery.state !== "ready" && delivery.state !== "retry_wait") return null;
  return (
    <Button variant="light" color="brick" loading={cancel.isPending} onClick={() => cancel.mutate({ params })}>
      {t("delivery.cancel")}
    </Button>
  );
}
