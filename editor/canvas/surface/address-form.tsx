import { Button, Group, Loader, TextInput } from "@mantine/core";
import { IconArrowRight, IconLink } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords } from "../../language.tsx";
import type { Finder } from "./finder.ts";
import classes from "./start-field.module.css";

/** An address of any kind, and what was found there. `focus`: the keyboard is on it from the start. */
export function AddressForm({
  finder: { typed, reading, failure, type, take, addAnyway },
  focus,
  act,
  title,
  children,
}: {
  finder: Finder;
  focus: boolean;
  /** What the button is called. */
  act: string;
  title?: ReactNode;
  children?: ReactNode;
}) {
  const { t, text } = useWords();
  return (
    <form
      className={classes.start}
      onSubmit={(event) => {
        event.preventDefault();
        if (!reading) void take();
      }}
    >
      {title}
      <TextInput
        size="lg"
        className={classes.field!}
        aria-label={t("empty.address")}
        placeholder={t("empty.addressHint")}
        leftSection={<IconLink size={20} stroke={1.7} />}
        rightSection={reading ? <Loader size={18} /> : null}
        maxLength={4000}
        value={typed}
        error={failure !== null}
        onChange={(event) => type(event.currentTarget.value)}
        autoFocus={focus}
        data-autofocus={focus || undefined}
      />
      <div role="status" aria-live="polite" className={classes.said}>
        {reading && t("empty.reading")}
        {failure !== null && <p className={classes.failure}>{text(failure.said)}</p>}
      </div>
      <Group gap={8} justify="center">
        <Button type="submit" disabled={typed.trim() === "" || reading} rightSection={<IconArrowRight size={16} />}>
          {act}
        </Button>
        {failure?.found && (
          <Button variant="default" onClick={addAnyway}>
            {t("empty.anyway")}
          </Button>
        )}
      </Group>
      {children}
    </form>
  );
}
