import { Button, Group, Modal, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import classes from "./mentors.module.css";
import { stale } from "./stale.ts";

/** Offering to be asked: how many at once, and how one is reached. */
export function Offer({ offer, pairs }: { offer: Reply<"readMentoring">["offer"]; pairs: number }) {
  const { t } = useWords();
  const [capacity, setCapacity] = useState(String(offer?.capacity ?? 1));
  const [reach, setReach] = useState(offer?.reach ?? "");
  const [ending, end] = useState(false);
  const save = useChange("offerMentor", { stale: [...stale], done: () => announce.done(t("mentors.offerSaved")) });
  const stop = useChange("endMentor", {
    stale: [...stale],
    done: () => {
      end(false);
      announce.done(t("mentors.stopped"));
    },
  });
  const sound = reach.trim().length >= 3;
  const same = offer !== null && offer.reach === reach.trim() && String(offer.capacity) === capacity;
  return (
    <section className={classes.offer}>
      <h2>{t("mentors.offer")}</h2>
      <p>{t("mentors.offerText")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (sound) save.mutate({ body: { capacity: Number(capacity), reach: reach.trim() } });
        }}
      >
        <div>
          <p className={classes.label} id="mentor-capacity">
            {t("mentors.capacity")}
          </p>
          <SegmentedControl
            aria-labelledby="mentor-capacity"
            size="md"
            value={capacity}
            onChange={setCapacity}
            data={["1", "2", "3", "4", "5"]}
          />
        </div>
        <TextInput
          size="md"
          label={t("mentors.reach")}
          description={t("mentors.reachText")}
          value={reach}
          maxLength={200}
          onChange={({ currentTarget }) => setReach(currentTarget.value)}
        />
        <Group gap={10}>
          <Button
            type="submit"
            size="md"
            variant={offer === null ? "filled" : "default"}
            disabled={!sound || same}
            loading={save.isPending}
          >
            {t(offer === null ? "mentors.offerAct" : "action.save")}
          </Button>
          {offer !== null && (
            <Button size="md" variant="subtle" color="brick" onClick={() => end(true)}>
              {t("mentors.stop")}
            </Button>
          )}
        </Group>
      </form>
      <Modal opened={ending} onClose={() => end(false)} title={t("mentors.stop")} centered>
        {t("mentors.stopText", { count: pairs })}
        <DialogEnd
          close={() => end(false)}
          saving={stop.isPending}
          act={{ label: t("mentors.stop"), press: () => stop.mutate({}), color: "brick" }}
        />
      </Modal>
    </section>
  );
}
