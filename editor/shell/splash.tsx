import { Skeleton, VisuallyHidden } from "@mantine/core";
import { useWords } from "../language.tsx";
import classes from "./splash.module.css";

/** The shape of a page while its code or the session is on the way; appears only after a moment. */
export function Splash({ inside }: { inside?: boolean }) {
  const { t } = useWords();
  return (
    <div className={inside ? classes.inside : classes.splash} aria-busy="true">
      <VisuallyHidden>{t("loading")}</VisuallyHidden>
      <Skeleton height={28} width={180} mb={28} />
      <Skeleton height={72} mb={12} />
      <Skeleton height={72} mb={12} />
      <Skeleton height={72} />
    </div>
  );
}
