import { Button } from "@mantine/core";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { Page } from "../ui/page.tsx";

/** 404. */
export function Lost() {
  const { t } = useWords();
  return (
    <Page title={t("lost.title")} intro={t("lost.text")} narrow>
      <Button component={Link} href="/">
        {t("lost.home")}
      </Button>
    </Page>
  );
}
