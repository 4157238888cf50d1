import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { lazy } from "../ui/lazy.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { Face } from "../ui/face.tsx";
import { FirstPress } from "../ui/first-press.tsx";
import classes from "./user-menu.module.css";

const UserMenu = lazy(async () => ({ default: (await import("./user-menu.tsx")).UserMenu }));

/** Oneself where there is no menu beside the page: the canvas is there before its list is. */
export function UserButton() {
  const { t } = useWords();
  const { name } = useMe().member;
  return (
    <FirstPress
      button={(press) => (
        <UnstyledButton className={classes.button!} aria-haspopup="menu" aria-expanded={false} onClick={press}>
          <VisuallyHidden>{t("user.menu", { name })}</VisuallyHidden>
          <Face name={name} size={32} />
        </UnstyledButton>
      )}
    >
      <UserMenu pressed />
    </FirstPress>
  );
}
