import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { CharterHalf } from "#engine/charter.ts";
import { useWords } from "../language.tsx";
import classes from "./charter.module.css";

const mostPromises = 8;

/** One language of the charter, being written. */
export function Fields({ half, change }: { half: CharterHalf; change: (half: CharterHalf) => void }) {
  const { t } = useWords();
  const { promises, legal } = half;
  const put = (at: number, part: Partial<CharterHalf["promises"][number]>) =>
    change({ ...half, promises: promises.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  return (
    <>
      <h2 className={classes.section}>{t("charter.edit.promises")}</h2>
      <p className="muted">{t("charter.edit.promisesHelp")}</p>
      {promises.map(({ says, means }, index) => (
        <div key={index} className={classes.pair}>
          <div>
            <TextInput
              label={t("charter.edit.promise", { number: index + 1 })}
              maxLength={160}
              value={says}
              onChange={(event) => put(index, { says: event.currentTarget.value })}
            />
            <Textarea
              mt={6}
              aria-label={t("charter.edit.means", { number: index + 1 })}
              maxLength={300}
              autosize
              minRows={1}
              value={means}
              onChange={(event) => put(index, { means: event.currentTarget.value })}
            />
          </div>
          <ActionIcon
            mt={24}
            aria-label={t("charter.edit.remove", { number: index + 1 })}
            onClick={() => change({ ...half, promises: promises.toSpliced(index, 1) })}
          >
            <IconTrash size={18} stroke={1.7} />
          </ActionIcon>
        </div>
      ))}
      {promises.length < mostPromises && (
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPlus size={16} stroke={1.8} />}
          onClick={() => change({ ...half, promises: [...promises, { says: "", means: "" }] })}
        >
          {t("charter.edit.add")}
        </Button>
      )}
      <Textarea
        mt={24}
        label={t("charter.edit.legal")}
        description={t("charter.edit.legalHelp")}
        maxLength={40_000}
        autosize
        minRows={12}
        maxRows={40}
        value={legal}
        onChange={(event) => change({ ...half, legal: event.currentTarget.value })}
      />
    </>
  );
}
