import { Button, Modal, Stack } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { When } from "../ui/when.tsx";
import { Published } from "./published.tsx";
import classes from "./crisis.module.css";
import { groupOf, stale, type Standing } from "./kept.ts";

/** A hold that stands: what it keeps, since when and by whom, and how it is lifted. */
export function HoldCard({ hold }: { hold: Standing }) {
  const { t } = useWords();
  const [asks, setAsks] = useState(false);
  const [looks, setLooks] = useState(false);
  const lift = useChange("liftHold", {
    stale: [...stale],
    done: ({ freed }) => {
      setAsks(false);
      announce.done(t("crisis.lift.done", { count: freed }));
    },
  });
  const { kept } = hold;
  return (
    <li className={classes.hold}>
      <header>
        <span className={classes.sign}>
          <IconHandStop size={20} stroke={1.8} aria-hidden="true" />
        </span>
        <h3>{hold.words.join(" · ")}</h3>
        <Button variant="default" onClick={() => setAsks(true)}>
          {t("crisis.lift")}
        </Button>
      </header>
      {hold.about !== "" && <p className={classes.about}>{hold.about}</p>}
      <p>
        {t("crisis.holds", { posts: kept.posts, people: kept.people ?? 0, group: groupOf(kept) })}{" "}
        {kept.proposals > 0 && t("crisis.asked", { count: kept.proposals })}{" "}
        {kept.planned > 0 && t("crisis.planned", { count: kept.planned })}
      </p>
      <p className={classes.note}>
        {t("crisis.since", { name: hold.by ?? t("crisis.nobody") })} · <When at={hold.at} />
      </p>
      {looks ? (
        <Published number={hold.number} />
      ) : (
        <Button variant="subtle" size="compact-md" mt={8} onClick={() => setLooks(true)}>
          {t("crisis.out")}
        </Button>
      )}
      <Modal
        opened={asks}
        onClose={() => setAsks(false)}
        title={t("crisis.lift.title")}
        closeButtonProps={{ "aria-label": t("action.close") }}
      >
        <Stack gap={12}>
          <p className={classes.text}>{t("crisis.lift.text")}</p>
          <Link href="/deliveries?mark=held" className={classes.see}>
            {t("crisis.lift.see")}
          </Link>
          <DialogEnd
            close={() => setAsks(false)}
            saving={lift.isPending}
            act={{ label: t("crisis.lift.confirm"), press: () => lift.mutate({ params: { number: hold.number } }) }}
          />
        </Stack>
      </Modal>
    </li>
  );
}
