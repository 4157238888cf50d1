/** Written by `npm run generate`. */
export const set = { number: 14, digest: "61bdc827e364a0cb" } as const;
