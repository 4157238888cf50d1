import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Component, type ReactNode } from "react";
import { useWords } from "../language.tsx";
import { Empty } from "../ui/empty.tsx";

function Crashed() {
  const { t } = useWords();
  return (
    <div role="alert" style={{ maxWidth: 640, margin: "12vh auto", padding: 16 }}>
      <Empty
        icon={<IconAlertTriangle size={26} stroke={1.6} />}
        title={t("crash.title")}
        action={<Button onClick={() => location.reload()}>{t("crash.reload")}</Button>}
      >
        {t("crash.text")}
      </Empty>
    </div>
  );
}

/** Catches what a page throws while it renders. A class, because React offers no other way. */
export class Crash extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}
