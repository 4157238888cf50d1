import { useMediaQuery } from "@mantine/hooks";

const query = "(max-width: 760px)";

/** Whether the window is too narrow for floats beside the drawing: they become sheets from below, one at a time. */
export const usePhone = (): boolean => useMediaQuery(query, matchMedia(query).matches) ?? false;
