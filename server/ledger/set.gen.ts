/** Written by `npm run generate`. */
export const set = { number: 20, digest: "2b96112d3086fcf5" } as const;
