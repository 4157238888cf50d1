import { ActionIcon, Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import type { Topic } from "../topics/use.ts";
import { Tag } from "../ui/tag.tsx";
import type { Line, Thing } from "./use-line.ts";
import classes from "./editorial.module.css";

/** Audiences with what is wanted of them and the topics for them, then objectives: everything that the drawing can do. */
export function Things({
  line,
  topics,
  open,
  remove,
}: {
  line: Line;
  topics: readonly Topic[];
  open: (thing: Thing) => void;
  remove: (is: Thing["is"], id: string) => void;
}) {
  const { t } = useWords();
  const objectives = new Map(line.objectives.map((row) => [row.id, row.name]));
  const known = new Map(topics.map((topic) => [topic.id, topic]));
  const wanted = (id: string) => line.aims.filter(({ audience }) => audience === id);
  return (
    <div className={classes.columns}>
      <section aria-labelledby="audiences">
        <h2 id="audiences">{t("editorial.audiences")}</h2>
        <ul className={classes.list}>
          {line.audiences.map(({ id, name, description, topics: own }) => (
            <li key={id}>
              <div>
                <h3>{name}</h3>
                {description !== "" && <p>{description}</p>}
                <p className={classes.tags}>
                  {wanted(id).length === 0 && <span data-missing>{t("editorial.noObjective")}</span>}
                  {wanted(id).map(({ objective, note }) => (
                    <Tag key={objective} tone="good">
                      {note === ""
                        ? objectives.get(objective)
                        : t("editorial.wanted", { objective: objectives.get(objective) ?? "", note })}
                    </Tag>
                  ))}
                </p>
                <p className={classes.tags}>
                  {own.length === 0 && <span data-missing>{t("editorial.noTopic")}</span>}
                  {own.map((topic) => (
                    <Tag key={topic} tone="plain">
                      {known.get(topic)?.name ?? "…"}
                    </Tag>
                  ))}
                </p>
              </div>
              <Acts is="audience" id={id} name={name} open={open} remove={remove} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="objectives">
        <h2 id="objectives">{t("editorial.objectives")}</h2>
        <ul className={classes.list}>
          {line.objectives.map(({ id, name, description }) => (
            <li key={id}>
              <div>
                <h3>{name}</h3>
                {description !== "" && <p>{description}</p>}
              </div>
              <Acts is="objective" id={id} name={name} open={open} remove={remove} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Acts({
  is,
  id,
  name,
  open,
  remove,
}: Thing & { id: string; name: string; open: (thing: Thing) => void; remove: (is: Thing["is"], id: string) => void }) {
  const { t } = useWords();
  return (
    <span className={classes.acts}>
      <Button
        variant="default"
        size="compact-md"
        aria-label={t("editorial.edit", { name })}
        onClick={() => open({ is, id })}
      >
        {t("editorial.change")}
      </Button>
      <ActionIcon size={36} color="ink" aria-label={t("editorial.remove", { name })} onClick={() => remove(is, id)}>
        <IconTrash size={18} />
      </ActionIcon>
    </span>
  );
}
