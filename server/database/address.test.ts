import { expect, test } from "vitest";
import { AddressError, configOf, readAddress } from "./address.ts";

test.each<[string, object]>([
  [
    "postgresql://me:pw@db:5433/relaymap",
    {
      places: [{ host: "db", port: 5433 }],
      user: "me",
      password: "pw",
      database: "relaymap",
      sslMode: "prefer",
      writable: false,
    },
  ],
  ["postgres://me:p%40ss%3Aw%25@db/r", { places: [{ host: "db", port: 5432 }], password: "p@ss:w%" }],
  [
    "postgresql://me@a:1,b:2,c/r?target_session_attrs=read-write",
    {
      places: [
        { host: "a", port: 1 },
        { host: "b", port: 2 },
        { host: "c", port: 5432 },
      ],
      writable: true,
    },
  ],
  [
    "postgresql://me@a,b/r?port=6000",
    {
      places: [
        { host: "a", port: 6000 },
        { host: "b", port: 6000 },
      ],
    },
  ],
  ["postgresql://me@[2001:db8::1]:6432/r", { places: [{ host: "2001:db8::1", port: 6432 }] }],
  ["postgresql://me@%2Fvar%2Frun%2Fpostgresql/r", { places: [{ host: "/var/run/postgresql", port: 5432 }] }],
  ["postgresql://me@localhost:6432/r?host=%2Ftmp%2Fs", { places: [{ host: "/tmp/s", port: 6432 }] }],
  [
    "postgresql:///r?host=a,b&port=1,2&user=me&password=a+b",
    {
      places: [
        { host: "a", port: 1 },
        { host: "b", port: 2 },
      ],
      user: "me",
      password: "a+b",
    },
  ],
  ["postgresql://me@db", { database: "me" }],
  [
    "postgresql://me@db/r?sslmode=verify-full&sslrootcert=/etc/ca.pem&application_name=x&connect_timeout=3",
    { sslMode: "verify-full", rootCert: "/etc/ca.pem" },
  ],
])("%s is read as libpq reads it", (url, expected) => {
  expect(readAddress(url)).toMatchObject(expected);
});

test.each<[string, RegExp]>([
  ["mysql://me:pw@db/r", /not like postgresql:/],
  ["postgresql://me:secret@db/r?sslmod=verify-full", /^sslmod is nothing/],
  ["postgresql://me:secret@db/r?sslmode=on", /^sslmode is on/],
  ["postgresql://me:secret@db:77777/r", /port/],
  ["postgresql://me:se%cret@db/r", /%25/],
  ["postgresql://me:secret@a:b:c/r", /a host/],
  ["postgresql://me:secret@db/r?target_session_attrs=standby", /read-write/],
])("%s is refused with a sentence, in which no secret is", (url, sentence) => {
  expect(() => readAddress(url)).toThrow(AddressError);
  expect(() => readAddress(url)).toThrow(sentence);
  expect(() => readAddress(url)).not.toThrow(/secret/);
});

test("a certificate is checked as far as the mode says, and a file that is not there is named", () => {
  const ssl = (query: string, host = "db") => {
    const address = readAddress(`postgresql://me@${host}/r?${query}`);
    return configOf(address, address.places[0]!).ssl;
  };
  expect(ssl("sslmode=disable")).toBe(false);
  expect(ssl("sslmode=require")).toMatchObject({ rejectUnauthorized: false });
  expect(ssl("sslmode=require&sslrootcert=system")).toMatchObject({ rejectUnauthorized: true });
  expect(ssl("sslmode=verify-ca")).toMatchObject({ rejectUnauthorized: true });
  expect(ssl("sslmode=verify-full")).toMatchObject({ rejectUnauthorized: true });
  expect(ssl("sslmode=verify-full", "%2Ftmp")).toBe(false);
  expect(() => ssl("sslmode=verify-ca&sslrootcert=/nowhere/ca.pem")).toThrow(/^sslrootcert names \/nowhere\/ca\.pem/);
});
