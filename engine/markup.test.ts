import { expect, test } from "vitest";
import { html, page } from "./markup.ts";

test("every value is escaped, and only markup made here passes as it is", () => {
  const hostile = `"><script>alert('x')</script>&`;
  const made = html`<p title="${hostile}">${hostile}${html`<b>${hostile}</b>`}${[html`<i></i>`]}${null}${7}</p>`;
  const safe = "&#34;&#62;&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#38;";
  expect(made.markup).toBe(`<p title="${safe}">${safe}<b>${safe}</b><i></i>7</p>`);
});

test("a page forbids scripts, frames and foreign resources, and lets forms go only where it says", () => {
  const reply = page({ title: "<x>", stylesheet: "/s.css", body: html`<p></p>`, formTargets: ["https://app.example"] });
  const policy = reply.headers["content-security-policy"];
  expect(policy).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self' https://app.example; base-uri 'none'; frame-ancestors 'none'",
  );
  expect(reply.body).toContain("<title>&#60;x&#62;</title>");
});
