/** Written by `npm run generate`. */
export const set = { number: 23, digest: "9da2e738acc87c96" } as const;
