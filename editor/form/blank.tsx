import { IconPencil } from "@tabler/icons-react";
import classes from "./form.module.css";

/** A field's help, and that it is still to be filled in: part of the field's description, so that it is read out with it. */
export function Blank({ help, says }: { help: string | undefined; says: string }) {
  return (
    <>
      {help}
      <span className={classes.blank}>
        <IconPencil size={13} stroke={1.8} aria-hidden="true" />
        {says}
      </span>
    </>
  );
}
