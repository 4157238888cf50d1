import { Popover, TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { fold } from "#engine/words.ts";
import { useWords } from "../../language.tsx";
import { Face } from "../../ui/face.tsx";
import classes from "./faces-row.module.css";
import { facesOf, type Somebody } from "./people.ts";

/** Faces in the row, and people in the list until somebody types. */
const shown = 7;
const listed = 60;

/** A first name, as people call each other; the company by its whole name. */
const called = ({ name, company }: Somebody): string => (company ? name : (name.split(/\s+/)[0] ?? name));

/** Whose messages are looked at: faces with how many, and everybody in a list that is searched. */
export function FacesRow({
  people,
  chosen,
  choose,
}: {
  people: readonly Somebody[];
  chosen: string;
  choose: (id: string) => void;
}) {
  const { t } = useWords();
  const [opened, setOpened] = useState(false);
  const faces = facesOf(people, chosen, people.length > shown + 1 ? shown : shown + 1);
  return (
    <div className={classes.row} role="group" aria-label={t("posts.people")}>
      {faces.map((person) => (
        <UnstyledButton
          key={person.id}
          className={classes.face!}
          aria-pressed={person.id === chosen}
          title={person.name}
          onClick={() => choose(person.id)}
        >
          <span className={classes.picture} aria-hidden="true" data-company={person.company || undefined}>
            <Face name={person.name} avatar={person.avatar} company={person.company} size={40} />
            <span className={`${classes.count} num`}>{person.goes}</span>
          </span>
          <span className={classes.name}>
            {called(person)}
            <span className={classes.hidden}>{t("posts.face", { count: person.goes })}</span>
          </span>
        </UnstyledButton>
      ))}
      {people.length > faces.length && (
        <Popover
          opened={opened}
          onChange={setOpened}
          position="bottom-end"
          width={300}
          trapFocus
          returnFocus
          shadow="md"
        >
          <Popover.Target>
            <UnstyledButton
              className={classes.face!}
              title={t("posts.allLabel", { count: people.length })}
              aria-expanded={opened}
              onClick={() => setOpened(!opened)}
            >
              <span className={classes.more}>+{people.length - faces.length}</span>
              <span className={classes.name}>{t("posts.all")}</span>
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown className={classes.all!} data-arrows>
            <Everybody
              people={people}
              chosen={chosen}
              choose={(id) => {
                setOpened(false);
                choose(id);
              }}
            />
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}

function Everybody({
  people,
  chosen,
  choose,
}: {
  people: readonly Somebody[];
  chosen: string;
  choose: (id: string) => void;
}) {
  const { t } = useWords();
  const [asked, ask] = useState("");
  const found = people.filter(({ name, accounts }) =>
    fold(`${name} ${accounts.map(({ handle }) => handle).join(" ")}`).includes(fold(asked.trim())),
  );
  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t("posts.find")}
        placeholder={t("posts.find")}
        leftSection={<IconSearch size={16} stroke={1.8} />}
        value={asked}
        onChange={(event) => ask(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && found[0] && choose(found[0].id)}
      />
      <ul className={classes.list}>
        {found.slice(0, listed).map((person) => (
          <li key={person.id}>
            <UnstyledButton
              className={classes.line!}
              aria-pressed={person.id === chosen}
              onClick={() => choose(person.id)}
            >
              <Face name={person.name} avatar={person.avatar} company={person.company} size={28} />
              <span>{person.name}</span>
              <span className="num">{person.goes}</span>
            </UnstyledButton>
          </li>
        ))}
        {found.length === 0 && <li className="muted">{t("posts.nobody")}</li>}
        {found.length > listed && <li className="muted">{t("preview.more", { count: found.length - listed })}</li>}
      </ul>
    </>
  );
}
