/** Written by `npm run generate`. */
export const set = { number: 5, digest: "911c1b5e1443b2dd" } as const;
