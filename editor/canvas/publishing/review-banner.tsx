import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { announce } from "../../announce.ts";
import { call } from "../../client.ts";
import { useWords } from "../../language.tsx";
import { useChange } from "../../replies.ts";
import { useFloat } from "../floats/room.ts";
import { useOpenMap } from "../state/map-context.ts";
import classes from "./review-banner.module.css";

/** What the flood protection holds, and the two answers to it. */
export function ReviewBanner() {
  const { t } = useWords();
  const client = useQueryClient();
  const float = useFloat("top");
  const { detail, learn } = useOpenMap();
  const review = useChange("reviewMap", { stale: ["listDeliveries", "getRun"] });
  if (detail.review === 0) return null;
  const answer = (choice: "release" | "cancel") =>
    review.mutate(
      { params: { id: detail.id }, body: { answer: choice } },
      {
        onSuccess: ({ count }) => {
          announce.done(t(choice === "release" ? "review.released" : "review.cancelled", { count }));
          void call("getMap", { params: { id: detail.id } }).then(learn);
          void client.invalidateQueries({ queryKey: ["listDeliveries", "rows"] });
        },
      },
    );
  return (
    <div className={classes.banner} role="status" ref={float}>
      <span>{t("review.banner", { count: detail.review })}</span>
      <Button
        component={Link}
        href={`/deliveries?map=${detail.id}&state=held`}
        variant="subtle"
        color="honey"
        size="compact-sm"
      >
        {t("review.look")}
      </Button>
      <Button variant="default" size="compact-sm" loading={review.isPending} onClick={() => answer("release")}>
        {t("review.release")}
      </Button>
      <Button variant="default" size="compact-sm" loading={review.isPending} onClick={() => answer("cancel")}>
        {t("review.cancel")}
      </Button>
    </div>
  );
}
