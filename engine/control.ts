/** How a field of a form is drawn. */
export type Control =
  | "text"
  | "textarea"
  | "url"
  | "tags"
  | "select"
  | "switch"
  | "number"
  /** A number with its unit: `2 hours`. */
  | "duration"
  | "template"
  | "account"
  /** Names of networks, chosen from those there are. */
  | "networks"
  /** One network, or all of them (""). */
  | "network"
  /** One language, or any (""). */
  | "language"
  /** A list of objects, each drawn as a form of its own fields. */
  | "rows"
  | "topics"
  /** Topics that people follow, by their keys. */
  | "followed"
  /** Teams, by their keys. */
  | "teams"
  /** Of a row: its own name, which the editor gives it once and never shows. */
  | "id"
  /** A time of the day, `08:30`. */
  | "time"
  /** A day of the calendar, `2027-01-31`; "": none yet. */
  | "date"
  /** A time zone, by its IANA name. */
  | "zone"
  /** People who draw maps, by their members' ids. */
  | "editors"
  | "secret";
