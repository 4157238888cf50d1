import "./words.ts";
import { IconTestPipe } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import classes from "./way.module.css";
import { addressOfKeeping } from "./setting.ts";

/** To the map, to keep the item as one of its tests; for who draws maps. */
export function KeepLink({ map, item, account }: { map: string; item: string; account: string | null }) {
  const { t } = useWords();
  if (!isEditor(useMe())) return null;
  return (
    <Link href={addressOfKeeping(map, item, account)} className={classes.keep!}>
      <IconTestPipe size={15} stroke={1.8} aria-hidden="true" />
      {t("why.keep")}
    </Link>
  );
}
