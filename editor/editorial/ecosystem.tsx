import { Button, Skeleton } from "@mantine/core";
import { IconPlus, IconTargetArrow } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { lazy } from "../ui/lazy.ts";
import { Empty } from "../ui/empty.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import { ThingDialog } from "./thing-dialog.tsx";
import { Things } from "./things.tsx";
import { type Line, type Thing, useLineChange } from "./use-line.ts";
import { useExample } from "./example.ts";
import classes from "./editorial.module.css";

const MindMap = lazy(async () => ({ default: (await import("./mind-map.tsx")).MindMap }));

/** Audiences wired to objectives: drawn, and below it the same as a list with the same powers. */
export function Ecosystem({ line }: { line: Line }) {
  const { t } = useWords();
  const [open, show] = useState<Thing | null>(null);
  const topics = useReply("listTopics", {});
  const setAim = useLineChange("setAim");
  const example = useExample();
  const trash = useTrash(line);
  const empty = line.audiences.length === 0 && line.objectives.length === 0;
  const add = (is: Thing["is"]) => () => show({ is, id: null });
  return (
    <>
      {empty ? (
        <Empty
          icon={<IconTargetArrow size={28} />}
          title={t("editorial.nobody")}
          action={
            <span className={classes.acts}>
              <Button onClick={add("audience")}>{t("editorial.newAudience")}</Button>
              <Button variant="default" loading={example.pending} onClick={example.begin}>
                {t("editorial.begin")}
              </Button>
            </span>
          }
        >
          {t("editorial.nobodyText")}
        </Empty>
      ) : (
        <>
          <div className={classes.bar}>
            <p>{t("editorial.wireHint")}</p>
            <Button variant="default" leftSection={<IconPlus size={18} />} onClick={add("objective")}>
              {t("editorial.newObjective")}
            </Button>
            <Button leftSection={<IconPlus size={18} />} onClick={add("audience")}>
              {t("editorial.newAudience")}
            </Button>
          </div>
          <Suspense fallback={<Skeleton height={280} radius={18} />}>
            <MindMap
              line={line}
              open={show}
              wire={(audience, objective) => setAim.mutate({ body: { audience, objective, note: "" } })}
              cut={(audience, objective) => setAim.mutate({ body: { audience, objective, note: null } })}
            />
          </Suspense>
          <Things line={line} topics={topics.data?.rows ?? []} open={show} remove={trash.put} />
        </>
      )}
      {open !== null && (
        <ThingDialog key={open.id} thing={open} line={line} topics={topics.data?.rows ?? []} close={() => show(null)} />
      )}
      {trash.name !== null && (
        <UndoBar key={trash.name} undo={trash.back} done={trash.empty}>
          {t("editorial.deleted", { name: trash.name })}
        </UndoBar>
      )}
    </>
  );
}

/** Deletes at once, and can bring back what was deleted last: the same words with the same wires. */
function useTrash(line: Line) {
  const [gone, setGone] = useState<{ is: Thing["is"]; id: string; line: Line } | null>(null);
  const [audience, objective] = [useLineChange("deleteAudience"), useLineChange("deleteObjective")];
  const [makeAudience, makeObjective] = [useLineChange("createAudience"), useLineChange("createObjective")];
  const put = (is: Thing["is"], id: string) => {
    const done = { onSuccess: () => setGone({ is, id, line }) };
    if (is === "audience") audience.mutate({ params: { id } }, done);
    else objective.mutate({ params: { id } }, done);
  };
  const [lostAudience, lostObjective] = [
    gone?.line.audiences.find(({ id }) => id === gone.id),
    gone?.line.objectives.find(({ id }) => id === gone.id),
  ];
  const back = () => {
    const aims = gone?.line.aims ?? [];
    setGone(null);
    if (lostAudience) {
      const { id, ...words } = lostAudience;
      const own = aims.filter((aim) => aim.audience === id).map(({ objective: to, note }) => ({ objective: to, note }));
      makeAudience.mutate({ body: { ...words, aims: own } });
    } else if (lostObjective) {
      const { id, ...words } = lostObjective;
      const own = aims.filter((aim) => aim.objective === id).map(({ audience: of, note }) => ({ audience: of, note }));
      makeObjective.mutate({ body: { ...words, aims: own } });
    }
  };
  return { put, back, empty: () => setGone(null), name: (lostAudience ?? lostObjective)?.name ?? null };
}
