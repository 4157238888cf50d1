import { Button, Center } from "@mantine/core";
import { useWords } from "../language.tsx";

/** The next page of a list, where there is one. */
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
