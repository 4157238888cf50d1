/** Pages on which one thing is done from top to bottom, without the menu: reading the charter, joining, a lesson, a survey. */
export const isAlone = (path: string): boolean =>
  /^\/(?:charter|welcome|survey|training\/(?!certificate)[a-z0-9-]+)\/?$/u.test(path);
