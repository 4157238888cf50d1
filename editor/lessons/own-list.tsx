import "./own-words.ts";
import { Button } from "@mantine/core";
import { IconChevronRight, IconPencil, IconPlus } from "@tabler/icons-react";
import { Link, useLocation } from "wouter";
import { emptyLesson } from "#engine/own-lesson.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Told } from "../ui/told.tsx";
import classes from "../training/training.module.css";

/** The lessons that the company writes itself, for who writes them. */
export function OwnList() {
  const { t, text, language } = useWords();
  const [, go] = useLocation();
  const query = useReply("listOwnLessons", {}, { anew: true });
  const create = useChange("createOwnLesson", {
    stale: ["listOwnLessons"],
    done: ({ id }) => go(`/training/own/${id}`),
  });
  return (
    <section className={classes.part}>
      <h2>{t("own.title")}</h2>
      <Told query={query} lines={2} height={72}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="muted">{t("own.none")}</p>
          ) : (
            <ul className={classes.lessons}>
              {rows.map(({ id, title, state, required }) => (
                <li key={id}>
                  <Link href={`/training/own/${id}`} className={classes.lesson!}>
                    <span className={classes.number} aria-hidden="true">
                      <IconPencil size={22} stroke={1.6} />
                    </span>
                    <span className={classes.words}>
                      <strong>{text(title) === "" ? t("own.untitled") : text(title)}</strong>
                      <small>
                        {t(`own.state.${state}`)}
                        {required && ` · ${t("own.before")}`}
                      </small>
                    </span>
                    <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Told>
      <Button
        variant="default"
        mt={12}
        leftSection={<IconPlus size={18} stroke={1.8} />}
        loading={create.isPending}
        onClick={() => create.mutate({ body: { content: emptyLesson(language) } })}
      >
        {t("own.new")}
      </Button>
    </section>
  );
}
