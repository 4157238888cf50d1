/** Written by `npm run generate`. */
export const set = { number: 8, digest: "452901d19fb86e56" } as const;
