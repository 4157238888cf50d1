import { Alert, Button, Group, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { announce } from "../announce.ts";
import { CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useChange, useReply } from "../replies.ts";
import { When } from "../ui/when.tsx";
import classes from "./notices.module.css";
import { labelOf, reachOf, renew, turnOff, turnOn } from "./push.ts";

/** Devices that show notices by themselves: this one, and those from before. */
export function Devices() {
  const { t } = useWords();
  const client = useQueryClient();
  const { member } = useMe();
  const query = useReply("listDevices", {});
  const [here, setHere] = useState<string | null>(null);
  const [reach, setReach] = useState(reachOf);
  const [busy, setBusy] = useState(false);
  const stale = () => client.invalidateQueries({ queryKey: ["listDevices"] });
  const drop = useChange("dropDevice", { stale: ["listDevices"] });
  const test = useChange("tryDevices", { done: () => announce.done(t("notices.tried")) });
  // Each time the page is opened what the browser has is compared with what the server knows.
  useEffect(() => {
    void renew(labelOf(), member.id)
      .then(setHere)
      .catch(() => undefined);
  }, [member.id]);
  const devices = query.data?.rows ?? [];
  const start = async () => {
    setBusy(true);
    try {
      setHere(await turnOn(query.data?.key ?? "", labelOf(), member.id));
      await stale();
    } catch (error) {
      if (error instanceof CallError) announce.failure(error);
      else announce.warning(t("notices.pushFailed"));
    } finally {
      setReach(reachOf());
      setBusy(false);
    }
  };
  return (
    <Stack gap={14}>
      {reach !== "ready" && <Alert color="ink">{t(`notices.reach.${reach}`)}</Alert>}
      {devices.length > 0 && (
        <ul className={classes.devices}>
          {devices.map(({ id, label, seenAt }) => (
            <li key={id}>
              <span>
                <b>{label === "" ? t("notices.device") : label}</b>
                <small>{id === here ? t("notices.here") : <When at={seenAt} />}</small>
              </span>
              <Button
                variant="subtle"
                loading={drop.isPending && drop.variables?.params.id === id}
                onClick={() => {
                  if (id === here) void turnOff().then(() => setHere(null));
                  drop.mutate({ params: { id } });
                }}
              >
                {t("notices.dropDevice")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Group gap={12}>
        {reach === "ready" && (here === null || devices.every(({ id }) => id !== here)) && (
          <Button variant="default" loading={busy} disabled={!query.data} onClick={() => void start()}>
            {t("notices.pushOn")}
          </Button>
        )}
        {devices.length > 0 && (
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate({})}>
            {t("notices.try")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
