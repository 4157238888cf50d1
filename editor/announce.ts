import type { Text } from "#engine/text.ts";
import type { CallError } from "./client.ts";
import { wordsOf } from "./language.tsx";
import { show } from "./notices.tsx";

/** Notices outside React speak the page's language, which the language provider keeps on <html lang>. */
const words = () => wordsOf(document.documentElement.lang === "fr" ? "fr" : "en");

export const announce = {
  done(message: string): void {
    show({
      message,
      color: "moss",
      autoClose: 4000,
      withCloseButton: true,
      closeButtonProps: { "aria-label": words().t("action.close") },
    });
  },
  warning(message: string): void {
    show({
      message,
      color: "honey",
      autoClose: 6000,
      closeButtonProps: { "aria-label": words().t("action.close") },
    });
  },
  /** The server's own sentence; the same failure twice shows once. */
  failure(error: Pick<CallError, "code" | "requestId"> & { text: Text }): void {
    const { t, text } = words();
    show({
      id: `failure-${error.code}`,
      title: t("failed.change"),
      message: text(error.text),
      color: "brick",
      autoClose: 9000,
      closeButtonProps: { "aria-label": t("action.close") },
    });
  },
};
