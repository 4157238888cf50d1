/** Pages on which one thing is done from top to bottom, without the menu: reading the charter, joining, a lesson. */
export const isAlone = (path: string): boolean =>
  /^\/(?:charter|welcome|training\/(?!certificate)[a-z-]+)\/?$/u.test(path);
