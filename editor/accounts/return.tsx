import "./words.ts";
import { Alert } from "@mantine/core";
import { useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";

/** What the network's page sent us back with: that it is connected, or why it is not, in the words of whoever refused. */
export function Return() {
  const { t, text } = useWords();
  const [search, setSearch] = useSearchParams();
  const connected = search.has("connected");
  const problem = search.get("problem");
  const carried = search.get("said");
  const said = useReply("connectSaid", { query: { said: carried ?? "" } }, { enabled: carried !== null });
  if ((!connected && problem === null) || said.isLoading) return null;
  // Of somebody who came back twice, the first time may have done it.
  const twice = problem === "connect_expired" ? ` ${t("accounts.problem.twice")}` : "";
  const why = said.data?.text ? text(said.data.text) + twice : t("accounts.problem");
  return (
    <Alert
      color={connected ? "moss" : "honey"}
      mb={20}
      withCloseButton
      closeButtonLabel={t("action.close")}
      onClose={() => setSearch({}, { replace: true })}
      role="status"
    >
      {connected ? t("accounts.connected") : why}
    </Alert>
  );
}
