/** Written by `npm run generate`. */
export const set = { number: 16, digest: "4c94cec151a034f1" } as const;
