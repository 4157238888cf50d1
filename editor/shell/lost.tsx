import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { Empty } from "../ui/empty.tsx";
import { Page } from "../ui/page.tsx";

/** 404. */
export function Lost() {
  const { t } = useWords();
  return (
    <Page title={t("lost.title")} narrow>
      <Empty icon={<IconMapOff size={26} stroke={1.6} />} title={t("lost.title")} action={<Button component={Link} href="/">{t("lost.home")}</Button>}>
        {t("lost.text")}
      </Empty>
    </Page>
  );
}
