import { Alert, Button, Group, Select, Stack, Switch, TagsInput, Text } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { languages, type Language } from "#engine/text.ts";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Copied } from "../ui/copied.tsx";

type Stored = Reply<"getDoor">;
const names: Record<Language, string> = { en: "English", fr: "Français" };

/** Who may come in by themselves: by a link, or the poster's code, with an address of these domains. */
export function Door() {
  const query = useReply("getDoor", {});
  return (
    <Answer query={query} lines={3} height={60}>
      {() => <Form stored={query.data!} />}
    </Answer>
  );
}

function Form({ stored }: { stored: Stored }) {
  const { t, text } = useWords();
  const teams = useReply("listTopics", {}).data?.teams ?? [];
  const [open, setOpen] = useState(stored.open);
  const [domains, setDomains] = useState<string[]>(stored.domains);
  const [team, setTeam] = useState<string | null>(stored.team);
  const [language, setLanguage] = useState<Language | null>(stored.language);
  const save = useChange("setDoor", {
    stale: ["getDoor"],
    quiet: true,
    done: (now) => {
      setDomains(now.domains);
      announce.done(t(now.open ? "door.savedOpen" : "door.savedClosed"));
    },
  });
  const renew = useChange("setDoor", { stale: ["getDoor"], done: () => announce.done(t("door.renewed")) });
  const body = { open, domains, team, language };
  const kept = { open: stored.open, domains: stored.domains, team: stored.team, language: stored.language };
  const same = JSON.stringify(body) === JSON.stringify(kept);
  return (
    <Stack component="section" gap={20} maw={620} align="stretch">
      <Text size="sm" c="dimmed">
        {t("door.intro")}
      </Text>
      {!stored.mail && <Alert color="honey">{t("door.noMail")}</Alert>}
      <Switch
        size="md"
        label={t("door.open")}
        description={t("door.openHelp")}
        checked={open}
        disabled={!stored.mail && !open}
        onChange={(event) => setOpen(event.currentTarget.checked)}
      />
      <TagsInput
        label={t("door.allowed")}
        description={t("door.allowedHelp")}
        placeholder={domains.length === 0 ? "lumen.example" : ""}
        value={domains}
        maxTags={20}
        acceptValueOnBlur
        splitChars={[",", " ", ";"]}
        clearable={false}
        onChange={(next) => setDomains(next.map((each) => each.trim().replace(/^@/u, "").toLowerCase()))}
      />
      <Select
        label={t("door.team")}
        clearable
        placeholder={t("door.teamNone")}
        value={team}
        data={teams.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setTeam}
      />
      <Select
        label={t("door.language")}
        description={t("door.languageHelp")}
        clearable
        placeholder={t("door.languageNone")}
        value={language}
        data={languages.map((each) => ({ value: each, label: names[each] }))}
        onChange={(next) => setLanguage(languages.find((each) => each === next) ?? null)}
      />
      <Text size="sm" c="dimmed">
        {t("door.role")}
      </Text>
      {save.error && (
        <Alert color="brick" role="alert">
          {text(save.error.text)}
        </Alert>
      )}
      <Group gap={12}>
        <Button
          disabled={same || (open && domains.length === 0)}
          loading={save.isPending}
          onClick={() => save.mutate({ body })}
        >
          {t("action.save")}
        </Button>
        {open && domains.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("door.needsDomain")}
          </Text>
        )}
      </Group>
      {stored.open && stored.link !== null && (
        <Stack gap={12} mt={12}>
          <Copied label={t("door.link")} value={stored.link} />
          <Group gap={12}>
            <Button component={Link} href="/people/poster" leftSection={<IconPrinter size={18} stroke={1.8} />}>
              {t("door.poster")}
            </Button>
            <Button
              variant="default"
              loading={renew.isPending}
              onClick={() => renew.mutate({ body: { ...kept, renew: true } })}
            >
              {t("door.renew")}
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            {t("door.renewHelp")}
          </Text>
        </Stack>
      )}
    </Stack>
  );
}
