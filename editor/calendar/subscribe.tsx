import "./words.ts";
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconCalendarShare } from "@tabler/icons-react";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Copied } from "../ui/copied.tsx";
import { Sheet } from "../ui/sheet.tsx";

/** What is planned and what went out in the program in which one keeps one's own calendar: by an address that is one's own to end. */
export default function Subscribe({ close }: { close: () => void }) {
  const { t } = useWords();
  const query = useReply("readCalendarLink", {}, { anew: true });
  const url = query.data?.url ?? null;
  const [asked, ask] = useState<"renew" | "end" | null>(null);
  const said = (key: "made" | "ended") => ({
    stale: ["readCalendarLink" as const],
    done: () => {
      ask(null);
      announce.done(t(`calendar.feed.${key}`));
    },
  });
  const make = useChange("makeCalendarLink", said("made"));
  const drop = useChange("dropCalendarLink", said("ended"));
  const busy = make.isPending || drop.isPending;
  return (
    <Sheet opened close={close} title={t("calendar.feed")} about={t("calendar.feed.about")}>
      <Answer query={query} lines={1} height={64}>
        {() =>
          url === null ? (
            <Button fullWidth size="md" loading={busy} onClick={() => make.mutate({})}>
              {t("calendar.feed.make")}
            </Button>
          ) : (
            <Stack gap="md">
              <Copied label={t("calendar.feed.address")} value={url} />
              <Button
                component="a"
                href={url.replace(/^https?:/u, "webcal:")}
                leftSection={<IconCalendarShare size={18} stroke={1.7} aria-hidden="true" />}
              >
                {t("calendar.feed.open")}
              </Button>
              <Text size="sm">{t("calendar.feed.how")}</Text>
              {asked === null ? (
                <Group gap="xs">
                  <Button variant="default" onClick={() => ask("renew")}>
                    {t("calendar.feed.renew")}
                  </Button>
                  <Button variant="subtle" color="brick" onClick={() => ask("end")}>
                    {t("calendar.feed.end")}
                  </Button>
                </Group>
              ) : (
                <Stack gap="xs" role="group" aria-label={t(`calendar.feed.${asked}`)}>
                  <Text size="sm">{t(`calendar.feed.${asked}.sure`)}</Text>
                  <Group gap="xs">
                    <Button
                      {...(asked === "end" ? { color: "brick" } : {})}
                      loading={busy}
                      onClick={() => (asked === "end" ? drop : make).mutate({})}
                    >
                      {t(`calendar.feed.${asked}`)}
                    </Button>
                    <Button variant="default" disabled={busy} onClick={() => ask(null)}>
                      {t("action.cancel")}
                    </Button>
                  </Group>
                </Stack>
              )}
            </Stack>
          )
        }
      </Answer>
    </Sheet>
  );
}
