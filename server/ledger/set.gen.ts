/** Written by `npm run generate`. */
export const set = { number: 10, digest: "806607035e875bad" } as const;
