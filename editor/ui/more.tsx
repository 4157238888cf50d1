import { Button, Center } from "@mantine/core";
import { useWords } from "../language.tsx";

/** What follows in a list, where there is more. */
export function More({
  query,
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  const { t } = useWords();
  if (!query.hasNextPage) return null;
  return (
    <Center mt={20}>
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t("action.more")}
      </Button>
    </Center>
  );
}
