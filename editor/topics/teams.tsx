import { ActionIcon, Button, Checkbox, Menu, Modal, Stack, Switch, TextInput } from "@mantine/core";
import { IconDots, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange, useRows } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { More } from "../ui/more.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { stale, type Team, type Use } from "./use.ts";
import classes from "./topics.module.css";

type Asked = { is: "new" } | { is: "rename" | "people"; team: Team } | null;

/** The workspace's teams, and whether people choose theirs. */
export function Teams({ teams, use }: { teams: readonly Team[]; use: Use | undefined }) {
  const { t } = useWords();
  const [asked, ask] = useState<Asked>(null);
  const open = useChange("openTeams", { stale: [...stale] });
  const drop = useChange("deleteTeam", { stale: [...stale] });
  const counts = new Map(use?.teams.map(({ id, people }) => [id, people]));
  return (
    <section className={classes.teams}>
      <header>
        <h2>{t("topics.teams")}</h2>
        <Button variant="default" leftSection={<IconPlus size={18} />} onClick={() => ask({ is: "new" })}>
          {t("topics.teamNew")}
        </Button>
      </header>
      {teams.length === 0 && <p className={classes.open}>{t("topics.teamNone")}</p>}
      <ul>
        {teams.map((team) => {
          const count = counts.get(team.id);
          return (
            <li key={team.id}>
              <b>{team.name}</b>
              <span>
                {count === undefined ? "" : count === null ? t("topics.peopleFew") : t("topics.people", { count })}
              </span>
              <Button size="compact-md" variant="default" onClick={() => ask({ is: "people", team })}>
                {t("topics.teamPeople")}
              </Button>
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon size={40} color="ink" aria-label={t("topics.actions", { name: team.name })}>
                    <IconDots size={20} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => ask({ is: "rename", team })}>{t("topics.teamRename")}</Menu.Item>
                  <Menu.Item color="brick" onClick={() => drop.mutate({ params: { id: team.id } })}>
                    {t("topics.teamDelete")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </li>
          );
        })}
      </ul>
      {use && teams.length > 0 && (
        <Switch
          size="md"
          label={t("topics.teamsOpen")}
          checked={open.isPending && open.variables ? open.variables.body.open : use.teamsOpen}
          onChange={(event) => open.mutate({ body: { open: event.currentTarget.checked } })}
        />
      )}
      {asked !== null && asked.is !== "people" && (
        <NameDialog team={asked.is === "rename" ? asked.team : null} close={() => ask(null)} />
      )}
      {asked?.is === "people" && <PeopleDialog team={asked.team} close={() => ask(null)} />}
    </section>
  );
}

function NameDialog({ team, close }: { team: Team | null; close: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState(team?.name ?? "");
  const create = useChange("createTeam", { stale: [...stale], done: close });
  const rename = useChange("renameTeam", { stale: [...stale], done: close });
  return (
    <Modal
      opened
      onClose={close}
      title={team === null ? t("topics.teamNew") : team.name}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (team === null) create.mutate({ body: { name } });
          else rename.mutate({ params: { id: team.id }, body: { name } });
        }}
      >
        <TextInput
          label={t("topics.name")}
          required
          withAsterisk={false}
          data-autofocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <DialogEnd close={close} saving={create.isPending || rename.isPending} />
      </form>
    </Modal>
  );
}

/** Who is in a team: each press is kept at once. */
function PeopleDialog({ team, close }: { team: Team; close: () => void }) {
  const { t } = useWords();
  const [search, setSearch] = useState("");
  const params = { id: team.id };
  const { rows, query } = useRows("teamPeople", { params, query: { limit: 50, ...(search === "" ? {} : { search }) } });
  const change = useChange("changeTeamPeople", { stale: [...stale, "teamPeople"] });
  return (
    <Modal
      opened
      onClose={close}
      title={t("topics.teamPeopleTitle", { name: team.name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Stack gap={14}>
        <SearchField label={t("topics.find")} value={search} change={setSearch} />
        {rows.map(({ id, name, place, member }) => (
          <Checkbox
            key={id}
            size="md"
            label={name}
            description={place || undefined}
            checked={member}
            disabled={change.isPending}
            onChange={() => change.mutate({ params, body: member ? { remove: [id] } : { add: [id] } })}
          />
        ))}
        <More query={query} />
      </Stack>
    </Modal>
  );
}
