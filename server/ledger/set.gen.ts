/** Written by `npm run generate`. */
export const set = { number: 9, digest: "c4e57f5f74816010" } as const;
