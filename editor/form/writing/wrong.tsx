import { Button, UnstyledButton } from "@mantine/core";
import { fieldName, fieldNamed, nearestField } from "#engine/template-names.ts";
import { useWords } from "../../language.tsx";
import { type Broken, lineOf } from "./pieces.ts";
import classes from "./writing.module.css";

/** What cannot be read of a template: where it stands, and what was probably meant, one press away. */
export function Wrong({
  broken: { from, to, problem },
  value,
  choose,
  mend,
}: {
  broken: Broken;
  value: string;
  choose: () => void;
  mend: (written: string) => void;
}) {
  const { t, text, language } = useWords();
  const words = value.slice(from, to);
  const [, name = "", rest = ""] = /^\{\{\s*([^|}]*?)\s*(\|[^}]*)?\}\}$/u.exec(words) ?? [];
  const meant = name === "" || fieldNamed(name) !== null ? null : nearestField(name);
  return (
    <>
      <UnstyledButton className={classes.wrong!} onClick={choose}>
        {t("writing.where", { line: lineOf(value, from), words: words.slice(0, 40), problem: text(problem) })}
      </UnstyledButton>
      {meant !== null && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => mend(`{{${fieldName(meant, language)}${rest && ` ${rest}`}}}`)}
        >
          {t("writing.mend", { name: fieldName(meant, language) })}
        </Button>
      )}
    </>
  );
}
