import { useSize } from "./edge.tsx";

/** How wide the settings at the right are, and how high the results below: each as the person left it. */
export const useDock = () =>
  useSize("dock", innerWidth <= 1100 ? 320 : 344, 300, () => Math.min(560, innerWidth - 480));

export const useDrawerHeight = () => useSize("drawer", 320, 180, () => innerHeight - 240);
